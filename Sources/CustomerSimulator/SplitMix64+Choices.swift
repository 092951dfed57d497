import SeededRandom

extension SplitMix64 {
    mutating func chance(_ probability: Double) -> Bool { Double.random(in: 0..<1, using: &self) < probability }

    mutating func one(of texts: [String]) -> String { texts.randomElement(using: &self) ?? "" }
}
