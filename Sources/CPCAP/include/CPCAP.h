#pragma once
#include <pcap/pcap.h>
#include <stddef.h>
#include <sys/types.h>

// libpcap reads a capture from a C stream only; this makes one of a function.

// Puts up to `size` bytes into `buffer`; returns how many, 0 at the end, below 0 for an error.
typedef ssize_t capture_read(void *context, char *buffer, size_t size);
typedef void capture_release(void *context);

// A capture read through `read`, with times in nanoseconds. `release` is called once with `context`: by pcap_close, or
// here when no capture can be opened. Returns NULL then, with the reason in `message` (PCAP_ERRBUF_SIZE bytes).
pcap_t *capture_open(void *context, capture_read *read, capture_release *release, char *message);
