// Philox4x32-10 (Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011): a counter-based
// generator, so that element i of stream s at step t has the same value for any order or number of threads.
#pragma once
#include "vector_math.h"

QK_INLINE void qk_philox(uint32_t c0, uint32_t c1, uint32_t c2, uint32_t c3, uint64_t seed, uint32_t out[4]) {
    uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
    for (int round = 0; round < 10; round++) {
        const uint64_t p0 = (uint64_t)0xD2511F53u * c0, p1 = (uint64_t)0xCD9E8D57u * c2;
        const uint32_t n0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0, n2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
        c0 = n0; c1 = (uint32_t)p1; c2 = n2; c3 = (uint32_t)p0;
        k0 += 0x9E3779B9u; k1 += 0xBB67AE85u;
    }
    out[0] = c0; out[1] = c1; out[2] = c2; out[3] = c3;
}

#define QK_BLOCKS 128

/// Words of the blocks [block, block + n): out[4 * QK_BLOCKS], word-major so that the rounds vectorise.
QK_INLINE void qk_philox_blocks(uint64_t block, int64_t n, uint64_t seed, uint64_t step, uint32_t stream,
                                uint32_t out[4][QK_BLOCKS]) {
    // The step's upper half joins the key: counters stay 128 bits wide.
    const uint64_t key = seed ^ ((step >> 32) * 0x9E3779B97F4A7C15u);
    for (int64_t i = 0; i < n; i++) {
        uint32_t words[4];
        qk_philox((uint32_t)(block + i), (uint32_t)((block + i) >> 32), stream, (uint32_t)step, key, words);
        out[0][i] = words[0]; out[1][i] = words[1]; out[2][i] = words[2]; out[3][i] = words[3];
    }
}

QK_INLINE float qk_unit(uint32_t word) { return (float)(word >> 8) * 0x1p-24f; }

QK_INLINE void qk_fill(float *restrict d, int64_t first, int64_t n, uint64_t seed, uint64_t step, uint32_t stream,
                       int normal) {
    uint32_t words[4][QK_BLOCKS];
    float values[4][QK_BLOCKS];
    int64_t done = 0;
    while (done < n) {
        const int64_t at = first + done, block = at / 4, skip = at - block * 4;
        int64_t blocks = (n - done + skip + 3) / 4;
        if (blocks > QK_BLOCKS) blocks = QK_BLOCKS;
        qk_philox_blocks((uint64_t)block, blocks, seed, step, stream, words);
        if (normal) {
            for (int pair = 0; pair < 4; pair += 2) {
                for (int64_t i = 0; i < blocks; i++) {
                    // Box-Muller; 1 - u is in (0, 1], so the logarithm is finite.
                    const float radius = qk_sqrt(-2.0f * qk_log(1.0f - qk_unit(words[pair][i])));
                    float sine, cosine;
                    qk_sin_cos(6.28318531f * qk_unit(words[pair + 1][i]), &sine, &cosine);
                    values[pair][i] = radius * cosine;
                    values[pair + 1][i] = radius * sine;
                }
            }
        } else {
            for (int w = 0; w < 4; w++) {
                for (int64_t i = 0; i < blocks; i++) values[w][i] = qk_unit(words[w][i]);
            }
        }
        int64_t take = blocks * 4 - skip;
        if (take > n - done) take = n - done;
        if (skip == 0 && take == blocks * 4) {
            for (int64_t i = 0; i < blocks; i++) {
                for (int w = 0; w < 4; w++) d[done + 4 * i + w] = values[w][i];
            }
        } else {
            for (int64_t i = 0; i < take; i++) d[done + i] = values[(skip + i) & 3][(skip + i) >> 2];
        }
        done += take;
    }
}

QK_INLINE void qk_fill_uniform(float *d, int64_t first, int64_t n, uint64_t seed, uint64_t step, uint32_t stream) {
    qk_fill(d, first, n, seed, step, stream, 0);
}
QK_INLINE void qk_fill_normal(float *d, int64_t first, int64_t n, uint64_t seed, uint64_t step, uint32_t stream) {
    qk_fill(d, first, n, seed, step, stream, 1);
}
