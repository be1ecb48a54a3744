// Counts the heap allocations of a whole program by interposing the C library's allocator, which still does the work.
// Linked only into quartet-bench, which reports the allocations of a step.
#pragma once
#include <stdint.h>

/// Resets the counts and starts counting.
void ca_start(void);
void ca_stop(void);
/// Allocations made inside oneDNN since the start, and all others.
int64_t ca_library_count(void);
int64_t ca_own_count(void);
