#pragma once
#include <stdint.h>

typedef struct {
    float *parameter, *gradient, *first, *second, *average;  // average: EMA of the weights, or NULL
    int64_t count;
    float learning_rate, beta1, beta2, epsilon;
    float correction1, correction2;  // 1 - beta1^t, 1 - beta2^t
    float weight_decay;              // decoupled if `decoupled`, otherwise added to the gradient
    float gradient_scale;            // from clipping
    float average_decay;
    int32_t decoupled, nesterov;
    int32_t threads;
} qk_optimizer_step;

/// Adam (Kingma & Ba, 2015) and AdamW (Loshchilov & Hutter, 2019).
void qk_adam(const qk_optimizer_step *step);
/// SGD with momentum beta1 in `first` (Sutskever et al., 2013; PyTorch's form).
void qk_sgd(const qk_optimizer_step *step);
/// Sum of squares in double precision; the same bits for the same count and threads.
double qk_sum_of_squares(const float *x, int64_t n, int32_t threads);
/// Index of the first value that is NaN or infinite, or -1.
int64_t qk_first_not_finite(const float *x, int64_t n);
int64_t qk_first_not_finite_bfloat16(const uint16_t *x, int64_t n);
