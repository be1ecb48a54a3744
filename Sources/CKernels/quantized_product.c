#include "quantized.h"
#include <stddef.h>

// Whole products: which rows a thread takes, what is unpacked when, and which level of kernels is used.

#if defined(__x86_64__)
int32_t qk_quantized_level(void) {
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma") || !__builtin_cpu_supports("f16c")) return 1;
    const int has_vectors = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                            __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
    return has_vectors && __builtin_cpu_supports("avx512vnni") ? 4 : 3;
}
static const qk_quantized_kernels *kernels_up_to(int32_t limit) {
    const int32_t highest = qk_quantized_level(), level = limit > 0 && limit < highest ? limit : highest;
    return level >= 4 ? &qk_quantized_avx512 : level == 3 ? &qk_quantized_avx2 : &qk_quantized_plain;
}
#else
int32_t qk_quantized_level(void) { return 1; }
static const qk_quantized_kernels *kernels_up_to(int32_t limit) {
    (void)limit;
    return &qk_quantized_plain;
}
#endif

QK_INLINE int is_quantized(int32_t type) { return qk_format_of(type).bytes != 0; }
QK_INLINE int64_t rounded(int64_t bytes) { return (bytes + 63) / 64 * 64; }

static int64_t source_bytes(int32_t type, int64_t columns, int64_t rows) {
    if (!is_quantized(type)) return 0;
    const int64_t blocks = rows * (columns / QK_BLOCK);
    return rounded(blocks * QK_BLOCK) + 2 * rounded(blocks * 4) + (qk_format_of(type).bias ? rounded(blocks * 32) : 0);
}

/// Unpacked rows, for each thread.
static int64_t unpacked_bytes(int32_t type, int64_t columns) {
    if (!is_quantized(type)) return rounded(QK_UNPACKED_ROWS * columns * 4);
    const int64_t blocks = columns / QK_BLOCK;
    return QK_UNPACKED_ROWS * blocks * (QK_BLOCK + 32 + 4);
}

int64_t qk_quantized_scratch(int32_t type, int64_t columns, int64_t rows, int32_t threads) {
    return source_bytes(type, columns, rows) + rounded(unpacked_bytes(type, columns)) * threads;
}

/// Rows [first, first + QK_UNPACKED_ROWS) of the weights; those past the end repeat the last.
static int64_t find_rows(const qk_quantized_job *job, int64_t first, const uint8_t *rows[QK_UNPACKED_ROWS]) {
    const qk_quantized_product *p = job->product;
    int64_t count = 0, row = first;
    int32_t part = 0;
    while (row >= p->part[part].rows) row -= p->part[part++].rows;
    for (int i = 0; i < QK_UNPACKED_ROWS; i++) {
        rows[i] = (const uint8_t *)p->part[part].weights + row * job->row_bytes;
        if (first + i >= job->total - 1) continue;
        if (++row == p->part[part].rows) row = 0, part++;
    }
    count = job->total - first;
    return count < QK_UNPACKED_ROWS ? count : QK_UNPACKED_ROWS;
}

static void multiply_unpacked(const qk_quantized_job *job, const uint8_t *const *rows, char *memory, int64_t column,
                              int64_t count) {
    const qk_quantized_product *p = job->product;
    const int quantized = is_quantized(p->type);
    const int64_t blocks = job->blocks;
    qk_unpacked_rows unpacked;
    if (quantized) {
        unpacked.values = (uint8_t *)memory;
        unpacked.scale = (float *)(memory + QK_UNPACKED_ROWS * blocks * QK_BLOCK);
        unpacked.minimum = unpacked.scale + QK_UNPACKED_ROWS * blocks * 8;
        job->kernels->unpack(job, rows, &unpacked);
    } else {
        for (int i = 0; i < QK_UNPACKED_ROWS; i++) {
            qk_weights_expand(rows[i], p->type, p->columns, (float *)memory + i * p->columns);
        }
    }
    for (int64_t first = 0; first < p->rows; first += QK_SOURCE_ROWS) {
        const int64_t left = p->rows - first, n = left < QK_SOURCE_ROWS ? left : QK_SOURCE_ROWS;
        float result[QK_SOURCE_ROWS][QK_UNPACKED_ROWS];
        if (quantized) job->kernels->multiply_rows(job, &unpacked, first, n, result);
        else job->kernels->multiply_floats(p->source + first * p->columns, p->columns, n, (float *)memory, result);
        for (int64_t r = 0; r < n; r++) {
            memcpy(p->result + (first + r) * job->total + column, result[r], (size_t)count * sizeof(float));
        }
    }
}

static void multiply_worker(void *context, int32_t thread, int32_t threads) {
    const qk_quantized_job *job = context;
    const qk_quantized_product *p = job->product;
    const int64_t groups = (job->total + QK_UNPACKED_ROWS - 1) / QK_UNPACKED_ROWS;
    const int64_t end = groups * (thread + 1) / threads;
    char *memory = (char *)p->scratch + source_bytes(p->type, p->columns, p->rows) +
                   rounded(unpacked_bytes(p->type, p->columns)) * thread;
    for (int64_t group = groups * thread / threads; group < end; group++) {
        const int64_t column = group * QK_UNPACKED_ROWS;
        const uint8_t *rows[QK_UNPACKED_ROWS];
        const int64_t count = find_rows(job, column, rows);
        float result[QK_UNPACKED_ROWS];
        if (p->rows == 1 && is_quantized(p->type) && job->kernels->multiply_row(job, rows, result)) {
            memcpy(p->result + column, result, (size_t)count * sizeof(float));
        } else {
            multiply_unpacked(job, rows, memory, column, count);
        }
    }
}

static void quantize_worker(void *context, int32_t thread, int32_t threads) {
    const qk_quantized_job *job = context;
    const int64_t end = job->product->rows * (thread + 1) / threads;
    for (int64_t row = job->product->rows * thread / threads; row < end; row++) job->kernels->quantize(job, row);
}

void qk_quantized_product_run(const qk_quantized_product *p) {
    qk_quantized_job job = {.product = p, .kernels = kernels_up_to(p->level_limit), .blocks = p->columns / QK_BLOCK};
    job.row_bytes = qk_weights_row_bytes(p->type, p->columns);
    for (int32_t i = 0; i < p->parts; i++) job.total += p->part[i].rows;
    if (p->rows == 0 || job.total == 0) return;
    if (is_quantized(p->type)) {
        const int64_t blocks = p->rows * job.blocks;
        char *memory = p->scratch;
        job.source.values = (int8_t *)memory;
        memory += rounded(blocks * QK_BLOCK);
        job.source.scale = (float *)memory;
        memory += rounded(blocks * 4);
        job.source.sum = (float *)memory;
        memory += rounded(blocks * 4);
        job.source.offset = qk_format_of(p->type).bias ? (int32_t *)memory : NULL;
        qk_parallel(quantize_worker, &job, blocks < 2048 ? 1 : p->threads);
    }
    qk_parallel(multiply_worker, &job, p->threads);
}
