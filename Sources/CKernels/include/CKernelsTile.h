#pragma once
#include <stdint.h>

// A tile program: a chain of elementwise operations over one iteration space, run tile by tile so that everything
// between its loads and its stores stays in the first-level cache. It may end in sums or maxima of its values.

#define QK_TILE 512
#define QK_MAX_DIMS 6
#define QK_MAX_REGISTERS 48

enum { QK_FLOAT32 = 0, QK_BFLOAT16 = 1, QK_INT32 = 2 };

/// How an operand's elements follow the iteration space: contiguously; as one value; as a vector that repeats along the
/// last axis; or by strides.
enum { QK_CONTIGUOUS = 0, QK_SCALAR = 1, QK_PERIODIC = 2, QK_STRIDED = 3 };

enum qk_operation {
    QK_COPY = 0, QK_AFFINE, QK_EXP, QK_LOG, QK_SQRT, QK_RSQRT, QK_RECIPROCAL, QK_ABS, QK_SIGN, QK_STEP, QK_SQUARE,
    QK_SIN, QK_COS, QK_TANH, QK_SIGMOID, QK_SOFTPLUS, QK_ERF, QK_RELU, QK_LEAKY_RELU, QK_CLAMP, QK_FLOOR, QK_GELU,
    QK_ADD, QK_SUBTRACT, QK_MULTIPLY, QK_DIVIDE, QK_MAXIMUM, QK_MINIMUM, QK_EQUAL, QK_GREATER,
    QK_RELU_GRADIENT, QK_LEAKY_RELU_GRADIENT, QK_TANH_GRADIENT, QK_SIGMOID_GRADIENT, QK_GELU_GRADIENT,
    QK_MULTIPLY_ADD, QK_SELECT,
    QK_UNIFORM, QK_NORMAL, QK_INDEX
};

typedef struct {
    int32_t operation;
    int32_t result, a, b, c;      // registers
    float alpha, beta;            // AFFINE: alpha*x+beta; LEAKY_RELU: slope alpha; CLAMP: [alpha, beta]
    uint32_t stream;              // UNIFORM, NORMAL: which stream of the generator
} qk_step;

typedef struct {
    void *base;
    int32_t type, mode;
    int32_t reg;
    int64_t period;               // PERIODIC
    int64_t strides[QK_MAX_DIMS]; // STRIDED: in elements, one for each dimension of the program
} qk_load;

typedef struct {
    void *base;
    int32_t type;
    int32_t reg;
} qk_store;

enum { QK_REDUCE_SUM = 0, QK_REDUCE_MAX = 1 };

typedef struct {
    float *result;   // [outer, inner]
    float *partial;  // [threads, outer, inner]; used when the reduced axis is split between threads
    int32_t kind;
    int32_t reg;
} qk_reduction;

typedef struct {
    uint64_t seed, step;
} qk_random_state;

typedef struct {
    int64_t count;
    int32_t dims;
    int64_t extents[QK_MAX_DIMS];
    /// With reductions: the space as [outer, reduced, inner], reduced over the middle.
    int64_t outer, reduced, inner;
    int32_t loads, steps, stores, reductions, registers;
    qk_load *load;
    qk_step *step;
    qk_store *store;
    qk_reduction *reduction;
    const qk_random_state *random;
    int32_t threads;
} qk_tile_program;

void qk_tile_run(const qk_tile_program *program);

/// One elementwise function over n floats, by the code of tile programs (to test its error bounds).
void qk_apply(int32_t operation, const float *a, const float *b, float *result, int64_t n, float alpha, float beta);

/// Philox4x32-10 (Salmon et al., SC 2011): the four words of one block.
void qk_philox4x32(const uint32_t counter[4], uint64_t key, uint32_t result[4]);
/// Elements [first, first + n) of a stream of its blocks: uniform in [0, 1), or standard normal (Box-Muller).
void qk_random_uniform(float *result, int64_t first, int64_t n, uint64_t seed, uint64_t step, uint32_t stream);
void qk_random_normal(float *result, int64_t first, int64_t n, uint64_t seed, uint64_t step, uint32_t stream);
