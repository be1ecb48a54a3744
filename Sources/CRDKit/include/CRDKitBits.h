// The nearest of many fingerprints; RDKit itself has no part in it.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Words of half a row: a row has 1,024 bits.
enum { rd_half_row = 8 };

/// The first of the rows that share the most bits with `query`, if they are more than `*shared`; -1 if none is.
///
/// Each row has `row_bits` bits set. Its first 512 bits lie in `first`, the others in `second`: most rows are ruled out by
/// their first half, and the second is not read. `*shared` receives the number of shared bits.
int64_t rd_most_shared_bits(const uint64_t *first, const uint64_t *second, int64_t rows, int32_t row_bits,
                            const uint64_t *query, int32_t *shared);

#ifdef __cplusplus
}
#endif
