// Matrix products with a long inner dimension, left^T . right with thousands of rows in both: gradients of weights.
// oneDNN 2's product processes all rows at once and leaves the cache for every block of its result (290 to 510 of 900
// GFLOP/s in bfloat16). Split into chunks of rows, with a part of the result for each thread, it reaches 700. float32
// operands with gaps are compacted chunk by chunk: oneDNN's fast kernel does not support gaps.
#pragma once
#include "COneDNN.h"

typedef struct qd_sums qd_sums;

/// True for products that are faster this way.
int qd_sums_suit(const qd_specification *specification);
qd_sums *qd_sums_create(const qd_specification *specification, char *message, size_t message_size);
void qd_sums_destroy(qd_sums *sums);
size_t qd_sums_scratch_size(const qd_sums *sums);
const char *qd_sums_implementation(const qd_sums *sums);
int qd_sums_run(qd_sums *sums, const void *left, const void *right, void *result, void *scratch);
