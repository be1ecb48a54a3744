#pragma once
#include <stdint.h>

/// result[r] = log(sum over i of exp(source[r, i])). Types: QK_FLOAT32 or QK_BFLOAT16; sums in float32.
void qk_log_sum_exponential(const void *source, int32_t type, int64_t rows, int64_t width, float *result,
                            int32_t threads);

/// result[r] = source[r, index[r]]; if an index is outside [0, width), returns 1 + the first such row, otherwise 0.
/// Such rows give zero.
int64_t qk_pick(const void *source, int32_t type, const int32_t *index, int64_t rows, int64_t width, float *result);
