/// Which of several endpoints takes a call.
enum EndpointChoice {
    /// The better of two that are drawn at random: nearly as good as the best of all, and callers that see the same
    /// costs do not all run to the same endpoint (Mitzenmacher, "The power of two choices in randomized load
    /// balancing"). `cost` is nil for an endpoint that takes no call; only if both are such, all are looked at.
    static func ofTwo(
        _ count: Int,
        using generator: inout some RandomNumberGenerator,
        cost: (Int) -> Double?
    ) -> Int? {
        guard count > 1 else { return count == 1 && cost(0) != nil ? 0 : nil }
        let first = Int.random(in: 0..<count, using: &generator)
        let second = (first + Int.random(in: 1..<count, using: &generator)) % count
        switch (cost(first), cost(second)) {
        case (let firstCost?, let secondCost?): return firstCost <= secondCost ? first : second
        case (.some, nil): return first
        case (nil, .some): return second
        case (nil, nil): return best(count) { index in cost(index).map { -$0 } }
        }
    }

    /// The endpoint that a key belongs to: the one whose weight for the key is highest. When an endpoint goes, only its
    /// own keys move, evenly to all others; no table is kept (rendezvous hashing, Thaler and Ravishankar).
    static func ofKey(_ key: String, _ count: Int, weight: (Int) -> UInt64, isOpen: (Int) -> Bool) -> Int? {
        let keyHash = StableHash.of(key.utf8)
        return best(count) { index in isOpen(index) ? StableHash.mix(keyHash ^ weight(index)) : nil }
    }

    private static func best<Value: Comparable>(_ count: Int, _ value: (Int) -> Value?) -> Int? {
        var best: (index: Int, value: Value)?
        for index in 0..<count {
            guard let value = value(index) else { continue }
            if let known = best, value <= known.value { continue }
            best = (index, value)
        }
        return best?.index
    }
}

/// Hashes that are the same in every process and release, unlike Swift's own.
enum StableHash {
    /// FNV-1a, 64 bits.
    static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// Spreads each bit over all (the finalizer of splitmix64).
    static func mix(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}

/// Random numbers without a system call for each: splitmix64, seeded once.
struct QuickGenerator: RandomNumberGenerator {
    private var position: UInt64

    init(seed: UInt64 = .random(in: .min ... .max)) {
        position = seed
    }

    mutating func next() -> UInt64 {
        position &+= 0x9E37_79B9_7F4A_7C15
        return StableHash.mix(position)
    }
}
