#pragma once
#include <stdint.h>

/// A linear map along one axis by a constant sparse matrix in compressed rows:
/// result[o, j, i] = sum over k in [start[j], start[j+1]) of weight[k] * source[o, column[k], i].
/// Slices, padding, upsampling and pooling are such maps. Types: QK_FLOAT32 or QK_BFLOAT16.
typedef struct {
    const void *source;
    void *result;
    int32_t source_type, result_type;
    int64_t outer, source_extent, result_extent, inner;
    const int32_t *start, *column;
    const float *weight;
    /// Rows [run_row, run_row + run_length) copy the columns from run_column on, and all others are zero; run_length is 0
    /// for any other map.
    int64_t run_row, run_column, run_length;
    int32_t threads;
} qk_axis_map;
void qk_axis_map_run(const qk_axis_map *map);

/// result[r, :] = table[index[r], :]; if an index is outside [0, count), returns 1 + the first such row,
/// otherwise 0. Such rows are filled with zeros.
int64_t qk_gather(const void *table, int32_t type, int64_t count, int64_t width, const int32_t *index, int64_t rows,
                  void *result, int32_t result_type, int32_t threads);
/// result = 0, then result[index[r], :] += source[r, :], in the order of r (so that sums are reproducible).
int64_t qk_scatter_add(const void *source, int32_t type, const int32_t *index, int64_t rows, int64_t width,
                       float *result, int64_t count, int32_t threads);

/// Copies a block of `rows` rows of `bytes` bytes between two row strides (concatenation).
void qk_copy_rows(const void *source, int64_t source_stride, void *result, int64_t result_stride, int64_t rows,
                  int64_t bytes, int32_t threads);

/// result[b, column, row] = source[b, row, column].
void qk_transpose(const float *source, float *result, int64_t batch, int64_t rows, int64_t columns, int32_t threads);

/// Conversion with round-to-nearest-even.
void qk_to_bfloat16(const float *source, uint16_t *result, int64_t n);
void qk_from_bfloat16(const uint16_t *source, float *result, int64_t n);
void qk_to_float16(const float *source, uint16_t *result, int64_t n);
void qk_from_float16(const uint16_t *source, float *result, int64_t n);
