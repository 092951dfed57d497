import CProtobufC

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Memory for the C structs of one conversion: allocation moves a cursor, and everything is freed at once.
///
/// Each allocation is preceded by its size. libprotobuf-c allocates exactly one byte more than a string's length, so
/// that word gives decoding the length of a string which C itself only ends with a NUL; see `Unpacking.string`.
public struct ProtobufArena: ~Copyable {
    private var cursor: UnsafeMutableRawPointer
    private var end: UnsafeMutableRawPointer
    /// Newest first; the first word of a chunk points to the one before.
    private var newestChunk: UnsafeMutableRawPointer?
    private var nextChunkByteCount: Int
    private var remainingByteCount: Int
    /// Whether an allocation was refused because of the limit.
    private(set) var isExhausted = false

    static let sizePrefixByteCount = 8
    private static let chunkByteCountMax = 1024 * 1024

    /// An arena for packing: what it holds is bounded by the values being packed.
    init() {
        self.init(firstChunkByteCount: 2048, limit: .max)
    }

    /// An arena in which a typical message of this encoded size fits into the first chunk.
    init(unpackingByteCount: Int) {
        let estimate = 1024 + 4 * min(unpackingByteCount, Self.chunkByteCountMax / 4)
        self.init(firstChunkByteCount: estimate, limit: ProtobufLimits.unpackedBytesMax)
    }

    private init(firstChunkByteCount: Int, limit: Int) {
        // Both point at an empty range until the first chunk is taken.
        let nowhere = UnsafeMutableRawPointer(bitPattern: Self.sizePrefixByteCount).unsafelyUnwrapped
        cursor = nowhere
        end = nowhere
        nextChunkByteCount = firstChunkByteCount
        remainingByteCount = limit
    }

    deinit {
        var chunk = newestChunk
        while let current = chunk {
            chunk = current.load(as: UnsafeMutableRawPointer?.self)
            free(current)
        }
    }

    /// Uninitialised memory aligned to 8 bytes, enough for every field type of libprotobuf-c; nil at the limit.
    mutating func allocateIfPossible(byteCount: Int) -> UnsafeMutableRawPointer? {
        // A request this close to the integer limit could overflow below; no message is that large.
        guard byteCount <= Int.max / 2 else { return refuse() }
        let step = Self.sizePrefixByteCount + (byteCount + 7) & ~7
        if end - cursor < step, !addChunk(forAtLeast: step) { return nil }
        cursor.storeBytes(of: byteCount, as: Int.self)
        let memory = cursor + Self.sizePrefixByteCount
        cursor += step
        return memory
    }

    /// As `allocateIfPossible`, for packing, where only an exhausted process can refuse.
    public mutating func allocate(byteCount: Int) -> UnsafeMutableRawPointer {
        guard let memory = allocateIfPossible(byteCount: byteCount) else {
            preconditionFailure("out of memory while packing \(byteCount) bytes")
        }
        return memory
    }

    private mutating func addChunk(forAtLeast step: Int) -> Bool {
        let header = MemoryLayout<UnsafeMutableRawPointer?>.stride
        let byteCount = max(nextChunkByteCount, step + header)
        guard byteCount <= remainingByteCount, let chunk = malloc(byteCount) else { return refuse() != nil }
        remainingByteCount -= byteCount
        chunk.storeBytes(of: newestChunk, as: UnsafeMutableRawPointer?.self)
        newestChunk = chunk
        cursor = chunk + header
        end = chunk + byteCount
        nextChunkByteCount = min(byteCount * 2, max(Self.chunkByteCountMax, nextChunkByteCount))
        return true
    }

    private mutating func refuse() -> UnsafeMutableRawPointer? {
        isExhausted = true
        return nil
    }

    /// Lends the arena to libprotobuf-c.
    mutating func withAllocator<R>(_ body: (UnsafeMutableRawPointer) -> R) -> R {
        withUnsafeMutablePointer(to: &self) { arena in
            var allocator = ProtobufCAllocator(
                alloc: { data, byteCount in
                    data?.assumingMemoryBound(to: ProtobufArena.self).pointee.allocateIfPossible(byteCount: byteCount)
                },
                // The arena frees everything at once.
                free: { _, _ in },
                allocator_data: UnsafeMutableRawPointer(arena)
            )
            return body(&allocator)
        }
    }
}
