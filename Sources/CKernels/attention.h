#pragma once
#include "CKernelsAttention.h"
#include "levels.h"

// Positions of the operands of attention, and which keys a query sees.

QK_INLINE int64_t qk_least(int64_t a, int64_t b) { return a < b ? a : b; }

/// How many keys query i of batch row b sees, counted from the first.
QK_INLINE int64_t qk_seen(const qk_attention *a, int64_t b, int64_t i) {
    int64_t n = a->keys;
    if (a->lengths) n = qk_least(n, a->lengths[b]);
    if (a->causal) n = qk_least(n, i + 1 + (a->positions ? a->positions[b] : a->keys - a->queries));
    return n < 0 ? 0 : n;
}

/// The first key that query i of batch row b sees.
QK_INLINE int64_t qk_first_seen(const qk_attention *a, int64_t b, int64_t i) {
    const int64_t end = i + 1 + (a->positions ? a->positions[b] : a->keys - a->queries);
    return a->window > 0 && end > a->window ? end - a->window : 0;
}

QK_INLINE int64_t qk_place(const qk_heads *x, int64_t b, int64_t row, int64_t head) {
    return b * x->batch_stride + row * x->row_stride + head * x->head_stride;
}
