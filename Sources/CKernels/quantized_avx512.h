#pragma once
#include "quantized.h"
#include <immintrin.h>

#define QK_VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,avx2,fma,f16c")))
#define QK_VNNI_INLINE static inline __attribute__((always_inline, target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,avx2,fma,f16c")))

/// The eight lanes of each half of two registers, added as the plain form does: [a.low, a.high, b.low, b.high].
QK_VNNI_INLINE __m128 qk_lane_sums(__m512 a, __m512 b) {
    const __m512 four = _mm512_add_ps(_mm512_shuffle_f32x4(a, b, 0x88), _mm512_shuffle_f32x4(a, b, 0xdd));
    const __m512 two = _mm512_add_ps(four, _mm512_permute_ps(four, 0x4e));
    const __m512 one = _mm512_add_ps(two, _mm512_permute_ps(two, 0xb1));
    return _mm512_castps512_ps128(_mm512_permutexvar_ps(_mm512_setr_epi32(0, 4, 8, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), one));
}

/// One row of the source times QK_UNPACKED_ROWS rows of weights in blocks of 256; 0 if the type is another.
int qk_multiply_super_row(const qk_quantized_job *job, const uint8_t *const *weights, float *result);
