#include "CKernelsTile.h"
#include "CKernelsParallel.h"
#include "vector_math.h"
#include "random.h"

#define EACH(expression)                                   \
    for (int64_t i = 0; i < n; i++) { d[i] = (expression); } \
    break

/// One step over n <= QK_TILE elements.
QK_INLINE void qk_run_step(const qk_step *s, float *restrict d, const float *a, const float *b, const float *c,
                           int64_t first, int64_t n, const qk_random_state *random) {
    const float alpha = s->alpha, beta = s->beta;
    switch (s->operation) {
    case QK_COPY: EACH(a[i]);
    case QK_AFFINE: EACH(__builtin_fmaf(alpha, a[i], beta));
    case QK_EXP: EACH(qk_exp(a[i]));
    case QK_LOG: EACH(qk_log(a[i]));
    case QK_SQRT: EACH(qk_sqrt(a[i]));
    case QK_RSQRT: EACH(1.0f / qk_sqrt(a[i]));
    case QK_RECIPROCAL: EACH(1.0f / a[i]);
    case QK_ABS: EACH(__builtin_fabsf(a[i]));
    case QK_SIGN: EACH((a[i] > 0.0f ? 1.0f : 0.0f) - (a[i] < 0.0f ? 1.0f : 0.0f));
    case QK_STEP: EACH(a[i] > 0.0f ? 1.0f : 0.0f);
    case QK_SQUARE: EACH(a[i] * a[i]);
    case QK_SIN: for (int64_t i = 0; i < n; i++) { float v; qk_sin_cos(a[i], &d[i], &v); } break;
    case QK_COS: for (int64_t i = 0; i < n; i++) { float v; qk_sin_cos(a[i], &v, &d[i]); } break;
    case QK_TANH: EACH(qk_tanh(a[i]));
    case QK_SIGMOID: EACH(qk_sigmoid(a[i]));
    case QK_SOFTPLUS: EACH(qk_softplus(a[i]));
    case QK_ERF: EACH(qk_erf(a[i]));
    case QK_RELU: EACH(a[i] < 0.0f ? 0.0f : a[i]);
    case QK_LEAKY_RELU: EACH(a[i] < 0.0f ? alpha * a[i] : a[i]);
    case QK_CLAMP: EACH(a[i] < alpha ? alpha : (a[i] > beta ? beta : a[i]));
    case QK_FLOOR: EACH(__builtin_floorf(a[i]));
    case QK_GELU: EACH(qk_gelu(a[i]));
    case QK_ADD: EACH(a[i] + b[i]);
    case QK_SUBTRACT: EACH(a[i] - b[i]);
    case QK_MULTIPLY: EACH(a[i] * b[i]);
    case QK_DIVIDE: EACH(a[i] / b[i]);
    case QK_MAXIMUM: EACH(a[i] > b[i] ? a[i] : b[i]);
    case QK_MINIMUM: EACH(a[i] < b[i] ? a[i] : b[i]);
    case QK_EQUAL: EACH(a[i] == b[i] ? 1.0f : 0.0f);
    case QK_GREATER: EACH(a[i] > b[i] ? 1.0f : 0.0f);
    // Gradients from the upstream gradient a and the function's result b.
    case QK_RELU_GRADIENT: EACH(b[i] > 0.0f ? a[i] : 0.0f);
    case QK_LEAKY_RELU_GRADIENT: EACH(b[i] > 0.0f ? a[i] : alpha * a[i]);
    case QK_TANH_GRADIENT: EACH(a[i] * (1.0f - b[i] * b[i]));
    case QK_SIGMOID_GRADIENT: EACH(a[i] * b[i] * (1.0f - b[i]));
    // From the upstream gradient a and the operand b.
    case QK_GELU_GRADIENT: EACH(a[i] * qk_gelu_slope(b[i]));
    case QK_MULTIPLY_ADD: EACH(__builtin_fmaf(a[i], b[i], c[i]));
    case QK_SELECT: EACH(a[i] > 0.0f ? b[i] : c[i]);
    case QK_UNIFORM: qk_fill_uniform(d, first, n, random->seed, random->step, s->stream); break;
    case QK_NORMAL: qk_fill_normal(d, first, n, random->seed, random->step, s->stream); break;
    case QK_INDEX: EACH((float)(first + i));
    default: break;
    }
}

QK_INLINE void qk_convert_run(float *restrict d, const void *base, int32_t type, int64_t offset, int64_t n) {
    if (type == QK_FLOAT32) {
        const float *s = (const float *)base + offset;
        for (int64_t i = 0; i < n; i++) d[i] = s[i];
    } else if (type == QK_BFLOAT16) {
        const uint16_t *s = (const uint16_t *)base + offset;
        for (int64_t i = 0; i < n; i++) d[i] = qk_bfloat16_to_float(s[i]);
    } else {
        const int32_t *s = (const int32_t *)base + offset;
        for (int64_t i = 0; i < n; i++) d[i] = (float)s[i];
    }
}

QK_INLINE float qk_element(const void *base, int32_t type, int64_t offset) {
    if (type == QK_FLOAT32) return ((const float *)base)[offset];
    if (type == QK_BFLOAT16) return qk_bfloat16_to_float(((const uint16_t *)base)[offset]);
    return (float)((const int32_t *)base)[offset];
}

/// Elements [first, first + n) of the space from an operand with strides.
QK_INLINE void qk_load_strided(float *restrict d, const qk_load *l, const qk_tile_program *p, int64_t first,
                               int64_t n) {
    int64_t index[QK_MAX_DIMS], rest = first, offset = 0;
    for (int32_t k = p->dims - 1; k >= 0; k--) {
        index[k] = rest % p->extents[k];
        rest /= p->extents[k];
        offset += index[k] * l->strides[k];
    }
    const int32_t last = p->dims - 1;
    const int64_t stride = l->strides[last], extent = p->extents[last];
    int64_t done = 0;
    while (done < n) {
        int64_t run = extent - index[last];
        if (run > n - done) run = n - done;
        if (stride == 1) {
            qk_convert_run(d + done, l->base, l->type, offset, run);
        } else if (stride == 0) {
            const float value = qk_element(l->base, l->type, offset);
            for (int64_t i = 0; i < run; i++) d[done + i] = value;
        } else {
            for (int64_t i = 0; i < run; i++) d[done + i] = qk_element(l->base, l->type, offset + i * stride);
        }
        done += run;
        offset += (extent - index[last]) * stride;
        index[last] = 0;
        // Carry into the outer dimensions.
        offset -= extent * stride;
        for (int32_t k = last - 1; k >= 0; k--) {
            index[k]++;
            offset += l->strides[k];
            if (index[k] < p->extents[k]) break;
            offset -= index[k] * l->strides[k];
            index[k] = 0;
        }
    }
}

/// The registers of one thread: a register is either a buffer or a view of an operand.
typedef struct {
    float buffer[QK_MAX_REGISTERS][QK_TILE] __attribute__((aligned(64)));
    float *view[QK_MAX_REGISTERS];
} qk_registers;

/// Loads what is the same for all tiles: scalars and repeating vectors.
QK_INLINE void qk_prepare(const qk_tile_program *p, qk_registers *r) {
    for (int32_t k = 0; k < p->registers; k++) r->view[k] = r->buffer[k];
    for (int32_t k = 0; k < p->loads; k++) {
        const qk_load *l = &p->load[k];
        if (l->mode == QK_SCALAR) {
            const float value = qk_element(l->base, l->type, 0);
            for (int64_t i = 0; i < QK_TILE; i++) r->buffer[l->reg][i] = value;
        } else if (l->mode == QK_PERIODIC) {
            for (int64_t i = 0; i < QK_TILE; i += l->period) {
                qk_convert_run(r->buffer[l->reg] + i, l->base, l->type, 0, l->period);
            }
        }
    }
}

/// Loads, steps and stores of the elements [first, first + n).
QK_INLINE void qk_run_tile(const qk_tile_program *p, qk_registers *r, int64_t first, int64_t n) {
    for (int32_t k = 0; k < p->loads; k++) {
        const qk_load *l = &p->load[k];
        if (l->mode == QK_CONTIGUOUS) {
            if (l->type == QK_FLOAT32) {
                r->view[l->reg] = (float *)l->base + first;
            } else {
                r->view[l->reg] = r->buffer[l->reg];
                qk_convert_run(r->buffer[l->reg], l->base, l->type, first, n);
            }
        } else if (l->mode == QK_STRIDED) {
            r->view[l->reg] = r->buffer[l->reg];
            qk_load_strided(r->buffer[l->reg], l, p, first, n);
        }
    }
    for (int32_t k = 0; k < p->steps; k++) {
        const qk_step *s = &p->step[k];
        r->view[s->result] = r->buffer[s->result];
        qk_run_step(s, r->buffer[s->result], r->view[s->a], r->view[s->b], r->view[s->c], first, n, p->random);
    }
    for (int32_t k = 0; k < p->stores; k++) {
        const qk_store *s = &p->store[k];
        const float *v = r->view[s->reg];
        if (s->type == QK_FLOAT32) {
            float *d = (float *)s->base + first;
            for (int64_t i = 0; i < n; i++) d[i] = v[i];
        } else {
            uint16_t *d = (uint16_t *)s->base + first;
            for (int64_t i = 0; i < n; i++) d[i] = qk_float_to_bfloat16(v[i]);
        }
    }
}

QK_INLINE float qk_reduce_run(const float *x, int64_t n, int32_t kind) {
#pragma clang fp reassociate(on)
    if (kind == QK_REDUCE_SUM) {
        float sum = 0.0f;
        for (int64_t i = 0; i < n; i++) sum += x[i];
        return sum;
    }
    float most = -__builtin_inff();
    for (int64_t i = 0; i < n; i++) most = x[i] > most ? x[i] : most;
    return most;
}

QK_INLINE void qk_accumulate_rows(float *restrict result, const float *x, int64_t rows, int64_t width, int32_t kind) {
    for (int64_t row = 0; row < rows; row++, x += width) {
        if (kind == QK_REDUCE_SUM) {
            for (int64_t i = 0; i < width; i++) result[i] += x[i];
        } else {
            for (int64_t i = 0; i < width; i++) result[i] = x[i] > result[i] ? x[i] : result[i];
        }
    }
}

QK_INLINE int64_t qk_share(int64_t n, int32_t thread, int32_t threads) { return n * thread / threads; }

/// Reduces rows [from, to) of the middle axis for one outer index into target[inner].
QK_INLINE void qk_reduce_block(const qk_tile_program *p, qk_registers *r, int64_t o, int64_t from, int64_t to,
                               float *const *target) {
    const int64_t inner = p->inner, base = o * p->reduced * inner;
    for (int32_t k = 0; k < p->reductions; k++) {
        const float start = p->reduction[k].kind == QK_REDUCE_SUM ? 0.0f : -__builtin_inff();
        for (int64_t i = 0; i < inner; i++) target[k][i] = start;
    }
    if (inner == 1) {
        double sum[QK_MAX_DIMS] = {0};
        for (int64_t i = from; i < to; i += QK_TILE) {
            const int64_t n = to - i < QK_TILE ? to - i : QK_TILE;
            qk_run_tile(p, r, base + i, n);
            for (int32_t k = 0; k < p->reductions; k++) {
                const float v = qk_reduce_run(r->view[p->reduction[k].reg], n, p->reduction[k].kind);
                if (p->reduction[k].kind == QK_REDUCE_SUM) {
                    sum[k] += v;
                    target[k][0] = (float)sum[k];
                } else {
                    target[k][0] = v > target[k][0] ? v : target[k][0];
                }
            }
        }
        return;
    }
    if (inner <= QK_TILE) {
        const int64_t chunk = QK_TILE / inner;
        for (int64_t row = from; row < to; row += chunk) {
            const int64_t rows = to - row < chunk ? to - row : chunk;
            qk_run_tile(p, r, base + row * inner, rows * inner);
            for (int32_t k = 0; k < p->reductions; k++) {
                qk_accumulate_rows(target[k], r->view[p->reduction[k].reg], rows, inner, p->reduction[k].kind);
            }
        }
        return;
    }
    for (int64_t row = from; row < to; row++) {
        for (int64_t i = 0; i < inner; i += QK_TILE) {
            const int64_t n = inner - i < QK_TILE ? inner - i : QK_TILE;
            qk_run_tile(p, r, base + row * inner + i, n);
            for (int32_t k = 0; k < p->reductions; k++) {
                qk_accumulate_rows(target[k] + i, r->view[p->reduction[k].reg], 1, n, p->reduction[k].kind);
            }
        }
    }
}

#define QK_MAX_REDUCTIONS QK_MAX_DIMS

/// How the work of a program with reductions is split between threads.
QK_INLINE int qk_splits_reduced_axis(const qk_tile_program *p) { return p->outer < p->threads; }

QK_LEVELS void qk_tile_worker(void *context, int32_t thread, int32_t threads) {
    const qk_tile_program *p = context;
    qk_registers registers;
    qk_prepare(p, &registers);
    if (p->reductions == 0) {
        const int64_t tiles = (p->count + QK_TILE - 1) / QK_TILE;
        const int64_t end = qk_share(tiles, thread + 1, threads);
        for (int64_t t = qk_share(tiles, thread, threads); t < end; t++) {
            const int64_t first = t * QK_TILE, left = p->count - first;
            qk_run_tile(p, &registers, first, left < QK_TILE ? left : QK_TILE);
        }
        return;
    }
    if (p->inner == 1 && p->reduced <= QK_TILE / 2) {
        // Short rows: several to a tile.
        const int64_t chunk = QK_TILE / p->reduced, end = qk_share(p->outer, thread + 1, threads);
        for (int64_t row = qk_share(p->outer, thread, threads); row < end; row += chunk) {
            const int64_t rows = end - row < chunk ? end - row : chunk;
            qk_run_tile(p, &registers, row * p->reduced, rows * p->reduced);
            for (int32_t k = 0; k < p->reductions; k++) {
                const float *v = registers.view[p->reduction[k].reg];
                for (int64_t i = 0; i < rows; i++) {
                    p->reduction[k].result[row + i] =
                        qk_reduce_run(v + i * p->reduced, p->reduced, p->reduction[k].kind);
                }
            }
        }
        return;
    }
    float *target[QK_MAX_REDUCTIONS];
    if (qk_splits_reduced_axis(p)) {
        // Along the last axis each share begins with a whole tile, where repeating vectors begin, too.
        const int64_t unit = p->inner == 1 ? QK_TILE : 1, units = (p->reduced + unit - 1) / unit;
        const int64_t from = qk_share(units, thread, threads) * unit;
        const int64_t end = qk_share(units, thread + 1, threads) * unit, to = end < p->reduced ? end : p->reduced;
        for (int64_t o = 0; o < p->outer; o++) {
            for (int32_t k = 0; k < p->reductions; k++) {
                target[k] = p->reduction[k].partial + ((int64_t)thread * p->outer + o) * p->inner;
            }
            qk_reduce_block(p, &registers, o, from, to, target);
        }
        return;
    }
    const int64_t end = qk_share(p->outer, thread + 1, threads);
    for (int64_t o = qk_share(p->outer, thread, threads); o < end; o++) {
        for (int32_t k = 0; k < p->reductions; k++) target[k] = p->reduction[k].result + o * p->inner;
        qk_reduce_block(p, &registers, o, 0, p->reduced, target);
    }
}

/// Adds the threads' partial results in the order of the threads.
QK_LEVELS void qk_combine_partials(const qk_tile_program *p) {
    const int64_t n = p->outer * p->inner;
    for (int32_t k = 0; k < p->reductions; k++) {
        const qk_reduction *r = &p->reduction[k];
        for (int64_t i = 0; i < n; i++) r->result[i] = r->partial[i];
        for (int32_t t = 1; t < p->threads; t++) {
            qk_accumulate_rows(r->result, r->partial + t * n, 1, n, r->kind);
        }
    }
}

void qk_tile_run(const qk_tile_program *program) {
    qk_parallel(qk_tile_worker, (void *)program, program->threads);
    const int short_rows = program->inner == 1 && program->reduced <= QK_TILE / 2;
    if (program->reductions > 0 && !short_rows && qk_splits_reduced_axis(program)) qk_combine_partials(program);
}

QK_LEVELS void qk_apply(int32_t operation, const float *a, const float *b, float *result, int64_t n, float alpha,
                        float beta) {
    const qk_step step = {.operation = operation, .alpha = alpha, .beta = beta};
    const qk_random_state state = {0, 0};
    qk_run_step(&step, result, a, b, b, 0, n, &state);
}
