import CXGBoost

/// What every call of XGBoost's C interface has in common.
enum Library {
    /// Runs `call` and turns its failure into an error with XGBoost's own words.
    static func check(_ name: String, _ call: () -> CInt) throws(RegressionTreesError) {
        guard call() != 0 else { return }
        let text = XGBGetLastError().map { String(cString: $0) } ?? "no message"
        throw .library(call: name, message: firstParagraph(of: text))
    }

    /// XGBoost would write warnings to standard error; the setting is one of the calling thread.
    static func keepSilent() throws(RegressionTreesError) {
        try check("XGBSetGlobalConfig") { XGBSetGlobalConfig(#"{"verbosity": 0}"#) }
    }

    /// The JSON by which XGBoost takes an array in place: rows of 32-bit floats.
    static func arrayInterface(_ values: UnsafeBufferPointer<Float>, rows: Int, columns: Int) -> String {
        let address = UInt(bitPattern: values.baseAddress)
        return #"{"data": [\#(address), true], "shape": [\#(rows), \#(columns)], "typestr": "<f4", "version": 3}"#
    }

    /// Without the time in front and the stack trace behind.
    private static func firstParagraph(of message: String) -> String {
        var text = message[...]
        if text.first == "[", let end = text.firstIndex(of: "]") { text = text[end...].dropFirst(2) }
        let lines = text.split(separator: "\n").prefix { !$0.hasPrefix("Stack trace") }
        return lines.joined(separator: " ")
    }
}
