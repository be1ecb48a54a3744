#include "CForest.h"

#if defined(__x86_64__)
#define LEVELS __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define LEVELS
#endif

#define LANES 16

typedef uint8_t bytes __attribute__((vector_size(LANES), aligned(1)));
typedef int32_t integers __attribute__((vector_size(LANES * 4), aligned(4)));
typedef float floats __attribute__((vector_size(LANES * 4), aligned(4)));

LEVELS void cf_extremes(const uint8_t *levels, int64_t width, const int32_t *rows, int64_t count, uint8_t *smallest,
                        uint8_t *largest) {
    for (int64_t column = 0; column < width; column += LANES) {
        bytes low = {0}, high = {0};
        low = ~low;
        for (int64_t i = 0; i < count; i++) {
            const bytes x = *(const bytes *)(levels + rows[i] * width + column);
            low = __builtin_elementwise_min(low, x);
            high = __builtin_elementwise_max(high, x);
        }
        *(bytes *)(smallest + column) = low;
        *(bytes *)(largest + column) = high;
    }
}

LEVELS void cf_upper(const uint8_t *levels, int64_t width, const int32_t *rows, const float *values, int64_t count,
                     const uint8_t *places, float *sums, int32_t *counts) {
    for (int64_t column = 0; column < width; column += LANES) {
        const integers place = __builtin_convertvector(*(const bytes *)(places + column), integers);
        floats sum = {0};
        integers found = {0};
        for (int64_t i = 0; i < count; i++) {
            const bytes x = *(const bytes *)(levels + rows[i] * width + column);
            // All bits are set where the row is in the upper branch.
            const integers isUpper = __builtin_convertvector(x, integers) >= place;
            const float value = values[rows[i]];
            const floats all = {value, value, value, value, value, value, value, value,
                                value, value, value, value, value, value, value, value};
            sum += (floats)((integers)all & isUpper);
            found -= isUpper;
        }
        *(floats *)(sums + column) = sum;
        *(integers *)(counts + column) = found;
    }
}
