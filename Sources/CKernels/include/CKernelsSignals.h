#pragma once
#include <stdint.h>

/// SIGINT and SIGTERM set a flag from here on; the second one has its usual effect.
void qk_watch_interrupts(void);
int32_t qk_interrupted(void);
