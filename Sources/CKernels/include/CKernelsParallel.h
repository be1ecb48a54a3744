#pragma once
#include <stdint.h>

/// Sets how many threads the calling thread's pool uses (at least 1). The pool is libgomp's, shared with oneDNN.
void qk_set_threads(int32_t threads);
int32_t qk_threads(void);

/// Runs `body(context, share, threads)` for each of `threads` shares, on the threads of the calling thread's pool.
void qk_parallel(void (*body)(void *context, int32_t thread, int32_t threads), void *context, int32_t threads);

/// Flushes denormals (numbers below 1.2e-38) to zero on the calling thread from now on (FTZ and DAZ): additions with them
/// take a hundred times as long, and the moments of weights whose gradient has vanished stay denormal for thousands of
/// steps. The pool's own threads flush them from their first share on. Returns the mode for qk_end_flushing to restore.
uint32_t qk_begin_flushing(void);
void qk_end_flushing(uint32_t before);

/// 0 = x86-64 baseline, 3 = AVX2, 4 = AVX-512, +16 with bfloat16 products, +32 with bfloat16 tiles (AMX).
int32_t qk_instruction_set(void);
