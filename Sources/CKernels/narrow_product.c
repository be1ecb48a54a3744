#include "CKernelsNarrow.h"
#include "CKernelsParallel.h"
#include "levels.h"
#include <string.h>

// The vectors below are passed only between functions that are always inlined, so their ABI does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

#define LANES 16
/// Rows of the weights that are read side by side: enough streams to keep memory busy.
#define STREAMS 4

typedef float lanes __attribute__((vector_size(LANES * 4)));
typedef uint32_t words __attribute__((vector_size(LANES * 4)));
typedef uint16_t halves __attribute__((vector_size(LANES * 2)));

QK_INLINE lanes load_floats(const void *at) {
    lanes x;
    memcpy(&x, at, sizeof x);
    return x;
}

QK_INLINE lanes load_bfloats(const void *at) {
    halves x;
    memcpy(&x, at, sizeof x);
    return (lanes)(__builtin_convertvector(x, words) << 16);
}

QK_INLINE float expand(uint16_t x) {
    const uint32_t bits = (uint32_t)x << 16;
    float result;
    memcpy(&result, &bits, sizeof result);
    return result;
}

QK_INLINE float total(lanes x) {
    typedef float eight __attribute__((vector_size(32)));
    typedef float four __attribute__((vector_size(16)));
    const eight a = __builtin_shufflevector(x, x, 0, 1, 2, 3, 4, 5, 6, 7) +
                    __builtin_shufflevector(x, x, 8, 9, 10, 11, 12, 13, 14, 15);
    const four b = __builtin_shufflevector(a, a, 0, 1, 2, 3) + __builtin_shufflevector(a, a, 4, 5, 6, 7);
    return (b[0] + b[2]) + (b[1] + b[3]);
}

/// Columns [first, first + count) of all rows, `count` at most STREAMS.
QK_INLINE void multiply(const qk_narrow_product *p, int64_t first, int64_t count, int is_bfloat16) {
    const int64_t size = is_bfloat16 ? 2 : 4, even = p->depth / LANES * LANES;
    const char *w[STREAMS];
    for (int64_t i = 0; i < STREAMS; i++) {
        w[i] = (const char *)p->weights + (first + (i < count ? i : count - 1)) * p->depth * size;
    }
    for (int64_t r = 0; r < p->rows; r++) {
        const float *x = p->source + r * p->depth;
        lanes sum[STREAMS] = {0};
        for (int64_t k = 0; k < even; k += LANES) {
            const lanes values = load_floats(x + k);
            for (int i = 0; i < STREAMS; i++) {
                const char *at = w[i] + k * size;
                // Prefetch the next group at the same place.
                if (r == 0) __builtin_prefetch(at + STREAMS * p->depth * size);
                sum[i] += values * (is_bfloat16 ? load_bfloats(at) : load_floats(at));
            }
        }
        for (int64_t i = 0; i < count; i++) {
            float result = total(sum[i]);
            for (int64_t k = even; k < p->depth; k++) {
                result += x[k] * (is_bfloat16 ? expand(((const uint16_t *)w[i])[k]) : ((const float *)w[i])[k]);
            }
            p->result[r * p->columns + first + i] = result + (p->bias ? p->bias[first + i] : 0);
        }
    }
}

QK_LEVELS static void multiply_share(const qk_narrow_product *p, int64_t first, int64_t end) {
    for (; first < end; first += STREAMS) {
        const int64_t count = end - first < STREAMS ? end - first : STREAMS;
        if (p->is_bfloat16) multiply(p, first, count, 1);
        else multiply(p, first, count, 0);
    }
}

static void worker(void *context, int32_t thread, int32_t threads) {
    const qk_narrow_product *p = context;
    const int64_t groups = (p->columns + STREAMS - 1) / STREAMS;
    const int64_t first = groups * thread / threads * STREAMS, end = groups * (thread + 1) / threads * STREAMS;
    multiply_share(p, first, end < p->columns ? end : p->columns);
}

void qk_narrow_product_run(const qk_narrow_product *p) { qk_parallel(worker, (void *)p, p->threads); }
