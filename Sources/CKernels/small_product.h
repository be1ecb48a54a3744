// Register-blocked products of small matrices in the cache, for attention and recurrent layers.
#pragma once
#include "levels.h"
#include <stdint.h>

#define QK_LANES 16
typedef float qk_lanes __attribute__((vector_size(64), aligned(4)));
typedef uint32_t qk_lane_bits __attribute__((vector_size(64)));
typedef uint16_t qk_half_lanes __attribute__((vector_size(32), aligned(2)));

/// Sixteen bfloat16 values as floats, and back with rounding to nearest even; NaN stays NaN.
QK_INLINE void qk_widen(const uint16_t *source, float *result) {
    const qk_lane_bits bits = __builtin_convertvector(*(const qk_half_lanes *)source, qk_lane_bits) << 16;
    *(qk_lanes *)result = (qk_lanes)bits;
}
QK_INLINE void qk_narrow(const float *source, float factor, uint16_t *result) {
    const qk_lanes x = *(const qk_lanes *)source * factor;
    const qk_lane_bits bits = (qk_lane_bits)x, isNumber = (qk_lane_bits)(x == x);
    const qk_lane_bits rounded = (bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16;
    const qk_lane_bits nan = (bits >> 16) | 0x40u;
    *(qk_half_lanes *)result = __builtin_convertvector((rounded & isNumber) | (nan & ~isNumber), qk_half_lanes);
}

/// c[rows, 16 vectors] = a . b, or added to c: a[r, p] is at a[r * a_row + p * a_step], b in rows of ldb.
QK_INLINE void qk_product_block(int rows, int vectors, int64_t k, const float *a, int64_t a_row, int64_t a_step,
                                const float *b, int64_t ldb, float *c, int64_t ldc, int accumulate) {
    qk_lanes sum[8][4];
#pragma clang loop unroll(full)
    for (int r = 0; r < rows; r++) {
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++) {
            sum[r][v] = accumulate ? *(const qk_lanes *)(c + r * ldc + v * QK_LANES) : (qk_lanes){0};
        }
    }
    for (int64_t p = 0; p < k; p++) {
        qk_lanes x[4];
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++) x[v] = *(const qk_lanes *)(b + p * ldb + v * QK_LANES);
#pragma clang loop unroll(full)
        for (int r = 0; r < rows; r++) {
            const float s = a[r * a_row + p * a_step];
#pragma clang loop unroll(full)
            for (int v = 0; v < vectors; v++) sum[r][v] += s * x[v];
        }
    }
#pragma clang loop unroll(full)
    for (int r = 0; r < rows; r++) {
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++) *(qk_lanes *)(c + r * ldc + v * QK_LANES) = sum[r][v];
    }
}

/// c[m, n] = a[m, k] . b[k, n], or added to c. n is a multiple of 16; b and c have rows of ldb and ldc, a is
/// a[r * a_row + p * a_step]. `wide`: the machine has 32 vector registers of 16 lanes.
QK_INLINE void qk_small_product(int wide, int64_t m, int64_t n, int64_t k, const float *a, int64_t a_row,
                                int64_t a_step, const float *b, int64_t ldb, float *c, int64_t ldc, int accumulate) {
#define QK_BLOCK(rows, vectors)                                                                              \
    qk_product_block(rows, vectors, k, a + i * a_row, a_row, a_step, b + j, ldb, c + i * ldc + j, ldc, accumulate)
    int64_t i = 0;
    if (wide) {
        for (; i + 8 <= m; i += 8) {
            int64_t j = 0;
            for (; j + 32 <= n; j += 32) QK_BLOCK(8, 2);
            for (; j < n; j += 16) QK_BLOCK(8, 1);
        }
        for (; i + 4 <= m; i += 4) {
            int64_t j = 0;
            for (; j + 64 <= n; j += 64) QK_BLOCK(4, 4);
            for (; j < n; j += 16) QK_BLOCK(4, 1);
        }
    }
    for (; i + 2 <= m; i += 2) {
        int64_t j = 0;
        for (; j + 32 <= n; j += 32) QK_BLOCK(2, 2);
        for (; j < n; j += 16) QK_BLOCK(2, 1);
    }
    for (; i < m; i++) {
        int64_t j = 0;
        for (; j + 64 <= n; j += 64) QK_BLOCK(1, 4);
        for (; j < n; j += 16) QK_BLOCK(1, 1);
    }
#undef QK_BLOCK
}

#define QK_SWAP(h, l0, l1, l2, l3, l4, l5, l6, l7, l8, l9, l10, l11, l12, l13, l14, l15)                       \
    for (int i = 0; i < 16; i++) {                                                                           \
        if (i & h) continue;                                                                                 \
        const qk_lanes x = row[i], y = row[i | h];                                                           \
        row[i] = __builtin_shufflevector(x, y, l0, l1, l2, l3, l4, l5, l6, l7, l8, l9, l10, l11, l12, l13, l14, l15); \
        row[i | h] = __builtin_shufflevector(x, y, l0 + h, l1 + h, l2 + h, l3 + h, l4 + h, l5 + h, l6 + h, l7 + h, \
                                             l8 + h, l9 + h, l10 + h, l11 + h, l12 + h, l13 + h, l14 + h, l15 + h); \
    }

/// Transposes a square of 16 x 16: result[column, row] = source[row, column].
QK_INLINE void qk_turn(const float *source, int64_t source_row, float *result, int64_t result_row) {
    qk_lanes row[16];
    for (int i = 0; i < 16; i++) row[i] = *(const qk_lanes *)(source + i * source_row);
    QK_SWAP(8, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
    QK_SWAP(4, 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27)
    QK_SWAP(2, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29)
    QK_SWAP(1, 0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30)
    for (int i = 0; i < 16; i++) *(qk_lanes *)(result + i * result_row) = row[i];
}

/// result[j] = x . y[j] for sixteen rows y; n is a multiple of 16.
QK_INLINE void qk_sixteen_dots(const float *x, const float *y, int64_t y_row, int64_t n, float *result) {
    qk_lanes row[16];
    for (int j = 0; j < 16; j++) row[j] = (qk_lanes){0};
    for (int64_t i = 0; i < n; i += QK_LANES) {
        const qk_lanes v = *(const qk_lanes *)(x + i);
        for (int j = 0; j < 16; j++) row[j] += v * *(const qk_lanes *)(y + j * y_row + i);
    }
    // Sums of neighbours, pair by pair: after four rounds lane j holds the sum of row j.
    for (int half = 8; half >= 1; half /= 2) {
        for (int j = 0; j < half; j++) {
            const qk_lanes a = row[2 * j], b = row[2 * j + 1];
            row[j] = __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30) +
                     __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
        }
    }
    *(qk_lanes *)result = row[0];
}
