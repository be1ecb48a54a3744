#include "CKernelsAttention.h"
#include "CKernelsParallel.h"
#include "CKernelsTile.h"
#include "vector_math.h"
#include <math.h>
#include <string.h>

#define QK_MAX_PAIRS 512

QK_INLINE float qk_get(const void *base, int32_t type, int64_t at) {
    return type == QK_FLOAT32 ? ((const float *)base)[at] : qk_bfloat16_to_float(((const uint16_t *)base)[at]);
}

QK_INLINE void qk_put(void *base, int32_t type, int64_t at, float x) {
    if (type == QK_FLOAT32) ((float *)base)[at] = x;
    else ((uint16_t *)base)[at] = qk_float_to_bfloat16(x);
}

/// One head: `from` and `to` are compile-time constants, so that each combination becomes a plain loop.
QK_INLINE void qk_turn_head(const qk_rotary *r, int32_t from, int32_t to, int64_t at, const float *sine,
                            const float *cosine) {
    const int64_t pairs = r->pairs;
    if (r->interleaved) {
        for (int64_t p = 0; p < pairs; p++) {
            const float x = qk_get(r->source, from, at + 2 * p), y = qk_get(r->source, from, at + 2 * p + 1);
            qk_put(r->result, to, at + 2 * p, __builtin_fmaf(x, cosine[p], -(y * sine[p])));
            qk_put(r->result, to, at + 2 * p + 1, __builtin_fmaf(x, sine[p], y * cosine[p]));
        }
    } else {
        for (int64_t p = 0; p < pairs; p++) {
            const float x = qk_get(r->source, from, at + p), y = qk_get(r->source, from, at + p + pairs);
            qk_put(r->result, to, at + p, __builtin_fmaf(x, cosine[p], -(y * sine[p])));
            qk_put(r->result, to, at + p + pairs, __builtin_fmaf(x, sine[p], y * cosine[p]));
        }
    }
    for (int64_t i = 2 * pairs; i < r->size; i++) qk_put(r->result, to, at + i, qk_get(r->source, from, at + i));
}

QK_INLINE void qk_turn_token(const qk_rotary *r, int32_t from, int32_t to, int64_t at, const float *sine,
                             const float *cosine) {
    for (int64_t h = 0; h < r->rotated_heads; h++) qk_turn_head(r, from, to, at + h * r->size, sine, cosine);
    for (int64_t i = r->rotated_heads * r->size; i < r->heads * r->size; i++) {
        qk_put(r->result, to, at + i, qk_get(r->source, from, at + i));
    }
}

QK_LEVELS void qk_rotary_worker(void *context, int32_t thread, int32_t threads) {
    const qk_rotary *r = context;
    float sine[QK_MAX_PAIRS], cosine[QK_MAX_PAIRS], angle[QK_MAX_PAIRS];
    const int64_t rows = r->batch * r->tokens, end = rows * (thread + 1) / threads;
    for (int64_t row = rows * thread / threads; row < end; row++) {
        const int64_t b = row / r->tokens, t = row % r->tokens;
        int64_t position = t * r->position_step;
        if (r->positions) position += r->positions[b * r->position_batch + t * r->position_token];
        float repeated = (float)position;
        for (int64_t p = 0; r->ratio != 0.0f && p < r->pairs; p++, repeated *= r->ratio) {
            sine[p] = sinf(repeated);
            cosine[p] = cosf(repeated);
        }
        for (int64_t p = 0; r->ratio == 0.0f && p < r->pairs; p++) {
            // Whole turns are subtracted in double precision: angles of far positions are large.
            const double turns = (double)position * r->frequency[p] * 0.15915494309189535;
            angle[p] = (float)((turns - __builtin_floor(turns)) * 6.283185307179586);
        }
        for (int64_t p = 0; r->ratio == 0.0f && p < r->pairs; p++) qk_sin_cos(angle[p], &sine[p], &cosine[p]);
        if (r->inverse) {
            for (int64_t p = 0; p < r->pairs; p++) sine[p] = -sine[p];
        }
        const int64_t at = row * r->heads * r->size;
        if (r->source_type == QK_FLOAT32) {
            if (r->result_type == QK_FLOAT32) qk_turn_token(r, QK_FLOAT32, QK_FLOAT32, at, sine, cosine);
            else qk_turn_token(r, QK_FLOAT32, QK_BFLOAT16, at, sine, cosine);
        } else {
            if (r->result_type == QK_FLOAT32) qk_turn_token(r, QK_BFLOAT16, QK_FLOAT32, at, sine, cosine);
            else qk_turn_token(r, QK_BFLOAT16, QK_BFLOAT16, at, sine, cosine);
        }
    }
}

void qk_rotary_run(const qk_rotary *rotary) { qk_parallel(qk_rotary_worker, (void *)rotary, rotary->threads); }

// MARK: Caches

QK_INLINE void qk_put_vector(const qk_cache_append *a, int64_t from, int64_t to) {
    if (a->type == QK_FLOAT32 && a->cache_type == QK_FLOAT32) {
        memcpy((float *)a->cache + to, (const float *)a->rows + from, (size_t)a->size * 4);
    } else if (a->type == QK_BFLOAT16 && a->cache_type == QK_BFLOAT16) {
        memcpy((uint16_t *)a->cache + to, (const uint16_t *)a->rows + from, (size_t)a->size * 2);
    } else {
        for (int64_t i = 0; i < a->size; i++) {
            const float x = qk_get(a->rows, a->type, from + i);
            if (a->cache_type == QK_FLOAT16) ((_Float16 *)a->cache)[to + i] = (_Float16)x;
            else qk_put(a->cache, a->cache_type, to + i, x);
        }
    }
}

QK_LEVELS int64_t qk_cache_append_run(const qk_cache_append *a) {
    int64_t bad = 0;
    for (int64_t b = 0; b < a->batch; b++) {
        const int64_t position = a->positions[b];
        if (position < 0 || position + a->tokens > a->capacity) {
            if (!bad) bad = b + 1;
            continue;
        }
        for (int64_t t = 0; t < a->tokens; t++) {
            for (int64_t h = 0; h < a->heads; h++) {
                qk_put_vector(a, ((b * a->tokens + t) * a->heads + h) * a->size,
                              ((b * a->heads + h) * a->capacity + position + t) * a->size);
            }
        }
    }
    return bad;
}
