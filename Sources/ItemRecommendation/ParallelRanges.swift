import Dispatch

/// Runs `body` on ranges that together are 0..<count, on `threads` threads at once, and returns their results in order.
///
/// The ranges depend on `chunk` alone, so that results do not depend on the number of threads.
func mapRanges<Result: Sendable>(
    _ count: Int,
    chunk: Int,
    threads: Int,
    _ body: @Sendable (Range<Int>) -> Result
) -> [Result] {
    let chunks = (count + chunk - 1) / chunk
    let next = ChunkCounter(chunks)
    var results = [Result?](repeating: nil, count: chunks)
    results.withUnsafeMutableBufferPointer { buffer in
        let slots = SendableSlots(base: buffer)
        DispatchQueue.concurrentPerform(iterations: max(1, min(threads, chunks))) { _ in
            while let index = next.take() {
                slots.base[index] = body(index * chunk..<min(count, (index + 1) * chunk))
            }
        }
    }
    return results.compactMap { $0 }
}

/// Where the threads put their results.
// Safe: every index is written by the one thread that took it from the counter, and read when all have ended.
private struct SendableSlots<Element>: @unchecked Sendable {
    let base: UnsafeMutableBufferPointer<Element>
}
