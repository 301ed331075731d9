#include "CPost.h"

#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>

/* What is needed of libcurl's interface, whose numbers have been fixed since version 7.16
   (https://curl.se/libcurl/c/symbols-in-versions.html, https://curl.se/libcurl/abi.html). */
enum {
  OPTION_NOPROGRESS = 43,
  OPTION_FOLLOWLOCATION = 52,
  OPTION_POSTFIELDSIZE = 60,
  OPTION_NOSIGNAL = 99,
  OPTION_TIMEOUT_MS = 155,
  OPTION_PROTOCOLS = 181,
  OPTION_REDIRECTION_PROTOCOLS = 182,
  OPTION_URL = 10002,
  OPTION_POSTFIELDS = 10015,
  OPTION_HTTPHEADER = 10023,
  OPTION_WRITEFUNCTION = 20011,
  PROTOCOLS_HTTP_AND_HTTPS = 3,
  GLOBAL_ALL = 3,
};

static int (*global_init)(long);
static void *(*easy_init)(void);
static int (*easy_setopt)(void *, int, ...);
static int (*easy_perform)(void *);
static void (*easy_cleanup)(void *);
static const char *(*easy_strerror)(int);
static void *(*slist_append)(void *, const char *);
static void (*slist_free_all)(void *);

static const char *missing;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
#ifdef __APPLE__
  static const char *const names[] = {"libcurl.4.dylib"};
#else
  static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};
#endif
  void *library = NULL;
  for (size_t i = 0; i < sizeof names / sizeof *names && library == NULL; i++) {
    library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  }
  missing = "libcurl is not installed";
  if (library == NULL) return;
  /* POSIX lets dlsym's result be a function; ISO C does not let it be cast. */
#define FIND(function, name) \
  *(void **)&function = dlsym(library, name); \
  if (function == NULL) return
  FIND(global_init, "curl_global_init");
  FIND(easy_init, "curl_easy_init");
  FIND(easy_setopt, "curl_easy_setopt");
  FIND(easy_perform, "curl_easy_perform");
  FIND(easy_cleanup, "curl_easy_cleanup");
  FIND(easy_strerror, "curl_easy_strerror");
  FIND(slist_append, "curl_slist_append");
  FIND(slist_free_all, "curl_slist_free_all");
#undef FIND
  missing = global_init(GLOBAL_ALL) == 0 ? NULL : "libcurl cannot be used";
}

static size_t discard(char *bytes, size_t size, size_t count, void *context) {
  (void)bytes;
  (void)context;
  return size * count;
}

/* A TLS library may write to a connection that the server has closed. */
static int perform(void *handle) {
  sigset_t pipe, before, pending;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe, &before);
  int result = easy_perform(handle);
  int number;
  if (!sigismember(&before, SIGPIPE) && sigpending(&pending) == 0
      && sigismember(&pending, SIGPIPE)) {
    sigwait(&pipe, &number);
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return result;
}

const char *plateau_post(
    const char *url, const char *const *headers, size_t lines, const void *body, size_t count,
    long timeout) {
  pthread_once(&once, load);
  if (missing != NULL) return missing;
  void *handle = easy_init();
  if (handle == NULL) return "libcurl cannot be used";
  void *list = NULL;
  for (size_t i = 0; i < lines; i++) {
    void *longer = slist_append(list, headers[i]);
    if (longer != NULL) list = longer;
  }
  easy_setopt(handle, OPTION_URL, url);
  easy_setopt(handle, OPTION_HTTPHEADER, list);
  easy_setopt(handle, OPTION_POSTFIELDS, body);
  easy_setopt(handle, OPTION_POSTFIELDSIZE, (long)count);
  easy_setopt(handle, OPTION_TIMEOUT_MS, timeout);
  easy_setopt(handle, OPTION_PROTOCOLS, (long)PROTOCOLS_HTTP_AND_HTTPS);
  easy_setopt(handle, OPTION_REDIRECTION_PROTOCOLS, (long)PROTOCOLS_HTTP_AND_HTTPS);
  easy_setopt(handle, OPTION_FOLLOWLOCATION, 1L);
  easy_setopt(handle, OPTION_WRITEFUNCTION, discard);
  /* No progress on the terminal, and no alarm signal for the timeout. */
  easy_setopt(handle, OPTION_NOPROGRESS, 1L);
  easy_setopt(handle, OPTION_NOSIGNAL, 1L);
  int result = perform(handle);
  easy_cleanup(handle);
  slist_free_all(list);
  return result == 0 ? NULL : easy_strerror(result);
}
