#include "CKernelsRows.h"
#include "CKernelsParallel.h"
#include "CKernelsTile.h"
#include "vector_math.h"

#define QK_ROW_LANES 32

typedef struct {
    const void *source;
    float *result;
    int64_t rows, width;
    int32_t type;
} qk_rows_job;

/// Elements [first, first + n) of a row, as floats.
QK_INLINE const float *qk_row_piece(const qk_rows_job *j, int64_t row, int64_t first, int64_t n, float *copy) {
    const int64_t at = row * j->width + first;
    if (j->type == QK_FLOAT32) return (const float *)j->source + at;
    const uint16_t *s = (const uint16_t *)j->source + at;
    for (int64_t i = 0; i < n; i++) copy[i] = qk_bfloat16_to_float(s[i]);
    return copy;
}

/// The row is read twice, the second time from the cache: for the maximum, then for the sum.
QK_INLINE float qk_row_log_sum(const qk_rows_job *j, int64_t row) {
    float copy[QK_TILE], lane[QK_ROW_LANES];
    for (int l = 0; l < QK_ROW_LANES; l++) lane[l] = -__builtin_inff();
    for (int64_t first = 0; first < j->width; first += QK_TILE) {
        const int64_t n = j->width - first < QK_TILE ? j->width - first : QK_TILE;
        const float *x = qk_row_piece(j, row, first, n, copy);
        int64_t i = 0;
        for (; i + QK_ROW_LANES <= n; i += QK_ROW_LANES) {
            for (int l = 0; l < QK_ROW_LANES; l++) lane[l] = x[i + l] > lane[l] ? x[i + l] : lane[l];
        }
        for (; i < n; i++) lane[0] = x[i] > lane[0] ? x[i] : lane[0];
    }
    float most = lane[0];
    for (int l = 1; l < QK_ROW_LANES; l++) most = lane[l] > most ? lane[l] : most;
    if (most == -__builtin_inff() || most == __builtin_inff()) return most;
    for (int l = 0; l < QK_ROW_LANES; l++) lane[l] = 0.0f;
    for (int64_t first = 0; first < j->width; first += QK_TILE) {
        const int64_t n = j->width - first < QK_TILE ? j->width - first : QK_TILE;
        const float *x = qk_row_piece(j, row, first, n, copy);
        int64_t i = 0;
        for (; i + QK_ROW_LANES <= n; i += QK_ROW_LANES) {
            for (int l = 0; l < QK_ROW_LANES; l++) lane[l] += qk_exp(x[i + l] - most);
        }
        for (; i < n; i++) lane[0] += qk_exp(x[i] - most);
    }
    for (int half = QK_ROW_LANES / 2; half > 0; half /= 2) {
        for (int l = 0; l < half; l++) lane[l] += lane[l + half];
    }
    return most + qk_log(lane[0]);
}

QK_LEVELS void qk_log_sum_worker(void *context, int32_t thread, int32_t threads) {
    const qk_rows_job *j = context;
    const int64_t end = j->rows * (thread + 1) / threads;
    for (int64_t row = j->rows * thread / threads; row < end; row++) j->result[row] = qk_row_log_sum(j, row);
}

void qk_log_sum_exponential(const void *source, int32_t type, int64_t rows, int64_t width, float *result,
                            int32_t threads) {
    qk_rows_job job = {source, result, rows, width, type};
    qk_parallel(qk_log_sum_worker, &job, threads);
}

int64_t qk_pick(const void *source, int32_t type, const int32_t *index, int64_t rows, int64_t width, float *result) {
    int64_t bad = 0;
    for (int64_t row = 0; row < rows; row++) {
        const int64_t at = row * width + index[row];
        if (index[row] < 0 || index[row] >= width) {
            if (!bad) bad = row + 1;
            result[row] = 0.0f;
        } else if (type == QK_FLOAT32) {
            result[row] = ((const float *)source)[at];
        } else {
            result[row] = qk_bfloat16_to_float(((const uint16_t *)source)[at]);
        }
    }
    return bad;
}
