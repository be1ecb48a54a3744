// Convolutions as matrix products over patches ("im2col"), which stay in the second-level cache. The processor, the type
// and the shape decide which of them oneDNN 2's own kernels do not compute faster.
//
// With bfloat16 tiles its own backward kernels reach 10 to 40 % of the rate of its matrix product if the stride is 2 or the
// picture is small, its weight gradients drop to a few percent if the cores are shared, and its forward kernels fill a tile
// with one row of the picture, so rows of 4 pixels leave three quarters of it empty.
//
// Without tiles they reach 60 to 100 %. In bfloat16 on two cores, own kernel against patches, in GFLOP/s: input gradients of
// 64 to 128 channels at 32 x 32 pixels 1,035 against 798, of 128 to 256 at 16 x 16 857 against 918, of 256 to 512 at 8 x 8
// 609 against 907; weight gradients of these 695 against 784, 647 against 856 and 508 against 662, but of 3 channels 504
// against 359. In float32: forward to 4 x 4 pixels 286 against 471, to 8 x 8 528 against 470; the input gradient of
// 3 channels 90 against 259.
#pragma once
#include "COneDNN.h"

typedef struct qd_patches qd_patches;

/// True for convolutions and gradients that are faster this way.
int qd_patches_suit(const qd_specification *specification);
qd_patches *qd_patches_create(const qd_specification *specification, char *message, size_t message_size);
void qd_patches_destroy(qd_patches *patches);
size_t qd_patches_scratch_size(const qd_patches *patches);
size_t qd_patches_packed_size(const qd_patches *patches);
int qd_patches_same_packing(const qd_patches *a, const qd_patches *b);
const char *qd_patches_implementation(const qd_patches *patches);
int qd_patches_pack(qd_patches *patches, const float *plain, void *packed);
int qd_patches_run(qd_patches *patches, const void *left, const void *right, const float *bias, void *result,
                   void *scratch);
