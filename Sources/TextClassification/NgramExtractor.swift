import TextNormalization

/// Turns a text into counts of hashed n-grams.
///
/// A run of Chinese characters gives every n-gram of 1 to 4 characters: words are not separated by spaces, and short
/// n-grams stand typing errors better than a word splitter does. A word of other letters gives the word, the pair it
/// forms with the word before it, and its inner n-grams of 3 to 5 letters with marks at its ends. Digits count as one
/// number whatever their value, and question and exclamation marks as words. Chinese characters also give pairs and
/// triples of their sounds, since most slips of Chinese typing and all of dictation keep the sound.
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
        case sounds
    }

    private static let hanLengthMax = 4
    private static let lettersLengths = 3...5
    private static let soundsLengths = 2...3
    /// Stands for any number; a scalar that no text keeps after normalisation.
    private static let number: UInt32 = 0x1A
    private static let boundary: UInt32 = 0x1F

    private let usesSounds: Bool
    /// Keeps the n-grams of one channel apart from those of another.
    private let channel: UInt64

    package init(usesSounds: Bool = true, channel: Int = 0) {
        self.usesSounds = usesSounds
        self.channel = UInt64(channel) << 8
    }

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
                if usesSounds { appendSounds(text[start..<position], to: &buckets) }
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
            var state = seed(.han)
            for position in start..<min(start + Self.hanLengthMax, run.endIndex) {
                state = mix(state, run[position].value)
                buckets.append(bucket(state))
            }
        }
    }

    private func appendSounds(_ run: ArraySlice<Unicode.Scalar>, to buckets: inout [UInt32]) {
        let sounds = run.map { UInt32(SyllableTable.shared.roughSound(of: $0)) }
        for start in sounds.indices {
            var state = seed(.sounds)
            for position in start..<min(start + Self.soundsLengths.upperBound, sounds.endIndex) {
                state = mix(state, sounds[position])
                if position - start + 1 >= Self.soundsLengths.lowerBound { buckets.append(bucket(state)) }
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
        var whole = seed(.word)
        for value in word { whole = mix(whole, value) }
        buckets.append(bucket(whole))
        if let previous {
            buckets.append(bucket(mix(mix(seed(.wordPair), UInt32(truncatingIfNeeded: previous)), fold(whole))))
        }
        for start in word.indices {
            var state = seed(.letters)
            for position in start..<min(start + Self.lettersLengths.upperBound, word.endIndex) {
                state = mix(state, word[position])
                if position - start + 1 >= Self.lettersLengths.lowerBound { buckets.append(bucket(state)) }
            }
        }
        return UInt64(fold(whole))
    }

    private func hash(_ kind: Kind, _ value: UInt32) -> UInt64 { mix(seed(kind), value) }

    private func seed(_ kind: Kind) -> UInt64 { kind.rawValue | channel }

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
