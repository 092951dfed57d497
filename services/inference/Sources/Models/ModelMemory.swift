import Foundation

/// What a language model takes before it is loaded, held against what the machine has.
struct ModelMemory: Hashable {
    /// Bytes of weights, and of keys and values in 16 bits for each token of the cache.
    let neededBytes: Int

    init(_ header: GGUFHeader, sizeBytes: Int, cacheTokens: Int) {
        let architecture = header.text("general.architecture") ?? ""
        let number = { (key: String) in header.integer("\(architecture).\(key)") }
        let heads = max(1, number("attention.head_count") ?? 1)
        let keyHeads = number("attention.head_count_kv") ?? heads
        let headSize = (number("embedding_length") ?? 0) / heads
        let keys = number("attention.key_length") ?? headSize
        let values = number("attention.value_length") ?? headSize
        // Products of a damaged header's numbers must not trap; what is absurd then just does not fit.
        let perToken = Double(number("block_count") ?? 0) * Double(keyHeads) * (Double(keys) + Double(values)) * 2
        neededBytes = sizeBytes + Int(min(perToken * Double(cacheTokens), 1e18))
    }

    /// Refuses a model that needs more than `limitBytes`.
    func check(path: String, limitBytes: Int) throws(InferenceError) {
        guard neededBytes <= limitBytes else {
            throw .modelTooLarge(
                path: path,
                neededMegabytes: neededBytes / 1_000_000,
                freeMegabytes: limitBytes / 1_000_000
            )
        }
    }

    /// Memory that can be had without swapping, as the kernel estimates it, and within the control group's limit.
    static func availableBytes() -> Int {
        let lines = (try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8))?.split(separator: "\n") ?? []
        let available = lines.first { $0.hasPrefix("MemAvailable:") }?
            .split(separator: " ").dropFirst().first.flatMap { Int($0) }
        // Without a control group there is no such file, and without a limit it says "max".
        let limit = (try? String(contentsOfFile: "/sys/fs/cgroup/memory.max", encoding: .utf8))
            .flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
        return min(available.map { $0 * 1_024 } ?? .max, limit ?? .max)
    }
}
