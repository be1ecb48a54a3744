#include "CGaussianProcess.h"
#include <CKernels.h>
#include "levels.h"
#include <string.h>

/// Bins of a fingerprint.
#define MOST_BINS 8192

typedef struct {
    const gp_counts *a, *b;
    float *result;
} comparison;

/// One row of `a` against all of `b`: written out with its zeros, so that each count of `b` finds its own.
static void compare(const comparison *c, int64_t row, uint8_t *written) {
    const gp_counts *a = c->a, *b = c->b;
    const int64_t begin = a->starts[row], end = a->starts[row + 1];
    for (int64_t k = begin; k < end; k++) written[a->bins[k]] = a->counts[k];
    for (int64_t j = 0; j < b->rows; j++) {
        int32_t shared = 0;
        for (int64_t k = b->starts[j]; k < b->starts[j + 1]; k++) {
            const uint8_t own = written[b->bins[k]], other = b->counts[k];
            shared += own < other ? own : other;
        }
        const int32_t either = a->totals[row] + b->totals[j] - shared;
        c->result[row * b->rows + j] = either == 0 ? 0 : (float)shared / (float)either;
    }
    for (int64_t k = begin; k < end; k++) written[a->bins[k]] = 0;
}

static void share_of_comparison(void *context, int32_t share, int32_t shares) {
    const comparison *c = context;
    uint8_t written[MOST_BINS] = {0};
    const int64_t end = c->a->rows * (share + 1) / shares;
    for (int64_t row = c->a->rows * share / shares; row < end; row++) compare(c, row, written);
}

void gp_min_max_similarity(const gp_counts *a, const gp_counts *b, float *result, int32_t threads) {
    comparison c = {a, b, result};
    qk_parallel(share_of_comparison, &c, a->rows < 2 * threads ? 1 : threads);
}
