// The only interface to oneDNN: matrix products and convolutions, created once for their shapes and run many times.
// `onednn2.c` implements it with the C API of oneDNN 2; support for another generation is another file with the same
// declarations.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include "COneDNNRecurrent.h"

typedef struct qd_primitive qd_primitive;

enum { QD_FLOAT32 = 0, QD_BFLOAT16 = 1 };
enum { QD_MATMUL = 0, QD_CONVOLUTION, QD_CONVOLUTION_INPUT_GRADIENT, QD_CONVOLUTION_WEIGHT_GRADIENT };
enum { QD_NO_ACTIVATION = 0, QD_RELU, QD_TANH, QD_SIGMOID };

/// What to compute. Dense row-major operands throughout; pictures are [batch, height, width, channels].
///
/// MATMUL: result[b, m, n] = left[b, m, k] . right[b, k, n]; a transposed operand is [b, k, m] or [b, n, k].
/// CONVOLUTION: result = input * weights, weights [outputs, inputs / groups, height, width].
/// CONVOLUTION_INPUT_GRADIENT: left is the result's gradient, right the weights, result the input's gradient.
/// CONVOLUTION_WEIGHT_GRADIENT: left is the input, right the result's gradient, result the weights' gradient.
typedef struct {
    int32_t kind;
    int32_t left_type, right_type, result_type;
    int32_t activation;   // applied after the bias (MATMUL and CONVOLUTION)
    float slope;          // RELU below zero
    int32_t has_bias;     // float32, one value for each column or output channel
    int32_t pack_right;   // qd_pack converts the right operand (float32, plain) to the primitive's own layout
    // MATMUL
    int64_t batch, m, n, k;
    int32_t transpose_left, transpose_right;
    int32_t accumulate;   // the product is added to the result
    int64_t left_stride;  // elements between the left operand's rows in memory; 0: no gap
    // CONVOLUTION*
    int64_t images, height, width, inputs, outputs, groups;
    int64_t kernel[2], stride[2], dilation[2], padding_before[2], padding_after[2];
    int64_t result_height, result_width;
} qd_specification;

/// Creates a primitive. If oneDNN does not support it, returns NULL and writes the reason to `message`.
qd_primitive *qd_create(const qd_specification *specification, char *message, size_t message_size);
void qd_destroy(qd_primitive *primitive);

/// Bytes of temporary memory for a run.
size_t qd_scratch_size(const qd_primitive *primitive);
/// Bytes of the packed right operand, or 0 if it is used in plain layout. For WEIGHT_GRADIENT: bytes of the packed result,
/// or 0 if the result is written in plain layout.
size_t qd_packed_size(const qd_primitive *primitive);
/// Two primitives with the same packing can share one packed operand.
int qd_same_packing(const qd_primitive *a, const qd_primitive *b);
/// Name of the kernel that oneDNN chose.
const char *qd_implementation(const qd_primitive *primitive);

/// Plain float32 right operand -> packed (MATMUL, CONVOLUTION, INPUT_GRADIENT).
int qd_pack(qd_primitive *primitive, const float *plain, void *packed);
/// Packed result -> plain float32 (WEIGHT_GRADIENT).
int qd_unpack(qd_primitive *primitive, const void *packed, float *plain);

/// Runs it; returns 0 or oneDNN's status. `right` is the packed operand if qd_packed_size is not 0.
int qd_run(qd_primitive *primitive, const void *left, const void *right, const float *bias, void *result,
           void *scratch);

/// The library's version as major * 10,000 + minor * 100 + patch.
int32_t qd_version(void);

/// True if the library multiplies bfloat16 operands on this processor; environment variables may forbid it.
int qd_has_bfloat16(void);

/// True while any thread is inside oneDNN, so that a program that counts allocations can exclude oneDNN's.
int qd_is_inside(void);
