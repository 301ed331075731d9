#ifndef CPOST_H
#define CPOST_H

#include <stddef.h>

/* Posts `count` bytes to an http or https address and throws the answer away.

   libcurl is loaded by the first call: a program that never posts does not pay for it, which with
   everything that libcurl needs would be half of the program's start. `headers` are lines, `lines` of
   them. After `timeout` milliseconds it is given up.

   Returns NULL when there was an answer, whatever it says; else why not, in words that stay valid. */
const char *plateau_post(
    const char *url, const char *const *headers, size_t lines, const void *body, size_t count,
    long timeout);

#endif
