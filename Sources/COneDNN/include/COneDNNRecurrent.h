// Recurrent layers over whole sequences: each step is one matrix product with the recurrent weights and one kernel for the
// gates. A block of sequences runs through all steps on one thread, so threads never wait for one another.
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef struct qd_recurrence qd_recurrence;

/// Sequences are [steps, batch, ...]. `low` (QD_FLOAT32 or QD_BFLOAT16) is the type of the products' operands, of gates
/// and of gate gradients; states that are carried, and biases, are float32.
typedef struct {
    int32_t lstm;       // otherwise GRU
    int32_t backward;
    int32_t low, sequence_type, upstream_type;
    int32_t reverse;
    int32_t bias_by_row; // forward: each sequence has its own input bias, [batch, gates]
    int64_t steps, batch, hidden;
} qd_recurrence_specification;

qd_recurrence *qd_recurrence_create(const qd_recurrence_specification *s, char *message, size_t message_size);
void qd_recurrence_destroy(qd_recurrence *r);
size_t qd_recurrence_scratch_size(const qd_recurrence *r);
size_t qd_recurrence_packed_size(const qd_recurrence *r);
const char *qd_recurrence_implementation(const qd_recurrence *r);
/// Converts recurrent weights, [gates * hidden, hidden] in float32, to the layout of the products of this direction.
int qd_recurrence_pack(qd_recurrence *r, const float *weights, void *packed);

/// Pointers as documented in `CKernelsRecurrent.h`, each to the first sequence of the first step. `weights` are packed, or
/// plain if qd_recurrence_packed_size is 0.
typedef struct {
    const void *weights;
    const int32_t *lengths;
    const float *initial_state, *initial_cell;
    // Forward. `state` and `cell` finally contain those of the sequences' last steps.
    const void *projected;
    const float *input_bias, *hidden_bias;
    void *gates, *extra, *sequence;
    // Backward. `state` and `cell` are first the gradients of the last ones and finally those of the initial ones.
    const void *upstream;
    void *gate_gradient, *extra_gradient, *start_gradient;
    float *bias_gradient;
    float *state, *cell;
} qd_recurrence_operands;
int qd_recurrence_run(qd_recurrence *r, const qd_recurrence_operands *operands, void *scratch);
