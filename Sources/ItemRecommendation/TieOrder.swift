/// The order of items that score the same.
///
/// Items are numbered as a file happens to list them, and files are often grouped so that neighbouring numbers belong
/// together: preferring small numbers would leak what is held out, or favour old items. A fixed scramble favours none.
enum TieOrder {
    /// Different for different items (the multiplier is odd).
    static func of(_ item: UInt32) -> UInt32 { item &* 2_654_435_761 }
}
