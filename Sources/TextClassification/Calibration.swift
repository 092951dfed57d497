/// What makes the scores of a classifier's forms honest: found by cross-validation, which takes five times as long as the
/// fit itself, and good for every later fit to nearly the same examples.
package struct Calibration: Sendable, Hashable, Codable {
    package struct Form: Sendable, Hashable, Codable {
        package var features: FeatureSet
        package var temperature: Float
        package var boundary: BoundaryModel?
    }

    package var forms: [Form]
}

extension TextClassifier {
    package var calibration: Calibration {
        Calibration(
            forms: forms.map {
                Calibration.Form(features: $0.features, temperature: $0.temperature, boundary: $0.boundary)
            }
        )
    }
}

extension FeatureSet: Codable {}

extension BoundaryModel: Codable {
    private enum CodingKeys: String, CodingKey {
        case weights, bias
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let weights = try container.decode([Float].self, forKey: .weights)
        guard weights.count == Self.weightCount else {
            throw DecodingError.dataCorruptedError(
                forKey: .weights,
                in: container,
                debugDescription: "a boundary has \(Self.weightCount) weights (is \(weights.count))"
            )
        }
        self.init(weights: weights, bias: try container.decode(Float.self, forKey: .bias))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(weights, forKey: .weights)
        try container.encode(bias, forKey: .bias)
    }
}
