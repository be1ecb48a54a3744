#pragma once
#include "CKernelsAttention.h"
#include <stdint.h>

// Parts of a decoder with quantised weights, with the roundings of ggml, the reference implementation of GGUF files.
// Quantised products round their input to eight bits, and in a network of many layers a difference in the last bit before
// such a rounding grows to some percent: only the same operations in the same order give the same results. All levels of
// the instruction set give the same bits.

/// result[r, i] = source[r, i] * (1 / sqrt(mean of squares + epsilon)) * weight[i]; the squares are summed in double
/// precision. Rows of `columns`.
typedef struct {
    const float *source, *weight;
    float *result;
    int64_t rows, columns;
    float epsilon;
    int32_t threads;
} qk_rms_norm;
void qk_rms_norm_run(const qk_rms_norm *norm);

/// result[r, i] = x / (1 + exp(-x)) * source[r, columns + i] with x = source[r, i]: the first half of each row of
/// 2 columns is the gate (SwiGLU; Shazeer, 2020). exp by a polynomial of degree 5, with an error of at most 2 ulp.
typedef struct {
    const float *source;
    float *result;
    int64_t rows, columns;
    int32_t threads;
} qk_gated_unit;
void qk_gated_unit_run(const qk_gated_unit *unit);

/// Attention that processes keys one by one and sums values in half precision; queries are rounded to half precision. Keys and values are QK_FLOAT16, queries and result QK_FLOAT32, the size is a multiple of 32 up to 256.
void qk_half_attention_run(const qk_attention *attention);
