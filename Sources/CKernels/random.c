#include "CKernelsTile.h"
#include "random.h"

void qk_philox4x32(const uint32_t counter[4], uint64_t key, uint32_t result[4]) {
    qk_philox(counter[0], counter[1], counter[2], counter[3], key, result);
}

QK_LEVELS void qk_random_uniform(float *result, int64_t first, int64_t n, uint64_t seed, uint64_t step,
                                 uint32_t stream) {
    qk_fill_uniform(result, first, n, seed, step, stream);
}

QK_LEVELS void qk_random_normal(float *result, int64_t first, int64_t n, uint64_t seed, uint64_t step,
                                uint32_t stream) {
    qk_fill_normal(result, first, n, seed, step, stream);
}
