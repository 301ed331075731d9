/* libcurl, loaded when it is first needed. Only its functions' names and the numbers of its options are used,
 * which have not changed since its interface got the number 4; no header of it is needed. */
#ifndef PLATEAU_CCURL_H
#define PLATEAU_CCURL_H

#include <stddef.h>

/* Loads the library; later calls, from any thread, return the first one's result.
 * Returns NULL, or the reason why it cannot be loaded. */
const char *plateau_curl_load(void);

/* A series of requests that may share a connection; used by one thread at a time. */
typedef struct plateau_curl plateau_curl;

/* Returns NULL when plateau_curl_load() failed or memory is missing. */
plateau_curl *plateau_curl_open(void);
void plateau_curl_close(plateau_curl *session);

/* A line of a request's header as libcurl takes it: `Name: value`, or `Name;` for an empty value.
 * Returns 0 when memory is missing. */
int plateau_curl_add_header(plateau_curl *session, const char *line);

/* Posts a body to an http or https address with the headers that were added, follows redirections as browsers do and
 * drops the answer's body. A timeout in milliseconds covers all of it.
 * Returns NULL when the server answered, with whatever status, or the reason, which the session owns. */
const char *plateau_curl_post(
  plateau_curl *session, const char *address, const char *body, size_t length, long timeout);

#endif
