#include "CKernelsDecoder.h"
#include "CKernelsParallel.h"
#include "attention.h"
#include <math.h>
#include <string.h>

// Fused multiplications and additions are written explicitly: the compiler must not choose.
#pragma clang fp contract(off)

#define QK_MAX_HALF_SIZE 256

// MARK: Norm and gate

QK_LEVELS void qk_rms_norm_worker(void *context, int32_t thread, int32_t threads) {
    const qk_rms_norm *n = context;
    const int64_t columns = n->columns, end = n->rows * (thread + 1) / threads;
    for (int64_t r = n->rows * thread / threads; r < end; r++) {
        const float *x = n->source + r * columns;
        float *y = n->result + r * columns;
        // Eight sums in double precision: their order no longer matters when the mean is rounded to a float.
        double sums[8] = {0};
        int64_t i = 0;
        for (; i + 8 <= columns; i += 8) {
            for (int lane = 0; lane < 8; lane++) sums[lane] += (double)(x[i + lane] * x[i + lane]);
        }
        double sum = 0.0;
        for (; i < columns; i++) sum += (double)(x[i] * x[i]);
        for (int lane = 0; lane < 8; lane++) sum += sums[lane];
        const float mean = (float)(sum / (double)columns);
        const float scale = 1.0f / qk_sqrt(mean + n->epsilon);
        for (i = 0; i < columns; i++) y[i] = x[i] * scale * n->weight[i];
    }
}

void qk_rms_norm_run(const qk_rms_norm *norm) { qk_parallel(qk_rms_norm_worker, (void *)norm, norm->threads); }

QK_INLINE float fused(float a, float b, float c) { return __builtin_fmaf(a, b, c); }

/// exp(x) for |x| <= 87: 2^n (1 + p(r)) with r = x - n log(2) in two parts.
QK_INLINE float exponential(float x) {
    const float magic = 0x1.8p23f, z = fused(x, 0x1.715476p+0f, magic), n = z - magic;
    const float r = fused(-n, 0x1.7f7d1cp-20f, fused(-n, 0x1.62e4p-1f, x));
    uint32_t bits;
    memcpy(&bits, &z, sizeof bits);
    bits = (bits << 23) + 0x3f800000u;
    float power;
    memcpy(&power, &bits, sizeof power);
    const float square = r * r;
    const float high = fused(0x1.0e4020p-7f, r, 0x1.573e2ep-5f), low = fused(0x1.555e66p-3f, r, 0x1.fffdb6p-2f);
    return fused(fused(fused(high, square, low), square, 0x1.ffffecp-1f * r), power, power);
}

QK_INLINE float gated(float x, float y) {
    // Beyond 87 the gate is 0 or x to the last bit.
    const float bounded = -x > 87.0f ? 87.0f : -x < -87.0f ? -87.0f : -x;
    return x / (1.0f + exponential(bounded)) * y;
}

QK_LEVELS void qk_gated_unit_worker(void *context, int32_t thread, int32_t threads) {
    const qk_gated_unit *u = context;
    const int64_t columns = u->columns, end = u->rows * (thread + 1) / threads;
    for (int64_t r = u->rows * thread / threads; r < end; r++) {
        const float *gate = u->source + r * 2 * columns, *value = gate + columns;
        float *restrict result = u->result + r * columns;
        for (int64_t i = 0; i < columns; i++) result[i] = gated(gate[i], value[i]);
    }
}

void qk_gated_unit_run(const qk_gated_unit *unit) { qk_parallel(qk_gated_unit_worker, (void *)unit, unit->threads); }

// MARK: Attention

/// To half precision and back.
QK_INLINE float rounded(float x) { return (float)(_Float16)x; }

/// Sums of 32 lanes, added up by halves down to four and those as two pairs.
QK_INLINE float dot(const float *query, const _Float16 *key, const int size) {
    float lanes[32] = {0};
    for (int i = 0; i < size; i += 32) {
        for (int lane = 0; lane < 32; lane++) lanes[lane] = fused((float)key[i + lane], query[i + lane], lanes[lane]);
    }
    for (int lane = 0; lane < 16; lane++) lanes[lane] += lanes[lane + 16];
    for (int lane = 0; lane < 8; lane++) lanes[lane] += lanes[lane + 8];
    for (int lane = 0; lane < 4; lane++) lanes[lane] += lanes[lane + 4];
    return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}

/// The weights of n keys from their scores, not yet divided by their sum. If key j has the greatest score so far, all sums
/// are first multiplied by factor[j]; otherwise it is 1.
QK_INLINE void weigh(const float *score, int64_t n, float *most, float *total, float *weight, float *factor) {
    for (int64_t j = 0; j < n; j++) {
        if (score[j] > *most) {
            factor[j] = expf(*most - score[j]);
            weight[j] = 1.0f;
            *most = score[j];
            *total *= factor[j];
        } else {
            factor[j] = 1.0f;
            weight[j] = expf(score[j] - *most);
        }
        *total += weight[j];
    }
}

/// One query of one head, several keys at a time so that no call separates the sums from their registers. Usual sizes are
/// compile-time constants.
QK_INLINE void attend(const qk_attention *a, int64_t b, int64_t i, int64_t head, const int size) {
    enum { KEYS = 64 };
    const int64_t shared = head / (a->heads / a->key_heads), seen = qk_seen(a, b, i);
    const float *source = (const float *)a->query.base + qk_place(&a->query, b, i, head);
    float query[QK_MAX_HALF_SIZE], sums[QK_MAX_HALF_SIZE], score[KEYS], weight[KEYS], factor[KEYS];
    for (int e = 0; e < size; e++) query[e] = rounded(source[e]);
    for (int e = 0; e < size; e++) sums[e] = 0.0f;
    float total = 0.0f, most = -INFINITY;
    for (int64_t first = qk_first_seen(a, b, i); first < seen; first += KEYS) {
        const int64_t n = qk_least(KEYS, seen - first);
        const _Float16 *key = (const _Float16 *)a->key.base + qk_place(&a->key, b, first, shared);
        for (int64_t j = 0; j < n; j++) score[j] = dot(query, key + j * a->key.row_stride, size) * a->scale;
        weigh(score, n, &most, &total, weight, factor);
        const _Float16 *value = (const _Float16 *)a->value.base + qk_place(&a->value, b, first, shared);
        for (int64_t j = 0; j < n; j++, value += a->value.row_stride) {
            if (factor[j] != 1.0f) {
                for (int e = 0; e < size; e++) sums[e] = rounded(sums[e] * factor[j]);
            }
            for (int e = 0; e < size; e++) sums[e] = rounded(fused((float)value[e], weight[j], sums[e]));
        }
    }
    const float inverse = total == 0.0f ? 0.0f : 1.0f / total;
    float *result = (float *)a->result.base + qk_place(&a->result, b, i, head);
    for (int e = 0; e < size; e++) result[e] = sums[e] * inverse;
}

QK_LEVELS void qk_half_attention_worker(void *context, int32_t thread, int32_t threads) {
    const qk_attention *a = context;
    // Later queries see more keys: neighbours go to different threads.
    for (int64_t row = thread; row < a->batch * a->queries * a->heads; row += threads) {
        const int64_t head = row % a->heads, i = row / a->heads % a->queries, b = row / a->heads / a->queries;
        if (a->size == 64) attend(a, b, i, head, 64);
        else if (a->size == 128) attend(a, b, i, head, 128);
        else attend(a, b, i, head, (int)a->size);
    }
}

void qk_half_attention_run(const qk_attention *attention) {
    qk_parallel(qk_half_attention_worker, (void *)attention, attention->threads);
}
