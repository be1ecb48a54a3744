#include "CKernelsSparse.h"
#include "CKernelsParallel.h"
#include "levels.h"

#define QK_LANES 16

typedef float qk_lanes __attribute__((vector_size(QK_LANES * 4), aligned(4)));
typedef int32_t qk_integer_lanes __attribute__((vector_size(QK_LANES * 4), aligned(4)));

// Vectors are passed through pointers: as values their convention depends on the level of the instruction set.

/// The product of a row with sixteen columns of weights.
QK_INLINE void qk_sparse_row(const qk_sparse_rows *rows, int64_t row, const float *weights, int64_t width,
                             qk_lanes *result) {
    qk_lanes even = {0}, odd = {0};
    int64_t i = rows->starts[row];
    const int64_t end = rows->starts[row + 1];
    for (; i + 2 <= end; i += 2) {
        even += rows->values[i] * *(const qk_lanes *)(weights + rows->columns[i] * width);
        odd += rows->values[i + 1] * *(const qk_lanes *)(weights + rows->columns[i + 1] * width);
    }
    if (i < end) even += rows->values[i] * *(const qk_lanes *)(weights + rows->columns[i] * width);
    *result = even + odd;
}

typedef struct {
    const qk_sparse_rows *rows;
    const float *weights;
    float *result;
    int64_t count, width;
} qk_sparse_job;

QK_LEVELS void qk_sparse_worker(void *context, int32_t thread, int32_t threads) {
    const qk_sparse_job *j = context;
    const int64_t end = j->count * (thread + 1) / threads;
    for (int64_t row = j->count * thread / threads; row < end; row++) {
        for (int64_t c = 0; c < j->width; c += QK_LANES) {
            qk_sparse_row(j->rows, row, j->weights + c, j->width, (qk_lanes *)(j->result + row * j->width + c));
        }
    }
}

void qk_sparse_product(const qk_sparse_rows *rows, int64_t count, const float *weights, int64_t width, float *result,
                       int32_t threads) {
    qk_sparse_job job = {rows, weights, result, count, width};
    qk_parallel(qk_sparse_worker, &job, threads);
}

typedef struct {
    const qk_machines *machines;
    float *violations;
} qk_machines_job;

/// One row's step of sixteen classes from the first on: a = max(a - G / Q, 0) with G = y w.x - 1 + a / (2 C), and
/// w += (change of a) y x. The violations of the row are added to the largest ones so far.
QK_INLINE void qk_machines_step(const qk_machines *m, int64_t row, int64_t first, qk_lanes *most) {
    const qk_sparse_rows *rows = &m->rows;
    float *weights = m->weights + first;
    const qk_integer_lanes number = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    const qk_integer_lanes own = number == (qk_integer_lanes){0} + (m->labels[row] - (int32_t)first);
    // A comparison gives -1 where it holds: y is 1 for the row's own class and -1 for the others.
    const qk_lanes y = __builtin_convertvector(-2 * own - 1, qk_lanes);
    qk_lanes *dual = (qk_lanes *)(m->duals + row * m->width + first);
    const qk_lanes before = *dual, zero = {0};
    qk_lanes product;
    qk_sparse_row(rows, row, weights, m->width, &product);
    const qk_lanes gradient = y * product - 1.0f + before * m->diagonal;
    const qk_lanes moved = before - gradient * (1.0f / (m->squares[row] + m->diagonal));
    const qk_lanes after = (qk_lanes)((qk_integer_lanes)moved & (moved > zero));
    const qk_lanes change = (after - before) * y;
    int32_t changes = 0;
    for (int l = 0; l < QK_LANES; l++) changes |= change[l] != 0.0f;
    if (changes) {
        *dual = after;
        for (int64_t i = rows->starts[row]; i < rows->starts[row + 1]; i++) {
            *(qk_lanes *)(weights + rows->columns[i] * m->width) += rows->values[i] * change;
        }
    }
    // At a dual of 0 only a negative gradient violates the optimum.
    const qk_integer_lanes counts = (before > zero) | (gradient < zero);
    const qk_integer_lanes violation = (qk_integer_lanes)gradient & 0x7FFFFFFF & counts;
    const qk_integer_lanes larger = (qk_lanes)violation > *most;
    *most = (qk_lanes)((violation & larger) | ((qk_integer_lanes)*most & ~larger));
}

QK_LEVELS void qk_machines_worker(void *context, int32_t thread, int32_t threads) {
    const qk_machines_job *j = context;
    const qk_machines *m = j->machines;
    // Classes do not depend on one another: each thread has some of them.
    const int64_t blocks = m->width / QK_LANES;
    for (int64_t block = blocks * thread / threads; block < blocks * (thread + 1) / threads; block++) {
        qk_lanes most = {0};
        for (int64_t i = 0; i < m->count; i++) {
            qk_machines_step(m, m->order[i], block * QK_LANES, &most);
        }
        *(qk_lanes *)(j->violations + block * QK_LANES) = most;
    }
}

void qk_machines_pass(const qk_machines *machines, float *violations) {
    qk_machines_job job = {machines, violations};
    qk_parallel(qk_machines_worker, &job, machines->threads);
}
