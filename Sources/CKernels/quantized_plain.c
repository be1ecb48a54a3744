#include "quantized.h"
#include <math.h>

// The products in plain C: the reference for the faster versions, and the fallback where these cannot run.

static void quantize(const qk_quantized_job *job, int64_t row) {
    const int64_t columns = job->product->columns;
    const float *source = job->product->source + row * columns;
    const int32_t bias = qk_format_of(job->product->type).bias;
    for (int64_t b = 0; b < job->blocks; b++, source += QK_BLOCK) {
        const int64_t at = row * job->blocks + b;
        // Magnitudes compared as integers: a NaN is greater than anything.
        uint32_t bits = 0;
        for (int i = 0; i < QK_BLOCK; i++) {
            uint32_t size;
            memcpy(&size, &source[i], sizeof size);
            size &= 0x7fffffffu;
            if (size > bits) bits = size;
        }
        float most;
        memcpy(&most, &bits, sizeof most);
        const float scale = most / 127.0f, inverse = most != 0.0f ? 127.0f / most : 0.0f;
        const int is_number = bits < 0x7f800000u;
        int8_t *values = job->source.values + at * QK_BLOCK;
        int32_t total = 0;
        for (int lane = 0; lane < 8; lane++) {
            int32_t sum = 0;
            for (int i = 4 * lane; i < 4 * lane + 4; i++) {
                values[i] = is_number ? (int8_t)rintf(source[i] * inverse) : 1;
                sum += values[i];
            }
            if (bias) job->source.offset[at * 8 + lane] = -bias * sum;
            total += sum;
        }
        job->source.scale[at] = qk_rounded_to_half(scale);
        job->source.sum[at] = qk_rounded_to_half(scale * (float)total);
    }
}

/// Unsigned weights and signed values, summed by fours.
QK_INLINE void add_block(const uint8_t *weights, const int8_t *values, const int32_t *offset,
                         const float *weights_scale, float scale, float lanes[8]) {
    for (int lane = 0; lane < 8; lane++) {
        int32_t sum = offset ? offset[lane] : 0;
        for (int i = 4 * lane; i < 4 * lane + 4; i++) sum += (int32_t)weights[i] * values[i];
        lanes[lane] += weights_scale[lane] * scale * (float)sum;
    }
}

QK_INLINE float lane_sum(const float x[8]) {
    return ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]));
}

static void unpack(const qk_quantized_job *job, const uint8_t *const *rows, const qk_unpacked_rows *to) {
    qk_unpack_rows(job, rows, to);
}

static int multiply_row(const qk_quantized_job *job, const uint8_t *const *weights, float *result) {
    (void)job, (void)weights, (void)result;
    return 0;
}

static void multiply_rows(const qk_quantized_job *job, const qk_unpacked_rows *weights, int64_t first, int64_t rows,
                          float (*result)[QK_UNPACKED_ROWS]) {
    const int64_t blocks = job->blocks;
    for (int64_t r = 0; r < rows; r++) {
        for (int row = 0; row < QK_UNPACKED_ROWS; row++) {
            float lanes[8] = {0}, minima = 0.0f;
            for (int64_t b = 0; b < blocks; b++) {
                const int64_t at = (first + r) * blocks + b, pair = (row / 2 * blocks + b) * 2 + row % 2;
                add_block(weights->values + pair * QK_BLOCK, job->source.values + at * QK_BLOCK,
                          job->source.offset ? job->source.offset + at * 8 : NULL, weights->scale + pair * 8,
                          job->source.scale[at], lanes);
                minima += weights->minimum[b * QK_UNPACKED_ROWS + row] * job->source.sum[at];
            }
            result[r][row] = lane_sum(lanes) + minima;
        }
    }
}

static void multiply_floats(const float *source, int64_t columns, int64_t rows, const float *weights,
                            float (*result)[QK_UNPACKED_ROWS]) {
    for (int64_t r = 0; r < rows; r++) {
        for (int row = 0; row < QK_UNPACKED_ROWS; row++) {
            const float *x = source + r * columns, *w = weights + row * columns;
            float lanes[8] = {0};
            int64_t i = 0;
            for (; i + 8 <= columns; i += 8) {
                for (int lane = 0; lane < 8; lane++) lanes[lane] += x[i + lane] * w[i + lane];
            }
            for (int lane = 0; i < columns; i++, lane++) lanes[lane] += x[i] * w[i];
            result[r][row] = lane_sum(lanes);
        }
    }
}

const qk_quantized_kernels qk_quantized_plain = {quantize, unpack, multiply_row, multiply_rows, multiply_floats};
