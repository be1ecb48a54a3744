#pragma once
#include <stdint.h>

/// result[r, n] = bias[n] + sum over k of source[r, k] weights[n, k], for few rows r: a decoder's single tokens.
///
/// Such a product takes as long as its weights take to be read once, so they are read in the order in which they lie,
/// in float32 or in bfloat16, and nothing is packed. Sums are float32 and do not depend on the threads.
typedef struct {
    const float *source;
    /// float32 [columns, depth], or bfloat16 where `is_bfloat16`.
    const void *weights;
    /// One for each column, or NULL.
    const float *bias;
    float *result;
    int64_t rows, columns, depth;
    int32_t is_bfloat16, threads;
} qk_narrow_product;

void qk_narrow_product_run(const qk_narrow_product *product);
