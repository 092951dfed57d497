import Foundation
import ServiceShell

/// What the tool says: results to standard output, everything else to standard error.
enum Console {
    static func result(_ line: String) {
        part(line + "\n")
    }

    /// Part of a line of the result.
    static func part(_ text: String) {
        // Nobody reads any more: what runs goes on, and ends by itself.
        try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }

    static func note(_ line: String) {
        StandardErrorSink().write(line: line)
    }

    /// Part of a line on standard error, or control sequences for the terminal there.
    static func raw(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    static var isInputTerminal: Bool { isatty(STDIN_FILENO) == 1 }
    static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
    static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Text of others, with control characters taken out so that it cannot steer the terminal.
    static func harmless(_ text: String) -> String {
        var kept = ""
        for scalar in text.unicodeScalars where scalar == "\n" || scalar == "\t" || !isControl(scalar) {
            kept.unicodeScalars.append(scalar)
        }
        return kept
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        // Beside the control characters, those that turn the direction of writing around.
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
            || (0x2066...0x2069).contains(scalar.value)
    }
}
