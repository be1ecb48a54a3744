#pragma once
#include <stdint.h>

/// From now on the first SIGINT or SIGTERM writes `text` and a line end to standard error at once. Then it ends the
/// program, or, with `watch`, only sets a flag; one that comes more than a second later ends the program.
///
/// `text` must live as long as the program.
void qk_hear_interrupts(const char *text, int32_t watch);
int32_t qk_interrupted(void);
/// Makes the next signal a first one again.
void qk_forget_interrupts(void);
