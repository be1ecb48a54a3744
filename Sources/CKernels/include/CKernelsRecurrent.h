#pragma once
#include <stdint.h>

/// One step of a recurrent layer for a block of rows (sequences): what is computed between the matrix products. Sequences
/// have `hidden` elements per row; `projected`, `gates` and their gradients have 3 (GRU: reset, update, new) or 4 (LSTM:
/// input, forget, cell, output) times as many, gate by gate. These have the type `low`; what is carried from step to step
/// is float32. A row whose sequence has ended (`time >= lengths[row]`) keeps its state.
typedef struct {
    int64_t rows, hidden, time, steps;
    int32_t low, sequence_type;     // QK_FLOAT32 or QK_BFLOAT16
    int32_t reverse;                // sequences run from their last element to their first
    const int32_t *lengths;         // of these rows, or NULL: all have `steps` elements
    const float *product;           // [rows, gates]: previous state times recurrent weights, plus their bias
    const float *input_bias;        // [gates], the same for all rows, or one for each row
    int64_t bias_stride;            // elements from a row's input bias to the next one's: 0 or gates
    const void *projected;          // [rows, gates]; the gates may take its place
    void *gates;                    // out; NULL if no gradient is needed
    void *extra;                    // out. GRU: the new gate's part of `product`; LSTM: the cell after the step
    float *state, *cell;            // carried; `cell` for LSTM only
    void *operand;                  // out: the state in the type of the products, or NULL
    void *sequence;                 // out, zero where a sequence has ended
} qk_recurrent_step;
void qk_gru_step(const qk_recurrent_step *step);
void qk_lstm_step(const qk_recurrent_step *step);

/// The backward step. `state` and `cell` are the gradients of the state and the cell after the step; they are replaced by
/// those before the step, without the part that goes through the recurrent weights.
typedef struct {
    int64_t rows, hidden, time, steps;
    int32_t low, sequence_type, upstream_type, reverse;
    const int32_t *lengths;
    const void *gates;              // from the forward step; the gradients may take their place
    const void *extra;              // GRU: from the forward step; LSTM: cells of this step
    const void *previous_sequence;  // result of the step before; GRU
    const void *previous_extra;     // cells of the step before; LSTM
    const float *initial_state, *initial_cell;
    const void *upstream;           // gradient of the step's result, or NULL
    float *state, *cell;
    void *gate_gradient;            // out: of `projected`
    void *extra_gradient;           // out, GRU: of the new gate's part of the product
    void *operand;                  // out, [rows, gates]: gradient of the product
    void *start_gradient;           // out, [rows, gates]: `operand` of a sequence's first step
    float *bias_gradient;           // [gates], for GRU then [hidden] of the new gate's part of the product: accumulated
    float *lines;                   // scratch, 2 * hidden
} qk_recurrent_back_step;
void qk_gru_back_step(const qk_recurrent_back_step *step);
void qk_lstm_back_step(const qk_recurrent_back_step *step);
