import Foundation

/// What a model file's header says, for people.
struct ModelOutline {
    let header: GGUFHeader
    let sizeBytes: Int

    init(header: GGUFHeader, sizeBytes: Int) {
        self.header = header
        self.sizeBytes = sizeBytes
    }

    /// Reads the header alone.
    init(path: String) throws {
        let data = try Data(contentsOf: URL(filePath: path), options: .alwaysMapped)
        self.init(header: try data.withUnsafeBytes(GGUFHeader.init(parsing:)), sizeBytes: data.count)
    }

    /// `qwen2, "xiaoer-realiser", 32 layers of 512, 4096 tokens of context, 3.1 MB`
    var summary: String {
        let architecture = header.text("general.architecture") ?? "no architecture"
        let number = { (key: String) in header.integer("\(architecture).\(key)").map(String.init) ?? "?" }
        let size = String(format: "%.1f MB", Double(sizeBytes) / 1e6)
        return "\(architecture), \"\(header.text("general.name") ?? "unnamed")\", \(number("block_count")) layers of "
            + "\(number("embedding_length")), \(number("context_length")) tokens of context, \(size)"
    }
}
