#include "text_classification_kernels.h"

#include <math.h>
#include <string.h>

// Fused multiply-add would give other last bits on machines that have it.
#pragma STDC FP_CONTRACT OFF

enum { lanes = 8 };
typedef float lane_vector __attribute__((vector_size(lanes * sizeof(float)), aligned(4)));
typedef double double_vector __attribute__((vector_size(lanes * sizeof(double)), aligned(8)));

// The hot loops exist twice, for processors with 8 lanes and for all others, and the loader picks. AVX2 without FMA
// rounds as SSE does, so both give the same bits.
#if defined(__x86_64__) && defined(__linux__)
#define HOT __attribute__((target_clones("avx2", "default")))
#else
#define HOT
#endif
#define INLINE static inline __attribute__((always_inline))

double tc_dot(const float *left, const float *right, size_t count) {
    double_vector sums = {0};
    size_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        sums += __builtin_convertvector(*(const lane_vector *)(left + i), double_vector) *
                __builtin_convertvector(*(const lane_vector *)(right + i), double_vector);
    }
    double sum = 0;
    for (size_t lane = 0; lane < lanes; lane++) sum += sums[lane];
    for (; i < count; i++) sum += (double)left[i] * (double)right[i];
    return sum;
}

INLINE void add_scaled(float factor, const float *source, float *target, size_t count) {
    size_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        *(lane_vector *)(target + i) += factor * *(const lane_vector *)(source + i);
    }
    for (; i < count; i++) target[i] += factor * source[i];
}

HOT void tc_add_scaled(float factor, const float *source, float *target, size_t count) {
    add_scaled(factor, source, target, count);
}

void tc_scale(float factor, const float *source, float *target, size_t count) {
    size_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        *(lane_vector *)(target + i) = factor * *(const lane_vector *)(source + i);
    }
    for (; i < count; i++) target[i] = factor * source[i];
}

void tc_transpose(const float *source, float *target, size_t rows, size_t columns) {
    for (size_t row = 0; row < rows; row++) {
        const float *from = source + row * columns;
        for (size_t column = 0; column < columns; column++) target[column * rows + row] = from[column];
    }
}

// Scores without the embedding's part.
INLINE void sparse_scores(const float *parameters, size_t bias_row, size_t stride, const uint32_t *columns,
                          const float *values, size_t nonzeros, float *scores) {
    memcpy(scores, parameters + bias_row * stride, stride * sizeof(float));
    for (size_t i = 0; i < nonzeros; i++) {
        add_scaled(values[i], parameters + (size_t)columns[i] * stride, scores, stride);
    }
}

HOT void tc_scores(const float *parameters, size_t features, size_t dimension, size_t stride, const uint32_t *columns,
                   const float *values, size_t nonzeros, const float *dense, float *scores) {
    sparse_scores(parameters, features + dimension, stride, columns, values, nonzeros, scores);
    if (!dense) return;
    const float *weights = parameters + features * stride;
    for (size_t j = 0; j < dimension; j++, weights += stride) add_scaled(dense[j], weights, scores, stride);
}

// target (4 x stride) += sum over i of factor[i * step + 0..3 * width] * source[i * stride ...]: four sums at a time
// share each load of the source. The order within each sum is that of tc_scores.
INLINE void add_products(const float *factors, size_t width, size_t step, const float *source, size_t count,
                         size_t stride, float *const targets[4]) {
    for (size_t k = 0; k < stride; k += lanes) {
        lane_vector sums[4];
        for (int t = 0; t < 4; t++) sums[t] = *(const lane_vector *)(targets[t] + k);
        const float *from = source + k;
        for (size_t i = 0; i < count; i++, from += stride) {
            lane_vector value = *(const lane_vector *)from;
            const float *factor = factors + i * step;
            sums[0] += factor[0] * value;
            sums[1] += factor[width] * value;
            sums[2] += factor[2 * width] * value;
            sums[3] += factor[3 * width] * value;
        }
        for (int t = 0; t < 4; t++) *(lane_vector *)(targets[t] + k) = sums[t];
    }
}

// Turns scores into probabilities in place and returns log(sum(exp(scores))).
static double softmax(float *scores, size_t classes) {
    float top = scores[0];
    for (size_t k = 1; k < classes; k++) top = scores[k] > top ? scores[k] : top;
    double total = 0;
    for (size_t k = 0; k < classes; k++) {
        scores[k] = expf(scores[k] - top);
        total += scores[k];
    }
    float inverse = (float)(1 / total);
    for (size_t k = 0; k < classes; k++) scores[k] *= inverse;
    return top + log(total);
}

HOT double tc_residuals(const struct tc_design *design, const float *parameters, float *residuals, size_t from,
                        size_t to) {
    size_t stride = design->stride, dimension = design->dimension;
    const float *weights = parameters + design->features * stride;
    for (size_t row = from; row < to; row++) {
        size_t start = design->row_starts[row], end = design->row_starts[row + 1];
        sparse_scores(parameters, design->features + dimension, stride, design->row_columns + start,
                      design->row_values + start, end - start, residuals + row * stride);
    }
    size_t row = from;
    for (; row + 4 <= to; row += 4) {
        float *targets[4];
        for (int t = 0; t < 4; t++) targets[t] = residuals + (row + t) * stride;
        add_products(design->dense + row * dimension, dimension, 1, weights, dimension, stride, targets);
    }
    for (; row < to; row++) {
        const float *dense = design->dense + row * dimension;
        for (size_t j = 0; j < dimension; j++) {
            add_scaled(dense[j], weights + j * stride, residuals + row * stride, stride);
        }
    }
    double loss = 0;
    for (row = from; row < to; row++) {
        float *scores = residuals + row * stride;
        uint32_t label = design->labels[row];
        float score = scores[label];
        loss += softmax(scores, design->classes) - score;
        scores[label] -= 1;
    }
    return loss;
}

// Sums of an embedding dimension's products; four dimensions share each load of a residual.
INLINE void dense_gradient(const struct tc_design *design, const float *residuals, float *gradient, size_t from,
                           size_t to) {
    size_t stride = design->stride, rows = design->rows;
    size_t j = from;
    for (; j + 4 <= to; j += 4) {
        float *targets[4];
        for (int t = 0; t < 4; t++) targets[t] = gradient + (design->features + j + t) * stride;
        add_products(design->dense_transposed + j * rows, rows, 1, residuals, rows, stride, targets);
    }
    for (; j < to; j++) {
        const float *values = design->dense_transposed + j * rows;
        float *sums = gradient + (design->features + j) * stride;
        for (size_t row = 0; row < rows; row++) add_scaled(values[row], residuals + row * stride, sums, stride);
    }
}

HOT void tc_gradient(const struct tc_design *design, const float *parameters, const float *residuals, float penalty,
                     float *gradient, size_t from, size_t to) {
    size_t stride = design->stride, sparse_end = design->features, dense_end = sparse_end + design->dimension;
    memset(gradient + from * stride, 0, (to - from) * stride * sizeof(float));
    for (size_t feature = from; feature < to && feature < sparse_end; feature++) {
        for (size_t i = design->column_starts[feature]; i < design->column_starts[feature + 1]; i++) {
            add_scaled(design->column_values[i], residuals + (size_t)design->column_rows[i] * stride,
                       gradient + feature * stride, stride);
        }
    }
    size_t first = from > sparse_end ? from : sparse_end, last = to < dense_end ? to : dense_end;
    if (first < last) dense_gradient(design, residuals, gradient, first - sparse_end, last - sparse_end);
    if (to > dense_end) {
        float *sums = gradient + dense_end * stride;
        for (size_t row = 0; row < design->rows; row++) add_scaled(1, residuals + row * stride, sums, stride);
    }
    float share = 1.0f / (float)design->rows;
    for (size_t feature = from; feature < to; feature++) {
        float *sums = gradient + feature * stride;
        for (size_t k = 0; k < stride; k++) sums[k] *= share;
        if (feature < dense_end) add_scaled(penalty, parameters + feature * stride, sums, stride);
    }
}

// The dot product in single precision: enough for a similarity, and half the work.
INLINE float similarity(const float *left, const float *right, size_t count) {
    lane_vector sums = {0};
    size_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        sums += *(const lane_vector *)(left + i) * *(const lane_vector *)(right + i);
    }
    float sum = 0;
    for (size_t lane = 0; lane < lanes; lane++) sum += sums[lane];
    for (; i < count; i++) sum += left[i] * right[i];
    return sum;
}

HOT void tc_nearest(const float *query, const float *references, size_t reference_count, size_t dimension,
                    uint32_t skip, float *best, size_t best_count) {
    for (size_t i = 0; i < best_count; i++) best[i] = -1;
    for (size_t reference = 0; reference < reference_count; reference++) {
        if (reference == skip) continue;
        float value = similarity(query, references + reference * dimension, dimension);
        for (size_t i = best_count; i > 0 && best[i - 1] < value; i--) {
            if (i < best_count) best[i] = best[i - 1];
            best[i - 1] = value;
        }
    }
}
