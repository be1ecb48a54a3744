#pragma once
#include <stdint.h>

// Scaled dot-product attention (Vaswani et al., 2017), rotary positions, and writing rows to a cache of keys or values.

enum { QK_FLOAT16 = 3 };

/// Vectors of `size` elements, one for each batch row, token and head; strides in elements. Types: QK_FLOAT32,
/// QK_BFLOAT16, QK_FLOAT16.
typedef struct {
    void *base;
    int64_t batch_stride, row_stride, head_stride;
    int32_t type;
} qk_heads;

/// result[b, i, h] = sum over seen j of softmax_j(scale query[b, i, h] . key[b, j, h / group]) value[b, j, h / group]
/// with group = heads / key_heads. Query i of row b sees key j if
///   j < lengths[b]                     (all keys if there are no lengths), and
///   j <= p = i + keys - queries        if causal, or
///   j <= p = i + positions[b]          if causal with positions, and
///   j > p - window                     if there is a window.
/// A query that sees no key gives zeros. Sums are in float32.
typedef struct {
    qk_heads query, key, value;
    qk_heads result;  // the result, or in a gradient the upstream gradient
    qk_heads query_gradient, key_gradient, value_gradient;  // base NULL if it is not needed
    const int32_t *lengths, *positions;                      // [batch] or NULL
    int64_t batch, heads, key_heads, queries, keys, size;
    float scale;
    int64_t window;  // 0 for none
    int32_t causal, threads;
    int32_t half_sums;  // see CKernelsDecoder.h; forward only
    float *scratch;  // qk_attention_scratch floats
} qk_attention;

/// Floats of temporary memory: a few rows of scores and one head's operands for each thread.
int64_t qk_attention_scratch(const qk_attention *attention, int32_t is_gradient);
void qk_attention_run(const qk_attention *attention);
/// Recomputes the scores, and from them the gradients of queries, keys and values.
void qk_attention_gradient_run(const qk_attention *attention);

/// Rotary positions (Su et al., 2021): in each of the first `rotated_heads` heads, the pairs of numbers
/// (2p, 2p + 1) if interleaved, otherwise (p, p + pairs), are rotated by position * frequency[p]. The rest is copied.
typedef struct {
    const void *source;
    void *result;
    int32_t source_type, result_type;
    int64_t batch, tokens, heads, rotated_heads, size, pairs;
    const double *frequency;
    /// If not 0, the angle of a pair is that of the previous pair times this, starting from the position, in single
    /// precision.
    float ratio;
    /// The position of a token is positions[b * position_batch + t * position_token] + t * position_step.
    const int32_t *positions;  // NULL counts from 0
    int64_t position_batch, position_token, position_step;
    int32_t interleaved, inverse, threads;
} qk_rotary;
void qk_rotary_run(const qk_rotary *rotary);

/// cache[b, h, positions[b] + t] = rows[b, t, h] for all heads h and tokens t. Returns 1 + the first batch row that
/// does not fit, or 0; such a row is not written at all.
typedef struct {
    const void *rows;  // [batch, tokens, heads * size]
    void *cache;       // [batch, heads, capacity, size]
    const int32_t *positions;
    int32_t type, cache_type;
    int64_t batch, tokens, heads, size, capacity;
} qk_cache_append;
int64_t qk_cache_append_run(const qk_cache_append *append);
