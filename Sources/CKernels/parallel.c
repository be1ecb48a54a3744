#include "CKernelsParallel.h"

// libgomp's exported entry point: what `#pragma omp parallel` compiles to. Calling it directly keeps one pool for
// oneDNN and for these kernels without asking the compiler for OpenMP support.
extern void GOMP_parallel(void (*body)(void *), void *data, unsigned threads, unsigned flags);
extern void omp_set_num_threads(int);
extern int omp_get_max_threads(void);
extern int omp_get_thread_num(void);
extern int omp_get_num_threads(void);

#if defined(__x86_64__)
#include <immintrin.h>

#define QK_FLUSH 0x8040u
uint32_t qk_begin_flushing(void) {
    const unsigned before = _mm_getcsr();
    if ((before & QK_FLUSH) != QK_FLUSH) _mm_setcsr(before | QK_FLUSH);
    return before;
}
void qk_end_flushing(uint32_t before) { _mm_setcsr(before); }
#else
uint32_t qk_begin_flushing(void) { return 0; }
void qk_end_flushing(uint32_t before) { (void)before; }
#endif

typedef struct {
    void (*body)(void *, int32_t, int32_t);
    void *context;
    int32_t threads;
} qk_job;

static void qk_run_job(void *data) {
    const qk_job *job = data;
    // The pool's own threads keep this mode: oneDNN's work runs on them, too.
    qk_begin_flushing();
    // The pool may be smaller than requested (limited by the environment): every share is still done.
    for (int32_t share = omp_get_thread_num(); share < job->threads; share += omp_get_num_threads()) {
        job->body(job->context, share, job->threads);
    }
}

void qk_set_threads(int32_t threads) { omp_set_num_threads(threads < 1 ? 1 : threads); }

int32_t qk_threads(void) { return omp_get_max_threads(); }

void qk_parallel(void (*body)(void *, int32_t, int32_t), void *context, int32_t threads) {
    const uint32_t before = qk_begin_flushing();
    if (threads <= 1) {
        body(context, 0, 1);
    } else {
        qk_job job = {body, context, threads};
        GOMP_parallel(qk_run_job, &job, (unsigned)threads, 0);
    }
    qk_end_flushing(before);
}

#if defined(__x86_64__)
#include <cpuid.h>

int32_t qk_instruction_set(void) {
    int32_t level = 0;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) level = 3;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")) {
        level = 4;
    }
    unsigned a, b, c, d;
    if (level == 4 && __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a & (1u << 5))) level |= 16;
    if (level & 16 && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (d & (1u << 22))) level |= 32;
    return level;
}
#else
int32_t qk_instruction_set(void) { return 0; }
#endif
