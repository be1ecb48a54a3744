#pragma once
#include "CKernelsParallel.h"
#include "quantized_formats.h"

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
    float *scale;      // [pairs, blocks, 2, 8]: that of each four neighbours
    float *minimum;    // [blocks, QK_UNPACKED_ROWS]
} qk_unpacked_rows;

typedef struct qk_quantized_job qk_quantized_job;

typedef struct {
    void (*quantize)(const qk_quantized_job *job, int64_t row);
    void (*unpack)(const qk_quantized_job *job, const uint8_t *const *rows, const qk_unpacked_rows *to);
    /// One row of the source times QK_UNPACKED_ROWS rows of weights as they are stored, or 0 if weights of this type must be
    /// unpacked first.
    int (*multiply_row)(const qk_quantized_job *job, const uint8_t *const *weights, float *result);
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

/// Reads rows of any type, so that `multiply_rows` can use them.
QK_INLINE void qk_unpack_row(const uint8_t *from, int32_t type, int64_t blocks, int64_t row, const qk_unpacked_rows *to) {
    const qk_format format = qk_format_of(type);
    for (int64_t b = 0; b < blocks; b += format.together, from += format.bytes) {
        qk_block block[QK_TOGETHER];
        qk_read_blocks(from, type, block);
        for (int64_t i = 0; i < format.together; i++) {
            const int64_t at = (row / 2 * blocks + b + i) * 2 + row % 2;
            memcpy(to->values + at * QK_BLOCK, block[i].values, QK_BLOCK);
            for (int lane = 0; lane < 8; lane++) to->scale[at * 8 + lane] = block[i].scale[lane / 4];
            to->minimum[(b + i) * QK_UNPACKED_ROWS + row] = block[i].minimum;
        }
    }
}

/// The type as a constant gives each its own loop.
#define QK_UNPACK_CASE(type)                                                                                              \
    case type:                                                                                                            \
        for (int64_t row = 0; row < QK_UNPACKED_ROWS; row++) qk_unpack_row(rows[row], type, job->blocks, row, to);        \
        break

QK_INLINE void qk_unpack_rows(const qk_quantized_job *job, const uint8_t *const *rows, const qk_unpacked_rows *to) {
    switch (job->product->type) {
    QK_UNPACK_CASE(QK_WEIGHTS_Q4_0);
    QK_UNPACK_CASE(QK_WEIGHTS_Q4_1);
    QK_UNPACK_CASE(QK_WEIGHTS_Q5_0);
    QK_UNPACK_CASE(QK_WEIGHTS_Q5_1);
    QK_UNPACK_CASE(QK_WEIGHTS_Q8_0);
    QK_UNPACK_CASE(QK_WEIGHTS_Q3_K);
    QK_UNPACK_CASE(QK_WEIGHTS_Q4_K);
    QK_UNPACK_CASE(QK_WEIGHTS_Q5_K);
    QK_UNPACK_CASE(QK_WEIGHTS_Q6_K);
    QK_UNPACK_CASE(QK_WEIGHTS_MXFP4);
    default: break;
    }
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
