// What trees ask of a table of levels: rows of `width` bytes, a multiple of 16, one for each column.
#pragma once
#include <stdint.h>

/// The smallest and the largest level of each column in some rows.
void cf_extremes(const uint8_t *levels, int64_t width, const int32_t *rows, int64_t count, uint8_t *smallest,
                 uint8_t *largest);

/// For each column, how many of these rows have at least the level in `places`, and the sum of their values.
void cf_upper(const uint8_t *levels, int64_t width, const int32_t *rows, const float *values, int64_t count,
              const uint8_t *places, float *sums, int32_t *counts);
