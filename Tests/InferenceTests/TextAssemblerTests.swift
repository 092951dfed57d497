import Testing

@testable import Inference

@Suite struct TextAssemblerTests {
    private struct Written: Equatable {
        var text = ""
        var isStopped = false
    }

    /// Feeds the bytes in pieces of these lengths, the last of them for the rest.
    private static func write(_ bytes: [UInt8], stops: [String], lengths: [Int]) -> Written {
        var assembler = TextAssembler(stops: stops)
        var written = Written()
        var rest = bytes[...]
        for length in lengths + [bytes.count] where !rest.isEmpty {
            let output = assembler.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
            written.text += output.text
            guard !output.isStopped else { return Written(text: written.text, isStopped: true) }
        }
        written.text += assembler.finish()
        return written
    }

    private static let text = "您好👋🏽，the parcel „SF-1“ 到了\u{301} ok"

    @Test func wholeCharactersComeOutWhereverTheBytesAreSplit() {
        let bytes = Array(Self.text.utf8)
        for first in 1..<bytes.count {
            for second in 1...4 {
                #expect(Self.write(bytes, stops: [], lengths: [first, second]).text == Self.text)
            }
        }
    }

    @Test func noPieceOfOutputHoldsHalfACharacter() {
        var assembler = TextAssembler()
        for byte in Self.text.utf8 {
            #expect(!assembler.append([byte]).text.unicodeScalars.contains("\u{FFFD}"))
        }
    }

    @Test func aStopStringEndsTheTextWhereverTheBytesAreSplit() {
        let bytes = Array("您好，到此为止。以后的".utf8)
        for first in 1..<bytes.count {
            for second in 1...4 {
                let written = Self.write(bytes, stops: ["xyz", "为止。"], lengths: [first, second])
                #expect(written == Written(text: "您好，到此", isStopped: true))
            }
        }
    }

    @Test func theEarliestOfSeveralStopsCounts() {
        let written = Self.write(Array("abcdef".utf8), stops: ["ef", "cd"], lengths: [6])
        #expect(written == Written(text: "ab", isStopped: true))
    }

    @Test func aStopThatBeginsInsideItselfIsFound() {
        let written = Self.write(Array("aaab".utf8), stops: ["aab"], lengths: [1, 1, 1])
        #expect(written == Written(text: "a", isStopped: true))
    }

    @Test func whatOnlyBeganLikeAStopIsTextAfterAll() {
        #expect(Self.write(Array("a\n\nb".utf8), stops: ["\n\n\n"], lengths: [1, 1, 1]).text == "a\n\nb")
        #expect(Self.write(Array("a\n\n".utf8), stops: ["\n\n\n"], lengths: [1, 1]).text == "a\n\n")
    }

    @Test func bytesThatAreNoCharacterBecomeTheReplacementCharacter() {
        #expect(Self.write([0x41, 0xFF, 0x42], stops: [], lengths: [1, 1]).text == "A\u{FFFD}B")
        #expect(Self.write([0x41, 0xE4, 0xBD], stops: [], lengths: [1, 1]).text == "A\u{FFFD}")
    }
}
