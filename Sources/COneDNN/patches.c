#include "patches.h"
#include "CKernels.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern void omp_set_num_threads(int);

#define CACHE_BYTES (768 * 1024)  // of one chunk of patches: a good part of a core's second-level cache

struct qd_patches {
    qd_specification s;
    int32_t threads;
    qd_primitive **product;       // one for each thread: they run at the same time
    qd_primitive *packer;         // packs on all threads; NULL: the first product packs, on one thread
    int64_t patch;                // elements of a patch: kernel height * kernel width * inputs
    int64_t images_per_chunk;     // either several whole images ...
    int64_t rows_per_chunk;       // ... or some rows of one
    int64_t chunk_rows;           // patches in a chunk
    size_t patch_bytes, sum_bytes, product_scratch, thread_bytes;
    char implementation[128];
};

// Weights as [outputs][patch], before they are converted to a product's own layout: one buffer for all, as large as the
// largest.
static pthread_mutex_t permuting = PTHREAD_MUTEX_INITIALIZER;
static float *permuted;
static size_t permuted_count;

static int reserve_permuted(size_t count) {
    pthread_mutex_lock(&permuting);
    if (count > permuted_count) {
        float *larger = realloc(permuted, count * sizeof(float));
        if (larger) {
            permuted = larger;
            permuted_count = count;
        }
    }
    const int has_room = count <= permuted_count;
    pthread_mutex_unlock(&permuting);
    return has_room;
}

/// Of both operands.
static size_t element_bytes(const qd_specification *s) { return s->left_type == QD_BFLOAT16 ? 2 : 4; }

static size_t rounded(size_t bytes) { return (bytes + 63) / 64 * 64; }

static int64_t largest_divisor(int64_t n, int64_t limit) {
    for (int64_t d = limit < n ? limit : n; d > 1; d--) {
        if (n % d == 0) return d;
    }
    return 1;
}

int qd_patches_suit(const qd_specification *s) {
    if (s->kind == QD_MATMUL || s->left_type != s->right_type || s->groups != 1) return 0;
    const int32_t set = qk_instruction_set();
    const int low = s->left_type == QD_BFLOAT16, has_tiles = low && (set & 32);
    if (!low && (set & 15) < 4) return 0;
    if (s->kind == QD_CONVOLUTION) return s->result_width <= (low ? 8 : 4) && s->kernel[0] * s->kernel[1] > 1;
    if (s->kind == QD_CONVOLUTION_WEIGHT_GRADIENT) return has_tiles || s->inputs >= 32;
    if (s->stride[0] == 1 && s->stride[1] == 1) return 0;
    // Adding up the patches takes the longer, the fewer outputs a product sums over.
    const int is_shallow = s->outputs <= 128 && s->result_width > 4;
    return has_tiles || s->inputs < 8 || (low && s->result_width < 16 && !is_shallow);
}

static void choose_chunks(qd_patches *p, size_t element, int64_t least) {
    const qd_specification *s = &p->s;
    const int64_t per_image = s->result_height * s->result_width;
    // At least a few hundred patches, so that the product is worth its setup.
    int64_t wanted = (int64_t)(CACHE_BYTES / ((size_t)p->patch * element));
    if (wanted < least) wanted = least;
    if (wanted >= per_image) {
        const int64_t share = (s->images + p->threads - 1) / p->threads;
        const int64_t most = wanted / per_image;
        p->images_per_chunk = largest_divisor(s->images, most < share ? most : share);
        p->rows_per_chunk = s->result_height;
    } else {
        p->images_per_chunk = 1;
        p->rows_per_chunk = largest_divisor(s->result_height, wanted / s->result_width > 0 ? wanted / s->result_width : 1);
    }
    p->chunk_rows = p->images_per_chunk * p->rows_per_chunk * s->result_width;
}

/// A primitive converts weights on as many threads as it was created for, and the products are created for one.
static qd_primitive *create_packer(const qd_patches *p, const qd_specification *product) {
    char message[128];
    qd_primitive *packer = qd_create(product, message, sizeof message);
    if (packer && qd_same_packing(packer, p->product[0])) return packer;
    qd_destroy(packer);
    return NULL;
}

qd_patches *qd_patches_create(const qd_specification *s, char *message, size_t message_size) {
    qd_patches *p = calloc(1, sizeof *p);
    if (!p) return NULL;
    p->s = *s;
    p->threads = qk_threads();
    p->patch = s->kernel[0] * s->kernel[1] * s->inputs;
    const int weights = s->kind == QD_CONVOLUTION_WEIGHT_GRADIENT, forward = s->kind == QD_CONVOLUTION;
    int has_room = 1;
    const size_t element = element_bytes(s);
    choose_chunks(p, weights || forward ? element : 4, 512);
    qd_specification m = {.kind = QD_MATMUL, .left_type = s->left_type, .right_type = s->right_type,
                          .result_type = QD_FLOAT32, .batch = 1, .n = p->patch};
    if (forward) {
        m.m = p->chunk_rows;
        m.k = p->patch;
        m.n = s->outputs;
        m.transpose_right = 1;
        m.pack_right = 1;
        m.result_type = s->result_type;
        m.has_bias = s->has_bias;
        m.activation = s->activation;
        m.slope = s->slope;
        p->patch_bytes = rounded((size_t)(p->chunk_rows * p->patch) * element);
        has_room = reserve_permuted((size_t)(s->outputs * p->patch));
    } else if (weights) {
        m.m = s->outputs;
        m.k = p->chunk_rows;
        m.transpose_left = 1;
        m.accumulate = 1;
        p->patch_bytes = rounded((size_t)(p->chunk_rows * p->patch) * element);
        p->sum_bytes = rounded((size_t)(s->outputs * p->patch) * 4);
    } else {
        m.m = p->chunk_rows;
        m.k = s->outputs;
        m.pack_right = 1;
        p->patch_bytes = rounded((size_t)(p->chunk_rows * p->patch) * 4);
        p->sum_bytes = rounded((size_t)(p->images_per_chunk * s->height * s->width * s->inputs) * 4);
        has_room = reserve_permuted((size_t)(s->outputs * p->patch));
    }
    p->product = calloc((size_t)p->threads, sizeof *p->product);
    // Each product runs inside one thread, so it is created for one.
    omp_set_num_threads(1);
    for (int32_t t = 0; p->product && t < p->threads; t++) {
        p->product[t] = qd_create(&m, message, message_size);
        if (!p->product[t]) break;
    }
    omp_set_num_threads(p->threads);
    if (p->product && p->product[0] && m.pack_right) p->packer = create_packer(p, &m);
    // Weights in plain layout would not be permuted.
    const int is_packed = p->product && p->product[0] && (!m.pack_right || qd_packed_size(p->product[0]) > 0);
    if (!is_packed || !p->product[p->threads - 1] || !has_room) {
        qd_patches_destroy(p);
        return NULL;
    }
    p->product_scratch = rounded(qd_scratch_size(p->product[0]));
    p->thread_bytes = p->patch_bytes + p->sum_bytes + p->product_scratch;
    snprintf(p->implementation, sizeof p->implementation, "patches:%s", qd_implementation(p->product[0]));
    return p;
}

void qd_patches_destroy(qd_patches *p) {
    if (!p) return;
    for (int32_t t = 0; p->product && t < p->threads; t++) qd_destroy(p->product[t]);
    qd_destroy(p->packer);
    free(p->product);
    free(p);
}

size_t qd_patches_scratch_size(const qd_patches *p) { return p->thread_bytes * (size_t)p->threads; }
const char *qd_patches_implementation(const qd_patches *p) { return p->implementation; }

size_t qd_patches_packed_size(const qd_patches *p) {
    return p->s.kind == QD_CONVOLUTION_WEIGHT_GRADIENT ? 0 : qd_packed_size(p->product[0]);
}

int qd_patches_same_packing(const qd_patches *a, const qd_patches *b) {
    return a->s.outputs == b->s.outputs && a->patch == b->patch && a->s.kernel[0] == b->s.kernel[0] &&
           qd_same_packing(a->product[0], b->product[0]);
}

/// [outputs, inputs, height, width] -> [outputs, height, width, inputs], then the product's own layout.
int qd_patches_pack(qd_patches *p, const float *plain, void *packed) {
    const qd_specification *s = &p->s;
    pthread_mutex_lock(&permuting);
    qk_transpose(plain, permuted, s->outputs, s->inputs, s->kernel[0] * s->kernel[1], p->threads);
    const int status = qd_pack(p->packer ? p->packer : p->product[0], permuted, packed);
    pthread_mutex_unlock(&permuting);
    return status;
}

typedef struct {
    qd_patches *p;
    const char *left, *right;
    const float *bias;
    void *result;
    char *scratch;
    atomic_int status;
} job;

/// One kernel row in one patch.
typedef struct {
    int64_t offset;     // of its first element among the patches
    int64_t line;       // row of the picture, or -1 outside
    int64_t left;       // column of the picture under tap 0, which may be outside
    int64_t from, to;   // taps inside the picture
} kernel_row;

/// Calls `visit` for every kernel row of the patches of output rows [row, row + rows).
static inline __attribute__((always_inline)) void each_kernel_row(
    const qd_specification *s, int64_t row, int64_t rows,
    void (*visit)(const qd_specification *, kernel_row, const void *, void *), const void *source, void *result) {
    kernel_row k = {0};
    for (int64_t y = row; y < row + rows; y++) {
        for (int64_t x = 0; x < s->result_width; x++) {
            k.left = x * s->stride[1] - s->padding_before[1];
            k.from = 0;
            k.to = s->kernel[1];
            while (k.from < k.to && k.left + k.from * s->dilation[1] < 0) k.from++;
            while (k.to > k.from && k.left + (k.to - 1) * s->dilation[1] >= s->width) k.to--;
            for (int64_t tap = 0; tap < s->kernel[0]; tap++, k.offset += s->kernel[1] * s->inputs) {
                const int64_t line = y * s->stride[0] - s->padding_before[0] + tap * s->dilation[0];
                k.line = line < 0 || line >= s->height || k.from >= k.to ? -1 : line;
                visit(s, k, source, result);
            }
        }
    }
}

static void gather_kernel_row(const qd_specification *s, kernel_row k, const void *image, void *patches) {
    const size_t pixel = (size_t)s->inputs * element_bytes(s);
    char *to = (char *)patches + (size_t)k.offset * element_bytes(s);
    if (k.line < 0) {
        memset(to, 0, (size_t)s->kernel[1] * pixel);
        return;
    }
    const char *line = (const char *)image + (size_t)(k.line * s->width) * pixel;
    if (k.from > 0) memset(to, 0, (size_t)k.from * pixel);
    if (k.to < s->kernel[1]) memset(to + (size_t)k.to * pixel, 0, (size_t)(s->kernel[1] - k.to) * pixel);
    if (s->dilation[1] == 1) {
        memcpy(to + (size_t)k.from * pixel, line + (size_t)(k.left + k.from) * pixel, (size_t)(k.to - k.from) * pixel);
        return;
    }
    for (int64_t tap = k.from; tap < k.to; tap++) {
        memcpy(to + (size_t)tap * pixel, line + (size_t)(k.left + tap * s->dilation[1]) * pixel, pixel);
    }
}

/// Copies the patches of output rows [row, row + rows) of an image.
static void gather_patches(const qd_patches *p, const char *image, int64_t row, int64_t rows, char *patches) {
    each_kernel_row(&p->s, row, rows, gather_kernel_row, image, patches);
}

static void scatter_kernel_row(const qd_specification *s, kernel_row k, const void *patches, void *image) {
    if (k.line < 0) return;
    const int64_t c = s->inputs;
    float *line = (float *)image + k.line * s->width * c;
    if (s->dilation[1] == 1) {
        float *restrict to = line + (k.left + k.from) * c;
        const float *restrict v = (const float *)patches + k.offset + k.from * c;
        for (int64_t i = 0; i < (k.to - k.from) * c; i++) to[i] += v[i];
        return;
    }
    for (int64_t tap = k.from; tap < k.to; tap++) {
        float *restrict to = line + (k.left + tap * s->dilation[1]) * c;
        const float *restrict v = (const float *)patches + k.offset + tap * c;
        for (int64_t i = 0; i < c; i++) to[i] += v[i];
    }
}

/// Adds the patches of an image's output rows [row, row + rows) to the pixels they came from.
static void scatter_patches(const qd_patches *p, const float *patches, int64_t row, int64_t rows, float *image) {
    each_kernel_row(&p->s, row, rows, scatter_kernel_row, patches, image);
}

/// Patches of chunk k, of the images from `first` and the output rows from `row` on.
static void gather_chunk(const job *j, int64_t k, char *patches, int64_t *first, int64_t *row) {
    const qd_patches *p = j->p;
    const qd_specification *s = &p->s;
    const int64_t chunks_down = s->result_height / p->rows_per_chunk;
    const size_t element = element_bytes(s);
    *first = k / chunks_down * p->images_per_chunk;
    *row = k % chunks_down * p->rows_per_chunk;
    for (int64_t i = 0; i < p->images_per_chunk; i++) {
        gather_patches(p, j->left + (size_t)((*first + i) * s->height * s->width * s->inputs) * element, *row,
                       p->rows_per_chunk, patches + (size_t)(i * p->rows_per_chunk * s->result_width * p->patch) * element);
    }
}

static int64_t chunk_count(const qd_patches *p) {
    return p->s.images / p->images_per_chunk * (p->s.result_height / p->rows_per_chunk);
}

static void forward_worker(void *context, int32_t thread, int32_t threads) {
    job *j = context;
    qd_patches *p = j->p;
    const qd_specification *s = &p->s;
    char *patches = j->scratch + (size_t)thread * p->thread_bytes;
    void *product_scratch = patches + p->patch_bytes;
    const size_t line = (size_t)(s->result_width * s->outputs) * (s->result_type == QD_BFLOAT16 ? 2 : 4);
    const int64_t chunks = chunk_count(p);
    for (int64_t k = chunks * thread / threads; k < chunks * (thread + 1) / threads; k++) {
        int64_t first, row;
        gather_chunk(j, k, patches, &first, &row);
        char *result = (char *)j->result + (size_t)(first * s->result_height + row) * line;
        const int status = qd_run(p->product[thread], patches, j->right, j->bias, result, product_scratch);
        if (status) j->status = status;
    }
}

static void weight_worker(void *context, int32_t thread, int32_t threads) {
    job *j = context;
    qd_patches *p = j->p;
    const qd_specification *s = &p->s;
    char *patches = j->scratch + (size_t)thread * p->thread_bytes;
    float *sum = (float *)(patches + p->patch_bytes);
    void *product_scratch = patches + p->patch_bytes + p->sum_bytes;
    memset(sum, 0, p->sum_bytes);
    const int64_t line = s->result_width * s->outputs, chunks = chunk_count(p);
    for (int64_t k = chunks * thread / threads; k < chunks * (thread + 1) / threads; k++) {
        int64_t first, row;
        gather_chunk(j, k, patches, &first, &row);
        const char *gradient = j->right + (size_t)((first * s->result_height + row) * line) * element_bytes(s);
        const int status = qd_run(p->product[thread], gradient, patches, NULL, sum, product_scratch);
        if (status) j->status = status;
    }
}

/// Adds the threads' sums and converts them to [outputs, inputs, height, width].
static void collect_worker(void *context, int32_t thread, int32_t threads) {
    job *j = context;
    qd_patches *p = j->p;
    const int64_t taps = p->s.kernel[0] * p->s.kernel[1], inputs = p->s.inputs, outputs = p->s.outputs;
    for (int64_t o = outputs * thread / threads; o < outputs * (thread + 1) / threads; o++) {
        float *to = (float *)j->result + o * p->patch;
        for (int32_t t = 0; t < p->threads; t++) {
            const float *sum = (const float *)(j->scratch + (size_t)t * p->thread_bytes + p->patch_bytes) + o * p->patch;
            for (int64_t k = 0; k < taps; k++) {
                for (int64_t c = 0; c < inputs; c++) {
                    const float v = sum[k * inputs + c];
                    to[c * taps + k] = t == 0 ? v : to[c * taps + k] + v;
                }
            }
        }
    }
}

static void input_worker(void *context, int32_t thread, int32_t threads) {
    job *j = context;
    qd_patches *p = j->p;
    const qd_specification *s = &p->s;
    char *own = j->scratch + (size_t)thread * p->thread_bytes;
    float *patches = (float *)own, *sum = (float *)(own + p->patch_bytes);
    void *product_scratch = own + p->patch_bytes + p->sum_bytes;
    const int64_t image = s->height * s->width * s->inputs, line = s->result_width * s->outputs;
    const int64_t groups = s->images / p->images_per_chunk;
    for (int64_t g = groups * thread / threads; g < groups * (thread + 1) / threads; g++) {
        const int64_t first = g * p->images_per_chunk, elements = p->images_per_chunk * image;
        memset(sum, 0, (size_t)elements * 4);
        for (int64_t row = 0; row < s->result_height; row += p->rows_per_chunk) {
            const char *gradient = j->left + (size_t)((first * s->result_height + row) * line) * element_bytes(s);
            const int status = qd_run(p->product[thread], gradient, j->right, NULL, patches, product_scratch);
            if (status) j->status = status;
            for (int64_t i = 0; i < p->images_per_chunk; i++) {
                scatter_patches(p, patches + i * p->rows_per_chunk * s->result_width * p->patch, row,
                                p->rows_per_chunk, sum + i * image);
            }
        }
        if (s->result_type == QD_BFLOAT16) {
            qk_to_bfloat16(sum, (uint16_t *)j->result + first * image, elements);
        } else {
            memcpy((float *)j->result + first * image, sum, (size_t)elements * 4);
        }
    }
}

int qd_patches_run(qd_patches *p, const void *left, const void *right, const float *bias, void *result,
                   void *scratch) {
    job j = {p, left, right, bias, result, scratch, 0};
    if (p->s.kind == QD_CONVOLUTION) {
        qk_parallel(forward_worker, &j, p->threads);
    } else if (p->s.kind == QD_CONVOLUTION_WEIGHT_GRADIENT) {
        qk_parallel(weight_worker, &j, p->threads);
        qk_parallel(collect_worker, &j, p->threads);
    } else {
        qk_parallel(input_worker, &j, p->threads);
    }
    return j.status;
}
