// Dense double-precision algebra of Gaussian processes: products of rows, Cholesky's decomposition and the forward
// substitution with its result. Matrices are row-major; `stride` is the number of elements from a row to the next.
#pragma once
#include <stdint.h>

/// c[m, n] -= a[m, k] . b[n, k]^T: the scalar products of the rows of `a` with those of `b`.
void gp_subtract_row_products(const double *a, int64_t a_stride, const double *b, int64_t b_stride, double *c,
                              int64_t c_stride, int64_t m, int64_t n, int64_t k, int32_t threads);

/// Replaces the lower triangle of a symmetric positive definite matrix [n, n] by L with L . L^T equal to it; what is above
/// the diagonal is neither read nor meaningful afterwards. Returns -1, or the first row at which the matrix is not
/// positive definite.
int64_t gp_factor(double *matrix, int64_t n, int32_t threads);

/// Replaces each of `count` rows b of n elements by the x with L . x = b.
void gp_solve_lower(const double *lower, int64_t n, double *rows, int64_t count, int32_t threads);

/// Replaces the lower triangle L of a matrix [n, n] by that of the inverse of L . L^T. `work` has n * n elements,
/// all of them 0 before.
void gp_invert(double *lower, double *work, int64_t n, int32_t threads);

/// Rows of counts without those that are 0: row i has the bins, below 8,192, and the counts from starts[i] to
/// starts[i + 1], whose sum is totals[i].
typedef struct {
    const int64_t *starts;
    const uint16_t *bins;
    const uint8_t *counts;
    const int32_t *totals;
    int64_t rows;
} gp_counts;

/// result[i, j] = sum of min(a, b) over sum of max(a, b) of row i of `a` and row j of `b`; 0 for two empty rows.
void gp_min_max_similarity(const gp_counts *a, const gp_counts *b, float *result, int32_t threads);
