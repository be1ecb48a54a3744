#pragma once

// Each hot function is compiled for every level of the instruction set; the loader picks one at startup.
#if defined(__x86_64__)
#define QK_LEVELS __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define QK_LEVELS
#endif
#define QK_INLINE static inline __attribute__((always_inline))

/// The square root as an instruction: the C function also sets errno, which keeps loops from being vectorised.
QK_INLINE float qk_sqrt(float x) { return __builtin_elementwise_sqrt(x); }
