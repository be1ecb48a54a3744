#include "CAllocations.h"
#include "COneDNN.h"

#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int counting;
static atomic_llong library_count, own_count;

void ca_start(void) {
    atomic_store(&library_count, 0);
    atomic_store(&own_count, 0);
    atomic_store(&counting, 1);
}

void ca_stop(void) { atomic_store(&counting, 0); }
int64_t ca_library_count(void) { return atomic_load(&library_count); }
int64_t ca_own_count(void) { return atomic_load(&own_count); }

#if defined(__GLIBC__)

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

static void note(void) {
    if (!atomic_load_explicit(&counting, memory_order_relaxed)) return;
    atomic_fetch_add_explicit(qd_is_inside() ? &library_count : &own_count, 1, memory_order_relaxed);
}

void *malloc(size_t size) {
    note();
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    note();
    return __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size) {
    note();
    return __libc_realloc(memory, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    note();
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
    note();
    void *result = __libc_memalign(alignment, size);
    if (!result) return ENOMEM;
    *memory = result;
    return 0;
}

#endif
