#define _POSIX_C_SOURCE 200809L  // sigaction under -std=c17
#include "CKernelsSignals.h"
#include <signal.h>
#include <string.h>

static volatile sig_atomic_t interrupted;

static void note(int signal_number) {
    (void)signal_number;
    interrupted = 1;
}

void qk_watch_interrupts(void) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = note;
    action.sa_flags = (int)((unsigned)SA_RESETHAND | SA_RESTART);
    sigaction(SIGINT, &action, 0);
    sigaction(SIGTERM, &action, 0);
}

int32_t qk_interrupted(void) { return (int32_t)interrupted; }
