#include "text_classification_kernels.h"

#include <math.h>
#include <string.h>

// Fused multiply-add would give other last bits on machines that have it.
#pragma STDC FP_CONTRACT OFF

enum { lanes = 8 };
typedef float lane_vector __attribute__((vector_size(lanes * sizeof(float)), aligned(4)));
typedef double double_vector __attribute__((vector_size(lanes * sizeof(double)), aligned(8)));

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

void tc_add_scaled(float factor, const float *source, float *target, size_t count) {
    size_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        *(lane_vector *)(target + i) += factor * *(const lane_vector *)(source + i);
    }
    for (; i < count; i++) target[i] += factor * source[i];
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

void tc_scores(const float *parameters, size_t features, size_t dimension, size_t stride, const uint32_t *columns,
               const float *values, size_t nonzeros, const float *dense, float *scores) {
    memcpy(scores, parameters + (features + dimension) * stride, stride * sizeof(float));
    for (size_t i = 0; i < nonzeros; i++) {
        tc_add_scaled(values[i], parameters + (size_t)columns[i] * stride, scores, stride);
    }
    if (!dense) return;
    const float *weights = parameters + features * stride;
    for (size_t j = 0; j < dimension; j++, weights += stride) tc_add_scaled(dense[j], weights, scores, stride);
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

double tc_residuals(const struct tc_design *design, const float *parameters, float *residuals, size_t from,
                    size_t to) {
    double loss = 0;
    for (size_t row = from; row < to; row++) {
        float *scores = residuals + row * design->stride;
        size_t start = design->row_starts[row], end = design->row_starts[row + 1];
        tc_scores(parameters, design->features, design->dimension, design->stride, design->row_columns + start,
                  design->row_values + start, end - start, design->dense + row * design->dimension, scores);
        uint32_t label = design->labels[row];
        float score = scores[label];
        loss += softmax(scores, design->classes) - score;
        scores[label] -= 1;
    }
    return loss;
}

void tc_gradient(const struct tc_design *design, const float *parameters, const float *residuals, float penalty,
                 float *gradient, size_t from, size_t to) {
    size_t stride = design->stride;
    float share = 1.0f / (float)design->rows;
    for (size_t feature = from; feature < to; feature++) {
        float *sums = gradient + feature * stride;
        const float *weights = parameters + feature * stride;
        memset(sums, 0, stride * sizeof(float));
        if (feature < design->features) {
            for (size_t i = design->column_starts[feature]; i < design->column_starts[feature + 1]; i++) {
                tc_add_scaled(design->column_values[i], residuals + (size_t)design->column_rows[i] * stride, sums,
                              stride);
            }
        } else if (feature < design->features + design->dimension) {
            const float *values = design->dense_transposed + (feature - design->features) * design->rows;
            for (size_t row = 0; row < design->rows; row++) {
                tc_add_scaled(values[row], residuals + row * stride, sums, stride);
            }
        } else {
            for (size_t row = 0; row < design->rows; row++) tc_add_scaled(1, residuals + row * stride, sums, stride);
        }
        tc_scale(share, sums, sums, stride);
        if (feature < design->features + design->dimension) tc_add_scaled(penalty, weights, sums, stride);
    }
}

// The dot product in single precision: enough for a similarity, and half the work.
static float similarity(const float *left, const float *right, size_t count) {
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

void tc_best_match(const float *queries, size_t from, size_t to, const float *references, size_t reference_count,
                   size_t dimension, const uint32_t *skip, float *best) {
    for (size_t query = from; query < to; query++) {
        float top = -1;
        for (size_t reference = 0; reference < reference_count; reference++) {
            if (reference == skip[query]) continue;
            float value = similarity(queries + query * dimension, references + reference * dimension, dimension);
            top = value > top ? value : top;
        }
        best[query] = top;
    }
}
