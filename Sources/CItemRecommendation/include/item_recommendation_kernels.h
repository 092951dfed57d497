// The inner loops of the linear autoencoders and of the item embeddings.
//
// They are C for two reasons: the blocked inverse wants fused multiply-add with a scalar fallback chosen at run time, and
// tests train in debug builds. The order of every sum is fixed by the shapes, so a result does not depend on the number
// of threads; it may differ in its last bits between a machine with fused multiply-add and one without.

#ifndef ITEM_RECOMMENDATION_KERNELS_H
#define ITEM_RECOMMENDATION_KERNELS_H

#include <stddef.h>
#include <stdint.h>

// In-place inverse of a symmetric positive definite matrix by the block form of the sweep operator (Goodnight, 1979).
// Sweeping every pivot turns A into -inverse(A); each sweep of a block is one symmetric update of rank `block`, which is
// a matrix product, so nearly all work runs in a register-blocked kernel.
//
// Shapes: the matrix is N x N in rows of N, and only entries with column <= row count. N is a multiple of
// `ir_size_multiple`: pad with ones on the diagonal.
enum { ir_size_multiple = 48, ir_block = 240, ir_row_block = 96 };

// The panels of one sweep, each (N x ir_block) floats: `column` keeps the pivot columns, `packed_column` the same in
// tiles of 16 rows, and `packed_solved` the columns times the pivot's inverse in tiles of 6 rows.
struct ir_sweep {
    float *matrix;
    size_t size;
    float *column;
    float *solved;
    float *packed_column;
    float *packed_solved;
    double *pivot;   // ir_block x ir_block
    float *inverse;  // 2 x ir_block x ir_block
};

// Reads the pivot columns first..<first + width and inverts the pivot. Returns 0, or -1 where the matrix is not positive
// definite.
int ir_sweep_begin(const struct ir_sweep *sweep, size_t first, size_t width);
// Updates the rows row..<row + ir_row_block. Calls for different rows may run at once.
void ir_sweep_update(const struct ir_sweep *sweep, size_t row, size_t width);
// Writes the pivot columns and the pivot back.
void ir_sweep_end(const struct ir_sweep *sweep, size_t first, size_t width);

// panel (size x 16): panel[m * 16 + r] = matrix(first + r, m) of a symmetric matrix of which the lower part is stored;
// columns past the end are 0. `size` is a multiple of `ir_size_multiple`, `first` of 16.
enum { ir_lanes = 16 };
void ir_gather_rows(const float *matrix, size_t size, size_t first, float *panel);

// sums (columns x 16) += for each row m of the sparse matrix and each of its entries (column, value): value * panel[m].
void ir_accumulate_rows(const float *panel, const uint64_t *starts, const uint32_t *columns, const float *values,
                        size_t rows, float *sums);

// target[i] += factor * source[i]; `count` is a multiple of 8.
void ir_add_scaled(float factor, const float *source, float *target, size_t count);
// Sum of left[i] * right[i]; `count` is a multiple of 8.
float ir_dot(const float *left, const float *right, size_t count);
// gram (width x width, row-major) = transpose of rows (count x width) * rows, accumulated in double precision.
void ir_gram(const float *rows, size_t count, size_t width, double *gram);
// Each row (of width) of `rows` becomes row * inverse(transpose of lower), where lower (width x width) is triangular.
void ir_solve_rows(float *rows, size_t count, size_t width, const double *lower);

#endif
