#pragma once
#include <stdint.h>

/// SIGINT and SIGTERM set a flag from now on; a second one has its usual effect.
void qk_watch_interrupts(void);
int32_t qk_interrupted(void);
