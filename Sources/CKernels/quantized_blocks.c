#include "quantized.h"
#include <stddef.h>

// The layout of the types in memory, and the left operand in the same kind of blocks; in plain C.

int64_t qk_weights_row_bytes(int32_t type, int64_t columns) {
    if (columns <= 0) return 0;
    if (type == QK_WEIGHTS_F32) return columns * 4;
    if (type == QK_WEIGHTS_F16 || type == QK_WEIGHTS_BF16) return columns * 2;
    const qk_format format = qk_format_of(type);
    const int64_t length = QK_BLOCK * format.together;
    return format.bytes == 0 || columns % length ? 0 : columns / length * format.bytes;
}

QK_INLINE float qk_from_bfloat(uint16_t x) {
    const uint32_t bits = (uint32_t)x << 16;
    float result;
    memcpy(&result, &bits, sizeof result);
    return result;
}

QK_LEVELS void qk_weights_expand(const void *row, int32_t type, int64_t columns, float *result) {
    const uint8_t *at = row;
    if (type == QK_WEIGHTS_F32) {
        memcpy(result, row, (size_t)columns * 4);
    } else if (type == QK_WEIGHTS_F16) {
        for (int64_t i = 0; i < columns; i++) result[i] = qk_half(at + 2 * i);
    } else if (type == QK_WEIGHTS_BF16) {
        for (int64_t i = 0; i < columns; i++) {
            uint16_t bits;
            memcpy(&bits, at + 2 * i, sizeof bits);
            result[i] = qk_from_bfloat(bits);
        }
    } else {
        const qk_format format = qk_format_of(type);
        for (const float *end = result + columns; result < end; at += format.bytes) {
            qk_block block[QK_TOGETHER];
            qk_read_blocks(at, type, block);
            for (int32_t b = 0; b < format.together; b++, result += QK_BLOCK) {
                for (int i = 0; i < QK_BLOCK; i++) {
                    result[i] = block[b].scale[i / 16] * (float)(block[b].values[i] - format.bias) + block[b].minimum;
                }
            }
        }
    }
}

/// True if all exponent bits are set: an infinity or a NaN.
QK_INLINE int qk_half_is_bad(const uint8_t *at) { return (at[1] & 0x7c) == 0x7c; }

/// The exponent of MXFP4 has no infinity; 255 means that the block is not a number.
static int qk_block_is_bad(const uint8_t *block, int32_t type, qk_format format) {
    if (type == QK_WEIGHTS_MXFP4) return block[0] == 255;
    const uint8_t *scale = block + format.scale_at;
    return qk_half_is_bad(scale) || (format.has_minimum && qk_half_is_bad(scale + 2));
}

static int64_t qk_first_bad_block(const uint8_t *at, int32_t type, int64_t count) {
    const qk_format format = qk_format_of(type);
    for (int64_t i = 0; i < count; i += QK_BLOCK * format.together, at += format.bytes) {
        if (qk_block_is_bad(at, type, format)) return i;
    }
    return -1;
}

int64_t qk_weights_first_not_finite(const void *weights, int32_t type, int64_t columns, int64_t rows) {
    const uint8_t *at = weights;
    const int64_t count = columns * rows;
    if (type != QK_WEIGHTS_F32 && type != QK_WEIGHTS_F16 && type != QK_WEIGHTS_BF16) {
        return qk_first_bad_block(at, type, count);
    }
    for (int64_t i = 0; i < count; i++) {
        uint32_t bits = 0;
        if (type == QK_WEIGHTS_F32) memcpy(&bits, at + 4 * i, 4);
        else memcpy(&bits, at + 2 * i, 2);
        const uint32_t exponent = type == QK_WEIGHTS_F32 ? 0x7f800000u : type == QK_WEIGHTS_F16 ? 0x7c00u : 0x7f80u;
        if ((bits & exponent) == exponent) return i;
    }
    return -1;
}

typedef struct {
    const qk_weights_part *part;
    int32_t parts, type;
    int64_t columns, rows, row_bytes;
    const int32_t *index;
    float *result;
} qk_weights_gather;

static const uint8_t *qk_weights_row(const qk_weights_part *part, int32_t parts, int64_t row_bytes, int64_t row) {
    if (row < 0) return NULL;
    for (int32_t p = 0; p < parts; p++) {
        if (row < part[p].rows) return (const uint8_t *)part[p].weights + row * row_bytes;
        row -= part[p].rows;
    }
    return NULL;
}

static void qk_weights_gather_worker(void *context, int32_t thread, int32_t threads) {
    const qk_weights_gather *g = context;
    const int64_t end = g->rows * (thread + 1) / threads;
    for (int64_t r = g->rows * thread / threads; r < end; r++) {
        const uint8_t *row = qk_weights_row(g->part, g->parts, g->row_bytes, g->index[r]);
        float *result = g->result + r * g->columns;
        if (row) qk_weights_expand(row, g->type, g->columns, result);
        else memset(result, 0, (size_t)g->columns * sizeof *result);
    }
}

int64_t qk_quantized_gather(const qk_weights_part *part, int32_t parts, int32_t type, int64_t columns,
                            const int32_t *index, int64_t rows, float *result, int32_t threads) {
    qk_weights_gather g = {part, parts, type, columns, rows, qk_weights_row_bytes(type, columns), index, result};
    qk_parallel(qk_weights_gather_worker, &g, threads);
    for (int64_t r = 0; r < rows; r++) {
        if (!qk_weights_row(part, parts, g.row_bytes, index[r])) return r + 1;
    }
    return 0;
}
