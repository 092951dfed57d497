#include "item_recommendation_kernels.h"

#include <math.h>
#include <string.h>

enum { tile_rows = 6, tile_columns = 16, lanes = 8 };
typedef float lane_vector __attribute__((vector_size(lanes * sizeof(float)), aligned(4)));

// Symmetric positive definite pivot (width x width, row-major) becomes its inverse: the sweep, one pivot at a time.
static int invert_pivot(double *pivot, size_t width) {
    for (size_t k = 0; k < width; k++) {
        double diagonal = pivot[k * width + k];
        if (!(diagonal > 0)) return -1;
        double reciprocal = 1 / diagonal;
        for (size_t i = 0; i < width; i++) {
            if (i == k) continue;
            double factor = pivot[i * width + k] * reciprocal;
            for (size_t j = 0; j < width; j++) {
                if (j != k) pivot[i * width + j] -= factor * pivot[k * width + j];
            }
        }
        for (size_t j = 0; j < width; j++) {
            if (j != k) pivot[k * width + j] *= reciprocal;
        }
        for (size_t i = 0; i < width; i++) {
            if (i != k) pivot[i * width + k] *= reciprocal;
        }
        pivot[k * width + k] = -reciprocal;
    }
    for (size_t i = 0; i < width * width; i++) pivot[i] = -pivot[i];
    return 0;
}

static void pack_tiles(const float *panel, size_t rows, size_t width, size_t tile, float *packed) {
    for (size_t row = 0; row < rows; row += tile) {
        float *target = packed + row * width;
        for (size_t k = 0; k < width; k++) {
            for (size_t r = 0; r < tile; r++) *target++ = panel[(row + r) * width + k];
        }
    }
}

// target (6 x 16, rows `stride` apart) -= transpose of left (width x 6) * right (width x 16)
#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("avx2,fma"))) static void subtract_tile_fma(const float *left, const float *right, size_t width,
                                                                  float *target, size_t stride) {
    __m256 sums[tile_rows][2];
#pragma clang loop unroll(full)
    for (size_t r = 0; r < tile_rows; r++) {
        sums[r][0] = _mm256_loadu_ps(target + r * stride);
        sums[r][1] = _mm256_loadu_ps(target + r * stride + lanes);
    }
    for (size_t k = 0; k < width; k++) {
        __m256 low = _mm256_loadu_ps(right + k * tile_columns);
        __m256 high = _mm256_loadu_ps(right + k * tile_columns + lanes);
#pragma clang loop unroll(full)
        for (size_t r = 0; r < tile_rows; r++) {
            __m256 factor = _mm256_broadcast_ss(left + k * tile_rows + r);
            sums[r][0] = _mm256_fnmadd_ps(factor, low, sums[r][0]);
            sums[r][1] = _mm256_fnmadd_ps(factor, high, sums[r][1]);
        }
    }
#pragma clang loop unroll(full)
    for (size_t r = 0; r < tile_rows; r++) {
        _mm256_storeu_ps(target + r * stride, sums[r][0]);
        _mm256_storeu_ps(target + r * stride + lanes, sums[r][1]);
    }
}

#endif

static void subtract_tile(const float *left, const float *right, size_t width, float *target, size_t stride) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        subtract_tile_fma(left, right, width, target, stride);
        return;
    }
#endif
    for (size_t r = 0; r < tile_rows; r++) {
        lane_vector low = *(const lane_vector *)(target + r * stride);
        lane_vector high = *(const lane_vector *)(target + r * stride + lanes);
        for (size_t k = 0; k < width; k++) {
            float factor = left[k * tile_rows + r];
            low -= factor * *(const lane_vector *)(right + k * tile_columns);
            high -= factor * *(const lane_vector *)(right + k * tile_columns + lanes);
        }
        *(lane_vector *)(target + r * stride) = low;
        *(lane_vector *)(target + r * stride + lanes) = high;
    }
}

int ir_sweep_begin(const struct ir_sweep *sweep, size_t first, size_t width) {
    size_t size = sweep->size;
    const float *matrix = sweep->matrix;
    double *pivot = sweep->pivot;
    float *inverse = sweep->inverse;
    for (size_t i = 0; i < width; i++) {
        for (size_t j = 0; j <= i; j++) {
            double value = matrix[(first + i) * size + first + j];
            pivot[i * width + j] = pivot[j * width + i] = value;
        }
    }
    if (invert_pivot(pivot, width)) return -1;
    for (size_t k = 0; k < width; k++) {
        const float *row = matrix + (first + k) * size;
        for (size_t r = 0; r < first; r++) sweep->column[r * width + k] = row[r];
    }
    // The pivot's own rows are zero here, so that the update leaves them alone; the end writes them.
    memset(sweep->column + first * width, 0, width * width * sizeof(float));
    for (size_t r = first + width; r < size; r++) {
        memcpy(sweep->column + r * width, matrix + r * size + first, width * sizeof(float));
    }
    // Negated, since the kernel subtracts. The inverse is symmetric, so its rows can be packed for its columns.
    for (size_t i = 0; i < width * width; i++) inverse[i] = (float)-pivot[i];
    float *packed_inverse = inverse + ir_block * ir_block;
    pack_tiles(inverse, width, width, tile_columns, packed_inverse);
    pack_tiles(sweep->column, size, width, tile_rows, sweep->packed_solved);
    memset(sweep->solved, 0, size * width * sizeof(float));
    for (size_t r = 0; r < size; r += tile_rows) {
        for (size_t k = 0; k < width; k += tile_columns) {
            subtract_tile(sweep->packed_solved + r * width, packed_inverse + k * width, width,
                          sweep->solved + r * width + k, width);
        }
    }
    pack_tiles(sweep->column, size, width, tile_columns, sweep->packed_column);
    pack_tiles(sweep->solved, size, width, tile_rows, sweep->packed_solved);
    // The pivot's rows of `solved` carry the negated inverse to the end.
    memcpy(sweep->solved + first * width, inverse, width * width * sizeof(float));
    return 0;
}

void ir_sweep_update(const struct ir_sweep *sweep, size_t row, size_t width) {
    size_t size = sweep->size;
    size_t end = row + ir_row_block < size ? row + ir_row_block : size;
    // A tile that crosses the diagonal also writes above it, where nothing is ever read.
    for (size_t column = 0; column < end; column += tile_columns) {
        size_t from = column <= row ? row : column / tile_rows * tile_rows;
        for (size_t r = from; r < end; r += tile_rows) {
            subtract_tile(sweep->packed_solved + r * width, sweep->packed_column + column * width, width,
                          sweep->matrix + r * size + column, size);
        }
    }
}

void ir_sweep_end(const struct ir_sweep *sweep, size_t first, size_t width) {
    size_t size = sweep->size;
    for (size_t k = 0; k < width; k++) {
        float *row = sweep->matrix + (first + k) * size;
        for (size_t r = 0; r < first + width; r++) row[r] = sweep->solved[r * width + k];
    }
    for (size_t r = first + width; r < size; r++) {
        memcpy(sweep->matrix + r * size + first, sweep->solved + r * width, width * sizeof(float));
    }
}

void ir_gather_rows(const float *matrix, size_t size, size_t first, float *panel) {
    size_t count = size - first < ir_lanes ? size - first : ir_lanes;
    memset(panel, 0, size * ir_lanes * sizeof(float));
    for (size_t r = 0; r < count; r++) {
        const float *row = matrix + (first + r) * size;
        for (size_t m = 0; m <= first + r; m++) panel[m * ir_lanes + r] = row[m];
    }
    for (size_t m = first + 1; m < size; m++) {
        size_t below = m - first < count ? m - first : count;
        memcpy(panel + m * ir_lanes, matrix + m * size + first, below * sizeof(float));
    }
}

void ir_accumulate_rows(const float *panel, const uint64_t *starts, const uint32_t *columns, const float *values,
                        size_t rows, float *sums) {
    for (size_t m = 0; m < rows; m++) {
        lane_vector low = *(const lane_vector *)(panel + m * ir_lanes);
        lane_vector high = *(const lane_vector *)(panel + m * ir_lanes + lanes);
        for (uint64_t entry = starts[m]; entry < starts[m + 1]; entry++) {
            float *target = sums + (size_t)columns[entry] * ir_lanes;
            *(lane_vector *)target += values[entry] * low;
            *(lane_vector *)(target + lanes) += values[entry] * high;
        }
    }
}

void ir_add_scaled(float factor, const float *source, float *target, size_t count) {
    for (size_t i = 0; i < count; i += lanes) {
        *(lane_vector *)(target + i) += factor * *(const lane_vector *)(source + i);
    }
}

float ir_dot(const float *left, const float *right, size_t count) {
    lane_vector sums = {0};
    for (size_t i = 0; i < count; i += lanes) {
        sums += *(const lane_vector *)(left + i) * *(const lane_vector *)(right + i);
    }
    float sum = 0;
    for (size_t lane = 0; lane < lanes; lane++) sum += sums[lane];
    return sum;
}

void ir_gram(const float *rows, size_t count, size_t width, double *gram) {
    memset(gram, 0, width * width * sizeof(double));
    for (size_t row = 0; row < count; row++) {
        const float *values = rows + row * width;
        for (size_t i = 0; i < width; i++) {
            double factor = values[i];
            if (factor == 0) continue;
            for (size_t j = 0; j < width; j++) gram[i * width + j] += factor * (double)values[j];
        }
    }
}

void ir_solve_rows(float *rows, size_t count, size_t width, const double *lower) {
    for (size_t row = 0; row < count; row++) {
        float *values = rows + row * width;
        for (size_t i = 0; i < width; i++) {
            double sum = values[i];
            for (size_t j = 0; j < i; j++) sum -= lower[i * width + j] * (double)values[j];
            values[i] = (float)(sum / lower[i * width + i]);
        }
    }
}
