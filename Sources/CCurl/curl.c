#include "CCurl.h"

#include <CSharedLibrary.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Options of curl_easy_setopt, as <curl/curl.h> numbers them: longs from 0, pointers from 10000, functions from 20000,
 * 64-bit sizes from 30000. */
enum {
  NO_PROGRESS = 43,
  POST = 47,
  FOLLOW_LOCATION = 52,
  MAX_REDIRECTS = 68,
  NO_SIGNAL = 99,
  TIMEOUT_MS = 155,
  CONNECT_TIMEOUT_MS = 156,
  PROTOCOLS = 181,
  REDIRECT_PROTOCOLS = 182,
  URL = 10002,
  ERROR_BUFFER = 10010,
  POST_FIELDS = 10015,
  USER_AGENT = 10018,
  HTTP_HEADER = 10023,
  WRITE_FUNCTION = 20011,
  POST_SIZE = 30120,
};
enum { HTTP_AND_HTTPS = 1 | 2, GLOBAL_DEFAULT = 3, ERROR_SIZE = 256 };

typedef void CURL;
typedef struct curl_slist curl_slist;

static int (*global_init)(long);
static CURL *(*easy_init)(void);
static void (*easy_cleanup)(CURL *);
static int (*easy_setopt)(CURL *, int, ...);
static int (*easy_perform)(CURL *);
static const char *(*easy_strerror)(int);
static curl_slist *(*slist_append)(curl_slist *, const char *);
static void (*slist_free_all)(curl_slist *);

struct plateau_curl {
  CURL *handle;
  curl_slist *headers;
  char error[ERROR_SIZE];
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char reason[512];

/* Built on OpenSSL, or on GnuTLS. */
#ifdef __APPLE__
static const char *const names[] = {"libcurl.4.dylib"};
#else
static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};
#endif

static void load(void) {
  const plateau_function functions[] = {
    {"curl_global_init", &global_init},     {"curl_easy_init", &easy_init},
    {"curl_easy_cleanup", &easy_cleanup},   {"curl_easy_setopt", &easy_setopt},
    {"curl_easy_perform", &easy_perform},   {"curl_easy_strerror", &easy_strerror},
    {"curl_slist_append", &slist_append},   {"curl_slist_free_all", &slist_free_all},
  };
  if (!plateau_library_load(names, sizeof names / sizeof *names, "libcurl", functions,
      sizeof functions / sizeof *functions, reason, sizeof reason)) return;
  int status = global_init(GLOBAL_DEFAULT);
  if (status) snprintf(reason, sizeof reason, "%s", easy_strerror(status));
}

const char *plateau_curl_load(void) {
  pthread_once(&once, load);
  return reason[0] ? reason : NULL;
}

plateau_curl *plateau_curl_open(void) {
  if (plateau_curl_load()) return NULL;
  plateau_curl *session = calloc(1, sizeof *session);
  if (session) session->handle = easy_init();
  if (session && session->handle) return session;
  free(session);
  return NULL;
}

void plateau_curl_close(plateau_curl *session) {
  if (!session) return;
  easy_cleanup(session->handle);
  slist_free_all(session->headers);
  free(session);
}

int plateau_curl_add_header(plateau_curl *session, const char *line) {
  curl_slist *headers = slist_append(session->headers, line);
  if (headers) session->headers = headers;
  return headers != NULL;
}

static size_t drop(const void *bytes, size_t size, size_t count, void *context) {
  (void)bytes, (void)context;
  return size * count;
}

const char *plateau_curl_post(
  plateau_curl *session, const char *address, const char *body, size_t length, long timeout) {
  CURL *handle = session->handle;
  session->error[0] = 0;
  easy_setopt(handle, ERROR_BUFFER, session->error);
  easy_setopt(handle, NO_PROGRESS, 1L);
  /* Timeouts without SIGALRM, which belongs to the program. */
  easy_setopt(handle, NO_SIGNAL, 1L);
  easy_setopt(handle, TIMEOUT_MS, timeout);
  easy_setopt(handle, CONNECT_TIMEOUT_MS, timeout);
  easy_setopt(handle, PROTOCOLS, (long)HTTP_AND_HTTPS);
  easy_setopt(handle, REDIRECT_PROTOCOLS, (long)HTTP_AND_HTTPS);
  easy_setopt(handle, FOLLOW_LOCATION, 1L);
  easy_setopt(handle, MAX_REDIRECTS, 20L);
  easy_setopt(handle, USER_AGENT, "plateau");
  easy_setopt(handle, WRITE_FUNCTION, drop);
  easy_setopt(handle, POST, 1L);
  easy_setopt(handle, POST_SIZE, (long long)length);
  easy_setopt(handle, POST_FIELDS, body);
  easy_setopt(handle, HTTP_HEADER, session->headers);
  int status = easy_setopt(handle, URL, address);
  if (!status) status = easy_perform(handle);
  /* The next post brings its own. */
  easy_setopt(handle, HTTP_HEADER, NULL);
  slist_free_all(session->headers);
  session->headers = NULL;
  if (!status) return NULL;
  return session->error[0] ? session->error : easy_strerror(status);
}
