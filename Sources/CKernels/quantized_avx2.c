#if defined(__x86_64__)
#include "quantized.h"
#include <immintrin.h>

// Products of bytes in pairs by maddubs: the larger factor is at most 255 / 2 or the weights are at most 63, so the sum of a
// pair fits 16 bits.

#define QK_AVX2 __attribute__((target("avx2,fma,f16c")))
#define QK_AVX2_INLINE static inline __attribute__((always_inline, target("avx2,fma,f16c")))

QK_AVX2 static void quantize(const qk_quantized_job *job, int64_t row) {
    const float *source = job->product->source + row * job->product->columns;
    const __m256i bias = _mm256_set1_epi32(-qk_format_of(job->product->type).bias);
    const __m256i size = _mm256_set1_epi32(0x7fffffff);
    for (int64_t b = 0; b < job->blocks; b++, source += QK_BLOCK) {
        const int64_t at = row * job->blocks + b;
        __m256 x[4];
        __m256i most8 = _mm256_setzero_si256();
        for (int i = 0; i < 4; i++) {
            x[i] = _mm256_loadu_ps(source + 8 * i);
            // Compared as integers: a NaN is greater than anything.
            most8 = _mm256_max_epi32(most8, _mm256_and_si256(_mm256_castps_si256(x[i]), size));
        }
        __m128i most4 = _mm_max_epi32(_mm256_castsi256_si128(most8), _mm256_extracti128_si256(most8, 1));
        most4 = _mm_max_epi32(most4, _mm_shuffle_epi32(most4, 0x4e));
        most4 = _mm_max_epi32(most4, _mm_shuffle_epi32(most4, 0xb1));
        const int32_t bits = _mm_cvtsi128_si32(most4);
        float most;
        memcpy(&most, &bits, sizeof most);
        const float scale = most / 127.0f, inverse = most != 0.0f ? 127.0f / most : 0.0f;
        __m256i n[4];
        for (int i = 0; i < 4; i++) n[i] = _mm256_cvtps_epi32(_mm256_mul_ps(x[i], _mm256_set1_ps(inverse)));
        __m256i values = _mm256_packs_epi16(_mm256_packs_epi32(n[0], n[1]), _mm256_packs_epi32(n[2], n[3]));
        values = _mm256_permutevar8x32_epi32(values, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
        // Infinities and NaN: the scale carries them to the result, for which the sum must not be 0.
        if (bits >= 0x7f800000) values = _mm256_set1_epi8(1);
        _mm256_store_si256((__m256i *)(job->source.values + at * QK_BLOCK), values);
        const __m256i sums = _mm256_madd_epi16(_mm256_maddubs_epi16(_mm256_set1_epi8(1), values), _mm256_set1_epi16(1));
        if (job->source.offset) {
            _mm256_store_si256((__m256i *)(job->source.offset + at * 8), _mm256_mullo_epi32(sums, bias));
        }
        __m128i four = _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
        four = _mm_add_epi32(four, _mm_shuffle_epi32(four, 0x4e));
        four = _mm_add_epi32(four, _mm_shuffle_epi32(four, 0xb1));
        job->source.scale[at] = _cvtsh_ss(_cvtss_sh(scale, 0));
        job->source.sum[at] = _cvtsh_ss(_cvtss_sh(scale * (float)_mm_cvtsi128_si32(four), 0));
    }
}

QK_AVX2_INLINE float lane_sum(__m256 x) {
    __m128 four = _mm_add_ps(_mm256_extractf128_ps(x, 1), _mm256_castps256_ps128(x));
    four = _mm_add_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_add_ss(four, _mm_movehdup_ps(four)));
}

/// Sums of products by fours; `weights` are unsigned and include the bias of the type.
QK_AVX2_INLINE __m256 dot(__m256i weights, __m256i values, int32_t type) {
    if (type == QK_WEIGHTS_Q8_0) {
        // The sign moves to the other factor: the sum of two products of 255 and 127 would not fit.
        const __m256i signed_weights = _mm256_xor_si256(weights, _mm256_set1_epi8((char)0x80));
        const __m256i pairs =
            _mm256_maddubs_epi16(_mm256_abs_epi8(signed_weights), _mm256_sign_epi8(values, signed_weights));
        return _mm256_cvtepi32_ps(_mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
    }
    return _mm256_cvtepi32_ps(_mm256_madd_epi16(_mm256_maddubs_epi16(weights, values), _mm256_set1_epi16(1)));
}
QK_AVX2_INLINE __m256 dot_with_offset(__m256i weights, __m256i values, const int32_t *offset) {
    const __m256i sums = _mm256_madd_epi16(_mm256_maddubs_epi16(weights, values), _mm256_set1_epi16(1));
    return _mm256_cvtepi32_ps(_mm256_add_epi32(sums, _mm256_load_si256((const __m256i *)offset)));
}

QK_AVX2_INLINE __m256i load_block(const uint8_t *block, int32_t type) {
    if (type == QK_WEIGHTS_Q8_0) {
        return _mm256_xor_si256(_mm256_loadu_si256((const __m256i *)(block + 2)), _mm256_set1_epi8((char)0x80));
    }
    const __m128i q = _mm_loadu_si128((const __m128i *)(block + (type == QK_WEIGHTS_Q4_1 ? 4 : 2)));
    return _mm256_and_si256(_mm256_inserti128_si256(_mm256_castsi128_si256(q), _mm_srli_epi16(q, 4), 1),
                            _mm256_set1_epi8(15));
}

QK_AVX2_INLINE float half(const uint8_t *at) {
    uint16_t bits;
    memcpy(&bits, at, sizeof bits);
    return _cvtsh_ss(bits);
}

QK_AVX2 static void unpack(const qk_quantized_job *job, const uint8_t *const *rows, const qk_unpacked_rows *to) {
    const int32_t type = job->product->type;
    if (type != QK_WEIGHTS_Q4_0 && type != QK_WEIGHTS_Q4_1 && type != QK_WEIGHTS_Q8_0) {
        qk_unpack_rows(job, rows, to);
        return;
    }
    for (int row = 0; row < QK_UNPACKED_ROWS; row++) {
        const uint8_t *block = rows[row];
        for (int64_t b = 0; b < job->blocks; b++, block += qk_format_of(type).bytes) {
            const int64_t at = (row / 2 * job->blocks + b) * 2 + row % 2;
            _mm256_store_si256((__m256i *)(to->values + at * QK_BLOCK), load_block(block, type));
            _mm256_store_ps(to->scale + at * 8, _mm256_set1_ps(half(block)));
            to->minimum[b * QK_UNPACKED_ROWS + row] = type == QK_WEIGHTS_Q4_1 ? half(block + 2) : 0.0f;
        }
    }
}

QK_AVX2_INLINE void multiply_four(const qk_quantized_job *job, const uint8_t *const *w, float *result, int32_t type) {
    const qk_quantized_source *x = &job->source;
    for (int row = 0; row < QK_UNPACKED_ROWS; row++) {
        const uint8_t *block = w[row];
        __m256 sums = _mm256_setzero_ps();
        float minima = 0.0f;
        for (int64_t b = 0; b < job->blocks; b++, block += qk_format_of(type).bytes) {
            const __m256i values = _mm256_load_si256((const __m256i *)(x->values + b * QK_BLOCK));
            const __m256 product = type == QK_WEIGHTS_Q4_0 ? dot_with_offset(load_block(block, type), values, x->offset + b * 8)
                                                           : dot(load_block(block, type), values, type);
            sums = _mm256_fmadd_ps(_mm256_set1_ps(half(block) * x->scale[b]), product, sums);
            if (type == QK_WEIGHTS_Q4_1) minima = __builtin_fmaf(half(block + 2), x->sum[b], minima);
        }
        result[row] = lane_sum(sums) + minima;
    }
}

QK_AVX2 static int multiply_row(const qk_quantized_job *job, const uint8_t *const *weights, float *result) {
    switch (job->product->type) {
    case QK_WEIGHTS_Q4_1: multiply_four(job, weights, result, QK_WEIGHTS_Q4_1); return 1;
    case QK_WEIGHTS_Q4_0: multiply_four(job, weights, result, QK_WEIGHTS_Q4_0); return 1;
    case QK_WEIGHTS_Q8_0: multiply_four(job, weights, result, QK_WEIGHTS_Q8_0); return 1;
    default: return 0;
    }
}

/// Three rows of the source with two of the weights.
QK_AVX2_INLINE void multiply_tile(const qk_quantized_job *job, const qk_unpacked_rows *w, int64_t first, const int rows,
                                  int32_t type, float (*result)[QK_UNPACKED_ROWS]) {
    const int64_t blocks = job->blocks;
    const qk_quantized_source *x = &job->source;
    for (int pair = 0; pair < QK_UNPACKED_ROWS / 2; pair++) {
        __m256 sums[3][2];
        float minima[3][2];
        for (int r = 0; r < rows; r++) {
            for (int n = 0; n < 2; n++) sums[r][n] = _mm256_setzero_ps(), minima[r][n] = 0.0f;
        }
        for (int64_t b = 0; b < blocks; b++) {
            const int64_t from = (pair * blocks + b) * 2;
            for (int n = 0; n < 2; n++) {
                const __m256i weights = _mm256_load_si256((const __m256i *)(w->values + (from + n) * QK_BLOCK));
                const __m256 scale = _mm256_load_ps(w->scale + (from + n) * 8);
                const float least = w->minimum[b * QK_UNPACKED_ROWS + pair * 2 + n];
                for (int r = 0; r < rows; r++) {
                    const int64_t at = (first + r) * blocks + b;
                    const __m256i values = _mm256_load_si256((const __m256i *)(x->values + at * QK_BLOCK));
                    const __m256 product = type == QK_WEIGHTS_Q4_0 ? dot_with_offset(weights, values, x->offset + at * 8)
                                                                   : dot(weights, values, type);
                    sums[r][n] = _mm256_fmadd_ps(_mm256_mul_ps(scale, _mm256_set1_ps(x->scale[at])), product, sums[r][n]);
                    if (type == QK_WEIGHTS_Q4_1) minima[r][n] = __builtin_fmaf(least, x->sum[at], minima[r][n]);
                }
            }
        }
        for (int r = 0; r < rows; r++) {
            for (int n = 0; n < 2; n++) result[r][pair * 2 + n] = lane_sum(sums[r][n]) + minima[r][n];
        }
    }
}

QK_AVX2_INLINE void multiply_rows_of(const qk_quantized_job *job, const qk_unpacked_rows *w, int64_t first, int64_t rows,
                                     int32_t type, float (*result)[QK_UNPACKED_ROWS]) {
    int64_t r = 0;
    for (; r + 3 <= rows; r += 3) multiply_tile(job, w, first + r, 3, type, result + r);
    for (; r < rows; r++) multiply_tile(job, w, first + r, 1, type, result + r);
}

QK_AVX2 static void multiply_rows(const qk_quantized_job *job, const qk_unpacked_rows *w, int64_t first, int64_t rows,
                                  float (*result)[QK_UNPACKED_ROWS]) {
    // Unpacked, a type counts as the one that it is like.
    if (job->product->type == QK_WEIGHTS_Q8_0) multiply_rows_of(job, w, first, rows, QK_WEIGHTS_Q8_0, result);
    else if (qk_format_of(job->product->type).has_minimum) multiply_rows_of(job, w, first, rows, QK_WEIGHTS_Q4_1, result);
    else multiply_rows_of(job, w, first, rows, QK_WEIGHTS_Q4_0, result);
}

QK_AVX2 static void multiply_floats(const float *x, int64_t columns, int64_t rows, const float *w,
                                    float (*result)[QK_UNPACKED_ROWS]) {
    for (int64_t r = 0; r < rows; r++, x += columns) {
        __m256 sums[QK_UNPACKED_ROWS];
        for (int n = 0; n < QK_UNPACKED_ROWS; n++) sums[n] = _mm256_setzero_ps();
        int64_t i = 0;
        for (; i + 8 <= columns; i += 8) {
            const __m256 values = _mm256_loadu_ps(x + i);
            for (int n = 0; n < QK_UNPACKED_ROWS; n++) {
                sums[n] = _mm256_fmadd_ps(values, _mm256_loadu_ps(w + n * columns + i), sums[n]);
            }
        }
        for (int n = 0; n < QK_UNPACKED_ROWS; n++) {
            float rest = 0.0f;
            for (int64_t j = i; j < columns; j++) rest += x[j] * w[n * columns + j];
            result[r][n] = lane_sum(sums[n]) + rest;
        }
    }
}

const qk_quantized_kernels qk_quantized_avx2 = {quantize, unpack, multiply_row, multiply_rows, multiply_floats};
#endif
