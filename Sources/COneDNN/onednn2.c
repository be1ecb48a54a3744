#include "COneDNN.h"
#include "patches.h"
#include "sums.h"
#include <dnnl.h>

#if DNNL_VERSION_MAJOR == 2

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct qd_primitive {
    qd_patches *patches;                       // not NULL: a gradient by products over patches; the fields below are unused
    qd_sums *sums;                             // not NULL: a product in chunks; the fields below are unused
    dnnl_primitive_t primitive;
    dnnl_primitive_desc_t descriptor;
    dnnl_memory_t left, right, bias, result, scratch;
    dnnl_memory_desc_t packed;                 // of the right operand, or of a weight gradient's result
    dnnl_memory_desc_t plain;                  // what is packed, or unpacked to
    dnnl_primitive_t reorder;                  // plain -> packed, or packed -> plain
    dnnl_memory_t reorder_from, reorder_to, reorder_scratch;
    void *reorder_buffer;                      // of reorder_scratch
    size_t scratch_size, packed_size;
    int argument_count;
    dnnl_exec_arg_t arguments[5];
    char implementation[96];
};

// Counted for the whole process: while one thread waits in a call of oneDNN, the pool's other threads work for it.
static atomic_int inside;
int qd_is_inside(void) { return atomic_load_explicit(&inside, memory_order_relaxed) > 0; }

static dnnl_engine_t engine;
static dnnl_stream_t stream;

// The CPU engine and its stream: made once, never destroyed. A CPU stream runs a primitive on the calling thread, so one
// serves all threads.
__attribute__((constructor)) static void make_engine(void) {
    if (dnnl_engine_create(&engine, dnnl_cpu, 0) != dnnl_success) abort();
    if (dnnl_stream_create(&stream, engine, dnnl_stream_default_flags) != dnnl_success) abort();
}

int32_t qd_version(void) {
    const dnnl_version_t *v = dnnl_version();
    return v->major * 10000 + v->minor * 100 + v->patch;
}

int qd_has_bfloat16(void) {
    const dnnl_cpu_isa_t isa = dnnl_get_effective_cpu_isa();
    return (isa & dnnl_cpu_isa_avx512_core_bf16) == dnnl_cpu_isa_avx512_core_bf16;
}

static dnnl_data_type_t data_type(int32_t type) { return type == QD_BFLOAT16 ? dnnl_bf16 : dnnl_f32; }

#define TRY(call)                                                              \
    do {                                                                       \
        dnnl_status_t status_ = (call);                                        \
        if (status_ != dnnl_success) return status_;                           \
    } while (0)

static dnnl_status_t add_activation(const qd_specification *s, dnnl_primitive_attr_t attributes) {
    if (s->activation == QD_NO_ACTIVATION && !s->accumulate) return dnnl_success;
    dnnl_post_ops_t operations;
    TRY(dnnl_post_ops_create(&operations));
    if (s->accumulate) {
        dnnl_status_t status = dnnl_post_ops_append_sum(operations, 1.0f);
        if (status == dnnl_success) status = dnnl_primitive_attr_set_post_ops(attributes, operations);
        dnnl_post_ops_destroy(operations);
        return status;
    }
    dnnl_alg_kind_t kind = s->activation == QD_RELU   ? dnnl_eltwise_relu
                           : s->activation == QD_TANH ? dnnl_eltwise_tanh
                                                      : dnnl_eltwise_logistic;
    dnnl_status_t status = dnnl_post_ops_append_eltwise(operations, 1.0f, kind, s->slope, 0.0f);
    if (status == dnnl_success) status = dnnl_primitive_attr_set_post_ops(attributes, operations);
    dnnl_post_ops_destroy(operations);
    return status;
}

static dnnl_status_t matrix(dnnl_memory_desc_t *d, int64_t batch, int64_t rows, int64_t columns, int transposed,
                            int64_t stride, dnnl_data_type_t type) {
    if (stride == 0) stride = transposed ? rows : columns;
    int64_t size = transposed ? columns * stride : rows * stride;
    int64_t down = transposed ? 1 : stride, across = transposed ? stride : 1;
    if (batch == 1) {
        dnnl_dims_t dims = {rows, columns}, strides = {down, across};
        return dnnl_memory_desc_init_by_strides(d, 2, dims, type, strides);
    }
    dnnl_dims_t dims = {batch, rows, columns}, strides = {size, down, across};
    return dnnl_memory_desc_init_by_strides(d, 3, dims, type, strides);
}

static dnnl_status_t make_matmul(qd_primitive *p, const qd_specification *s, dnnl_primitive_attr_t attributes,
                                 dnnl_memory_desc_t *plain) {
    dnnl_memory_desc_t left, right, bias, result;
    TRY(matrix(&left, s->batch, s->m, s->k, s->transpose_left, s->left_stride, data_type(s->left_type)));
    TRY(matrix(plain, s->batch, s->k, s->n, s->transpose_right, 0, dnnl_f32));
    if (s->pack_right) {
        TRY(dnnl_memory_desc_init_by_tag(&right, plain->ndims, plain->dims, data_type(s->right_type),
                                         dnnl_format_tag_any));
    } else {
        TRY(matrix(&right, s->batch, s->k, s->n, s->transpose_right, 0, data_type(s->right_type)));
    }
    TRY(matrix(&result, s->batch, s->m, s->n, 0, 0, data_type(s->result_type)));
    if (s->has_bias) {
        TRY(matrix(&bias, 1, 1, s->n, 0, 0, dnnl_f32));
        if (s->batch > 1) {
            dnnl_dims_t dims = {1, 1, s->n};
            TRY(dnnl_memory_desc_init_by_tag(&bias, 3, dims, dnnl_f32, dnnl_abc));
        }
    }
    dnnl_matmul_desc_t d;
    TRY(dnnl_matmul_desc_init(&d, &left, &right, s->has_bias ? &bias : NULL, &result));
    return dnnl_primitive_desc_create(&p->descriptor, &d, attributes, engine, NULL);
}

static dnnl_status_t make_convolution(qd_primitive *p, const qd_specification *s, dnnl_primitive_attr_t attributes,
                                      dnnl_memory_desc_t *plain) {
    dnnl_memory_desc_t input, weights, bias, result, hint_weights;
    const int gradient_of_weights = s->kind == QD_CONVOLUTION_WEIGHT_GRADIENT;
    const int32_t input_type = s->kind == QD_CONVOLUTION_INPUT_GRADIENT ? s->result_type : s->left_type;
    const int32_t result_type = s->kind == QD_CONVOLUTION ? s->result_type
                                : gradient_of_weights     ? s->right_type
                                                          : s->left_type;
    const int32_t weights_type = gradient_of_weights ? s->result_type : s->right_type;
    const int64_t g = s->groups;
    dnnl_dims_t input_dims = {s->images, s->inputs, s->height, s->width};
    dnnl_dims_t result_dims = {s->images, s->outputs, s->result_height, s->result_width};
    dnnl_dims_t weight_dims = {s->outputs, s->inputs, s->kernel[0], s->kernel[1]};
    dnnl_dims_t grouped_dims = {g, s->outputs / g, s->inputs / g, s->kernel[0], s->kernel[1]};
    const int dims = g > 1 ? 5 : 4;
    int64_t *wd = g > 1 ? grouped_dims : weight_dims;
    TRY(dnnl_memory_desc_init_by_tag(&input, 4, input_dims, data_type(input_type), dnnl_nhwc));
    TRY(dnnl_memory_desc_init_by_tag(&result, 4, result_dims, data_type(result_type), dnnl_nhwc));
    TRY(dnnl_memory_desc_init_by_tag(&weights, dims, wd, data_type(weights_type), dnnl_format_tag_any));
    TRY(dnnl_memory_desc_init_by_tag(plain, dims, wd, dnnl_f32, g > 1 ? dnnl_goihw : dnnl_oihw));
    dnnl_dims_t bias_dims = {s->outputs};
    TRY(dnnl_memory_desc_init_by_tag(&bias, 1, bias_dims, dnnl_f32, dnnl_x));
    // oneDNN counts dilation from 0.
    dnnl_dims_t dilation = {s->dilation[0] - 1, s->dilation[1] - 1};

    dnnl_convolution_desc_t d;
    if (s->kind == QD_CONVOLUTION) {
        TRY(dnnl_dilated_convolution_forward_desc_init(&d, dnnl_forward_training, dnnl_convolution_direct, &input,
                                                       &weights, s->has_bias ? &bias : NULL, &result, s->stride,
                                                       dilation, s->padding_before, s->padding_after));
        return dnnl_primitive_desc_create(&p->descriptor, &d, attributes, engine, NULL);
    }
    // A gradient needs the forward primitive as a hint, in the types of the forward pass.
    const dnnl_data_type_t low = s->left_type == QD_BFLOAT16 || s->right_type == QD_BFLOAT16 ? dnnl_bf16 : dnnl_f32;
    dnnl_memory_desc_t hint_input, hint_result;
    TRY(dnnl_memory_desc_init_by_tag(&hint_input, 4, input_dims, low, dnnl_nhwc));
    TRY(dnnl_memory_desc_init_by_tag(&hint_result, 4, result_dims, low, dnnl_nhwc));
    TRY(dnnl_memory_desc_init_by_tag(&hint_weights, dims, wd, low, dnnl_format_tag_any));
    dnnl_primitive_desc_t hint;
    TRY(dnnl_dilated_convolution_forward_desc_init(&d, dnnl_forward_training, dnnl_convolution_direct, &hint_input,
                                                   &hint_weights, NULL, &hint_result, s->stride, dilation,
                                                   s->padding_before, s->padding_after));
    TRY(dnnl_primitive_desc_create(&hint, &d, NULL, engine, NULL));
    dnnl_status_t status;
    if (gradient_of_weights) {
        status = dnnl_dilated_convolution_backward_weights_desc_init(&d, dnnl_convolution_direct, &input, &weights,
                                                                     NULL, &result, s->stride, dilation,
                                                                     s->padding_before, s->padding_after);
    } else {
        status = dnnl_dilated_convolution_backward_data_desc_init(&d, dnnl_convolution_direct, &input, &weights,
                                                                  &result, s->stride, dilation, s->padding_before,
                                                                  s->padding_after);
    }
    if (status == dnnl_success) status = dnnl_primitive_desc_create(&p->descriptor, &d, attributes, engine, hint);
    dnnl_primitive_desc_destroy(hint);
    return status;
}

static dnnl_status_t make_memory(dnnl_memory_t *memory, const dnnl_memory_desc_t *d) {
    return dnnl_memory_create(memory, d, engine, DNNL_MEMORY_NONE);
}

static dnnl_status_t bind(qd_primitive *p, int argument, dnnl_query_t query, dnnl_memory_t *memory) {
    const dnnl_memory_desc_t *d = dnnl_primitive_desc_query_md(p->descriptor, query, 0);
    if (query == dnnl_query_exec_arg_md) d = dnnl_primitive_desc_query_md(p->descriptor, query, argument);
    TRY(make_memory(memory, d));
    p->arguments[p->argument_count++] = (dnnl_exec_arg_t){argument, *memory};
    return dnnl_success;
}

/// A reorder has a buffer of its own. oneDNN's is one for each thread: it is lost if a primitive is created on one thread
/// and run or destroyed on another, as tasks do.
static dnnl_status_t make_reorder_scratch(qd_primitive *p, dnnl_primitive_desc_t reorder) {
    const dnnl_memory_desc_t *d = dnnl_primitive_desc_query_md(reorder, dnnl_query_scratchpad_md, 0);
    const size_t size = d ? dnnl_memory_desc_get_size(d) : 0;
    if (size == 0) return dnnl_success;
    p->reorder_buffer = aligned_alloc(64, (size + 63) / 64 * 64);
    if (!p->reorder_buffer) return dnnl_out_of_memory;
    return dnnl_memory_create(&p->reorder_scratch, d, engine, p->reorder_buffer);
}

static dnnl_status_t make_reorder(qd_primitive *p, const dnnl_memory_desc_t *from, const dnnl_memory_desc_t *to) {
    dnnl_primitive_attr_t attributes;
    TRY(dnnl_primitive_attr_create(&attributes));
    dnnl_primitive_desc_t d = NULL;
    dnnl_status_t status = dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user);
    if (status == dnnl_success) status = dnnl_reorder_primitive_desc_create(&d, from, engine, to, engine, attributes);
    dnnl_primitive_attr_destroy(attributes);
    TRY(status);
    status = dnnl_primitive_create(&p->reorder, d);
    if (status == dnnl_success) status = make_reorder_scratch(p, d);
    dnnl_primitive_desc_destroy(d);
    TRY(status);
    TRY(make_memory(&p->reorder_from, from));
    return make_memory(&p->reorder_to, to);
}

static dnnl_status_t make(qd_primitive *p, const qd_specification *s) {
    dnnl_primitive_attr_t attributes;
    TRY(dnnl_primitive_attr_create(&attributes));
    TRY(dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user));
    dnnl_status_t status = add_activation(s, attributes);
    if (status == dnnl_success) {
        status = s->kind == QD_MATMUL ? make_matmul(p, s, attributes, &p->plain)
                                      : make_convolution(p, s, attributes, &p->plain);
    }
    dnnl_primitive_attr_destroy(attributes);
    TRY(status);
    TRY(dnnl_primitive_create(&p->primitive, p->descriptor));

    const char *name = "";
    dnnl_primitive_desc_query(p->descriptor, dnnl_query_impl_info_str, 0, &name);
    snprintf(p->implementation, sizeof p->implementation, "%s", name);

    const int input_gradient = s->kind == QD_CONVOLUTION_INPUT_GRADIENT;
    const int weight_gradient = s->kind == QD_CONVOLUTION_WEIGHT_GRADIENT;
    const int left = input_gradient ? DNNL_ARG_DIFF_DST : DNNL_ARG_SRC;
    const int right = weight_gradient ? DNNL_ARG_DIFF_DST : DNNL_ARG_WEIGHTS;
    const int result = input_gradient ? DNNL_ARG_DIFF_SRC : weight_gradient ? DNNL_ARG_DIFF_WEIGHTS : DNNL_ARG_DST;
    TRY(bind(p, left, dnnl_query_exec_arg_md, &p->left));
    TRY(bind(p, right, dnnl_query_exec_arg_md, &p->right));
    TRY(bind(p, result, dnnl_query_exec_arg_md, &p->result));
    if (s->has_bias) TRY(bind(p, DNNL_ARG_BIAS, dnnl_query_exec_arg_md, &p->bias));
    const dnnl_memory_desc_t *scratch = dnnl_primitive_desc_query_md(p->descriptor, dnnl_query_scratchpad_md, 0);
    p->scratch_size = scratch ? dnnl_memory_desc_get_size(scratch) : 0;
    if (p->scratch_size > 0) TRY(bind(p, DNNL_ARG_SCRATCHPAD, dnnl_query_scratchpad_md, &p->scratch));

    const int packs = s->kind == QD_MATMUL ? s->pack_right : 1;
    if (!packs) return dnnl_success;
    p->packed = *dnnl_primitive_desc_query_md(p->descriptor, dnnl_query_exec_arg_md,
                                              weight_gradient ? DNNL_ARG_DIFF_WEIGHTS : DNNL_ARG_WEIGHTS);
    if (dnnl_memory_desc_equal(&p->packed, &p->plain)) return dnnl_success;
    p->packed_size = dnnl_memory_desc_get_size(&p->packed);
    return weight_gradient ? make_reorder(p, &p->packed, &p->plain) : make_reorder(p, &p->plain, &p->packed);
}

qd_primitive *qd_create(const qd_specification *s, char *message, size_t message_size) {
    qd_primitive *p = calloc(1, sizeof *p);
    if (!p) {
        snprintf(message, message_size, "out of memory");
        return NULL;
    }
    if (qd_patches_suit(s)) {
        p->patches = qd_patches_create(s, message, message_size);
        if (p->patches) return p;
    }
    if (qd_sums_suit(s)) {
        p->sums = qd_sums_create(s, message, message_size);
        if (p->sums) return p;
    }
    const dnnl_status_t status = make(p, s);
    if (status == dnnl_success) return p;
    snprintf(message, message_size, "oneDNN %d.%d status %d%s", DNNL_VERSION_MAJOR, DNNL_VERSION_MINOR, (int)status,
             status == dnnl_unimplemented ? " (not implemented for these shapes and types)" : "");
    qd_destroy(p);
    return NULL;
}

void qd_destroy(qd_primitive *p) {
    if (!p) return;
    qd_patches_destroy(p->patches);
    qd_sums_destroy(p->sums);
    dnnl_memory_t memories[] = {p->left,    p->right,        p->bias,       p->result,
                                p->scratch, p->reorder_from, p->reorder_to, p->reorder_scratch};
    for (size_t i = 0; i < sizeof memories / sizeof *memories; i++) {
        if (memories[i]) dnnl_memory_destroy(memories[i]);
    }
    if (p->reorder) dnnl_primitive_destroy(p->reorder);
    if (p->primitive) dnnl_primitive_destroy(p->primitive);
    if (p->descriptor) dnnl_primitive_desc_destroy(p->descriptor);
    free(p->reorder_buffer);
    free(p);
}

size_t qd_scratch_size(const qd_primitive *p) {
    if (p->sums) return qd_sums_scratch_size(p->sums);
    return p->patches ? qd_patches_scratch_size(p->patches) : p->scratch_size;
}

size_t qd_packed_size(const qd_primitive *p) {
    return p->patches ? qd_patches_packed_size(p->patches) : p->packed_size;
}

const char *qd_implementation(const qd_primitive *p) {
    if (p->sums) return qd_sums_implementation(p->sums);
    return p->patches ? qd_patches_implementation(p->patches) : p->implementation;
}

int qd_same_packing(const qd_primitive *a, const qd_primitive *b) {
    if (a->patches || b->patches) {
        return a->patches && b->patches && qd_patches_same_packing(a->patches, b->patches);
    }
    // A square matrix and its transpose have the same packed layout, from different plain ones.
    return a->packed_size == b->packed_size && dnnl_memory_desc_equal(&a->packed, &b->packed) &&
           dnnl_memory_desc_equal(&a->plain, &b->plain);
}

static int run_reorder(qd_primitive *p, const void *from, void *to) {
    inside++;
    dnnl_memory_set_data_handle(p->reorder_from, (void *)from);
    dnnl_memory_set_data_handle(p->reorder_to, to);
    dnnl_exec_arg_t arguments[3] = {
        {DNNL_ARG_FROM, p->reorder_from}, {DNNL_ARG_TO, p->reorder_to}, {DNNL_ARG_SCRATCHPAD, p->reorder_scratch}};
    const int count = p->reorder_scratch ? 3 : 2;
    const int status = (int)dnnl_primitive_execute(p->reorder, stream, count, arguments);
    inside--;
    return status;
}

int qd_pack(qd_primitive *p, const float *plain, void *packed) {
    return p->patches ? qd_patches_pack(p->patches, plain, packed) : run_reorder(p, plain, packed);
}

int qd_unpack(qd_primitive *p, const void *packed, float *plain) { return run_reorder(p, packed, plain); }

int qd_run(qd_primitive *p, const void *left, const void *right, const float *bias, void *result, void *scratch) {
    if (p->patches) return qd_patches_run(p->patches, left, right, bias, result, scratch);
    if (p->sums) return qd_sums_run(p->sums, left, right, result, scratch);
    inside++;
    dnnl_memory_set_data_handle(p->left, (void *)left);
    dnnl_memory_set_data_handle(p->right, (void *)right);
    dnnl_memory_set_data_handle(p->result, result);
    if (p->bias) dnnl_memory_set_data_handle(p->bias, (void *)bias);
    if (p->scratch) dnnl_memory_set_data_handle(p->scratch, scratch);
    const int status = (int)dnnl_primitive_execute(p->primitive, stream, p->argument_count, p->arguments);
    inside--;
    return status;
}

#else
#error "oneDNN of this generation is not supported yet: add a file that fulfils COneDNN.h for it"
#endif
