#pragma once

// Each hot function is compiled for every level of the instruction set; the loader picks one at startup.
#if defined(__x86_64__)
#define GP_LEVELS __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define GP_LEVELS
#endif
#define GP_INLINE static inline __attribute__((always_inline))
