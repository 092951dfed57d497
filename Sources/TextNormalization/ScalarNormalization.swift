import Foundation

/// What one scalar becomes.
enum ScalarNormalization {
    static func replacement(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        switch scalar.value {
        case 0x41...0x5A: return [Unicode.Scalar(UInt8(scalar.value) + 0x20)]
        case 0x09...0x0D: return [" "]
        case 0x20..<0x7F: return [scalar]
        case 0..<0x20, 0x7F..<0xA0, 0xAD: return []
        case SimplifiedForms.range: return [SimplifiedForms.simplified(scalar)]
        case 0x2018, 0x2019: return ["'"]
        default: break
        }
        if isInvisible(scalar) { return [] }
        if scalar.properties.isWhitespace { return [" "] }
        if let digit = decimalDigit(scalar) { return [digit] }
        return isCompatibilityForm(scalar)
            ? compatible(scalar) : Array(scalar.properties.lowercaseMapping.unicodeScalars)
    }

    /// Format characters, variation selectors and the like: they change how text looks, not what it says.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .format, .control, .surrogate, .privateUse, .unassigned: true
        default: scalar.properties.isVariationSelector
        }
    }

    private static func decimalDigit(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        guard scalar.properties.generalCategory == .decimalNumber, let value = scalar.properties.numericValue else {
            return nil
        }
        return Unicode.Scalar(UInt8(0x30) + UInt8(value))
    }

    /// The blocks whose scalars are other forms of plain ones; asking Foundation for every scalar would be slow.
    private static func isCompatibilityForm(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2070...0x209F, 0x2100...0x218F, 0x2460...0x24FF, 0x2F00...0x2FDF, 0x3200...0x33FF,
            0xF900...0xFAFF, 0xFB00...0xFDFF, 0xFE30...0xFFEF, 0x1D400...0x1D7FF, 0x1F100...0x1F1FF,
            0x2F800...0x2FA1F:
            true
        default: false
        }
    }

    private static func compatible(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        let mapped = String(Character(scalar)).precomposedStringWithCompatibilityMapping.lowercased()
        return mapped.unicodeScalars.map { $0.properties.isWhitespace ? " " : $0 }
    }
}
