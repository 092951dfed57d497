// The inner loops of multinomial logistic regression.
//
// They are C for one reason: tests and first starts train in debug builds, where the same loops in Swift take fifty
// times as long. Vector types of the compiler keep them fast without optimisation; the order of every sum is fixed, so
// a result depends neither on the number of cores nor on the build.
//
// Shapes: rows N (texts), features F (n-grams), dimension D (embedding), classes K, and stride S = K rounded up to a
// multiple of 8. Matrices with S columns hold zeros in the padding.

#ifndef TEXT_CLASSIFICATION_KERNELS_H
#define TEXT_CLASSIFICATION_KERNELS_H

#include <stddef.h>
#include <stdint.h>

// Sum of left[i] * right[i], accumulated in double precision.
double tc_dot(const float *left, const float *right, size_t count);

// target[i] += factor * source[i]
void tc_add_scaled(float factor, const float *source, float *target, size_t count);

// target[i] = factor * source[i]
void tc_scale(float factor, const float *source, float *target, size_t count);

// target (columns x rows) = transpose of source (rows x columns)
void tc_transpose(const float *source, float *target, size_t rows, size_t columns);

// The inputs of one fit. Sparse values are kept by row and by column, dense ones as N x D and D x N, so that scores
// walk rows and gradients walk features.
struct tc_design {
    const uint32_t *row_starts;      // N + 1
    const uint32_t *row_columns;     // non-zeros
    const float *row_values;         // non-zeros
    const uint32_t *column_starts;   // F + 1
    const uint32_t *column_rows;     // non-zeros
    const float *column_values;      // non-zeros
    const float *dense;              // N x D
    const float *dense_transposed;   // D x N
    const uint32_t *labels;          // N, each below K
    size_t rows, features, dimension, classes, stride;
};

// Parameters and gradients are (F + D + 1) x S: n-gram weights, embedding weights, bias.

// Scores of one text: scores (S) = bias + its n-grams and embedding times their weights. `dense` may be null.
void tc_scores(const float *parameters, size_t features, size_t dimension, size_t stride, const uint32_t *columns,
               const float *values, size_t nonzeros, const float *dense, float *scores);

// For the rows from..<to: residuals (N x S) = softmax(scores) - one-hot label; returns the summed negative
// log-likelihood.
double tc_residuals(const struct tc_design *design, const float *parameters, float *residuals, size_t from, size_t to);

// For the parameter rows from..<to: gradient = transposed inputs * residuals / N + penalty * parameters, where the bias
// (the last row) has no penalty.
void tc_gradient(const struct tc_design *design, const float *parameters, const float *residuals, float penalty,
                 float *gradient, size_t from, size_t to);

// best (best_count, descending) = the largest dot products of the query with rows of `references` other than row `skip`;
// pass UINT32_MAX to skip none. All vectors have `dimension` entries; where too few are left the rest is -1.
void tc_nearest(const float *query, const float *references, size_t reference_count, size_t dimension, uint32_t skip,
                float *best, size_t best_count);

#endif
