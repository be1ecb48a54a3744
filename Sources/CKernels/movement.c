#include "CKernelsMovement.h"
#include "CKernelsParallel.h"
#include "CKernelsTile.h"
#include "vector_math.h"
#include <string.h>

QK_INLINE int64_t qk_share(int64_t n, int32_t thread, int32_t threads) { return n * thread / threads; }
QK_INLINE int64_t qk_size(int32_t type) { return type == QK_BFLOAT16 ? 2 : 4; }

QK_INLINE void qk_axis_row(const qk_axis_map *m, int64_t o, int64_t j) {
    const int64_t inner = m->inner, at = (o * m->result_extent + j) * inner;
    const int32_t from = m->start[j], to = m->start[j + 1];
    const char *plane = (const char *)m->source + o * m->source_extent * inner * qk_size(m->source_type);
    if (m->source_type == m->result_type && to - from <= 1 && (to == from || m->weight[from] == 1.0f)) {
        char *d = (char *)m->result + at * qk_size(m->result_type);
        const size_t bytes = (size_t)(inner * qk_size(m->result_type));
        if (to == from) memset(d, 0, bytes);
        else memcpy(d, plane + m->column[from] * (int64_t)bytes, bytes);
        return;
    }
    float sum[QK_TILE];
    for (int64_t first = 0; first < inner; first += QK_TILE) {
        const int64_t n = inner - first < QK_TILE ? inner - first : QK_TILE;
        for (int64_t i = 0; i < n; i++) sum[i] = 0.0f;
        for (int32_t k = from; k < to; k++) {
            const int64_t s = m->column[k] * inner + first;
            const float w = m->weight[k];
            if (m->source_type == QK_FLOAT32) {
                const float *x = (const float *)plane + s;
                for (int64_t i = 0; i < n; i++) sum[i] += w * x[i];
            } else {
                const uint16_t *x = (const uint16_t *)plane + s;
                for (int64_t i = 0; i < n; i++) sum[i] += w * qk_bfloat16_to_float(x[i]);
            }
        }
        if (m->result_type == QK_FLOAT32) {
            float *d = (float *)m->result + at + first;
            for (int64_t i = 0; i < n; i++) d[i] = sum[i];
        } else {
            uint16_t *d = (uint16_t *)m->result + at + first;
            for (int64_t i = 0; i < n; i++) d[i] = qk_float_to_bfloat16(sum[i]);
        }
    }
}

/// One element by its row of the matrix.
QK_INLINE float qk_axis_element(const qk_axis_map *m, int64_t o, int64_t j) {
    float sum = 0.0f;
    for (int32_t k = m->start[j]; k < m->start[j + 1]; k++) {
        const int64_t s = o * m->source_extent + m->column[k];
        sum += m->weight[k] * (m->source_type == QK_FLOAT32 ? ((const float *)m->source)[s]
                                                            : qk_bfloat16_to_float(((const uint16_t *)m->source)[s]));
    }
    return sum;
}

/// inner == 1: the axis is the last one. Slices and zero padding are runs of neighbours.
QK_INLINE void qk_axis_last(const qk_axis_map *m, int64_t o) {
    const int64_t at = o * m->result_extent;
    if (m->run_length > 0 && m->source_type == m->result_type) {
        const int64_t size = qk_size(m->result_type), from = o * m->source_extent + m->run_column;
        char *d = (char *)m->result + at * size;
        if (m->run_length < m->result_extent) memset(d, 0, (size_t)(m->result_extent * size));
        memcpy(d + m->run_row * size, (const char *)m->source + from * size, (size_t)(m->run_length * size));
        return;
    }
    for (int64_t j = 0; j < m->result_extent; j++) {
        const float sum = qk_axis_element(m, o, j);
        if (m->result_type == QK_FLOAT32) ((float *)m->result)[at + j] = sum;
        else ((uint16_t *)m->result)[at + j] = qk_float_to_bfloat16(sum);
    }
}

QK_LEVELS void qk_axis_map_worker(void *context, int32_t thread, int32_t threads) {
    const qk_axis_map *m = context;
    if (m->inner == 1) {
        const int64_t end = qk_share(m->outer, thread + 1, threads);
        for (int64_t o = qk_share(m->outer, thread, threads); o < end; o++) qk_axis_last(m, o);
        return;
    }
    const int64_t rows = m->outer * m->result_extent, end = qk_share(rows, thread + 1, threads);
    for (int64_t r = qk_share(rows, thread, threads); r < end; r++) {
        qk_axis_row(m, r / m->result_extent, r % m->result_extent);
    }
}

void qk_axis_map_run(const qk_axis_map *map) { qk_parallel(qk_axis_map_worker, (void *)map, map->threads); }

typedef struct {
    const void *table;
    const int32_t *index;
    void *result;
    int64_t count, width, rows;
    int32_t type, result_type;
} qk_gather_job;

QK_LEVELS void qk_gather_worker(void *context, int32_t thread, int32_t threads) {
    const qk_gather_job *g = context;
    const int64_t end = qk_share(g->rows, thread + 1, threads);
    for (int64_t r = qk_share(g->rows, thread, threads); r < end; r++) {
        const int64_t row = g->index[r], at = r * g->width;
        const int bad = row < 0 || row >= g->count;
        const int64_t from = bad ? 0 : row * g->width;
        if (bad || g->type == g->result_type) {
            char *d = (char *)g->result + at * qk_size(g->result_type);
            const size_t bytes = (size_t)(g->width * qk_size(g->result_type));
            if (bad) memset(d, 0, bytes);
            else memcpy(d, (const char *)g->table + from * qk_size(g->type), bytes);
        } else if (g->type == QK_FLOAT32) {
            const float *s = (const float *)g->table + from;
            uint16_t *d = (uint16_t *)g->result + at;
            for (int64_t i = 0; i < g->width; i++) d[i] = qk_float_to_bfloat16(s[i]);
        } else {
            const uint16_t *s = (const uint16_t *)g->table + from;
            float *d = (float *)g->result + at;
            for (int64_t i = 0; i < g->width; i++) d[i] = qk_bfloat16_to_float(s[i]);
        }
    }
}

static int64_t qk_first_bad_index(const int32_t *index, int64_t rows, int64_t count) {
    for (int64_t r = 0; r < rows; r++) {
        if (index[r] < 0 || index[r] >= count) return r + 1;
    }
    return 0;
}

int64_t qk_gather(const void *table, int32_t type, int64_t count, int64_t width, const int32_t *index, int64_t rows,
                  void *result, int32_t result_type, int32_t threads) {
    qk_gather_job job = {table, index, result, count, width, rows, type, result_type};
    qk_parallel(qk_gather_worker, &job, threads);
    return qk_first_bad_index(index, rows, count);
}

typedef struct {
    const void *source;
    const int32_t *index;
    float *result;
    int64_t rows, width, count;
    int32_t type;
} qk_scatter_job;

// Each thread owns a range of the table's rows and goes through all indices: threads never conflict, and the order of
// additions does not depend on their number.
QK_LEVELS void qk_scatter_worker(void *context, int32_t thread, int32_t threads) {
    const qk_scatter_job *s = context;
    const int64_t from = qk_share(s->count, thread, threads), to = qk_share(s->count, thread + 1, threads);
    memset(s->result + from * s->width, 0, (size_t)((to - from) * s->width) * sizeof(float));
    for (int64_t r = 0; r < s->rows; r++) {
        const int64_t row = s->index[r];
        if (row < from || row >= to) continue;
        float *d = s->result + row * s->width;
        if (s->type == QK_FLOAT32) {
            const float *x = (const float *)s->source + r * s->width;
            for (int64_t i = 0; i < s->width; i++) d[i] += x[i];
        } else {
            const uint16_t *x = (const uint16_t *)s->source + r * s->width;
            for (int64_t i = 0; i < s->width; i++) d[i] += qk_bfloat16_to_float(x[i]);
        }
    }
}

int64_t qk_scatter_add(const void *source, int32_t type, const int32_t *index, int64_t rows, int64_t width,
                       float *result, int64_t count, int32_t threads) {
    qk_scatter_job job = {source, index, result, rows, width, count, type};
    qk_parallel(qk_scatter_worker, &job, threads);
    return qk_first_bad_index(index, rows, count);
}

typedef struct {
    const char *source;
    char *result;
    int64_t source_stride, result_stride, rows, bytes;
} qk_copy_job;

static void qk_copy_worker(void *context, int32_t thread, int32_t threads) {
    const qk_copy_job *c = context;
    const int64_t end = qk_share(c->rows, thread + 1, threads);
    for (int64_t r = qk_share(c->rows, thread, threads); r < end; r++) {
        memcpy(c->result + r * c->result_stride, c->source + r * c->source_stride, (size_t)c->bytes);
    }
}

void qk_copy_rows(const void *source, int64_t source_stride, void *result, int64_t result_stride, int64_t rows,
                  int64_t bytes, int32_t threads) {
    qk_copy_job job = {source, result, source_stride, result_stride, rows, bytes};
    qk_parallel(qk_copy_worker, &job, threads);
}

typedef struct {
    const float *source;
    float *result;
    int64_t batch, rows, columns;
} qk_transposition;

QK_LEVELS void qk_transpose_worker(void *context, int32_t thread, int32_t threads) {
    const qk_transposition *t = context;
    const int64_t rows = t->rows, columns = t->columns, end = qk_share(t->batch, thread + 1, threads);
    for (int64_t b = qk_share(t->batch, thread, threads); b < end; b++) {
        const float *restrict source = t->source + b * rows * columns;
        float *restrict result = t->result + b * rows * columns;
        for (int64_t column = 0; column < columns; column++) {
            for (int64_t row = 0; row < rows; row++) result[column * rows + row] = source[row * columns + column];
        }
    }
}

void qk_transpose(const float *source, float *result, int64_t batch, int64_t rows, int64_t columns, int32_t threads) {
    qk_transposition t = {source, result, batch, rows, columns};
    qk_parallel(qk_transpose_worker, &t, threads);
}

QK_LEVELS void qk_to_bfloat16(const float *source, uint16_t *result, int64_t n) {
    for (int64_t i = 0; i < n; i++) result[i] = qk_float_to_bfloat16(source[i]);
}

QK_LEVELS void qk_from_bfloat16(const uint16_t *source, float *result, int64_t n) {
    for (int64_t i = 0; i < n; i++) result[i] = qk_bfloat16_to_float(source[i]);
}

void qk_to_float16(const float *source, uint16_t *result, int64_t n) {
    for (int64_t i = 0; i < n; i++) {
        _Float16 h = (_Float16)source[i];
        memcpy(&result[i], &h, sizeof h);
    }
}

void qk_from_float16(const uint16_t *source, float *result, int64_t n) {
    for (int64_t i = 0; i < n; i++) {
        _Float16 h;
        memcpy(&h, &source[i], sizeof h);
        result[i] = (float)h;
    }
}
