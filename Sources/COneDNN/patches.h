// Convolutions in bfloat16 as matrix products over patches ("im2col"), which stay in the second-level cache. oneDNN 2's
// own backward kernels for bfloat16 tiles reach 10 to 40 % of the rate of its matrix product if the stride is 2 or the
// picture is small; its weight gradients drop to a few percent if the cores are shared; and its forward kernels fill a
// tile with one row of the picture, so rows of 4 pixels leave three quarters of it empty.
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
