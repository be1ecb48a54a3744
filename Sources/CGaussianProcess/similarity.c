#include "CGaussianProcess.h"
#include <CKernels.h>
#include "levels.h"
#include <string.h>

// The vectors below are passed only between functions that are always inlined, so their ABI does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

#define LANES 32
/// Rows of `b` that one row of `a` is compared with at a time.
#define TOGETHER 4

typedef uint8_t counts __attribute__((vector_size(LANES), aligned(1)));
typedef uint16_t sums __attribute__((vector_size(LANES * 2)));

GP_INLINE uint32_t total(sums x) {
    uint32_t sum = 0;
    for (int i = 0; i < LANES; i++) sum += x[i];
    return sum;
}

GP_INLINE uint32_t row_total(const uint8_t *row, int64_t width) {
    sums sum = {0};
    for (int64_t p = 0; p < width; p += LANES) sum += __builtin_convertvector(*(const counts *)(row + p), sums);
    return total(sum);
}

/// The sums of the smaller counts of a row and `rows` others. A lane adds at most 8,192 / 32 counts: no overflow.
GP_INLINE void shared_totals(int rows, const uint8_t *a, const uint8_t *b, int64_t width, uint32_t *shared) {
    sums sum[TOGETHER] = {{0}};
    for (int64_t p = 0; p < width; p += LANES) {
        const counts x = *(const counts *)(a + p);
#pragma clang loop unroll(full)
        for (int r = 0; r < rows; r++) {
            const counts y = *(const counts *)(b + r * width + p);
            sum[r] += __builtin_convertvector(__builtin_elementwise_min(x, y), sums);
        }
    }
    for (int r = 0; r < rows; r++) shared[r] = total(sum[r]);
}

typedef struct {
    const uint8_t *a, *b;
    float *result;
    int64_t m, n, width;
} comparison;

GP_LEVELS static void compare(const comparison *c, int64_t begin, int64_t end) {
    const int64_t width = c->width;
    for (int64_t j = 0; j < c->n; j += TOGETHER) {
        const int rows = (int)(c->n - j < TOGETHER ? c->n - j : TOGETHER);
        const uint8_t *b = c->b + j * width;
        uint32_t totals[TOGETHER], shared[TOGETHER];
        for (int r = 0; r < rows; r++) totals[r] = row_total(b + r * width, width);
        for (int64_t i = begin; i < end; i++) {
            const uint8_t *a = c->a + i * width;
            const uint32_t own = row_total(a, width);
            if (rows == TOGETHER) shared_totals(TOGETHER, a, b, width, shared);
            else for (int r = 0; r < rows; r++) shared_totals(1, a, b + r * width, width, shared + r);
            for (int r = 0; r < rows; r++) {
                const uint32_t either = own + totals[r] - shared[r];
                c->result[i * c->n + j + r] = either == 0 ? 0 : (float)shared[r] / (float)either;
            }
        }
    }
}

static void share_of_comparison(void *context, int32_t share, int32_t shares) {
    const comparison *c = context;
    // Bands of rows stay in the cache while all rows of `b` pass.
    for (int64_t band = c->m * share / shares, end = c->m * (share + 1) / shares; band < end; band += 64) {
        compare(c, band, band + 64 < end ? band + 64 : end);
    }
}

void gp_min_max_similarity(const uint8_t *a, int64_t m, const uint8_t *b, int64_t n, int64_t width, float *result,
                           int32_t threads) {
    comparison c = {a, b, result, m, n, width};
    qk_parallel(share_of_comparison, &c, threads);
}
