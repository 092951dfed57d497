/// Makes whole characters of the bytes that a model writes, and ends the text at a stop string, wherever the borders
/// between tokens fall: inside a character, inside a stop string.
///
/// Text is held back only as long as it may still become a stop string or lacks bytes of its last character.
struct TextAssembler {
    struct Output: Hashable {
        var text = ""
        /// True when a stop string was found; it is not part of the text.
        var isStopped = false
    }

    private let stops: [[UInt8]]
    private var held: [UInt8] = []

    init(stops: [String] = []) {
        self.stops = stops.map { Array($0.utf8) }.filter { !$0.isEmpty }
    }

    /// Takes the bytes of one token; answers the text that is certain now.
    mutating func append(_ piece: [UInt8]) -> Output {
        held += piece
        if let stop = firstStop() {
            let text = String(decoding: held[..<stop], as: UTF8.self)
            held = []
            return Output(text: text, isStopped: true)
        }
        let certain = held.count - stopBeginningLength()
        let whole = certain - Self.incompleteLength(held[..<certain])
        defer { held.removeFirst(whole) }
        return Output(text: String(decoding: held[..<whole], as: UTF8.self))
    }

    /// What was held back, when no more comes. Bytes that are no character become U+FFFD.
    mutating func finish() -> String {
        defer { held = [] }
        return String(decoding: held, as: UTF8.self)
    }

    private func firstStop() -> Int? {
        held.indices.first { start in stops.contains { held[start...].starts(with: $0) } }
    }

    /// Length of the longest end of what is held that begins a stop string.
    private func stopBeginningLength() -> Int {
        let longest = stops.map(\.count).max() ?? 0
        let lengths = (0..<min(longest, held.count + 1)).reversed()
        return lengths.first { length in stops.contains { $0.starts(with: held.suffix(length)) } } ?? 0
    }

    /// Bytes at the end that begin a character which more bytes may complete: 0 to 3.
    private static func incompleteLength(_ bytes: ArraySlice<UInt8>) -> Int {
        for (length, byte) in zip(1..., bytes.suffix(3).reversed()) {
            switch byte {
            case 0x80...0xBF: continue
            case 0xC2...0xDF: return length < 2 ? length : 0
            case 0xE0...0xEF: return length < 3 ? length : 0
            case 0xF0...0xF4: return length < 4 ? length : 0
            default: return 0
            }
        }
        return 0
    }
}
