// Counts heap allocations of the whole program: linked only into the command line, which reports how many a training
// step makes. The C library's allocator stays in use; these functions stand before it.
#pragma once
#include <stdint.h>

/// Counting starts anew.
void ca_start(void);
void ca_stop(void);
/// Allocations since the start that were made inside oneDNN, and all others.
int64_t ca_library_count(void);
int64_t ca_own_count(void);
