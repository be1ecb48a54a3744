#define _POSIX_C_SOURCE 200809L  // sigaction under -std=c17
#include "CKernelsSignals.h"
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// What a handler reads is lock-free, and it calls only what POSIX allows in one.
static _Atomic int64_t first_heard;  // nanoseconds of the monotonic clock; 0 before the first signal
static _Atomic(const char *) sentence;
static _Atomic int32_t watched;
static _Atomic int32_t on_terminal;

static void say(const char *text) {
    // A terminal shows "^C", and perhaps a progress bar, in this line.
    static const char clear[] = "\r\x1b[2K";
    ssize_t written = on_terminal ? write(STDERR_FILENO, clear, sizeof clear - 1) : 0;
    written += write(STDERR_FILENO, text, strlen(text));
    written += write(STDERR_FILENO, "\n", 1);
    (void)written;  // nothing can be done about a terminal that is gone
}

static void hear(int number) {
    const int64_t second = 1000000000;
    int error = errno;
    struct timespec clock;
    clock_gettime(CLOCK_MONOTONIC, &clock);
    int64_t now = clock.tv_sec * second + clock.tv_nsec;
    int64_t first = 0;
    int is_first = atomic_compare_exchange_strong(&first_heard, &first, now);
    if (is_first) say(sentence);
    // timeout(1) signals the program and then its group, and a key repeats: within a second it is one request.
    if (is_first ? !watched : now - first > second) {
        signal(number, SIG_DFL);
        raise(number);  // takes effect when the handler returns
    }
    errno = error;
}

void qk_hear_interrupts(const char *text, int32_t watch) {
    sentence = text;
    watched = watch;
    on_terminal = isatty(STDERR_FILENO);
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = hear;
    action.sa_flags = (int)(unsigned)SA_RESTART;
    sigaddset(&action.sa_mask, SIGINT);
    sigaddset(&action.sa_mask, SIGTERM);
    sigaction(SIGINT, &action, 0);
    sigaction(SIGTERM, &action, 0);
}

void qk_forget_interrupts(void) { first_heard = 0; }

int32_t qk_interrupted(void) { return first_heard != 0; }
