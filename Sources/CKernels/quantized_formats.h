#pragma once
#include "CKernelsQuantized.h"
#include "levels.h"
#include <string.h>

// How each quantised type of GGUF files is stored, read in portable C that compilers turn into vector instructions: the
// faster kernels include it with their own instruction set.
//
// Whatever the type, 32 neighbours become unsigned bytes q with a scale for each half and a minimum m:
// x = scale[i / 16] (q[i] - bias) + m, where the bias belongs to the type.

#define QK_BLOCK 32
/// The most blocks that are stored together.
#define QK_TOGETHER 8

typedef struct {
    uint8_t values[QK_BLOCK];
    float scale[2], minimum;
} qk_block;

/// What the kernels need to know of a type: what is added to its signed weights to make them unsigned, whether blocks have
/// minima, how many blocks are stored together and in how many bytes, and at which of them the scale is (the minimum
/// follows it).
typedef struct {
    int32_t bias, has_minimum, together, bytes, scale_at;
} qk_format;

/// All zeros for a type that is not quantised.
QK_INLINE qk_format qk_format_of(int32_t type) {
    switch (type) {
    case QK_WEIGHTS_Q4_0: return (qk_format){8, 0, 1, 18, 0};
    case QK_WEIGHTS_Q4_1: return (qk_format){0, 1, 1, 20, 0};
    case QK_WEIGHTS_Q5_0: return (qk_format){16, 0, 1, 22, 0};
    case QK_WEIGHTS_Q5_1: return (qk_format){0, 1, 1, 24, 0};
    case QK_WEIGHTS_Q8_0: return (qk_format){128, 0, 1, 34, 0};
    case QK_WEIGHTS_Q3_K: return (qk_format){4, 0, 8, 110, 108};
    case QK_WEIGHTS_Q4_K: return (qk_format){0, 1, 8, 144, 0};
    case QK_WEIGHTS_Q5_K: return (qk_format){0, 1, 8, 176, 0};
    case QK_WEIGHTS_Q6_K: return (qk_format){32, 0, 8, 210, 208};
    case QK_WEIGHTS_MXFP4: return (qk_format){12, 0, 1, 17, 0};
    default: return (qk_format){0, 0, 0, 0, 0};
    }
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

// MARK: Blocks of 32

/// Nibbles: the first half of a block in the low ones, the second in the high ones.
QK_INLINE void qk_read_nibbles(const uint8_t *q, uint8_t *values) {
    for (int i = 0; i < 16; i++) {
        values[i] = q[i] & 15;
        values[i + 16] = q[i] >> 4;
    }
}

/// Nibbles with a fifth bit each, bit i of a word.
QK_INLINE void qk_read_fives(const uint8_t *q, const uint8_t *word, uint8_t *values) {
    uint32_t fifth;
    memcpy(&fifth, word, sizeof fifth);
    qk_read_nibbles(q, values);
    for (int i = 0; i < QK_BLOCK; i++) values[i] |= (uint8_t)((fifth >> i & 1) << 4);
}

/// 4-bit floats (sign, two bits of exponent, one of mantissa) as twice their value plus 12: 0, 1, 2, 3, 4, 6, 8, 12 and
/// their negatives.
QK_INLINE void qk_read_tiny_floats(const uint8_t *q, uint8_t *values) {
    qk_read_nibbles(q, values);
    for (int i = 0; i < QK_BLOCK; i++) {
        const int8_t size = values[i] & 7;
        const int8_t middle = (int8_t)(2 * size - 4), high = (int8_t)(4 * size - 16);
        const int8_t twice = high > middle ? high : size > middle ? size : middle;
        values[i] = (uint8_t)(values[i] & 8 ? 12 - twice : 12 + twice);
    }
}

/// Half of 2^(exponent - 127).
QK_INLINE float qk_power_of_two(uint8_t exponent) {
    const uint32_t bits = exponent > 1 ? (uint32_t)(exponent - 1) << 23 : 0x200000u << exponent;
    float result;
    memcpy(&result, &bits, sizeof result);
    return result;
}

// MARK: Blocks of 256: eight of 32, whose scales have few bits themselves

/// The scales and minima of Q4_K and Q5_K, six bits each in 12 bytes.
QK_INLINE void qk_read_sixes(const uint8_t *packed, uint8_t scale[8], uint8_t minimum[8]) {
    // Four bytes at a time: those of the first four scales, of the first four minima, and the low bits of the others,
    // whose two high bits are above the first.
    uint32_t first[3];
    memcpy(first, packed, sizeof first);
    const uint32_t six = 0x3f3f3f3f, four = 0x0f0f0f0f, two = 0x30303030;
    const uint32_t scales[2] = {first[0] & six, (first[2] & four) | (first[0] >> 2 & two)};
    const uint32_t minima[2] = {first[1] & six, (first[2] >> 4 & four) | (first[1] >> 2 & two)};
    memcpy(scale, scales, sizeof scales);
    memcpy(minimum, minima, sizeof minima);
}

/// Q4_K, and Q5_K if `fifth` is not NULL: bit b of byte i is the fifth bit of element i of block b.
QK_INLINE void qk_read_super_block(const uint8_t *at, const uint8_t *fifth, const uint8_t *q, qk_block block[QK_TOGETHER]) {
    uint8_t scale[8], minimum[8];
    qk_read_sixes(at + 4, scale, minimum);
    const float d = qk_half(at), m = qk_half(at + 2);
    for (int b = 0; b < 8; b++) {
        block[b].scale[0] = block[b].scale[1] = d * (float)scale[b];
        block[b].minimum = -m * (float)minimum[b];
        const uint8_t *from = q + b / 2 * 32;
        for (int i = 0; i < 32; i++) block[b].values[i] = b % 2 ? from[i] >> 4 : from[i] & 15;
        for (int i = 0; fifth && i < 32; i++) block[b].values[i] |= (uint8_t)((fifth[i] >> b & 1) << 4);
    }
}

QK_INLINE void qk_read_q6_k(const uint8_t *at, qk_block block[QK_TOGETHER]) {
    const float d = qk_half(at + 208);
    const int8_t *scale = (const int8_t *)(at + 192);
    for (int b = 0; b < 8; b++) {
        // Each half of the 256 has 64 bytes of low nibbles and 32 of the two bits above them.
        const int part = b % 4;
        const uint8_t *low = at + b / 4 * 64 + part % 2 * 32, *high = at + 128 + b / 4 * 32;
        for (int i = 0; i < 32; i++) {
            const uint8_t nibble = part / 2 ? low[i] >> 4 : low[i] & 15;
            block[b].values[i] = (uint8_t)(nibble | (high[i] >> 2 * part & 3) << 4);
        }
        for (int half = 0; half < 2; half++) block[b].scale[half] = d * (float)scale[2 * b + half];
        block[b].minimum = 0.0f;
    }
}

QK_INLINE void qk_read_q3_k(const uint8_t *at, qk_block block[QK_TOGETHER]) {
    const float d = qk_half(at + 108);
    const uint8_t *third = at, *low = at + 32, *packed = at + 96;
    for (int b = 0; b < 8; b++) {
        for (int i = 0; i < 32; i++) {
            const uint8_t two = low[b / 4 * 32 + i] >> 2 * (b % 4) & 3;
            block[b].values[i] = (uint8_t)(two | (third[i] >> b & 1) << 2);
        }
        for (int half = 0; half < 2; half++) {
            const int i = 2 * b + half;
            const int nibble = i < 8 ? packed[i] & 15 : packed[i - 8] >> 4, two = packed[8 + i % 4] >> 2 * (i / 4) & 3;
            block[b].scale[half] = d * (float)((nibble | (two << 4)) - 32);
        }
        block[b].minimum = 0.0f;
    }
}

// MARK: Any type

/// The blocks that are stored together at an address.
QK_INLINE void qk_read_blocks(const uint8_t *at, int32_t type, qk_block block[QK_TOGETHER]) {
    switch (type) {
    case QK_WEIGHTS_Q4_K: qk_read_super_block(at, NULL, at + 16, block); return;
    case QK_WEIGHTS_Q5_K: qk_read_super_block(at, at + 16, at + 48, block); return;
    case QK_WEIGHTS_Q6_K: qk_read_q6_k(at, block); return;
    case QK_WEIGHTS_Q3_K: qk_read_q3_k(at, block); return;
    case QK_WEIGHTS_MXFP4:
        qk_read_tiny_floats(at + 1, block->values);
        block->scale[0] = block->scale[1] = qk_power_of_two(at[0]);
        block->minimum = 0.0f;
        return;
    default: break;
    }
    const int has_minimum = qk_format_of(type).has_minimum;
    block->scale[0] = block->scale[1] = qk_half(at);
    block->minimum = has_minimum ? qk_half(at + 2) : 0.0f;
    at += has_minimum ? 4 : 2;
    if (type == QK_WEIGHTS_Q8_0) {
        for (int i = 0; i < QK_BLOCK; i++) block->values[i] = at[i] ^ 0x80;
    } else if (type == QK_WEIGHTS_Q5_0 || type == QK_WEIGHTS_Q5_1) {
        qk_read_fives(at + 4, at, block->values);
    } else {
        qk_read_nibbles(at, block->values);
    }
}
