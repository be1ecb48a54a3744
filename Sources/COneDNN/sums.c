#include "sums.h"
#include "CKernels.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_ROWS 1536  // of both operands: a chunk fits a core's second-level cache

struct qd_sums {
    qd_specification s;
    int32_t threads, parts;       // parts of the result's rows
    int64_t stride;               // elements between the left operand's rows
    int64_t rows, chunks;         // of a chunk; the last one may have fewer
    int gathers;                  // the left operand's part is copied to remove its gaps
    size_t element, gather_bytes, product_scratch, thread_bytes;
    qd_primitive **product;       // for each part: of a full chunk, and of the last where it has fewer
    char implementation[128];
};

static size_t rounded(size_t bytes) { return (bytes + 63) / 64 * 64; }

static int64_t part_start(const qd_sums *p, int64_t part) {
    // Whole tiles of 16 rows.
    return part >= p->parts ? p->s.m : (p->s.m / 16 * part / p->parts) * 16;
}

int qd_sums_suit(const qd_specification *s) {
    if (s->kind != QD_MATMUL || s->batch != 1 || !s->transpose_left || s->transpose_right || s->pack_right) return 0;
    if (s->has_bias || s->activation != QD_NO_ACTIVATION || s->result_type != QD_FLOAT32) return 0;
    if (s->left_type != s->right_type || s->k < 2 * CHUNK_ROWS || s->m < 128 || s->n < 128) return 0;
    return s->left_type == QD_BFLOAT16 || s->left_stride > s->m;
}

static qd_primitive *create_product(const qd_sums *p, int64_t part, int64_t rows, char *message, size_t message_size) {
    qd_specification m = p->s;
    m.m = part_start(p, part + 1) - part_start(p, part);
    m.k = rows;
    m.left_stride = p->gathers ? 0 : p->stride;
    m.accumulate = 1;
    return qd_create(&m, message, message_size);
}

qd_sums *qd_sums_create(const qd_specification *s, char *message, size_t message_size) {
    qd_sums *p = calloc(1, sizeof *p);
    if (!p) return NULL;
    p->s = *s;
    p->threads = qk_threads();
    // In bfloat16 at least two parts: the kernel for operands with gaps is faster here.
    p->parts = p->threads < 2 && s->left_type == QD_BFLOAT16 ? 2 : p->threads;
    while (p->parts > 1 && s->m / p->parts < 64) p->parts--;
    if (p->threads > p->parts) p->threads = p->parts;
    p->stride = s->left_stride ? s->left_stride : s->m;
    p->chunks = (s->k + CHUNK_ROWS - 1) / CHUNK_ROWS;
    p->rows = (s->k + p->chunks - 1) / p->chunks;
    p->chunks = (s->k + p->rows - 1) / p->rows;
    p->gathers = s->left_type == QD_FLOAT32;
    p->element = s->left_type == QD_BFLOAT16 ? 2 : 4;
    p->product = calloc(2 * (size_t)p->parts, sizeof *p->product);
    const int64_t last = s->k - (p->chunks - 1) * p->rows;
    int made = p->product != NULL;
    // Each product runs inside one thread, so it is created for one.
    const int32_t threads = qk_threads();
    qk_set_threads(1);
    for (int32_t part = 0; made && part < p->parts; part++) {
        for (int tail = 0; made && tail < (last == p->rows ? 1 : 2); tail++) {
            qd_primitive *product = create_product(p, part, tail ? last : p->rows, message, message_size);
            p->product[2 * part + tail] = product;
            made = product != NULL;
            const size_t scratch = made ? rounded(qd_scratch_size(product)) : 0;
            if (scratch > p->product_scratch) p->product_scratch = scratch;
        }
    }
    qk_set_threads(threads);
    if (!made) {
        qd_sums_destroy(p);
        return NULL;
    }
    int64_t widest = 0;
    for (int32_t part = 0; part < p->parts; part++) {
        const int64_t width = part_start(p, part + 1) - part_start(p, part);
        if (width > widest) widest = width;
    }
    p->gather_bytes = p->gathers ? rounded((size_t)(p->rows * widest) * p->element) : 0;
    p->thread_bytes = p->gather_bytes + p->product_scratch;
    snprintf(p->implementation, sizeof p->implementation, "chunks:%s", qd_implementation(p->product[0]));
    return p;
}

void qd_sums_destroy(qd_sums *p) {
    if (!p) return;
    for (int32_t i = 0; p->product && i < 2 * p->parts; i++) qd_destroy(p->product[i]);
    free(p->product);
    free(p);
}

size_t qd_sums_scratch_size(const qd_sums *p) { return p->thread_bytes * (size_t)p->threads; }
const char *qd_sums_implementation(const qd_sums *p) { return p->implementation; }

typedef struct {
    qd_sums *p;
    const char *left, *right;
    float *result;
    char *scratch;
    atomic_int status;
} job;

static void worker(void *context, int32_t thread, int32_t threads) {
    job *j = context;
    qd_sums *p = j->p;
    const int64_t n = p->s.n;
    char *own = j->scratch + (size_t)thread * p->thread_bytes;
    for (int32_t part = p->parts * thread / threads; part < p->parts * (thread + 1) / threads; part++) {
        const int64_t first = part_start(p, part), width = part_start(p, part + 1) - first;
        float *result = j->result + first * n;
        if (!p->s.accumulate) memset(result, 0, (size_t)(width * n) * sizeof(float));
        for (int64_t chunk = 0; chunk < p->chunks; chunk++) {
            const int64_t row = chunk * p->rows;
            const int64_t rows = p->s.k - row < p->rows ? p->s.k - row : p->rows;
            const char *left = j->left + (size_t)(row * p->stride + first) * p->element;
            if (p->gathers) {
                const size_t bytes = (size_t)width * p->element, apart = (size_t)p->stride * p->element;
                for (int64_t i = 0; i < rows; i++) memcpy(own + (size_t)i * bytes, left + (size_t)i * apart, bytes);
                left = own;
            }
            qd_primitive *product = p->product[2 * part + (rows == p->rows ? 0 : 1)];
            const int status = qd_run(product, left, j->right + (size_t)(row * n) * p->element, NULL, result,
                                      own + p->gather_bytes);
            if (status) j->status = status;
        }
    }
}

int qd_sums_run(qd_sums *p, const void *left, const void *right, void *result, void *scratch) {
    job j = {p, left, right, result, scratch, 0};
    qk_parallel(worker, &j, p->threads);
    return j.status;
}
