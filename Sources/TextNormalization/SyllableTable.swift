import Foundation

/// How Han characters sound: for each one the syllable that it is most often read as, for telling "羽容服" from nothing
/// like "羽绒服".
///
/// The readings are ICU's transliteration "Han-Latin", asked once for the whole block of common characters (half a
/// second); the table holds two bytes a character and sound.
package struct SyllableTable: Sendable {
    package static let shared = SyllableTable()

    /// Syllables with their tone, and syllables as a hurried or southern speaker tells them apart: without tone, zh as z,
    /// ch as c, sh as s, final ng as n, and initial l as n.
    private let exact: [UInt16]
    private let rough: [UInt16]

    /// Numbers of sounds are below this; 0 means that a scalar has none.
    package static let soundCount = 2_048

    init() {
        let readings = HanBlock.transliterated(by: "Han-Latin")
        var numbers: [String: UInt16] = [:]
        func number(_ sound: String) -> UInt16 {
            if let known = numbers[sound] { return known }
            let next = UInt16(numbers.count + 1)
            numbers[sound] = next
            return next
        }
        var roughByReading: [Substring: UInt16] = [:]
        var exact: [UInt16] = []
        var rough: [UInt16] = []
        exact.reserveCapacity(readings.count)
        rough.reserveCapacity(readings.count)
        for reading in readings {
            exact.append(number(String(reading)))
            let known = roughByReading[reading] ?? number("~" + Self.roughSound(of: reading))
            roughByReading[reading] = known
            rough.append(known)
        }
        self.exact = exact
        self.rough = rough
    }

    /// The syllable with its tone; 0 for what is no common Han character.
    package func exactSound(of scalar: Unicode.Scalar) -> UInt16 { sound(of: scalar, in: exact) }

    /// The syllable as it is told apart at a careless ear; 0 for what is no common Han character.
    package func roughSound(of scalar: Unicode.Scalar) -> UInt16 { sound(of: scalar, in: rough) }

    private func sound(of scalar: Unicode.Scalar, in table: [UInt16]) -> UInt16 {
        guard SimplifiedForms.range.contains(scalar.value) else { return 0 }
        return table[Int(scalar.value - SimplifiedForms.range.lowerBound)]
    }

    private static func roughSound(of reading: Substring) -> String {
        let plain = String(reading).applyingTransform(.stripDiacritics, reverse: false) ?? String(reading)
        var letters = plain.lowercased()
        for (careful, careless) in [("zh", "z"), ("ch", "c"), ("sh", "s")] where letters.hasPrefix(careful) {
            letters = careless + letters.dropFirst(2)
        }
        if letters.hasPrefix("l") { letters = "n" + letters.dropFirst() }
        if letters.hasSuffix("ng") { letters.removeLast() }
        return letters
    }
}
