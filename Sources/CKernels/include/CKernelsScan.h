#pragma once
#include <stdint.h>

/// A row of a scan's result; row -1 where there were fewer rows than wanted.
typedef struct {
    int64_t row;
    float score;
} qk_scored_row;

/// The `count` rows r with the greatest score[r] = query_scale scales[r] (sum over i of query[i] codes[r, i]), the greatest
/// first and of equals the first row first. A row whose score is not a number is never found.
///
/// The time of a scan is that of reading the codes once. The sums of products are integers, so the result is exact and the
/// same at every level of the instruction set and for every number of threads. `width` is at most QK_SCAN_MAX_WIDTH.
typedef struct {
    const int8_t *codes;        // [rows, width]
    const float *scales;        // [rows]
    const int8_t *query;        // [width]
    const uint64_t *skipped;    // row r is left out if bit r % 64 of word r / 64 is set; or NULL
    int64_t rows, width, count;
    float query_scale;
    int32_t threads;
    /// [threads, count]; the result is the first `count`.
    qk_scored_row *best;
    /// In tests: not to use the instructions for products of bytes (VNNI).
    int32_t without_vnni;
} qk_int8_scan;

/// Sums of this many products of 255 and 128 fit 31 bits.
#define QK_SCAN_MAX_WIDTH 65536

void qk_int8_scan_run(const qk_int8_scan *scan);
