#include "CKernelsScan.h"
#include "CKernelsParallel.h"
#include "CKernelsQuantized.h"
#include "levels.h"

/// Rows whose scores are computed together: one word of the rows that are left out.
#define QK_SCAN_ROWS 64

typedef struct {
    const qk_int8_scan *scan;
    /// Writes the sums of products of `rows` rows from `first` on.
    void (*sums)(const qk_int8_scan *scan, int32_t query_sum, int64_t first, int64_t rows, int32_t *result);
    /// The sum of the query's codes.
    int32_t query_sum;
} qk_scan_job;

/// Compiled for AVX2 it reads rows as fast as the memory delivers them.
QK_LEVELS void qk_scan_sums(const qk_int8_scan *scan, int32_t query_sum, int64_t first, int64_t rows, int32_t *result) {
    (void)query_sum;
    for (int64_t r = 0; r < rows; r++) {
        const int8_t *row = scan->codes + (first + r) * scan->width;
        int32_t sum = 0;
        for (int64_t i = 0; i < scan->width; i++) sum += (int32_t)row[i] * scan->query[i];
        result[r] = sum;
    }
}

#if defined(__x86_64__)
#include <immintrin.h>

/// For rows that are in the cache this is three times as fast.
///
/// The instruction multiplies unsigned by signed bytes: codes are raised by 128, and 128 times the query's sum is taken off.
__attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni"))) static void vnni_sums(
    const qk_int8_scan *scan, int32_t query_sum, int64_t first, int64_t rows, int32_t *result) {
    const int64_t width = scan->width, whole = width / 64 * 64;
    const __mmask64 rest = width > whole ? ~0ull >> (64 - (width - whole)) : 0;
    const __m512i raise = _mm512_set1_epi8((char)0x80);
    for (int64_t r = 0; r < rows; r++) {
        const int8_t *row = scan->codes + (first + r) * width;
        __m512i even = _mm512_setzero_si512(), odd = even;
        int64_t i = 0;
        for (; i + 128 <= whole; i += 128) {
            even = _mm512_dpbusd_epi32(even, _mm512_xor_si512(_mm512_loadu_si512(row + i), raise),
                                       _mm512_loadu_si512(scan->query + i));
            odd = _mm512_dpbusd_epi32(odd, _mm512_xor_si512(_mm512_loadu_si512(row + i + 64), raise),
                                      _mm512_loadu_si512(scan->query + i + 64));
        }
        for (; i < width; i += 64) {
            const __mmask64 mask = i < whole ? ~0ull : rest;
            even = _mm512_dpbusd_epi32(even, _mm512_xor_si512(_mm512_maskz_loadu_epi8(mask, row + i), raise),
                                       _mm512_maskz_loadu_epi8(mask, scan->query + i));
        }
        result[r] = _mm512_reduce_add_epi32(_mm512_add_epi32(even, odd)) - 128 * query_sum;
    }
}
#endif

/// Whether one row comes before another in the result.
QK_INLINE int is_better(qk_scored_row a, qk_scored_row b) {
    if (b.row < 0 || a.row < 0) return b.row < 0 && a.row >= 0 && a.score == a.score;
    return a.score > b.score || (a.score == b.score && a.row < b.row);
}

/// Restores the heap below a place; its root is the worst row.
static void sift(qk_scored_row *heap, int64_t count, int64_t at) {
    const qk_scored_row moved = heap[at];
    for (;;) {
        int64_t child = 2 * at + 1;
        if (child >= count) break;
        if (child + 1 < count && is_better(heap[child], heap[child + 1])) child++;
        if (!is_better(moved, heap[child])) break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = moved;
}

static void scan_worker(void *context, int32_t thread, int32_t threads) {
    const qk_scan_job *job = context;
    const qk_int8_scan *scan = job->scan;
    const int64_t count = scan->count, blocks = (scan->rows + QK_SCAN_ROWS - 1) / QK_SCAN_ROWS;
    qk_scored_row *heap = scan->best + thread * count;
    for (int64_t i = 0; i < count; i++) heap[i] = (qk_scored_row){-1, 0.0f};
    const int64_t end = blocks * (thread + 1) / threads;
    for (int64_t block = blocks * thread / threads; block < end; block++) {
        const int64_t first = block * QK_SCAN_ROWS, left = scan->rows - first;
        const int64_t rows = left < QK_SCAN_ROWS ? left : QK_SCAN_ROWS;
        const uint64_t skipped = scan->skipped ? scan->skipped[block] : 0;
        if (skipped == ~0ull) continue;
        int32_t sums[QK_SCAN_ROWS];
        job->sums(scan, job->query_sum, first, rows, sums);
        for (int64_t r = 0; r < rows; r++) {
            const float score = scan->query_scale * scan->scales[first + r] * (float)sums[r];
            const qk_scored_row found = {first + r, score};
            if ((skipped >> r & 1) || !is_better(found, heap[0])) continue;
            heap[0] = found;
            sift(heap, count, 0);
        }
    }
}

void qk_int8_scan_run(const qk_int8_scan *scan) {
    if (scan->count <= 0) return;
    qk_scan_job job = {.scan = scan, .sums = qk_scan_sums};
    for (int64_t i = 0; i < scan->width; i++) job.query_sum += scan->query[i];
#if defined(__x86_64__)
    if (!scan->without_vnni && qk_quantized_level() >= 4) job.sums = vnni_sums;
#endif
    qk_parallel(scan_worker, &job, scan->threads);
    qk_scored_row *best = scan->best;
    for (int64_t i = scan->count; i < scan->count * scan->threads; i++) {
        if (!is_better(best[i], best[0])) continue;
        best[0] = best[i];
        sift(best, scan->count, 0);
    }
    // The worst of the heap goes to its end, again and again.
    for (int64_t end = scan->count - 1; end > 0; end--) {
        const qk_scored_row worst = best[0];
        best[0] = best[end];
        best[end] = worst;
        sift(best, end, 0);
    }
}
