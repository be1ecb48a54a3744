#include "CRDKitBits.h"

#define RD_INLINE static inline __attribute__((always_inline))

RD_INLINE int32_t shared_bits(const uint64_t *row, const uint64_t *query) {
    int64_t sum = 0;
    for (int i = 0; i < rd_half_row; i++) sum += __builtin_popcountll(row[i] & query[i]);
    return (int32_t)sum;
}

/// Bits of half a row in the low half of the sum, those shared in the high half: one sum for both.
RD_INLINE int64_t both_counts(const uint64_t *row, const uint64_t *query) {
    int64_t sum = 0;
    for (int i = 0; i < rd_half_row; i++)
        sum += (int64_t)__builtin_popcountll(row[i]) + ((int64_t)__builtin_popcountll(row[i] & query[i]) << 32);
    return sum;
}

RD_INLINE int64_t search(const uint64_t *first, const uint64_t *second, int64_t rows, int32_t row_bits,
                         const uint64_t *query, int32_t *shared) {
    int32_t rest = 0, most = *shared;
    for (int i = 0; i < rd_half_row; i++) rest += __builtin_popcountll(query[rd_half_row + i]);
    int64_t found = -1;
    for (int64_t row = 0; row < rows; row++) {
        const int64_t counts = both_counts(first + row * rd_half_row, query);
        const int32_t here = (int32_t)(counts >> 32), left = row_bits - (int32_t)(counts & 0xFFFF);
        if (here + (left < rest ? left : rest) <= most) continue;
        const int32_t sum = here + shared_bits(second + row * rd_half_row, query + rd_half_row);
        if (sum > most) most = sum, found = row;
    }
    *shared = most;
    return found;
}

#if defined(__x86_64__)
#define RD_SEARCH(name, features)                                                                               \
    __attribute__((target(features))) static int64_t name(const uint64_t *first, const uint64_t *second,         \
                                                          int64_t rows, int32_t row_bits, const uint64_t *query, \
                                                          int32_t *shared) {                                     \
        return search(first, second, rows, row_bits, query, shared);                                             \
    }
RD_SEARCH(search_vectors, "avx512f,avx512bw,avx512vl,avx512vpopcntdq,popcnt")
RD_SEARCH(search_words, "popcnt")
#endif

int64_t rd_most_shared_bits(
    const uint64_t *first, const uint64_t *second, int64_t rows, int32_t row_bits, const uint64_t *query, int32_t *shared) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512vpopcntdq") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw"))
        return search_vectors(first, second, rows, row_bits, query, shared);
    if (__builtin_cpu_supports("popcnt")) return search_words(first, second, rows, row_bits, query, shared);
#endif
    return search(first, second, rows, row_bits, query, shared);
}
