#define _GNU_SOURCE
#include "CMessages.h"

#include <CSharedLibrary.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The functions of MPI, in the order of `functions`. */
enum {
  INIT_THREAD, FINALIZE, RANK, SIZE, HOST, VERSION, ERROR_STRING, SET_ERRHANDLER, SEND, RECV, SENDRECV, IPROBE,
  IBCAST, IBARRIER, TEST, ABORT, FUNCTION_COUNT
};
static void (*found[FUNCTION_COUNT])(void);

#define MPI(function, parameters) ((int(*) parameters)found[function])

/* All messages between two ranks arrive in the order in which they were sent, so one tag is enough. */
enum { TAG = 0 };

/* The calls that need handles. */
struct calls {
  int (*start)(bool *);
  int (*rank)(int *);
  int (*size)(int *);
  int (*exchange)(const void *, int, int, void *, int, int);
  int (*look)(int, int *);
  int (*begin_broadcast)(void *, int);
  int (*begin_barrier)(void);
  int (*test)(int *);
  int (*abort)(int);
};

typedef int number;
typedef void *pointer;

#define HANDLE number
#define CALL(name) number_##name
#include "calls.h"
#undef HANDLE
#undef CALL
#define HANDLE pointer
#define CALL(name) pointer_##name
#include "calls.h"

static const struct calls *calls;
static enum plateau_mpi_abi abi;
static char file[512];
static char reason[512];
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* The names of the library. Open MPI's launcher says who it is; the others all set PMI's variables. */
static const char *const for_open_mpi[] = {"libmpi.so.40", "libmpi_abi.so.1", "libmpi_abi.so.0", NULL};
static const char *const for_others[] = {
  "libmpi_abi.so.1", "libmpi_abi.so.0", "libmpi.so.12", "libmpich.so.12", "libmpi.so.40", NULL,
};
static const char *const on_macs[] = {"libmpi.dylib", "libmpi_abi.dylib", NULL};

static void *open_library(void) {
  const char *given = getenv("PLATEAU_MPI");
  const char *const one[] = {given, NULL};
  const char *const *names = given && given[0] ? one : getenv("OMPI_COMM_WORLD_SIZE") ? for_open_mpi : for_others;
#ifdef __APPLE__
  if (names != one) names = on_macs;
#else
  (void)on_macs;
#endif
  /* UCX, below MPICH, would otherwise take the signals of a crash from the guard of the terminal. */
  setenv("UCX_HANDLE_ERRORS", "none", 0);
  for (size_t i = 0; names[i]; i++) {
    /* Its plug-ins look for the library's own functions. */
    void *library = dlopen(names[i], RTLD_NOW | RTLD_GLOBAL);
    if (library) {
      snprintf(file, sizeof file, "%s", names[i]);
      return library;
    }
    const char *words = dlerror();
    if (words && names == one) snprintf(reason, sizeof reason, "PLATEAU_MPI: %s", words);
  }
  if (!reason[0]) snprintf(reason, sizeof reason, "no MPI library is installed");
  return NULL;
}

/* Sets the constants of the library's ABI. */
static void set_constants(void *library) {
  int major = 0, minor = 0;
  void *number = dlsym(library, "MPI_Abi_get_version");
  int (*get_abi)(int *, int *) = NULL;
  memcpy(&get_abi, &number, sizeof get_abi);
  if (get_abi && !get_abi(&major, &minor) && major >= 1) {
    abi = PLATEAU_MPI_STANDARD;
    pointer_constants.world = (void *)(uintptr_t)0x101;
    pointer_constants.byte = (void *)(uintptr_t)0x247;
    pointer_constants.errors_return = (void *)(uintptr_t)0x143;
    pointer_constants.ignored_status = NULL;
    pointer_constants.serialized = 2048;
    calls = &pointer_calls;
    return;
  }
  void *world = dlsym(library, "ompi_mpi_comm_world");
  if (world) {
    abi = PLATEAU_MPI_OPEN;
    pointer_constants.world = world;
    pointer_constants.byte = dlsym(library, "ompi_mpi_byte");
    pointer_constants.errors_return = dlsym(library, "ompi_mpi_errors_return");
    pointer_constants.ignored_status = NULL;
    pointer_constants.serialized = 2;
    calls = &pointer_calls;
    return;
  }
  abi = PLATEAU_MPI_MPICH;
  number_constants.world = 0x44000000;
  number_constants.byte = 0x4c00010d;
  number_constants.errors_return = 0x54000001;
  number_constants.ignored_status = (void *)(uintptr_t)1;
  number_constants.serialized = 2;
  calls = &number_calls;
}

/* Puts the path of the library that the loader chose into `file`. */
static void name_file(void) {
  Dl_info info;
  void *address = NULL;
  memcpy(&address, &found[RANK], sizeof address);
  if (dladdr(address, &info) && info.dli_fname) snprintf(file, sizeof file, "%s", info.dli_fname);
}

static void load(void) {
  const plateau_function functions[] = {
    {"MPI_Init_thread", &found[INIT_THREAD]},
    {"MPI_Finalize", &found[FINALIZE]},
    {"MPI_Comm_rank", &found[RANK]},
    {"MPI_Comm_size", &found[SIZE]},
    {"MPI_Get_processor_name", &found[HOST]},
    {"MPI_Get_library_version", &found[VERSION]},
    {"MPI_Error_string", &found[ERROR_STRING]},
    {"MPI_Comm_set_errhandler", &found[SET_ERRHANDLER]},
    {"MPI_Send", &found[SEND]},
    {"MPI_Recv", &found[RECV]},
    {"MPI_Sendrecv", &found[SENDRECV]},
    {"MPI_Iprobe", &found[IPROBE]},
    {"MPI_Ibcast", &found[IBCAST]},
    {"MPI_Ibarrier", &found[IBARRIER]},
    {"MPI_Test", &found[TEST]},
    {"MPI_Abort", &found[ABORT]},
  };
  void *library = open_library();
  if (!library) return;
  if (!plateau_library_find(library, file, functions, FUNCTION_COUNT, reason, sizeof reason)) return;
  name_file();
  set_constants(library);
}

const char *plateau_mpi_load(void) {
  pthread_once(&once, load);
  return reason[0] ? reason : NULL;
}

const char *plateau_mpi_file(void) { return file; }

enum plateau_mpi_abi plateau_mpi_abi(void) { return abi; }

/* The longest description that a library may write of itself. */
enum { DESCRIPTION_SIZE = 8192 };

static void describe(char *text) {
  int length = 0;
  text[0] = 0;
  if (MPI(VERSION, (char *, int *))(text, &length)) text[0] = 0;
}

void plateau_mpi_version(char *text, size_t size) {
  char all[DESCRIPTION_SIZE];
  describe(all);
  all[strcspn(all, "\n")] = 0;
  snprintf(text, size, "%s", all);
}

int plateau_mpi_start(bool *is_shared) { return calls->start(is_shared); }

/* In MPI_Finalize of MPICH over UCX, seen in 4.0 but not in 4.3 and 5.0, the process that has closed its connections first waits for
   the others and answers nothing; those that close theirs after it wait for its answer for ever (pmodels/mpich#6596). */
bool plateau_mpi_finish_may_hang(void) {
  char all[DESCRIPTION_SIZE];
  describe(all);
  return strstr(all, "ch4:ucx") != NULL;
}

int plateau_mpi_finish(void) { return MPI(FINALIZE, (void))(); }

int plateau_mpi_rank(int *rank) { return calls->rank(rank); }

int plateau_mpi_size(int *size) { return calls->size(size); }

int plateau_mpi_host(char *text) {
  int length = 0;
  return MPI(HOST, (char *, int *))(text, &length);
}

void plateau_mpi_error(int code, char *text) {
  int length = 0;
  text[0] = 0;
  if (MPI(ERROR_STRING, (int, char *, int *))(code, text, &length) || !text[0]) sprintf(text, "error %d", code);
}

int plateau_mpi_exchange(const void *data, int sent, int to, void *target, int received, int from) {
  return calls->exchange(data, sent, to, target, received, from);
}

int plateau_mpi_look(int from, bool *is_there) {
  int flag = 0;
  int code = calls->look(from, &flag);
  *is_there = flag;
  return code;
}

int plateau_mpi_begin_broadcast(void *data, int count) { return calls->begin_broadcast(data, count); }

int plateau_mpi_begin_barrier(void) { return calls->begin_barrier(); }

int plateau_mpi_test(bool *is_done) {
  int flag = 0;
  int code = calls->test(&flag);
  *is_done = flag;
  return code;
}

static void *end_soon(void *code) {
  sleep(5);
  _exit((int)(intptr_t)code);
}

void plateau_mpi_abort(int code) {
  pthread_t timer;
  if (!pthread_create(&timer, NULL, end_soon, (void *)(intptr_t)code)) pthread_detach(timer);
  calls->abort(code);
}
