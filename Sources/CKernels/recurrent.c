#include "CKernelsRecurrent.h"
#include "CKernelsTile.h"
#include "vector_math.h"
#include <string.h>

// Every element only reads and writes its own place, so a result may take the place of an operand.
#define QK_EACH_ELEMENT _Pragma("clang loop vectorize(assume_safety) interleave(disable)") for (int64_t j = 0; j < n; j++)

QK_INLINE float qk_get(int32_t type, const void *from, int64_t i) {
    return type == QK_FLOAT32 ? ((const float *)from)[i] : qk_bfloat16_to_float(((const uint16_t *)from)[i]);
}

QK_INLINE void qk_put(int32_t type, void *to, int64_t i, float value) {
    if (type == QK_FLOAT32) ((float *)to)[i] = value;
    else ((uint16_t *)to)[i] = qk_float_to_bfloat16(value);
}

// Gates need absolute rather than relative errors below 2e-7: that saves half of the work of `vector_math.h`.

/// e^x for |x| <= 40, relative error below 3e-7; NaN stays NaN.
QK_INLINE float qk_bounded_exp(float x) {
    // Adding 1.5 * 2^23 rounds to a whole number, which is then in the last bits.
    const float shifted = __builtin_fmaf(x, 1.44269504f, 12582912.0f), n = shifted - 12582912.0f;
    float r = __builtin_fmaf(n, -0.693145752f, x);
    r = __builtin_fmaf(n, -1.42860677e-6f, r);
    float p = 8.297651839e-03f;
    p = __builtin_fmaf(p, r, 4.191538181e-02f);
    p = __builtin_fmaf(p, r, 1.666757478e-01f);
    p = __builtin_fmaf(p, r, 4.999889485e-01f);
    p = __builtin_fmaf(p, r, 9.999996920e-01f);
    p = __builtin_fmaf(p, r, 1.0f);
    return p * qk_bits_to_float((qk_float_to_bits(shifted) << 23) + 0x3f800000u);
}

/// e^-x with x clamped to -limit...limit.
QK_INLINE float qk_falling_exp(float x, float limit) {
    const float low = x > limit ? limit : x;
    return qk_bounded_exp(-(low < -limit ? -limit : low));
}

/// 1 / (1 + e^-x) of two numbers with one division; NaN if either is NaN.
QK_INLINE void qk_two_sigmoids(float x, float y, float *of_x, float *of_y) {
    const float a = 1.0f + qk_falling_exp(x, 40.0f), b = 1.0f + qk_falling_exp(y, 40.0f);
    const float share = 1.0f / (a * b);
    *of_x = share * b;
    *of_y = share * a;
}

QK_INLINE float qk_gate_sigmoid(float x) { return 1.0f / (1.0f + qk_falling_exp(x, 40.0f)); }

/// tanh, absolute error below 2e-7.
QK_INLINE float qk_gate_tanh(float x) {
    const float e = qk_falling_exp(2.0f * x, 40.0f);
    return (1.0f - e) / (1.0f + e);
}

QK_INLINE void *qk_row(const void *base, int32_t type, int64_t elements) {
    return base ? (char *)base + elements * (type == QK_BFLOAT16 ? 2 : 4) : 0;
}

QK_INLINE void qk_clear(void *to, int32_t type, int64_t n) { memset(to, 0, (size_t)n * (type == QK_BFLOAT16 ? 2 : 4)); }

QK_INLINE void qk_put_line(int32_t type, void *to, const float *from, int64_t n) {
    if (type == QK_FLOAT32) memcpy(to, from, (size_t)n * sizeof(float));
    else QK_EACH_ELEMENT ((uint16_t *)to)[j] = qk_float_to_bfloat16(from[j]);
}

/// A row as float32: in place, or converted into `line`.
QK_INLINE const float *qk_get_line(int32_t type, const void *from, float *line, int64_t n) {
    if (type == QK_FLOAT32) return from;
    QK_EACH_ELEMENT line[j] = qk_bfloat16_to_float(((const uint16_t *)from)[j]);
    return line;
}

QK_INLINE int qk_has_ended(const int32_t *lengths, int64_t row, int64_t time) { return lengths && time >= lengths[row]; }

QK_INLINE int qk_is_start(const qk_recurrent_back_step *s, int64_t row) {
    if (!s->reverse) return s->time == 0;
    return s->time == (s->lengths ? s->lengths[row] : s->steps) - 1;
}

QK_INLINE void qk_gru_row(const qk_recurrent_step *s, int64_t row, const int32_t low, const int keeps) {
    const int64_t n = s->hidden;
    const void *x = qk_row(s->projected, low, row * 3 * n);
    const float *product = s->product + row * 3 * n, *bias = s->input_bias + row * s->bias_stride;
    float *state = s->state + row * n;
    void *gates = qk_row(s->gates, low, row * 3 * n), *extra = qk_row(s->extra, low, row * n);
    QK_EACH_ELEMENT {
        const float part = product[2 * n + j];
        float reset, update;
        qk_two_sigmoids(qk_get(low, x, j) + bias[j] + product[j],
                        qk_get(low, x, n + j) + bias[n + j] + product[n + j], &reset, &update);
        const float new = qk_gate_tanh(qk_get(low, x, 2 * n + j) + bias[2 * n + j] + reset * part);
        state[j] = new + update * (state[j] - new);
        if (keeps) {
            qk_put(low, gates, j, reset);
            qk_put(low, gates, n + j, update);
            qk_put(low, gates, 2 * n + j, new);
            qk_put(low, extra, j, part);
        }
    }
}

QK_INLINE void qk_lstm_row(const qk_recurrent_step *s, int64_t row, const int32_t low, const int keeps) {
    const int64_t n = s->hidden;
    const void *x = qk_row(s->projected, low, row * 4 * n);
    const float *product = s->product + row * 4 * n, *bias = s->input_bias + row * s->bias_stride;
    float *state = s->state + row * n, *cell = s->cell + row * n;
    void *gates = qk_row(s->gates, low, row * 4 * n), *extra = qk_row(s->extra, low, row * n);
    QK_EACH_ELEMENT {
        float in, forget;
        qk_two_sigmoids(qk_get(low, x, j) + bias[j] + product[j],
                        qk_get(low, x, n + j) + bias[n + j] + product[n + j], &in, &forget);
        const float new = qk_gate_tanh(qk_get(low, x, 2 * n + j) + bias[2 * n + j] + product[2 * n + j]);
        const float out = qk_gate_sigmoid(qk_get(low, x, 3 * n + j) + bias[3 * n + j] + product[3 * n + j]);
        const float next = forget * cell[j] + in * new;
        cell[j] = next;
        state[j] = out * qk_gate_tanh(next);
        if (keeps) {
            qk_put(low, gates, j, in);
            qk_put(low, gates, n + j, forget);
            qk_put(low, gates, 2 * n + j, new);
            qk_put(low, gates, 3 * n + j, out);
            qk_put(low, extra, j, next);
        }
    }
}

QK_INLINE void qk_step_rows(const qk_recurrent_step *s, const int lstm, const int32_t low, const int keeps) {
    const int64_t n = s->hidden;
    for (int64_t row = 0; row < s->rows; row++) {
        void *sequence = qk_row(s->sequence, s->sequence_type, row * n);
        if (qk_has_ended(s->lengths, row, s->time)) {
            qk_clear(sequence, s->sequence_type, n);
            continue;
        }
        if (lstm) qk_lstm_row(s, row, low, keeps);
        else qk_gru_row(s, row, low, keeps);
        const float *state = s->state + row * n;
        qk_put_line(s->sequence_type, sequence, state, n);
        if (s->operand) qk_put_line(low, qk_row(s->operand, low, row * n), state, n);
    }
}

QK_INLINE void qk_forward(const qk_recurrent_step *s, const int lstm) {
    if (s->low == QK_FLOAT32) {
        if (s->gates) qk_step_rows(s, lstm, QK_FLOAT32, 1);
        else qk_step_rows(s, lstm, QK_FLOAT32, 0);
    } else {
        if (s->gates) qk_step_rows(s, lstm, QK_BFLOAT16, 1);
        else qk_step_rows(s, lstm, QK_BFLOAT16, 0);
    }
}

QK_LEVELS void qk_gru_step(const qk_recurrent_step *s) { qk_forward(s, 0); }
QK_LEVELS void qk_lstm_step(const qk_recurrent_step *s) { qk_forward(s, 1); }

QK_INLINE void qk_gru_back_row(const qk_recurrent_back_step *s, int64_t row, const int32_t low, const float *previous,
                               const float *upstream) {
    const int64_t n = s->hidden;
    const void *gates = qk_row(s->gates, low, row * 3 * n), *extra = qk_row(s->extra, low, row * n);
    void *result = qk_row(s->gate_gradient, low, row * 3 * n), *part = qk_row(s->extra_gradient, low, row * n);
    void *operand = qk_row(s->operand, low, row * 3 * n);
    float *state = s->state + row * n, *sums = s->bias_gradient;
    QK_EACH_ELEMENT {
        const float reset = qk_get(low, gates, j), update = qk_get(low, gates, n + j), new = qk_get(low, gates, 2 * n + j);
        const float d = state[j] + (upstream ? upstream[j] : 0.0f);
        const float of_new = d * (1.0f - update) * (1.0f - new * new);
        const float of_part = of_new * reset;
        const float of_reset = of_new * qk_get(low, extra, j) * reset * (1.0f - reset);
        const float of_update = d * (previous[j] - new) * update * (1.0f - update);
        state[j] = d * update;
        qk_put(low, result, j, of_reset);
        qk_put(low, result, n + j, of_update);
        qk_put(low, result, 2 * n + j, of_new);
        qk_put(low, part, j, of_part);
        qk_put(low, operand, j, of_reset);
        qk_put(low, operand, n + j, of_update);
        qk_put(low, operand, 2 * n + j, of_part);
        sums[j] += of_reset;
        sums[n + j] += of_update;
        sums[2 * n + j] += of_new;
        sums[3 * n + j] += of_part;
    }
}

QK_INLINE void qk_lstm_back_row(const qk_recurrent_back_step *s, int64_t row, const int32_t low, const float *previous,
                                const float *upstream) {
    const int64_t n = s->hidden;
    const void *gates = qk_row(s->gates, low, row * 4 * n), *cells = qk_row(s->extra, low, row * n);
    void *result = qk_row(s->gate_gradient, low, row * 4 * n);
    float *state = s->state + row * n, *cell = s->cell + row * n, *sums = s->bias_gradient;
    QK_EACH_ELEMENT {
        const float in = qk_get(low, gates, j), forget = qk_get(low, gates, n + j);
        const float new = qk_get(low, gates, 2 * n + j), out = qk_get(low, gates, 3 * n + j);
        const float bent = qk_gate_tanh(qk_get(low, cells, j));
        const float d = state[j] + (upstream ? upstream[j] : 0.0f);
        const float of_cell = cell[j] + d * out * (1.0f - bent * bent);
        const float of_in = of_cell * new * in * (1.0f - in);
        const float of_forget = of_cell * previous[j] * forget * (1.0f - forget);
        const float of_new = of_cell * in * (1.0f - new * new);
        const float of_out = d * bent * out * (1.0f - out);
        cell[j] = of_cell * forget;
        state[j] = 0.0f;
        qk_put(low, result, j, of_in);
        qk_put(low, result, n + j, of_forget);
        qk_put(low, result, 2 * n + j, of_new);
        qk_put(low, result, 3 * n + j, of_out);
        sums[j] += of_in;
        sums[n + j] += of_forget;
        sums[2 * n + j] += of_new;
        sums[3 * n + j] += of_out;
    }
}

QK_INLINE void qk_back_rows(const qk_recurrent_back_step *s, const int lstm, const int32_t low) {
    const int64_t n = s->hidden, gates = (lstm ? 4 : 3) * n;
    for (int64_t row = 0; row < s->rows; row++) {
        void *result = qk_row(s->gate_gradient, low, row * gates);
        void *operand = lstm ? result : qk_row(s->operand, low, row * gates);
        if (qk_has_ended(s->lengths, row, s->time)) {
            qk_clear(result, low, gates);
            if (!lstm) {
                qk_clear(operand, low, gates);
                qk_clear(qk_row(s->extra_gradient, low, row * n), low, n);
            }
            continue;
        }
        const int starts = qk_is_start(s, row);
        const float *initial = lstm ? s->initial_cell : s->initial_state;
        const float *previous = starts ? initial + row * n
                                : lstm ? qk_get_line(low, qk_row(s->previous_extra, low, row * n), s->lines, n)
                                       : qk_get_line(s->sequence_type, qk_row(s->previous_sequence, s->sequence_type,
                                                                              row * n), s->lines, n);
        const float *upstream =
            s->upstream ? qk_get_line(s->upstream_type, qk_row(s->upstream, s->upstream_type, row * n), s->lines + n, n)
                        : 0;
        if (lstm) {
            if (upstream) qk_lstm_back_row(s, row, low, previous, upstream);
            else qk_lstm_back_row(s, row, low, previous, 0);
        } else {
            if (upstream) qk_gru_back_row(s, row, low, previous, upstream);
            else qk_gru_back_row(s, row, low, previous, 0);
        }
        if (starts) memcpy(qk_row(s->start_gradient, low, row * gates), operand, (size_t)gates * (low == QK_BFLOAT16 ? 2 : 4));
    }
}

QK_LEVELS void qk_gru_back_step(const qk_recurrent_back_step *s) {
    if (s->low == QK_FLOAT32) qk_back_rows(s, 0, QK_FLOAT32);
    else qk_back_rows(s, 0, QK_BFLOAT16);
}

QK_LEVELS void qk_lstm_back_step(const qk_recurrent_back_step *s) {
    if (s->low == QK_FLOAT32) qk_back_rows(s, 1, QK_FLOAT32);
    else qk_back_rows(s, 1, QK_BFLOAT16);
}
