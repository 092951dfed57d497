import Foundation
import SeededRandom

extension SplitMix64 {
    /// Uniform in 0..<1.
    package mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

    /// Standard normal (Box and Muller, 1958).
    mutating func normal() -> Float {
        let radius = (-2 * log(1 - unit())).squareRoot()
        return Float(radius * cos(2 * .pi * unit()))
    }
}
