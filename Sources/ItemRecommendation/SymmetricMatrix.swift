import CItemRecommendation

/// A dense symmetric matrix in single precision of which only the lower half is ever touched, so that half of its
/// memory stays untouched too.
///
/// Padded to a multiple of the kernel's tile with ones on the diagonal.
final class SymmetricMatrix {
    /// Rows with the padding.
    let size: Int
    let values: UnsafeMutablePointer<Float>

    init(count: Int, diagonal: Float) {
        let multiple = Int(ir_size_multiple)
        size = max(multiple, (count + multiple - 1) / multiple * multiple)
        values = .allocateZeroed(size * size)
        for row in 0..<size { values[row * size + row] = row < count ? diagonal : 1 }
    }

    deinit {
        values.deallocateZeroed()
    }

    /// Becomes the negated inverse.
    func invertNegated(threads: Int) throws(ItemRecommendationError) {
        let block = Int(ir_block)
        let panel = size * block
        let panels = UnsafeMutablePointer<Float>.allocateZeroed(4 * panel + 2 * block * block)
        let pivot = UnsafeMutablePointer<Double>.allocate(capacity: block * block)
        defer {
            panels.deallocateZeroed()
            pivot.deallocate()
        }
        let sweep = Sweep(
            pointers: ir_sweep(
                matrix: values,
                size: size,
                column: panels,
                solved: panels + panel,
                packed_column: panels + 2 * panel,
                packed_solved: panels + 3 * panel,
                pivot: pivot,
                inverse: panels + 4 * panel
            )
        )
        for first in stride(from: 0, to: size, by: block) {
            let width = min(block, size - first)
            guard sweep.begin(first, width) == 0 else { throw .notPositiveDefinite(items: size) }
            _ = mapRanges(size, chunk: Int(ir_row_block), threads: threads) { sweep.update($0.lowerBound, width) }
            sweep.end(first, width)
        }
    }
}

/// The kernel's view of one inversion.
// Safe: the pointers outlive every call, and calls that run at once write to different rows.
private struct Sweep: @unchecked Sendable {
    var pointers: ir_sweep

    func begin(_ first: Int, _ width: Int) -> Int32 {
        withUnsafePointer(to: pointers) { ir_sweep_begin($0, first, width) }
    }
    func update(_ row: Int, _ width: Int) { withUnsafePointer(to: pointers) { ir_sweep_update($0, row, width) } }
    func end(_ first: Int, _ width: Int) { withUnsafePointer(to: pointers) { ir_sweep_end($0, first, width) } }
}
