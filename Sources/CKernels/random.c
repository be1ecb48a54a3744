#include "CKernelsTile.h"
#include "random.h"

QK_LEVELS void qk_random_uniform(float *result, int64_t first, int64_t n, uint64_t seed, uint64_t step,
                                 uint32_t stream) {
    qk_fill_uniform(result, first, n, seed, step, stream);
}

QK_LEVELS void qk_random_normal(float *result, int64_t first, int64_t n, uint64_t seed, uint64_t step,
                                uint32_t stream) {
    qk_fill_normal(result, first, n, seed, step, stream);
}
