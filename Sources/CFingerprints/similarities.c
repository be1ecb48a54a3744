#include "CFingerprints.h"

// Compiled for the instructions that count bits; the loader picks one at startup.
#if defined(__x86_64__)
#define COUNTING __attribute__((target_clones("avx512vpopcntdq", "popcnt", "default")))
#else
#define COUNTING
#endif

static inline __attribute__((always_inline)) int32_t shared_bits(
    const uint64_t *a, const uint64_t *b, int64_t words) {
    int64_t bits = 0;
    for (int64_t i = 0; i < words; i++) bits += __builtin_popcountll(a[i] & b[i]);
    return (int32_t)bits;
}

// Most fingerprints have 1,024 or 2,048 bits: a constant number of words is a few instructions.
static inline __attribute__((always_inline)) int32_t shared_with(
    const uint64_t *fingerprint, const uint64_t *others, int64_t words, int64_t i) {
    if (words == 16) return shared_bits(fingerprint, others + i * 16, 16);
    if (words == 32) return shared_bits(fingerprint, others + i * 32, 32);
    return shared_bits(fingerprint, others + i * words, words);
}

COUNTING
void cf_shared_bits(const uint64_t *fingerprint, const uint64_t *others, int64_t words, int64_t count, int32_t *shared) {
    for (int64_t i = 0; i < count; i++) shared[i] = shared_with(fingerprint, others, words, i);
}

COUNTING
void cf_add_similarities(const uint64_t *fingerprint, const uint64_t *others, const int32_t *other_bits, int64_t words,
                         int64_t count, cf_similarities *similarities) {
    const int32_t own = shared_bits(fingerprint, fingerprint, words);
    float largest = similarities->largest;
    double sum = 0, squares = 0;
    for (int64_t i = 0; i < count; i++) {
        const int32_t shared = shared_with(fingerprint, others, words, i);
        const int32_t either = own + other_bits[i] - shared;
        const float similarity = either ? (float)shared / (float)either : 1;
        largest = similarity > largest ? similarity : largest;
        sum += similarity;
        squares += (double)similarity * similarity;
    }
    similarities->largest = largest;
    similarities->sum += sum;
    similarities->sum_of_squares += squares;
}
