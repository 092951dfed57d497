import Foundation

extension UnsafeMutablePointer<Float> {
    /// Zeros whose pages cost nothing until they are written; to be freed by `deallocateZeroed`.
    static func allocateZeroed(_ count: Int) -> UnsafeMutablePointer<Float> {
        guard let memory = calloc(count, MemoryLayout<Float>.stride) else {
            preconditionFailure("no memory for \(count) numbers: lower autoencoderItemsMax")
        }
        return memory.bindMemory(to: Float.self, capacity: count)
    }

    func deallocateZeroed() { free(self) }
}
