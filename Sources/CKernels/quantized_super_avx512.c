#if defined(__x86_64__)
#include "quantized_avx512.h"

// One row of the source times weights in blocks of 256, two rows of weights in one register; the same operations in the
// same order as with unpacked weights.

QK_VNNI_INLINE __m512i both(const uint8_t *a, const uint8_t *b) {
    return _mm512_inserti64x4(_mm512_castsi256_si512(_mm256_loadu_si256((const __m256i *)a)),
                              _mm256_loadu_si256((const __m256i *)b), 1);
}

/// Block b of two rows as unsigned bytes.
QK_VNNI_INLINE __m512i load_part(const uint8_t *first, const uint8_t *second, int32_t type, const int b) {
    const __m512i nibble = _mm512_set1_epi8(15);
    if (type == QK_WEIGHTS_Q6_K) {
        const int low = b / 4 * 64 + b % 2 * 32, high = 128 + b / 4 * 32, part = b % 4;
        const __m512i four = _mm512_and_si512(_mm512_srli_epi16(both(first + low, second + low), part / 2 * 4), nibble);
        const __m512i two = _mm512_srli_epi16(both(first + high, second + high), part * 2);
        return _mm512_or_si512(four, _mm512_slli_epi16(_mm512_and_si512(two, _mm512_set1_epi8(3)), 4));
    }
    const int at = (type == QK_WEIGHTS_Q5_K ? 48 : 16) + b / 2 * 32;
    const __m512i four = _mm512_and_si512(_mm512_srli_epi16(both(first + at, second + at), b % 2 * 4), nibble);
    if (type == QK_WEIGHTS_Q4_K) return four;
    const __m512i one = _mm512_and_si512(_mm512_srli_epi16(both(first + 16, second + 16), b), _mm512_set1_epi8(1));
    return _mm512_or_si512(four, _mm512_slli_epi16(one, 4));
}

/// The scales of a block of 256: sixteen, or eight and then nothing.
QK_VNNI_INLINE __m512 read_scales(const uint8_t *at, int32_t type, uint8_t minimum[8]) {
    if (type == QK_WEIGHTS_Q6_K) {
        const __m512i scale = _mm512_cvtepi8_epi32(_mm_loadu_si128((const __m128i *)(at + 192)));
        return _mm512_mul_ps(_mm512_set1_ps(qk_half(at + 208)), _mm512_cvtepi32_ps(scale));
    }
    uint8_t scale[16] = {0};
    qk_read_sixes(at + 4, scale, minimum);
    const __m512i numbers = _mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i *)scale));
    return _mm512_mul_ps(_mm512_set1_ps(qk_half(at)), _mm512_cvtepi32_ps(numbers));
}

/// Which of the scales of two rows belong to the four neighbours of each lane in block b.
QK_VNNI_INLINE __m512i scale_lanes(int32_t type, const int b) {
    if (type == QK_WEIGHTS_Q6_K) {
        const int l = 2 * b, h = 2 * b + 1;
        return _mm512_setr_epi32(l, l, l, l, h, h, h, h, l + 16, l + 16, l + 16, l + 16, h + 16, h + 16, h + 16, h + 16);
    }
    const int o = b + 16;
    return _mm512_setr_epi32(b, b, b, b, b, b, b, b, o, o, o, o, o, o, o, o);
}

QK_VNNI_INLINE void multiply(const qk_quantized_job *job, const uint8_t *const *w, float *result, int32_t type) {
    const qk_format format = qk_format_of(type);
    const qk_quantized_source *x = &job->source;
    __m512 sums[2] = {_mm512_setzero_ps(), _mm512_setzero_ps()};
    __m128 minima = _mm_setzero_ps();
    for (int64_t block = 0; block < job->blocks / 8; block++) {
        const uint8_t *row[4];
        __m512 scales[4];
        float least[4][8];
        for (int r = 0; r < 4; r++) {
            row[r] = w[r] + block * format.bytes;
            for (int line = 0; line < format.bytes; line += 64) _mm_prefetch((const char *)row[r] + 1536 + line, _MM_HINT_T0);
            uint8_t minimum[8] = {0};
            scales[r] = read_scales(row[r], type, minimum);
            const __m256i numbers = _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)minimum));
            if (format.has_minimum) {
                _mm256_storeu_ps(least[r], _mm256_mul_ps(_mm256_set1_ps(-qk_half(row[r] + 2)), _mm256_cvtepi32_ps(numbers)));
            }
        }
#pragma clang loop unroll(full)
        for (int b = 0; b < 8; b++) {
            const int64_t at = block * 8 + b;
            const __m512i values = _mm512_broadcast_i64x4(_mm256_load_si256((const __m256i *)(x->values + at * QK_BLOCK)));
            const __m512i offset = format.bias
                ? _mm512_broadcast_i64x4(_mm256_load_si256((const __m256i *)(x->offset + at * 8))) : _mm512_setzero_si512();
            const __m512 scale = _mm512_set1_ps(x->scale[at]);
            for (int pair = 0; pair < 2; pair++) {
                const __m512i p = _mm512_dpbusd_epi32(offset, load_part(row[2 * pair], row[2 * pair + 1], type, b), values);
                const __m512 own = _mm512_permutex2var_ps(scales[2 * pair], scale_lanes(type, b), scales[2 * pair + 1]);
                sums[pair] = _mm512_fmadd_ps(_mm512_mul_ps(own, scale), _mm512_cvtepi32_ps(p), sums[pair]);
            }
            if (format.has_minimum) {
                const __m128 four = _mm_setr_ps(least[0][b], least[1][b], least[2][b], least[3][b]);
                minima = _mm_fmadd_ps(four, _mm_set1_ps(x->sum[at]), minima);
            }
        }
    }
    _mm_storeu_ps(result, _mm_add_ps(qk_lane_sums(sums[0], sums[1]), minima));
}

QK_VNNI int qk_multiply_super_row(const qk_quantized_job *job, const uint8_t *const *weights, float *result) {
    switch (job->product->type) {
    case QK_WEIGHTS_Q4_K: multiply(job, weights, result, QK_WEIGHTS_Q4_K); return 1;
    case QK_WEIGHTS_Q5_K: multiply(job, weights, result, QK_WEIGHTS_Q5_K); return 1;
    case QK_WEIGHTS_Q6_K: multiply(job, weights, result, QK_WEIGHTS_Q6_K); return 1;
    default: return 0;
    }
}
#endif
