#pragma once
#include <stdint.h>

/// Rows of mostly zeros: row i has `values` in `columns` from starts[i] to starts[i + 1].
typedef struct {
    const int64_t *starts;
    const int32_t *columns;
    const float *values;
} qk_sparse_rows;

/// result[r, c] = sum over the columns j of row r of value . weights[j, c], for `count` rows from the first on.
/// `width`, the classes of a row of weights and of the result, is a multiple of 16.
void qk_sparse_product(const qk_sparse_rows *rows, int64_t count, const float *weights, int64_t width, float *result,
                       int32_t threads);

/// Support vector machines with squared hinge loss, one for each class against the rest, by coordinate descent in the dual
/// (Hsieh et al., "A dual coordinate descent method for large-scale linear SVM", ICML 2008). Every class takes the same
/// step at the same time, so that weights are read and changed sixteen classes at a time.
typedef struct {
    qk_sparse_rows rows;
    /// The squared length of each row.
    const float *squares;
    /// The class of each row.
    const int32_t *labels;
    /// The rows of a pass in their order.
    const int32_t *order;
    int64_t count;
    /// [columns, width] and [rows, width], of which `width` is a multiple of 16: both 0 before the first pass.
    float *weights, *duals;
    int64_t width;
    /// 1 / (2 C).
    float diagonal;
    int32_t threads;
} qk_machines;

/// One pass over the rows. violations[c] becomes the largest projected gradient of class c: 0 at the optimum. The result
/// does not depend on the number of threads.
void qk_machines_pass(const qk_machines *machines, float *violations);
