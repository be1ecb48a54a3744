#pragma once
#include <stdint.h>

/// result[r, n] = bias[n] + sum over k of source[r, k] weights[n, k], for few rows r: a decoder's single tokens.
///
/// The time of such a product is that of reading its weights once, so they are read in memory order, in float32 or
/// bfloat16, and nothing is packed. Sums are float32 and do not depend on the number of threads.
typedef struct {
    const float *source;
    /// [columns, depth] in float32, or in bfloat16 if `is_bfloat16`.
    const void *weights;
    /// One per column, or NULL.
    const float *bias;
    float *result;
    int64_t rows, columns, depth;
    int32_t is_bfloat16, threads;
} qk_narrow_product;

void qk_narrow_product_run(const qk_narrow_product *product);
