#include "CKernelsAttention.h"
#include "CKernelsDecoder.h"
#include "CKernelsParallel.h"
#include "CKernelsTile.h"
#include "attention.h"
#include "small_product.h"
#include "vector_math.h"
#include <string.h>

// One thread works on a head: it transposes the keys once, then keeps all scores of one block of query rows at a time in
// the second-level cache. The gradient recomputes the scores, so nothing is kept from the forward pass.

#define QK_SCORES 65536
#define QK_FEW_ROWS 4

QK_INLINE int64_t qk_up(int64_t n) { return (n + QK_LANES - 1) / QK_LANES * QK_LANES; }

/// Query rows whose scores are in the cache at once.
static int64_t qk_block_rows(const qk_attention *a) {
    int64_t rows = QK_SCORES / qk_up(a->keys) / 8 * 8;
    // Causal blocks have fewer rows: a block is computed for all keys that its last query sees.
    const int64_t most = a->causal && a->queries > 16 ? 16 : 64;
    rows = rows < 8 ? 8 : rows > most ? most : rows;
    return qk_least(rows, (a->queries + 7) / 8 * 8);
}

/// True if so few query rows share a head's keys that transposing these would take longer than the products.
static int qk_has_few_rows(const qk_attention *a) {
    return a->queries * (a->heads / a->key_heads) <= QK_FEW_ROWS;
}

/// True if rows can be read and written in place.
QK_INLINE int qk_is_plain(const qk_heads *x, int64_t size) { return x->type == QK_FLOAT32 && size % QK_LANES == 0; }

QK_INLINE void qk_load_row(const qk_heads *x, int64_t at, int64_t n, float *d) {
    int64_t i = 0;
    if (x->type == QK_FLOAT32) {
        const float *s = (const float *)x->base + at;
        for (; i + QK_LANES <= n; i += QK_LANES) *(qk_lanes *)(d + i) = *(const qk_lanes *)(s + i);
        for (; i < n; i++) d[i] = s[i];
    } else if (x->type == QK_BFLOAT16) {
        const uint16_t *s = (const uint16_t *)x->base + at;
        for (; i + QK_LANES <= n; i += QK_LANES) qk_widen(s + i, d + i);
        for (; i < n; i++) d[i] = qk_bfloat16_to_float(s[i]);
    } else {
        const _Float16 *s = (const _Float16 *)x->base + at;
        for (; i < n; i++) d[i] = (float)s[i];
    }
}

QK_INLINE void qk_store_row(const qk_heads *x, int64_t at, int64_t n, const float *s, float factor) {
    int64_t i = 0;
    if (x->type == QK_FLOAT32) {
        float *d = (float *)x->base + at;
        for (; i + QK_LANES <= n; i += QK_LANES) *(qk_lanes *)(d + i) = *(const qk_lanes *)(s + i) * factor;
        for (; i < n; i++) d[i] = s[i] * factor;
    } else if (x->type == QK_BFLOAT16) {
        uint16_t *d = (uint16_t *)x->base + at;
        for (; i + QK_LANES <= n; i += QK_LANES) qk_narrow(s + i, factor, d + i);
        for (; i < n; i++) d[i] = qk_float_to_bfloat16(s[i] * factor);
    } else {
        _Float16 *d = (_Float16 *)x->base + at;
        for (; i < n; i++) d[i] = (_Float16)(s[i] * factor);
    }
}

/// Rows [first, first + n) of a head as floats in rows of *stride, padded with zeros to a multiple of 16: in place if
/// possible, otherwise copied.
QK_INLINE const float *qk_rows(const qk_heads *x, int64_t b, int64_t first, int64_t n, int64_t head, int64_t size,
                               float *copy, int64_t *stride) {
    if (qk_is_plain(x, size)) {
        *stride = x->row_stride;
        return (const float *)x->base + qk_place(x, b, first, head);
    }
    const int64_t padded = qk_up(size);
    *stride = padded;
    for (int64_t r = 0; r < n; r++) {
        qk_load_row(x, qk_place(x, b, first + r, head), size, copy + r * padded);
        for (int64_t i = size; i < padded; i++) copy[r * padded + i] = 0.0f;
    }
    return copy;
}

/// The first n rows of a head, transposed: turned[i, r] in rows of `width`, zeros from n up to a multiple of 16.
QK_INLINE void qk_turn_rows(const qk_heads *x, int64_t b, int64_t n, int64_t head, int64_t size, float *turned,
                            int64_t width) {
    float square[16 * 16];
    for (int64_t r = 0; r < n; r += 16) {
        const int64_t rows = qk_least(16, n - r);
        for (int64_t i = 0; i < size; i += 16) {
            const int64_t columns = qk_least(16, size - i);
            if (rows == 16 && columns == 16 && x->type == QK_FLOAT32) {
                qk_turn((const float *)x->base + qk_place(x, b, r, head) + i, x->row_stride, turned + i * width + r,
                        width);
                continue;
            }
            if (rows < 16 || columns < 16) memset(square, 0, sizeof square);
            for (int64_t row = 0; row < rows; row++) {
                qk_load_row(x, qk_place(x, b, r + row, head) + i, columns, square + 16 * row);
            }
            if (columns == 16) {
                qk_turn(square, 16, turned + i * width + r, width);
            } else {
                for (int64_t c = 0; c < columns; c++) {
                    for (int64_t row = 0; row < 16; row++) turned[(i + c) * width + r + row] = square[16 * row + c];
                }
            }
        }
    }
}

/// The maximum or the sum of sixteen lanes.
QK_INLINE float qk_greatest_lane(float *x) {
    for (int half = QK_LANES / 2; half > 0; half /= 2) {
        for (int l = 0; l < half; l++) x[l] = x[l + half] > x[l] ? x[l + half] : x[l];
    }
    return x[0];
}
QK_INLINE float qk_sum_of_lanes(float *x) {
    for (int half = QK_LANES / 2; half > 0; half /= 2) {
        for (int l = 0; l < half; l++) x[l] += x[l + half];
    }
    return x[0];
}

/// x = e^(scale x - largest) of sixteen numbers, at most 1; results below e^-87 are clamped to it.
QK_INLINE void qk_powers(float *x, float scale, float largest) {
    qk_lanes y = *(const qk_lanes *)x * scale - largest;
    // Not the maximum instruction, which would turn a NaN into a number.
    const qk_lane_bits low = (qk_lane_bits)(y < -87.0f), least = (qk_lane_bits)((qk_lanes){0} - 87.0f);
    y = (qk_lanes)((low & least) | (~low & (qk_lane_bits)y));
    const qk_lanes n = __builtin_elementwise_floor(y * 1.44269504f + 0.5f);
    qk_lanes r = y - n * 0.693145752f;
    r = r - n * 1.42860677e-6f;
    qk_lanes p = r * 1.383684195e-03f + 8.374815782e-03f;
    p = p * r + 4.166822564e-02f;
    p = p * r + 1.666642017e-01f;
    p = p * r + 4.999999208e-01f;
    p = p * r + 1.0f;
    p = p * r + 1.0f;
    typedef int32_t qk_lane_integers __attribute__((vector_size(64)));
    const qk_lane_integers power = (__builtin_convertvector(n, qk_lane_integers) + 127) << 23;
    *(qk_lanes *)x = p * (qk_lanes)power;
}

/// s[j] = exp(scale s[j] - largest) for the seen keys from `first` up to n, and 0 for the others up to `width`; returns the
/// sum.
QK_INLINE float qk_softmax_row(float *s, int64_t first, int64_t n, int64_t width, float scale) {
    if (n <= first) {
        memset(s, 0, (size_t)width * 4);
        return 0.0f;
    }
    const int64_t whole = qk_up(n);
    const float hidden = scale > 0.0f ? -__builtin_inff() : __builtin_inff();
    for (int64_t j = 0; j < first; j++) s[j] = hidden;
    for (int64_t j = n; j < whole; j++) s[j] = hidden;
    float lane[QK_LANES];
    qk_lanes most = *(const qk_lanes *)s * scale;
    for (int64_t j = QK_LANES; j < whole; j += QK_LANES) {
        most = __builtin_elementwise_max(most, *(const qk_lanes *)(s + j) * scale);
    }
    *(qk_lanes *)lane = most;
    const float largest = qk_greatest_lane(lane);
    qk_lanes sum = {0};
    for (int64_t j = 0; j < whole; j += QK_LANES) {
        qk_powers(s + j, scale, largest);
        sum += *(const qk_lanes *)(s + j);
    }
    for (int64_t j = 0; j < first; j++) s[j] = 0.0f;
    for (int64_t j = n; j < width; j++) s[j] = 0.0f;
    *(qk_lanes *)lane = sum;
    return qk_sum_of_lanes(lane);
}

// MARK: Forward

typedef struct {
    float *turned, *values, *queries, *scores, *result;
} qk_forward_memory;

static int64_t qk_forward_floats(const qk_attention *a, float *base, qk_forward_memory *m) {
    const int64_t width = qk_up(a->keys), padded = qk_up(a->size), group = a->heads / a->key_heads;
    const int few = qk_has_few_rows(a);
    const int64_t rows = few ? a->queries * group : qk_block_rows(a);
    int64_t at = 0;
    m->turned = base + at;
    at += few ? QK_LANES * padded : a->size * width;
    m->values = base + at;
    at += few ? QK_LANES * padded : qk_is_plain(&a->value, a->size) ? 0 : width * padded;
    m->queries = base + at;
    at += rows * padded;
    m->scores = base + at;
    at += rows * width;
    m->result = base + at;
    at += rows * padded;
    return at;
}

/// All queries of one batch row and head of keys, if they are few: every key and value is read once.
QK_INLINE void qk_attend_few(const qk_attention *a, int wide, int64_t b, int64_t head, const qk_forward_memory *m) {
    const int64_t group = a->heads / a->key_heads, rows = a->queries * group, padded = qk_up(a->size);
    const int64_t width = qk_up(a->keys), n = qk_seen(a, b, a->queries - 1);
    for (int64_t r = 0; r < rows; r++) {
        const int64_t at = qk_place(&a->query, b, r / group, head * group + r % group);
        qk_load_row(&a->query, at, a->size, m->queries + r * padded);
        for (int64_t i = a->size; i < padded; i++) m->queries[r * padded + i] = 0.0f;
    }
    int64_t stride;
    for (int64_t j = 0; j < n; j += QK_LANES) {
        const int64_t count = qk_least(QK_LANES, n - j);
        const float *keys = qk_rows(&a->key, b, j, count, head, a->size, m->turned, &stride);
        if (count < QK_LANES && keys != m->turned) {
            // Rows beyond the last may not exist.
            for (int64_t r = 0; r < count; r++) memcpy(m->turned + r * padded, keys + r * stride, (size_t)padded * 4);
            keys = m->turned;
            stride = padded;
        }
        for (int64_t r = 0; r < rows; r++) {
            qk_sixteen_dots(m->queries + r * padded, keys, stride, padded, m->scores + r * width + j);
        }
    }
    float sum[QK_FEW_ROWS];
    for (int64_t r = 0; r < rows; r++) {
        const int64_t from = qk_first_seen(a, b, r / group), seen = qk_least(n, qk_seen(a, b, r / group));
        sum[r] = qk_softmax_row(m->scores + r * width, from, seen, qk_up(n), a->scale);
    }
    if (qk_is_plain(&a->value, a->size)) {
        const float *values = (const float *)a->value.base + qk_place(&a->value, b, 0, head);
        qk_small_product(wide, rows, padded, n, m->scores, width, 1, values, a->value.row_stride, m->result, padded, 0);
    } else {
        memset(m->result, 0, (size_t)(rows * padded) * 4);
        for (int64_t j = 0; j < n; j += QK_LANES) {
            const int64_t count = qk_least(QK_LANES, n - j);
            const float *values = qk_rows(&a->value, b, j, count, head, a->size, m->values, &stride);
            qk_small_product(wide, rows, padded, count, m->scores + j, width, 1, values, stride, m->result, padded, 1);
        }
    }
    for (int64_t r = 0; r < rows; r++) {
        const int64_t at = qk_place(&a->result, b, r / group, head * group + r % group);
        qk_store_row(&a->result, at, a->size, m->result + r * padded, sum[r] > 0.0f ? 1.0f / sum[r] : 0.0f);
    }
}

/// Query blocks `part`, `part + parts`, ... of one batch row and head of keys.
QK_INLINE void qk_attend(const qk_attention *a, int wide, int64_t b, int64_t head, int64_t part, int64_t parts,
                         const qk_forward_memory *m) {
    const int64_t group = a->heads / a->key_heads, padded = qk_up(a->size), width = qk_up(a->keys);
    const int64_t block = qk_block_rows(a), all = qk_seen(a, b, a->queries - 1);
    int64_t value_stride, query_stride;
    qk_turn_rows(&a->key, b, all, head, a->size, m->turned, width);
    const float *values = qk_rows(&a->value, b, 0, all, head, a->size, m->values, &value_stride);
    for (int64_t item = part; item < (a->queries + block - 1) / block * group; item += parts) {
        const int64_t first = item / group * block, own = head * group + item % group;
        const int64_t rows = qk_least(block, a->queries - first), n = qk_seen(a, b, first + rows - 1);
        const float *queries = qk_rows(&a->query, b, first, rows, own, a->size, m->queries, &query_stride);
        qk_small_product(wide, rows, qk_up(n), a->size, queries, query_stride, 1, m->turned, width, m->scores, width, 0);
        float sum[64];
        for (int64_t r = 0; r < rows; r++) {
            const int64_t from = qk_first_seen(a, b, first + r), seen = qk_seen(a, b, first + r);
            sum[r] = qk_softmax_row(m->scores + r * width, from, seen, qk_up(n), a->scale);
        }
        qk_small_product(wide, rows, padded, n, m->scores, width, 1, values, value_stride, m->result, padded, 0);
        for (int64_t r = 0; r < rows; r++) {
            qk_store_row(&a->result, qk_place(&a->result, b, first + r, own), a->size, m->result + r * padded,
                         sum[r] > 0.0f ? 1.0f / sum[r] : 0.0f);
        }
    }
}

QK_LEVELS void qk_attention_worker(void *context, int32_t thread, int32_t threads) {
    const qk_attention *a = context;
    const int wide = (qk_instruction_set() & 15) == 4;
    qk_forward_memory m;
    const int64_t floats = qk_forward_floats(a, a->scratch, &m);
    qk_forward_floats(a, a->scratch + thread * floats, &m);
    const int64_t heads = a->batch * a->key_heads;
    if (qk_has_few_rows(a)) {
        for (int64_t i = thread; i < heads; i += threads) {
            qk_attend_few(a, wide, i / a->key_heads, i % a->key_heads, &m);
        }
        return;
    }
    // Few heads: threads share their query blocks, too.
    if (heads % threads != 0 && heads < 4 * threads) {
        for (int64_t i = 0; i < heads; i++) {
            qk_attend(a, wide, i / a->key_heads, i % a->key_heads, thread, threads, &m);
        }
        return;
    }
    const int64_t end = heads * (thread + 1) / threads;
    for (int64_t i = heads * thread / threads; i < end; i++) {
        qk_attend(a, wide, i / a->key_heads, i % a->key_heads, 0, 1, &m);
    }
}

void qk_attention_run(const qk_attention *attention) {
    if (attention->half_sums) {
        qk_half_attention_run(attention);
        return;
    }
    qk_parallel(qk_attention_worker, (void *)attention, attention->threads);
}

// MARK: Gradient

typedef struct {
    float *turned_keys, *turned_values, *keys, *queries, *above, *scores, *slopes, *query_gradient, *key_gradient,
        *value_gradient;
} qk_gradient_memory;

static int64_t qk_gradient_floats(const qk_attention *a, float *base, qk_gradient_memory *m) {
    const int64_t width = qk_up(a->keys), padded = qk_up(a->size), rows = qk_block_rows(a);
    int64_t at = 0;
    m->turned_keys = base + at;
    at += a->size * width;
    m->turned_values = base + at;
    at += a->size * width;
    m->keys = base + at;
    at += width * padded;
    m->queries = base + at;
    at += rows * padded;
    m->above = base + at;
    at += rows * padded;
    m->scores = base + at;
    at += rows * width;
    m->slopes = base + at;
    at += rows * width;
    m->query_gradient = base + at;
    at += rows * padded;
    m->key_gradient = base + at;
    at += width * padded;
    m->value_gradient = base + at;
    at += width * padded;
    return at;
}

int64_t qk_attention_scratch(const qk_attention *a, int32_t is_gradient) {
    qk_forward_memory forward;
    qk_gradient_memory gradient;
    return a->threads * (is_gradient ? qk_gradient_floats(a, a->scratch, &gradient)
                                     : qk_forward_floats(a, a->scratch, &forward));
}

/// From the powers p' = exp(s - largest) with their sum, and the slopes dp of the weights p = p' / sum: the weights,
/// and scale p (dp - p . dp), the slopes of the plain products.
QK_INLINE void qk_softmax_gradient_row(float *p, float *slope, int64_t width, float sum, float scale) {
    const float share = sum > 0.0f ? 1.0f / sum : 0.0f;
    qk_lanes partial = {0};
    for (int64_t j = 0; j < width; j += QK_LANES) {
        const qk_lanes x = *(const qk_lanes *)(p + j) * share;
        *(qk_lanes *)(p + j) = x;
        partial += x * *(const qk_lanes *)(slope + j);
    }
    float lane[QK_LANES];
    *(qk_lanes *)lane = partial;
    const float mean = qk_sum_of_lanes(lane);
    for (int64_t j = 0; j < width; j += QK_LANES) {
        const qk_lanes x = *(const qk_lanes *)(slope + j) - mean;
        *(qk_lanes *)(slope + j) = *(const qk_lanes *)(p + j) * x * scale;
    }
}

QK_INLINE void qk_store_rows(const qk_heads *x, int64_t b, int64_t first, int64_t n, int64_t head, int64_t size,
                             const float *source) {
    if (!x->base) return;
    for (int64_t r = 0; r < n; r++) {
        qk_store_row(x, qk_place(x, b, first + r, head), size, source + r * qk_up(size), 1.0f);
    }
}

QK_INLINE void qk_attend_back(const qk_attention *a, int wide, int64_t b, int64_t head, const qk_gradient_memory *m) {
    const int64_t group = a->heads / a->key_heads, padded = qk_up(a->size), width = qk_up(a->keys);
    const int64_t block = qk_block_rows(a), all = qk_seen(a, b, a->queries - 1);
    int64_t key_stride, query_stride, above_stride;
    qk_turn_rows(&a->key, b, all, head, a->size, m->turned_keys, width);
    qk_turn_rows(&a->value, b, all, head, a->size, m->turned_values, width);
    const float *keys = qk_rows(&a->key, b, 0, all, head, a->size, m->keys, &key_stride);
    memset(m->key_gradient, 0, (size_t)(a->keys * padded) * 4);
    memset(m->value_gradient, 0, (size_t)(a->keys * padded) * 4);
    for (int64_t own = head * group; own < (head + 1) * group; own++) {
        for (int64_t first = 0; first < a->queries; first += block) {
            const int64_t rows = qk_least(block, a->queries - first), n = qk_seen(a, b, first + rows - 1), w = qk_up(n);
            const float *queries = qk_rows(&a->query, b, first, rows, own, a->size, m->queries, &query_stride);
            const float *above = qk_rows(&a->result, b, first, rows, own, a->size, m->above, &above_stride);
            qk_small_product(wide, rows, w, a->size, queries, query_stride, 1, m->turned_keys, width, m->scores, width, 0);
            qk_small_product(wide, rows, w, a->size, above, above_stride, 1, m->turned_values, width, m->slopes, width,
                             0);
            for (int64_t r = 0; r < rows; r++) {
                const int64_t from = qk_first_seen(a, b, first + r), seen = qk_seen(a, b, first + r);
                const float sum = qk_softmax_row(m->scores + r * width, from, seen, w, a->scale);
                qk_softmax_gradient_row(m->scores + r * width, m->slopes + r * width, w, sum, a->scale);
            }
            qk_small_product(wide, n, padded, rows, m->scores, 1, width, above, above_stride, m->value_gradient, padded,
                             1);
            qk_small_product(wide, n, padded, rows, m->slopes, 1, width, queries, query_stride, m->key_gradient, padded,
                             1);
            if (!a->query_gradient.base) continue;
            qk_small_product(wide, rows, padded, n, m->slopes, width, 1, keys, key_stride, m->query_gradient, padded, 0);
            qk_store_rows(&a->query_gradient, b, first, rows, own, a->size, m->query_gradient);
        }
    }
    qk_store_rows(&a->key_gradient, b, 0, a->keys, head, a->size, m->key_gradient);
    qk_store_rows(&a->value_gradient, b, 0, a->keys, head, a->size, m->value_gradient);
}

QK_LEVELS void qk_attention_gradient_worker(void *context, int32_t thread, int32_t threads) {
    const qk_attention *a = context;
    const int wide = (qk_instruction_set() & 15) == 4;
    qk_gradient_memory m;
    const int64_t floats = qk_gradient_floats(a, a->scratch, &m);
    qk_gradient_floats(a, a->scratch + thread * floats, &m);
    const int64_t heads = a->batch * a->key_heads, end = heads * (thread + 1) / threads;
    for (int64_t i = heads * thread / threads; i < end; i++) {
        qk_attend_back(a, wide, i / a->key_heads, i % a->key_heads, &m);
    }
}

void qk_attention_gradient_run(const qk_attention *attention) {
    qk_parallel(qk_attention_gradient_worker, (void *)attention, attention->threads);
}
