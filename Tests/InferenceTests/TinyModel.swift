import Foundation
import SeededRandom

@testable import Inference

/// A Qwen2 model with random weights and one token a byte, written as a GGUF file: everything a real one has, in half
/// a megabyte. What it writes is noise, but always the same noise.
enum TinyModel {
    static let marks = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    static let contextTokens = 512

    private static let width = 64
    private static let layers = 2
    private static let heads = 4
    private static let keyHeads = 2
    private static let inner = 128

    static func load(_ path: String, _ limits: BatchSchedule.Limits = .init()) throws -> LlamaGenerationModel {
        try LlamaGenerationModel(ModelFile(path: path), options: .init(threads: 1, limits: limits))
    }

    static func write(in folder: TemporaryFolder, name: String = "tiny", seed: UInt64 = 1) throws -> String {
        try folder.file("\(name).gguf", Data(content(name: name, seed: seed)))
    }

    static func content(name: String = "tiny", seed: UInt64 = 1) -> [UInt8] {
        var file = GGUFWriter()
        file.text("general.architecture", "qwen2")
        file.text("general.name", name)
        file.integer("qwen2.context_length", contextTokens)
        file.integer("qwen2.embedding_length", width)
        file.integer("qwen2.block_count", layers)
        file.integer("qwen2.feed_forward_length", inner)
        file.integer("qwen2.attention.head_count", heads)
        file.integer("qwen2.attention.head_count_kv", keyHeads)
        file.number("qwen2.attention.layer_norm_rms_epsilon", 1e-6)
        file.number("qwen2.rope.freq_base", 10_000)
        file.text("tokenizer.ggml.model", "gpt2")
        file.text("tokenizer.ggml.pre", "qwen2")
        file.texts("tokenizer.ggml.tokens", byteTokens + ["th"] + marks)
        file.integers("tokenizer.ggml.token_type", byteTokens.map { _ in 1 } + [1] + marks.map { _ in 3 })
        file.texts("tokenizer.ggml.merges", ["t h"])
        file.integer("tokenizer.ggml.eos_token_id", 259)
        file.integer("tokenizer.ggml.eot_token_id", 259)
        file.text(
            "tokenizer.chat_template",
            "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + "
                + "'\\n'}}{% endfor %}{{'<|im_start|>assistant\\n'}}"
        )
        addTensors(to: &file, seed: seed)
        return file.bytes()
    }

    private static func addTensors(to file: inout GGUFWriter, seed: UInt64) {
        var random = SplitMix64(seed: seed)
        func noise(_ name: String, _ shape: [Int], scale: Float = 0.3) {
            let count = shape.reduce(1, *)
            file.tensor(name, shape, (0..<count).map { _ in Float.random(in: -scale...scale, using: &random) })
        }
        func ones(_ name: String) { file.tensor(name, [width], [Float](repeating: 1, count: width)) }
        let keyWidth = width / heads * keyHeads
        noise("token_embd.weight", [width, 260], scale: 1)
        ones("output_norm.weight")
        for layer in 0..<layers {
            let block = "blk.\(layer)."
            ones(block + "attn_norm.weight")
            noise(block + "attn_q.weight", [width, width])
            noise(block + "attn_q.bias", [width])
            noise(block + "attn_k.weight", [width, keyWidth])
            noise(block + "attn_k.bias", [keyWidth])
            noise(block + "attn_v.weight", [width, keyWidth])
            noise(block + "attn_v.bias", [keyWidth])
            noise(block + "attn_output.weight", [width, width])
            ones(block + "ffn_norm.weight")
            noise(block + "ffn_gate.weight", [width, inner])
            noise(block + "ffn_up.weight", [width, inner])
            noise(block + "ffn_down.weight", [inner, width])
        }
    }

    /// The printable character that stands for each byte in the vocabulary of a byte-level tokenizer.
    private static let byteTokens: [String] = {
        var next = 256
        return (0..<256).map { byte in
            let isPrintable = (33...126).contains(byte) || (161...172).contains(byte) || (174...255).contains(byte)
            if isPrintable { return String(UnicodeScalar(UInt8(byte))) }
            defer { next += 1 }
            return UnicodeScalar(next).map { String($0) } ?? ""
        }
    }()
}

/// Writes GGUF version 3.
struct GGUFWriter {
    private static let alignment = 32
    private var keys: [UInt8] = []
    private var keyCount = 0
    private var tensors: [UInt8] = []
    private var tensorCount = 0
    private var data: [UInt8] = []

    mutating func text(_ key: String, _ text: String) { add(key, type: 8, Self.field(text)) }
    mutating func integer(_ key: String, _ value: Int) { add(key, type: 4, Self.field(UInt32(value))) }
    mutating func number(_ key: String, _ value: Float) { add(key, type: 6, Self.field(value.bitPattern)) }

    mutating func texts(_ key: String, _ texts: [String]) {
        add(key, type: 9, Self.field(UInt32(8)) + Self.field(UInt64(texts.count)) + texts.flatMap { Self.field($0) })
    }

    mutating func integers(_ key: String, _ values: [Int32]) {
        add(key, type: 9, Self.field(UInt32(5)) + Self.field(UInt64(values.count)) + values.flatMap { Self.field($0) })
    }

    /// `shape` begins with the dimension whose numbers lie side by side.
    mutating func tensor(_ name: String, _ shape: [Int], _ values: [Float]) {
        data += [UInt8](repeating: 0, count: Self.padding(data.count))
        tensors += Self.field(name) + Self.field(UInt32(shape.count)) + shape.flatMap { Self.field(UInt64($0)) }
        tensors += Self.field(UInt32(0)) + Self.field(UInt64(data.count))
        tensorCount += 1
        data += values.flatMap { Self.field($0.bitPattern) }
    }

    func bytes() -> [UInt8] {
        let head = Array("GGUF".utf8) + Self.field(UInt32(3)) + Self.field(UInt64(tensorCount))
        let start = head + Self.field(UInt64(keyCount)) + keys + tensors
        return start + [UInt8](repeating: 0, count: Self.padding(start.count)) + data
    }

    private mutating func add(_ key: String, type: UInt32, _ value: [UInt8]) {
        keys += Self.field(key) + Self.field(type) + value
        keyCount += 1
    }

    private static func padding(_ count: Int) -> Int { (alignment - count % alignment) % alignment }

    private static func field(_ integer: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: integer.littleEndian) { Array($0) }
    }

    private static func field(_ text: String) -> [UInt8] {
        field(UInt64(text.utf8.count)) + Array(text.utf8)
    }
}
