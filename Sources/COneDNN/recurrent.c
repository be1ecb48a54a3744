#include "COneDNN.h"
#include "CKernels.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_ROWS 128  // the most sequences in a block, which reads the weights once per step

struct qd_recurrence {
    qd_recurrence_specification s;
    int32_t threads;
    int64_t gates;          // elements of a row of gates
    int64_t bias;           // elements of the bias gradients
    int64_t rows, blocks;   // of a block; the last one may have fewer
    qd_primitive **product; // for each thread: of a full block, and of the last where it has fewer
    size_t element, product_bytes, operand_bytes, line_bytes, product_scratch, thread_bytes, block_bytes;
};

static size_t rounded(size_t bytes) { return (bytes + 63) / 64 * 64; }

static int64_t tail_rows(const qd_recurrence *r) { return r->s.batch - (r->blocks - 1) * r->rows; }

static qd_primitive *product(const qd_recurrence *r, int32_t thread, int64_t rows) {
    return r->product[2 * thread + (rows == r->rows ? 0 : 1)];
}

static qd_primitive *create_product(const qd_recurrence *r, int64_t rows, char *message, size_t message_size) {
    const qd_recurrence_specification *s = &r->s;
    qd_specification m = {.kind = QD_MATMUL, .left_type = s->low, .right_type = s->low, .result_type = QD_FLOAT32,
                          .batch = 1, .m = rows, .pack_right = 1};
    if (s->backward) {
        m.k = r->gates;
        m.n = s->hidden;
        m.accumulate = 1;
    } else {
        m.k = s->hidden;
        m.n = r->gates;
        m.transpose_right = 1;
        m.has_bias = 1;
    }
    return qd_create(&m, message, message_size);
}

qd_recurrence *qd_recurrence_create(const qd_recurrence_specification *s, char *message, size_t message_size) {
    qd_recurrence *r = calloc(1, sizeof *r);
    if (!r) return NULL;
    r->s = *s;
    r->threads = qk_threads();
    r->gates = (s->lstm ? 4 : 3) * s->hidden;
    r->bias = 4 * s->hidden;
    const int64_t share = (s->batch + r->threads - 1) / r->threads;
    r->rows = share < BLOCK_ROWS ? share : BLOCK_ROWS;
    r->blocks = (s->batch + r->rows - 1) / r->rows;
    if (r->threads > r->blocks) r->threads = (int32_t)r->blocks;
    r->element = s->low == QD_BFLOAT16 ? 2 : 4;
    r->product = calloc(2 * (size_t)r->threads, sizeof *r->product);
    int made = r->product != NULL;
    // Each product runs inside one thread, so it is created for one.
    const int32_t threads = qk_threads();
    qk_set_threads(1);
    for (int32_t t = 0; made && t < r->threads; t++) {
        r->product[2 * t] = create_product(r, r->rows, message, message_size);
        r->product[2 * t + 1] = tail_rows(r) == r->rows ? NULL : create_product(r, tail_rows(r), message, message_size);
        made = r->product[2 * t] && (tail_rows(r) == r->rows || r->product[2 * t + 1]);
        // Both must read the same packed weights.
        if (made && r->product[2 * t + 1] && !qd_same_packing(r->product[2 * t], r->product[2 * t + 1])) {
            snprintf(message, message_size, "blocks of %d and %d rows need different packed weights", (int)r->rows,
                     (int)tail_rows(r));
            made = 0;
        }
    }
    qk_set_threads(threads);
    if (!made) {
        qd_recurrence_destroy(r);
        return NULL;
    }
    r->product_bytes = s->backward ? 0 : rounded((size_t)(r->rows * r->gates) * 4);
    r->operand_bytes = rounded((size_t)(r->rows * (s->backward ? r->gates : s->hidden)) * r->element);
    r->line_bytes = s->backward ? rounded((size_t)s->hidden * 8) : 0;
    r->product_scratch = rounded(qd_scratch_size(r->product[0]));
    if (r->product[1]) {
        const size_t tail = rounded(qd_scratch_size(r->product[1]));
        if (tail > r->product_scratch) r->product_scratch = tail;
    }
    r->thread_bytes = r->product_bytes + r->operand_bytes + r->line_bytes + r->product_scratch;
    r->block_bytes = s->backward ? rounded((size_t)r->bias * 4) : 0;
    return r;
}

void qd_recurrence_destroy(qd_recurrence *r) {
    if (!r) return;
    for (int32_t t = 0; r->product && t < 2 * r->threads; t++) qd_destroy(r->product[t]);
    free(r->product);
    free(r);
}

size_t qd_recurrence_scratch_size(const qd_recurrence *r) {
    return r->thread_bytes * (size_t)r->threads + r->block_bytes * (size_t)r->blocks;
}

size_t qd_recurrence_packed_size(const qd_recurrence *r) { return qd_packed_size(r->product[0]); }

const char *qd_recurrence_implementation(const qd_recurrence *r) { return qd_implementation(r->product[0]); }

int qd_recurrence_pack(qd_recurrence *r, const float *weights, void *packed) {
    return qd_pack(r->product[0], weights, packed);
}

typedef struct {
    qd_recurrence *r;
    const qd_recurrence_operands *o;
    char *scratch;
    atomic_int status;
} job;

static const void *at(const void *base, int64_t elements, size_t size) {
    return base ? (const char *)base + (size_t)elements * size : NULL;
}

static void *to(void *base, int64_t elements, size_t size) { return base ? (char *)base + (size_t)elements * size : NULL; }

static size_t size_of(int32_t type) { return type == QD_BFLOAT16 ? 2 : 4; }

static int forward_block(const job *j, qd_primitive *product, int64_t first, int64_t rows, char *own) {
    const qd_recurrence *r = j->r;
    const qd_recurrence_specification *s = &r->s;
    const qd_recurrence_operands *o = j->o;
    const int64_t n = s->hidden;
    void *operand = s->low == QD_BFLOAT16 ? own + r->product_bytes : NULL;
    void *scratch = own + r->product_bytes + r->operand_bytes + r->line_bytes;
    qk_recurrent_step step = {
        .rows = rows, .hidden = n, .steps = s->steps, .low = s->low, .sequence_type = s->sequence_type,
        .reverse = s->reverse, .lengths = o->lengths ? o->lengths + first : NULL, .product = (float *)own,
        .input_bias = o->input_bias + (s->bias_by_row ? first * r->gates : 0),
        .bias_stride = s->bias_by_row ? r->gates : 0, .state = o->state + first * n, .cell = s->lstm ? o->cell + first * n : NULL,
        .operand = operand};
    memcpy(step.state, o->initial_state + first * n, (size_t)(rows * n) * 4);
    if (s->lstm) memcpy(step.cell, o->initial_cell + first * n, (size_t)(rows * n) * 4);
    if (operand) qk_to_bfloat16(step.state, operand, rows * n);
    for (int64_t i = 0; i < s->steps; i++) {
        step.time = s->reverse ? s->steps - 1 - i : i;
        const int64_t row = step.time * s->batch + first;
        const int status = qd_run(product, operand ? operand : (void *)step.state, o->weights, o->hidden_bias, own, scratch);
        if (status) return status;
        step.projected = at(o->projected, row * r->gates, r->element);
        step.gates = to(o->gates, row * r->gates, r->element);
        step.extra = to(o->extra, row * n, r->element);
        step.sequence = to(o->sequence, row * n, size_of(s->sequence_type));
        if (s->lstm) qk_lstm_step(&step);
        else qk_gru_step(&step);
    }
    return 0;
}

static int back_block(const job *j, qd_primitive *product, int64_t first, int64_t rows, char *own, float *bias) {
    const qd_recurrence *r = j->r;
    const qd_recurrence_specification *s = &r->s;
    const qd_recurrence_operands *o = j->o;
    const int64_t n = s->hidden;
    void *scratch = own + r->product_bytes + r->operand_bytes + r->line_bytes;
    qk_recurrent_back_step step = {
        .rows = rows, .hidden = n, .steps = s->steps, .low = s->low, .sequence_type = s->sequence_type,
        .upstream_type = s->upstream_type, .reverse = s->reverse, .lengths = o->lengths ? o->lengths + first : NULL,
        .initial_state = o->initial_state + first * n, .initial_cell = s->lstm ? o->initial_cell + first * n : NULL,
        .state = o->state + first * n, .cell = s->lstm ? o->cell + first * n : NULL, .operand = own + r->product_bytes,
        .start_gradient = to(o->start_gradient, first * r->gates, r->element), .bias_gradient = bias,
        .lines = (float *)(own + r->product_bytes + r->operand_bytes)};
    memset(bias, 0, (size_t)r->bias * 4);
    memset(step.start_gradient, 0, (size_t)(rows * r->gates) * r->element);
    for (int64_t i = s->steps - 1; i >= 0; i--) {
        step.time = s->reverse ? s->steps - 1 - i : i;
        const int64_t row = step.time * s->batch + first, before = row + (s->reverse ? s->batch : -s->batch);
        step.gates = at(o->gates, row * r->gates, r->element);
        step.extra = at(o->extra, row * n, r->element);
        step.previous_extra = s->lstm ? at(o->extra, before * n, r->element) : NULL;
        step.previous_sequence = at(o->sequence, before * n, size_of(s->sequence_type));
        step.upstream = at(o->upstream, row * n, size_of(s->upstream_type));
        step.gate_gradient = to(o->gate_gradient, row * r->gates, r->element);
        step.extra_gradient = to(o->extra_gradient, row * n, r->element);
        if (s->lstm) qk_lstm_back_step(&step);
        else qk_gru_back_step(&step);
        const void *left = s->lstm ? step.gate_gradient : step.operand;
        const int status = qd_run(product, left, o->weights, NULL, step.state, scratch);
        if (status) return status;
    }
    return 0;
}

static void worker(void *context, int32_t thread, int32_t threads) {
    job *j = context;
    const qd_recurrence *r = j->r;
    char *own = j->scratch + (size_t)thread * r->thread_bytes;
    char *sums = j->scratch + r->thread_bytes * (size_t)r->threads;
    for (int64_t b = r->blocks * thread / threads; b < r->blocks * (thread + 1) / threads; b++) {
        const int64_t first = b * r->rows, rows = b + 1 < r->blocks ? r->rows : tail_rows(r);
        float *bias = (float *)(sums + (size_t)b * r->block_bytes);
        const int status = r->s.backward ? back_block(j, product(r, thread, rows), first, rows, own, bias)
                                         : forward_block(j, product(r, thread, rows), first, rows, own);
        if (status) j->status = status;
    }
}

int qd_recurrence_run(qd_recurrence *r, const qd_recurrence_operands *operands, void *scratch) {
    job j = {r, operands, scratch, 0};
    qk_parallel(worker, &j, r->threads);
    if (!r->s.backward) return j.status;
    // The sums of the blocks in order, whichever thread computed them.
    const char *sums = j.scratch + r->thread_bytes * (size_t)r->threads;
    for (int64_t b = 0; b < r->blocks; b++) {
        const float *sum = (const float *)(sums + (size_t)b * r->block_bytes);
        for (int64_t i = 0; i < r->bias; i++) operands->bias_gradient[i] = sum[i] + (b ? operands->bias_gradient[i] : 0.0f);
    }
    return j.status;
}
