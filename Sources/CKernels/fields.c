#include "CKernelsFields.h"
#include "vector_math.h"

/// Logits whose exponentials are computed together.
#define QK_LOGITS 256
/// exp of logits within this range needs no shift: 256 of them add up to less than the largest float.
#define QK_SAFE_LOGIT 80.0f

/// log(sum of exp) of some logits, shifted by their largest.
QK_INLINE float qk_shifted_log_sum(const float *logits, int64_t n) {
    float most = logits[0];
    for (int64_t i = 1; i < n; i++) most = logits[i] > most ? logits[i] : most;
    if (most == -__builtin_inff() || most == __builtin_inff() || most != most) return most;
    float sum = 0.0f;
    for (int64_t i = 0; i < n; i++) sum += qk_exp(logits[i] - most);
    return most + qk_log(sum);
}

/// Eight lanes hide the latency of additions; the remainder is added one by one.
QK_INLINE float qk_sum(const float *x, int64_t n) {
    float lane[8] = {0}, rest = 0.0f;
    int64_t i = 0;
    for (; i + 8 <= n; i += 8) {
        for (int l = 0; l < 8; l++) lane[l] += x[i + l];
    }
    for (; i < n; i++) rest += x[i];
    return ((lane[0] + lane[4]) + (lane[1] + lane[5])) + ((lane[2] + lane[6]) + (lane[3] + lane[7])) + rest;
}

QK_LEVELS void qk_field_losses(const float *heads, const float *rows, int64_t row_width,
                               const int32_t *const *chosen, const int32_t *starts, int64_t count, int64_t numbers,
                               int64_t categories, float *losses) {
    const int64_t width = categories > 0 ? starts[categories] : numbers, slots = width - numbers;
    float powers[QK_LOGITS];
    for (int64_t r = 0; r < count; r++) {
        const float *head = heads + r * width, *logits = head + numbers;
        for (int64_t i = 0; i < numbers; i++) {
            const float error = head[i] - rows[r * row_width + i];
            losses[i * count + r] = 0.5f * error * error;
        }
        int outside = slots > QK_LOGITS;
        if (!outside) {
            for (int64_t i = 0; i < slots; i++) outside |= !(__builtin_fabsf(logits[i]) < QK_SAFE_LOGIT);
            // Small logits, which nearly all are: one pass over the whole row, since most categories are short.
            for (int64_t i = 0; i < slots; i++) powers[i] = qk_exp(logits[i]);
        }
        for (int64_t c = 0; c < categories; c++) {
            const int64_t first = starts[c], n = starts[c + 1] - first;
            const float all =
                outside ? qk_shifted_log_sum(head + first, n) : qk_log(qk_sum(powers + first - numbers, n));
            losses[(numbers + c) * count + r] = all - head[first + chosen[c][r]];
        }
    }
}
