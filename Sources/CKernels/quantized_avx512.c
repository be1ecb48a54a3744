#if defined(__x86_64__)
#include "quantized_avx512.h"

// Two rows of weights in one register, the lower and the upper half; products of bytes by VNNI.

QK_VNNI static void quantize(const qk_quantized_job *job, int64_t row) {
    const float *source = job->product->source + row * job->product->columns;
    const __m256i bias = _mm256_set1_epi32(-qk_format_of(job->product->type).bias);
    for (int64_t b = 0; b < job->blocks; b++, source += QK_BLOCK) {
        const int64_t at = row * job->blocks + b;
        const __m512 low = _mm512_loadu_ps(source), high = _mm512_loadu_ps(source + 16);
        // Compared as integers: a NaN is greater than anything.
        const __m512i size = _mm512_set1_epi32(0x7fffffff);
        const int32_t bits = _mm512_reduce_max_epi32(_mm512_max_epi32(
            _mm512_and_si512(_mm512_castps_si512(low), size), _mm512_and_si512(_mm512_castps_si512(high), size)));
        float most;
        memcpy(&most, &bits, sizeof most);
        const float scale = most / 127.0f, inverse = most != 0.0f ? 127.0f / most : 0.0f;
        const __m512 factor = _mm512_set1_ps(inverse);
        const __m128i a = _mm512_cvtsepi32_epi8(_mm512_cvtps_epi32(_mm512_mul_ps(low, factor)));
        const __m128i c = _mm512_cvtsepi32_epi8(_mm512_cvtps_epi32(_mm512_mul_ps(high, factor)));
        __m256i values = _mm256_inserti128_si256(_mm256_castsi128_si256(a), c, 1);
        // Infinities and NaN: the scale carries them to the result, for which the sum must not be 0.
        if (bits >= 0x7f800000) values = _mm256_set1_epi8(1);
        _mm256_store_si256((__m256i *)(job->source.values + at * QK_BLOCK), values);
        const __m256i sums = _mm256_dpbusd_epi32(_mm256_setzero_si256(), _mm256_set1_epi8(1), values);
        if (job->source.offset) {
            _mm256_store_si256((__m256i *)(job->source.offset + at * 8), _mm256_mullo_epi32(sums, bias));
        }
        __m128i four = _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
        four = _mm_add_epi32(four, _mm_shuffle_epi32(four, 0x4e));
        four = _mm_add_epi32(four, _mm_shuffle_epi32(four, 0xb1));
        const float total = (float)_mm_cvtsi128_si32(four);
        job->source.scale[at] = _cvtsh_ss(_cvtss_sh(scale, 0));
        job->source.sum[at] = _cvtsh_ss(_cvtss_sh(scale * total, 0));
    }
}

QK_VNNI_INLINE int32_t word(const uint8_t *at) {
    int32_t bits;
    memcpy(&bits, at, sizeof bits);
    return bits;
}

/// A block of two rows as unsigned bytes.
QK_VNNI_INLINE __m512i load_pair(const uint8_t *a, const uint8_t *b, int32_t type) {
    if (type == QK_WEIGHTS_Q8_0) {
        const __m512i pair = _mm512_inserti64x4(_mm512_castsi256_si512(_mm256_loadu_si256((const __m256i *)(a + 2))),
                                                _mm256_loadu_si256((const __m256i *)(b + 2)), 1);
        return _mm512_xor_si512(pair, _mm512_set1_epi8((char)0x80));
    }
    const int has_fifth = type == QK_WEIGHTS_Q5_0 || type == QK_WEIGHTS_Q5_1;
    const int64_t head = qk_format_of(type).has_minimum ? 4 : 2, start = has_fifth ? head + 4 : head;
    __m512i pair = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(a + start)));
    pair = _mm512_mask_broadcast_i32x4(pair, 0xff00, _mm_loadu_si128((const __m128i *)(b + start)));
    pair = _mm512_srlv_epi64(pair, _mm512_setr_epi64(0, 0, 4, 4, 0, 0, 4, 4));
    pair = _mm512_and_si512(pair, _mm512_set1_epi8(15));
    if (!has_fifth) return pair;
    const uint64_t fifth = (uint32_t)word(a + head) | (uint64_t)(uint32_t)word(b + head) << 32;
    return _mm512_or_si512(pair, _mm512_maskz_set1_epi8(fifth, 16));
}

QK_VNNI static void unpack(const qk_quantized_job *job, const uint8_t *const *rows, const qk_unpacked_rows *to) {
    const int32_t type = job->product->type;
    if (type != QK_WEIGHTS_Q4_0 && type != QK_WEIGHTS_Q4_1 && type != QK_WEIGHTS_Q8_0) {
        qk_unpack_rows(job, rows, to);
        return;
    }
    const int64_t size = qk_format_of(type).bytes;
    const __m512i eight_times = _mm512_setr_epi32(0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 2);
    for (int pair = 0; pair < QK_UNPACKED_ROWS / 2; pair++) {
        for (int64_t b = 0; b < job->blocks; b++) {
            const uint8_t *first = rows[2 * pair] + b * size, *second = rows[2 * pair + 1] + b * size;
            const int64_t at = pair * job->blocks + b;
            const __m512i values = type == QK_WEIGHTS_Q4_1   ? load_pair(first, second, QK_WEIGHTS_Q4_1)
                                   : type == QK_WEIGHTS_Q4_0 ? load_pair(first, second, QK_WEIGHTS_Q4_0)
                                                             : load_pair(first, second, QK_WEIGHTS_Q8_0);
            _mm512_store_si512(to->values + at * 2 * QK_BLOCK, values);
            const __m128 halves = _mm_cvtph_ps(_mm_setr_epi32(word(first), word(second), 0, 0));
            _mm512_store_ps(to->scale + at * 16, _mm512_permutexvar_ps(eight_times, _mm512_castps128_ps512(halves)));
            __m128 minima = _mm_permute_ps(halves, 0x0d);
            if (type != QK_WEIGHTS_Q4_1) minima = _mm_setzero_ps();
            _mm_storel_pi((__m64 *)(to->minimum + b * QK_UNPACKED_ROWS + 2 * pair), minima);
        }
    }
}

QK_VNNI_INLINE void multiply_four(const qk_quantized_job *job, const uint8_t *const *w, float *result, int32_t type) {
    const int64_t size = qk_format_of(type).bytes;
    const int has_minimum = qk_format_of(type).has_minimum;
    const qk_quantized_source *x = &job->source;
    __m512 first = _mm512_setzero_ps(), second = first;
    __m256 minima = _mm256_setzero_ps();
    const __m512i of_first = _mm512_setr_epi32(0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 2);
    const __m512i of_second = _mm512_setr_epi32(4, 4, 4, 4, 4, 4, 4, 4, 6, 6, 6, 6, 6, 6, 6, 6);
    for (int64_t b = 0; b < job->blocks; b++) {
        const int64_t at = b * size;
        _mm_prefetch((const char *)w[0] + at + 1536, _MM_HINT_T0);
        _mm_prefetch((const char *)w[1] + at + 1536, _MM_HINT_T0);
        _mm_prefetch((const char *)w[2] + at + 1536, _MM_HINT_T0);
        _mm_prefetch((const char *)w[3] + at + 1536, _MM_HINT_T0);
        const __m512i values = _mm512_broadcast_i64x4(_mm256_load_si256((const __m256i *)(x->values + b * QK_BLOCK)));
        const __m512i offset = has_minimum ? _mm512_setzero_si512()
                               : _mm512_broadcast_i64x4(_mm256_load_si256((const __m256i *)(x->offset + b * 8)));
        const __m512i p = _mm512_dpbusd_epi32(offset, load_pair(w[0] + at, w[1] + at, type), values);
        const __m512i q = _mm512_dpbusd_epi32(offset, load_pair(w[2] + at, w[3] + at, type), values);
        // The scale of each row and the minimum that follows it.
        const __m128i words = _mm_setr_epi32(word(w[0] + at), word(w[1] + at), word(w[2] + at), word(w[3] + at));
        const __m256 halves = _mm256_cvtph_ps(words);
        const __m512 scales = _mm512_castps256_ps512(_mm256_mul_ps(halves, _mm256_set1_ps(x->scale[b])));
        first = _mm512_fmadd_ps(_mm512_permutexvar_ps(of_first, scales), _mm512_cvtepi32_ps(p), first);
        second = _mm512_fmadd_ps(_mm512_permutexvar_ps(of_second, scales), _mm512_cvtepi32_ps(q), second);
        if (has_minimum) minima = _mm256_fmadd_ps(halves, _mm256_set1_ps(x->sum[b]), minima);
    }
    __m128 sums = qk_lane_sums(first, second);
    if (has_minimum) {
        sums = _mm_add_ps(sums, _mm256_castps256_ps128(_mm256_permutevar8x32_ps(
                                    minima, _mm256_setr_epi32(1, 3, 5, 7, 0, 0, 0, 0))));
    }
    _mm_storeu_ps(result, sums);
}

QK_VNNI static int multiply_row(const qk_quantized_job *job, const uint8_t *const *weights, float *result) {
    switch (job->product->type) {
    case QK_WEIGHTS_Q4_0: multiply_four(job, weights, result, QK_WEIGHTS_Q4_0); return 1;
    case QK_WEIGHTS_Q4_1: multiply_four(job, weights, result, QK_WEIGHTS_Q4_1); return 1;
    case QK_WEIGHTS_Q5_0: multiply_four(job, weights, result, QK_WEIGHTS_Q5_0); return 1;
    case QK_WEIGHTS_Q5_1: multiply_four(job, weights, result, QK_WEIGHTS_Q5_1); return 1;
    case QK_WEIGHTS_Q8_0: multiply_four(job, weights, result, QK_WEIGHTS_Q8_0); return 1;
    default: return qk_multiply_super_row(job, weights, result);
    }
}

QK_VNNI_INLINE void multiply_tile(const qk_quantized_job *job, const qk_unpacked_rows *w, int64_t first, const int rows,
                                  const int has_offset, const int has_minimum, float (*result)[QK_UNPACKED_ROWS]) {
    const int64_t blocks = job->blocks;
    const qk_quantized_source *x = &job->source;
    __m512 a[QK_SOURCE_ROWS], c[QK_SOURCE_ROWS];
    __m128 minima[QK_SOURCE_ROWS];
    for (int r = 0; r < rows; r++) a[r] = c[r] = _mm512_setzero_ps(), minima[r] = _mm_setzero_ps();
    for (int64_t b = 0; b < blocks; b++) {
        const __m512i wa = _mm512_load_si512(w->values + b * 64), wc = _mm512_load_si512(w->values + (blocks + b) * 64);
        const __m512 sa = _mm512_load_ps(w->scale + b * 16), sc = _mm512_load_ps(w->scale + (blocks + b) * 16);
        const __m128 least = _mm_load_ps(w->minimum + b * QK_UNPACKED_ROWS);
        for (int r = 0; r < rows; r++) {
            const int64_t at = (first + r) * blocks + b;
            const __m512i v = _mm512_broadcast_i64x4(_mm256_load_si256((const __m256i *)(x->values + at * QK_BLOCK)));
            const __m512i offset = has_offset
                ? _mm512_broadcast_i64x4(_mm256_load_si256((const __m256i *)(x->offset + at * 8))) : _mm512_setzero_si512();
            const __m512 scale = _mm512_set1_ps(x->scale[at]);
            a[r] = _mm512_fmadd_ps(_mm512_mul_ps(sa, scale), _mm512_cvtepi32_ps(_mm512_dpbusd_epi32(offset, wa, v)), a[r]);
            c[r] = _mm512_fmadd_ps(_mm512_mul_ps(sc, scale), _mm512_cvtepi32_ps(_mm512_dpbusd_epi32(offset, wc, v)), c[r]);
            if (has_minimum) minima[r] = _mm_fmadd_ps(least, _mm_set1_ps(x->sum[at]), minima[r]);
        }
    }
    for (int r = 0; r < rows; r++) {
        _mm_storeu_ps(result[r], _mm_add_ps(qk_lane_sums(a[r], c[r]), minima[r]));
    }
}

QK_VNNI_INLINE void multiply_rows_of(const qk_quantized_job *job, const qk_unpacked_rows *w, int64_t first, int64_t rows,
                                     const int has_offset, const int has_minimum, float (*result)[QK_UNPACKED_ROWS]) {
    switch (rows) {
    case 6: multiply_tile(job, w, first, 6, has_offset, has_minimum, result); break;
    case 5: multiply_tile(job, w, first, 5, has_offset, has_minimum, result); break;
    case 4: multiply_tile(job, w, first, 4, has_offset, has_minimum, result); break;
    case 3: multiply_tile(job, w, first, 3, has_offset, has_minimum, result); break;
    case 2: multiply_tile(job, w, first, 2, has_offset, has_minimum, result); break;
    default: multiply_tile(job, w, first, 1, has_offset, has_minimum, result); break;
    }
}

QK_VNNI static void multiply_rows(const qk_quantized_job *job, const qk_unpacked_rows *w, int64_t first, int64_t rows,
                                  float (*result)[QK_UNPACKED_ROWS]) {
    if (qk_format_of(job->product->type).has_minimum) multiply_rows_of(job, w, first, rows, 0, 1, result);
    else multiply_rows_of(job, w, first, rows, 1, 0, result);
}

QK_VNNI_INLINE void multiply_floats_tile(const float *x, int64_t columns, const int rows, const float *w,
                                         float (*result)[QK_UNPACKED_ROWS]) {
    __m512 sums[QK_SOURCE_ROWS][QK_UNPACKED_ROWS];
    for (int r = 0; r < rows; r++) {
        for (int n = 0; n < QK_UNPACKED_ROWS; n++) sums[r][n] = _mm512_setzero_ps();
    }
    for (int64_t i = 0; i < columns; i += 16) {
        const __mmask16 mask = columns - i >= 16 ? 0xffff : (__mmask16)((1u << (columns - i)) - 1);
        __m512 weights[QK_UNPACKED_ROWS];
        for (int n = 0; n < QK_UNPACKED_ROWS; n++) weights[n] = _mm512_maskz_loadu_ps(mask, w + n * columns + i);
        for (int r = 0; r < rows; r++) {
            const __m512 values = _mm512_maskz_loadu_ps(mask, x + r * columns + i);
            for (int n = 0; n < QK_UNPACKED_ROWS; n++) sums[r][n] = _mm512_fmadd_ps(values, weights[n], sums[r][n]);
        }
    }
    for (int r = 0; r < rows; r++) {
        for (int n = 0; n < QK_UNPACKED_ROWS; n++) result[r][n] = _mm512_reduce_add_ps(sums[r][n]);
    }
}

QK_VNNI static void multiply_floats(const float *x, int64_t columns, int64_t rows, const float *w,
                                    float (*result)[QK_UNPACKED_ROWS]) {
    switch (rows) {
    case 6: multiply_floats_tile(x, columns, 6, w, result); break;
    case 1: multiply_floats_tile(x, columns, 1, w, result); break;
    default:
        for (int64_t r = 0; r < rows; r++) multiply_floats_tile(x + r * columns, columns, 1, w, result + r);
        break;
    }
}

const qk_quantized_kernels qk_quantized_avx512 = {quantize, unpack, multiply_row, multiply_rows, multiply_floats};
#endif
