struct MetricLabel: Hashable {
    let name: String
    let value: String
}

/// Builds Prometheus' text exposition format, version 0.0.4.
struct PrometheusText {
    private(set) var content = ""

    mutating func append(name: String, kind: MetricKind, series: [(labels: [MetricLabel], sample: MetricSample)]) {
        content.append("# TYPE \(name) \(kind.rawValue)\n")
        let lines = series.map { (labels: Self.text(of: $0.labels), sample: $0.sample) }
        for (labels, sample) in lines.sorted(by: { $0.labels < $1.labels }) {
            switch sample {
            case .number(let value):
                line(name, labels, value)
            case .histogram(let bounds, let cumulative, let sum):
                for (bound, count) in zip(bounds + [.infinity], cumulative) {
                    line(name + "_bucket", Self.joined(labels, "le=\"\(Self.text(of: bound))\""), Double(count))
                }
                line(name + "_sum", labels, sum)
                line(name + "_count", labels, Double(cumulative.last ?? 0))
            }
        }
    }

    private mutating func line(_ name: String, _ labels: String, _ value: Double) {
        content.append(name)
        if !labels.isEmpty { content.append("{\(labels)}") }
        content.append(" \(Self.text(of: value))\n")
    }

    private static func joined(_ labels: String, _ label: String) -> String {
        labels.isEmpty ? label : "\(labels),\(label)"
    }

    private static func text(of labels: [MetricLabel]) -> String {
        labels.map { "\(PrometheusName.label($0.name))=\"\(escaped($0.value))\"" }.joined(separator: ",")
    }

    private static func text(of number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Inf" : "+Inf" }
        return SettingValue.text(of: number)
    }

    /// The format's three escapes in label values.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result.append("\\\\")
            case "\"": result.append("\\\"")
            case "\n": result.append("\\n")
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// Names as Prometheus allows them.
enum PrometheusName {
    static func metric(_ label: String, suffix: String) -> String {
        let name = cleaned(label, allowing: "_:")
        return name.hasSuffix(suffix) ? name : name + suffix
    }

    static func label(_ name: String) -> String {
        cleaned(name, allowing: "_")
    }

    private static func cleaned(_ text: String, allowing extra: String) -> String {
        let name = String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) || extra.contains($0) ? $0 : "_" })
        let startsWell = name.first.map { !$0.isNumber } ?? false
        return startsWell ? name : "_" + name
    }
}
