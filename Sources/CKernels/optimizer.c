#include "CKernelsOptimizer.h"
#include "CKernelsParallel.h"
#include "levels.h"

QK_INLINE int64_t qk_share(int64_t n, int32_t thread, int32_t threads) {
    const int64_t lines = (n + 15) / 16, at = lines * thread / threads * 16;
    return at < n ? at : n;
}

QK_INLINE void qk_average(const qk_optimizer_step *s, int64_t i) {
    s->average[i] += (1.0f - s->average_decay) * (s->parameter[i] - s->average[i]);
}

QK_LEVELS void qk_adam_worker(void *context, int32_t thread, int32_t threads) {
    const qk_optimizer_step *s = context;
    float *restrict p = s->parameter, *restrict m = s->first, *restrict v = s->second;
    const float *restrict gradient = s->gradient;
    const float rate = s->learning_rate / s->correction1, root = 1.0f / qk_sqrt(s->correction2);
    const float decay = s->decoupled ? 1.0f - s->learning_rate * s->weight_decay : 1.0f;
    const float coupled = s->decoupled ? 0.0f : s->weight_decay;
    const float beta1 = s->beta1, beta2 = s->beta2, epsilon = s->epsilon, scale = s->gradient_scale;
    const int64_t from = qk_share(s->count, thread, threads), to = qk_share(s->count, thread + 1, threads);
    for (int64_t i = from; i < to; i++) {
        const float g = gradient[i] * scale + coupled * p[i];
        m[i] = beta1 * m[i] + (1.0f - beta1) * g;
        v[i] = beta2 * v[i] + (1.0f - beta2) * g * g;
        p[i] = p[i] * decay - rate * m[i] / (qk_sqrt(v[i]) * root + epsilon);
    }
    if (s->average) {
        for (int64_t i = from; i < to; i++) qk_average(s, i);
    }
}

void qk_adam(const qk_optimizer_step *step) { qk_parallel(qk_adam_worker, (void *)step, step->threads); }

QK_LEVELS void qk_sgd_worker(void *context, int32_t thread, int32_t threads) {
    const qk_optimizer_step *s = context;
    float *restrict p = s->parameter, *restrict m = s->first;
    const float *restrict gradient = s->gradient;
    const int64_t from = qk_share(s->count, thread, threads), to = qk_share(s->count, thread + 1, threads);
    for (int64_t i = from; i < to; i++) {
        const float g = gradient[i] * s->gradient_scale + s->weight_decay * p[i];
        m[i] = s->beta1 * m[i] + g;
        p[i] -= s->learning_rate * (s->nesterov ? g + s->beta1 * m[i] : m[i]);
    }
    if (s->average) {
        for (int64_t i = from; i < to; i++) qk_average(s, i);
    }
}

void qk_sgd(const qk_optimizer_step *step) { qk_parallel(qk_sgd_worker, (void *)step, step->threads); }

#define QK_MAX_THREADS 256

typedef struct {
    const float *x;
    int64_t n;
    double partial[QK_MAX_THREADS];
} qk_squares_job;

QK_LEVELS void qk_squares_worker(void *context, int32_t thread, int32_t threads) {
#pragma clang fp reassociate(on)
    qk_squares_job *job = context;
    const int64_t end = qk_share(job->n, thread + 1, threads);
    double sum = 0.0;
    for (int64_t i = qk_share(job->n, thread, threads); i < end; i++) sum += (double)job->x[i] * job->x[i];
    job->partial[thread] = sum;
}

double qk_sum_of_squares(const float *x, int64_t n, int32_t threads) {
    qk_squares_job job = {x, n, {0}};
    if (threads > QK_MAX_THREADS) threads = QK_MAX_THREADS;
    qk_parallel(qk_squares_worker, &job, threads);
    double sum = 0.0;
    for (int32_t t = 0; t < threads; t++) sum += job.partial[t];
    return sum;
}

QK_LEVELS int64_t qk_first_not_finite(const float *x, int64_t n) {
    for (int64_t block = 0; block < n; block += 4096) {
        const int64_t end = block + 4096 < n ? block + 4096 : n;
        float bad = 0.0f;
        for (int64_t i = block; i < end; i++) bad += x[i] * 0.0f;
        if (bad == 0.0f) continue;
        for (int64_t i = block; i < end; i++) {
            if (x[i] * 0.0f != 0.0f) return i;
        }
    }
    return -1;
}

int64_t qk_first_not_finite_bfloat16(const uint16_t *x, int64_t n) {
    for (int64_t i = 0; i < n; i++) {
        if ((x[i] & 0x7f80u) == 0x7f80u) return i;
    }
    return -1;
}
