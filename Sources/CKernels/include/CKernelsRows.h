#pragma once
#include <stdint.h>

/// result[r] = log(sum over i of exp(source[r, i])). Types: QK_FLOAT32 or QK_BFLOAT16; sums in float32.
void qk_log_sum_exponential(const void *source, int32_t type, int64_t rows, int64_t width, float *result,
                            int32_t threads);

/// result[r] = source[r, index[r]]; an index outside [0, width) is reported by the return value: the first bad row + 1,
/// or 0 when all are good. Bad rows give zero.
int64_t qk_pick(const void *source, int32_t type, const int32_t *index, int64_t rows, int64_t width, float *result);
