#pragma once
#include "CKernelsParallel.h"
#include "CKernelsQuantized.h"
#include "levels.h"
#include <string.h>

#define QK_BLOCK 32
/// Rows of the right operand that are unpacked together, and rows of the left operand that are multiplied by them at once.
#define QK_UNPACKED_ROWS 4
#define QK_SOURCE_ROWS 6

/// The left operand in blocks of 32 signed bytes. For each block, `offset` is minus the bias of the weights times the sum
/// of each four neighbours: it makes unsigned weights signed.
typedef struct {
    int8_t *values;    // [rows, columns]
    float *scale;      // [rows, blocks]
    float *sum;        // [rows, blocks]: scale times the block's sum of bytes, for minima
    int32_t *offset;   // [rows, blocks, 8], or NULL if the weights' bias is 0
} qk_quantized_source;

/// A few rows of weights as unsigned bytes, in pairs: block b of rows 2 p and 2 p + 1 are neighbours.
typedef struct {
    uint8_t *values;   // [pairs, blocks, 2, 32]
    float *scale;      // [pairs, blocks, 2, 8], each eight times
    float *minimum;    // [blocks, QK_UNPACKED_ROWS]
} qk_unpacked_rows;

typedef struct qk_quantized_job qk_quantized_job;

typedef struct {
    void (*quantize)(const qk_quantized_job *job, int64_t row);
    void (*unpack)(const qk_quantized_job *job, const uint8_t *const *rows, const qk_unpacked_rows *to);
    /// One row of the source times QK_UNPACKED_ROWS rows of weights.
    void (*multiply_row)(const qk_quantized_job *job, const uint8_t *const *weights, float *result);
    /// `rows` (at most QK_SOURCE_ROWS) rows of the source from `first` on times unpacked rows of weights.
    void (*multiply_rows)(const qk_quantized_job *job, const qk_unpacked_rows *weights, int64_t first, int64_t rows,
                          float (*result)[QK_UNPACKED_ROWS]);
    /// `rows` rows of the source times float32 weights.
    void (*multiply_floats)(const float *source, int64_t columns, int64_t rows,
                            const float *weights, float (*result)[QK_UNPACKED_ROWS]);
} qk_quantized_kernels;

/// The work of a thread.
struct qk_quantized_job {
    const qk_quantized_product *product;
    const qk_quantized_kernels *kernels;
    qk_quantized_source source;
    int64_t blocks, row_bytes, total;
};

extern const qk_quantized_kernels qk_quantized_plain;
#if defined(__x86_64__)
extern const qk_quantized_kernels qk_quantized_avx2, qk_quantized_avx512;
#endif

/// Added to signed weights to make them unsigned.
QK_INLINE int32_t qk_weights_bias(int32_t type) {
    return type == QK_WEIGHTS_Q8_0 ? 128 : type == QK_WEIGHTS_Q4_0 ? 8 : 0;
}
QK_INLINE int64_t qk_block_bytes(int32_t type) {
    return type == QK_WEIGHTS_Q8_0 ? 34 : type == QK_WEIGHTS_Q4_0 ? 18 : 20;
}

// Half precision by hand: the compiler's own functions flush denormals while a plan runs, but the instructions do not, and
// scales are small enough to be denormal.
QK_INLINE float qk_half(const void *at) {
    uint16_t half;
    memcpy(&half, at, sizeof half);
    const uint32_t sign = (uint32_t)(half & 0x8000) << 16, rest = half & 0x7fff;
    const float small = (float)rest * 0x1p-24f;
    uint32_t bits;
    memcpy(&bits, &small, sizeof bits);
    bits = sign | (rest < 0x400 ? bits : rest >= 0x7c00 ? 0x7f800000u | rest << 13 : (rest << 13) + 0x38000000u);
    float result;
    memcpy(&result, &bits, sizeof result);
    return result;
}
/// The nearest half-precision number, ties to even.
QK_INLINE float qk_rounded_to_half(float x) {
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    const uint32_t size = bits & 0x7fffffffu;
    if (size > 0x7f800000u) return x;
    if (size < 0x38800000u) return __builtin_rintf(x * 0x1p24f) * 0x1p-24f;
    bits = (bits + 0xfff + (bits >> 13 & 1)) & ~0x1fffu;
    if ((bits & 0x7fffffffu) >= 0x47800000u) bits = (bits & 0x80000000u) | 0x7f800000u;
    memcpy(&x, &bits, sizeof x);
    return x;
}
