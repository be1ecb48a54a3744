#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

// libgomp's threads spin for 300,000 rounds (milliseconds) before they sleep. While another program uses the cores, a
// thread then spends its share of them waiting for one that does not run, and every parallel loop costs a time slice:
// 2 to 20 times the work. 2,000 rounds are enough to meet the next loop on a free machine. libgomp reads the number once,
// in its constructor, from the environment, and has no function for it. So a program that contains these kernels starts
// itself once more, with the number in its environment. That happens before any library's constructor has run, and only
// in executables: a library that another program loads has no such section that runs.
#define ROUNDS "GOMP_SPINCOUNT=2000"

/// True for both variables by which a user decides how threads wait.
static int decides_waiting(const char *variable) {
    return strncmp(variable, "GOMP_SPINCOUNT=", 15) == 0 || strncmp(variable, "OMP_WAIT_POLICY=", 16) == 0;
}

static void limit_waiting(int count, char **arguments, char **environment) {
    (void)count;
    // Not for a program with another user's rights, and not where the loader was given the program as its argument.
    if (getauxval(AT_SECURE) || !getauxval(AT_BASE)) return;
    size_t variables = 0;
    for (; environment[variables]; variables++) {
        if (decides_waiting(environment[variables])) return;
    }
    char **longer = malloc((variables + 2) * sizeof *longer);
    if (!longer) return;
    memcpy(longer, environment, variables * sizeof *longer);
    longer[variables] = ROUNDS;
    longer[variables + 1] = NULL;
    // If this fails, the program goes on, and its threads spin for longer.
    execve((const char *)getauxval(AT_EXECFN), arguments, longer);
    free(longer);
}

__attribute__((section(".preinit_array"), used)) static void (*const at_start)(int, char **, char **) = limit_waiting;
