#pragma once
#include <pcap/pcap.h>
#include <stddef.h>
#include <sys/types.h>

// libpcap only reads captures from C streams; this makes a stream from a function.

// Writes up to `size` bytes to `buffer` and returns their number, 0 at the end, or a negative number on error.
typedef ssize_t capture_read(void *context, char *buffer, size_t size);
typedef void capture_release(void *context);

// Opens a capture that is read through `read`, with times in nanoseconds. `release` is called once with `context`: by
// pcap_close, or here if the capture cannot be opened. In that case returns NULL, with the reason in `message`
// (PCAP_ERRBUF_SIZE bytes).
pcap_t *capture_open(void *context, capture_read *read, capture_release *release, char *message);
