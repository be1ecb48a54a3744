#pragma once
#include <stdint.h>

// Matrices of few bits in a file: used in place, at any address, and never expanded as a whole.

/// The numbers of tensor types in GGUF files.
///
/// Blocks of 32 neighbours along a row, with a half-precision scale d and quants q:
/// Q8_0 has 32 signed bytes, x = d q; Q4_0 nibbles (16 bytes: the first 16 elements are the low ones), x = d (q - 8);
/// Q4_1 also a minimum m, x = d q + m. Q5_0 and Q5_1 have a fifth bit for each element in a word before the nibbles,
/// x = d (q - 16) and x = d q + m. MXFP4 has a power of two in a byte and 32 floats of four bits (OCP Microscaling Formats
/// 1.0).
///
/// Blocks of 256 in eight parts: Q4_K and Q5_K have half-precision d and m, and six bits of scale s and of minimum t for
/// each part, x = d s q - m t. Q3_K and Q6_K have a scale for each 16 elements, x = d s (q - 4) and x = d s (q - 32).
enum {
    QK_WEIGHTS_F32 = 0, QK_WEIGHTS_F16 = 1, QK_WEIGHTS_Q4_0 = 2, QK_WEIGHTS_Q4_1 = 3, QK_WEIGHTS_Q5_0 = 6,
    QK_WEIGHTS_Q5_1 = 7, QK_WEIGHTS_Q8_0 = 8, QK_WEIGHTS_Q3_K = 11, QK_WEIGHTS_Q4_K = 12, QK_WEIGHTS_Q5_K = 13,
    QK_WEIGHTS_Q6_K = 14, QK_WEIGHTS_BF16 = 30, QK_WEIGHTS_MXFP4 = 39
};

/// Bytes of a row, or 0 for an unknown type or a length that is not a multiple of its block.
int64_t qk_weights_row_bytes(int32_t type, int64_t columns);

/// One row as float32.
void qk_weights_expand(const void *row, int32_t type, int64_t columns, float *result);

/// The first element that is not finite, or whose block's scale or minimum is not; -1 if all are finite.
int64_t qk_weights_first_not_finite(const void *weights, int32_t type, int64_t columns, int64_t rows);

/// Contiguous rows of the right operand.
typedef struct {
    const void *weights;
    int64_t rows;
} qk_weights_part;

/// result[r, :] = source[r, :] . W^T, where W is the rows of all parts, stacked.
///
/// With quantised weights each block of 32 of the source is rounded to signed bytes with its own half-precision scale (as
/// the reference implementation does, but for types in blocks of 256, where it rounds 256 together). Sums of products within a block are integers, eight per block,
/// and are added in float32, so the result does not depend on the number of rows, the number of threads or, with fused
/// multiplication and addition, the level of the instruction set.
typedef struct {
    const qk_weights_part *part;
    int32_t parts, type;
    int64_t columns, rows;
    const float *source;
    float *result;
    /// qk_quantized_scratch bytes, aligned to 64.
    void *scratch;
    int32_t threads;
    /// 0, or in tests the highest level of the instruction set to use: 1 plain C, 3 AVX2, 4 AVX-512 with VNNI.
    int32_t level_limit;
} qk_quantized_product;

int64_t qk_quantized_scratch(int32_t type, int64_t columns, int64_t rows, int32_t threads);
void qk_quantized_product_run(const qk_quantized_product *product);

/// The highest level that this processor supports, numbered as in `level_limit`.
int32_t qk_quantized_level(void);

/// result[r, :] = float32 of row index[r]. Returns 1 + the first row with a bad index, or 0; such rows are zeros.
int64_t qk_quantized_gather(const qk_weights_part *part, int32_t parts, int32_t type, int64_t columns,
                            const int32_t *index, int64_t rows, float *result, int32_t threads);
