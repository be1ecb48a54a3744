#define _GNU_SOURCE
#include "CPCAP.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    void *context;
    capture_read *read;
    capture_release *release;
} Source;

static ssize_t read_source(void *cookie, char *buffer, size_t size) {
    Source *source = cookie;
    return source->read(source->context, buffer, size);
}

static int close_source(void *cookie) {
    Source *source = cookie;
    source->release(source->context);
    free(source);
    return 0;
}

pcap_t *capture_open(void *context, capture_read *read, capture_release *release, char *message) {
    Source *source = malloc(sizeof *source);
    FILE *file = NULL;
    if (source) {
        *source = (Source){context, read, release};
        file = fopencookie(source, "r", (cookie_io_functions_t){.read = read_source, .close = close_source});
    }
    if (!file) {
        snprintf(message, PCAP_ERRBUF_SIZE, "%s", strerror(errno));
        free(source);
        release(context);
        return NULL;
    }
    pcap_t *capture = pcap_fopen_offline_with_tstamp_precision(file, PCAP_TSTAMP_PRECISION_NANO, message);
    if (!capture) fclose(file);
    return capture;
}
