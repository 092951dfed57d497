/// Turns a text into counts of hashed n-grams.
///
/// A run of Chinese characters gives every n-gram of 1 to 4 characters: words are not separated by spaces, and short
/// n-grams stand typing errors better than a word splitter does. A word of other letters gives the word, the pair it
/// forms with the word before it, and its inner n-grams of 3 to 5 letters with marks at its ends. Digits count as one
/// number whatever their value, and question and exclamation marks as words.
///
/// Texts are expected in lower case with half-width digits; the caller normalises them.
package struct NgramExtractor: Sendable, Hashable {
    /// Hashes are folded to this many bits, so there are `1 << hashBits` buckets.
    package static let hashBits = 18
    package static let bucketCount = 1 << hashBits

    private enum Kind: UInt64 {
        case han = 1
        case word
        case wordPair
        case letters
        case mark
    }

    private static let hanLengthMax = 4
    private static let lettersLengths = 3...5
    /// Stands for any number; a scalar that no text keeps after normalisation.
    private static let number: UInt32 = 0x1A
    private static let boundary: UInt32 = 0x1F

    package init() {}

    /// Bucket and count of each n-gram, ordered by bucket.
    package func counts(of text: [Unicode.Scalar]) -> [(bucket: UInt32, count: UInt32)] {
        var buckets = self.buckets(of: text)
        buckets.sort()
        var counts: [(bucket: UInt32, count: UInt32)] = []
        counts.reserveCapacity(buckets.count)
        for bucket in buckets {
            if let last = counts.last, last.bucket == bucket {
                counts[counts.count - 1].count += 1
            } else {
                counts.append((bucket, 1))
            }
        }
        return counts
    }

    private func buckets(of text: [Unicode.Scalar]) -> [UInt32] {
        var buckets: [UInt32] = []
        buckets.reserveCapacity(text.count * 5)
        var previousWord: UInt64?
        var position = 0
        while position < text.count {
            let start = position
            switch ScalarClass(text[position]) {
            case .han:
                while position < text.count, ScalarClass(text[position]) == .han { position += 1 }
                appendHan(text[start..<position], to: &buckets)
                previousWord = nil
            case .letter, .digit:
                let word = self.word(in: text, from: &position)
                previousWord = appendWord(word, after: previousWord, to: &buckets)
            case .mark:
                buckets.append(bucket(hash(.mark, text[position].value)))
                position += 1
            case .space:
                position += 1
            case .other:
                previousWord = nil
                position += 1
            }
        }
        return buckets
    }

    private func appendHan(_ run: ArraySlice<Unicode.Scalar>, to buckets: inout [UInt32]) {
        for start in run.indices {
            var state = Kind.han.rawValue
            for position in start..<min(start + Self.hanLengthMax, run.endIndex) {
                state = mix(state, run[position].value)
                buckets.append(bucket(state))
            }
        }
    }

    /// Reads a word of letters and digits; each run of digits becomes one number sign.
    private func word(in text: [Unicode.Scalar], from position: inout Int) -> [UInt32] {
        var word: [UInt32] = [Self.boundary]
        while position < text.count {
            switch ScalarClass(text[position]) {
            case .letter: word.append(text[position].value)
            case .digit where word.last == Self.number: break
            case .digit: word.append(Self.number)
            case .han, .mark, .space, .other:
                word.append(Self.boundary)
                return word
            }
            position += 1
        }
        word.append(Self.boundary)
        return word
    }

    private func appendWord(_ word: [UInt32], after previous: UInt64?, to buckets: inout [UInt32]) -> UInt64 {
        var whole = Kind.word.rawValue
        for value in word { whole = mix(whole, value) }
        buckets.append(bucket(whole))
        if let previous {
            buckets.append(bucket(mix(mix(Kind.wordPair.rawValue, UInt32(truncatingIfNeeded: previous)), fold(whole))))
        }
        for start in word.indices {
            var state = Kind.letters.rawValue
            for position in start..<min(start + Self.lettersLengths.upperBound, word.endIndex) {
                state = mix(state, word[position])
                if position - start + 1 >= Self.lettersLengths.lowerBound { buckets.append(bucket(state)) }
            }
        }
        return UInt64(fold(whole))
    }

    private func hash(_ kind: Kind, _ value: UInt32) -> UInt64 { mix(kind.rawValue, value) }

    /// One step of the multiply-xor hash FNV-1a over 32-bit units.
    private func mix(_ state: UInt64, _ value: UInt32) -> UInt64 {
        ((state &+ 0xCBF2_9CE4_8422_2325) ^ UInt64(value)) &* 0x0000_0100_0000_01B3
    }

    /// Spreads the state's high bits downwards, since a multiplication moves information only upwards.
    private func fold(_ state: UInt64) -> UInt32 {
        var value = state ^ (state >> 33)
        value = value &* 0xFF51_AFD7_ED55_8CCD
        return UInt32(truncatingIfNeeded: value ^ (value >> 33))
    }

    private func bucket(_ state: UInt64) -> UInt32 { fold(state) & UInt32(Self.bucketCount - 1) }
}

/// What a scalar means for the cutting of n-grams.
package enum ScalarClass: Sendable {
    case han
    case letter
    case digit
    case mark
    case space
    case other

    package init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x30...0x39: self = .digit
        case 0x61...0x7A, 0x41...0x5A, 0x27: self = .letter
        case 0x3F, 0x21: self = .mark
        case 0x09...0x0D, 0x20: self = .space
        case 0..<0x80: self = .other
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0xF900...0xFAFF, 0x20000...0x323AF, 0x3007: self = .han
        case 0x3000...0x303F, 0xFF00...0xFF0F: self = .other
        default: self = scalar.properties.isAlphabetic ? .letter : .other
        }
    }
}
