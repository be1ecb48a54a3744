#pragma once
#include <stdint.h>

// Similarities of fingerprints, which are rows of bits.

/// What a fingerprint's similarities to others have come to so far.
typedef struct {
    float largest;
    double sum, sum_of_squares;
} cf_similarities;

/// Adds the Tanimoto similarities of a fingerprint of `words` words to `count` others in a row: shared bits as a share of the
/// bits that either has; 1 where both are empty. `other_bits` are the numbers of bits of the others.
void cf_add_similarities(const uint64_t *fingerprint, const uint64_t *others, const int32_t *other_bits, int64_t words,
                         int64_t count, cf_similarities *similarities);

/// How many bits a fingerprint shares with each of `count` others in a row.
void cf_shared_bits(const uint64_t *fingerprint, const uint64_t *others, int64_t words, int64_t count, int32_t *shared);
