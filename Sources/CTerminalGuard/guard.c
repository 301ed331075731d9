#define _GNU_SOURCE
#include "parts.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Watched signals, which become bytes in a pipe. */

static int ends[2] = {-1, -1};
static int ending[2] = {-1, -1}; /* for INT, TERM and HUP when they are read separately */
static atomic_int ending_readers;  /* those who read them separately now */
static atomic_int unread_end;      /* 1 while an INT or TERM is unread */
static atomic_int passing;         /* the handlers that are passing a signal on now, on any thread */

static atomic_llong taken_at[2];   /* the times at which INT and TERM last counted, in ms */

static int open_pipe(int pair[2]) {
  if (pair[0] >= 0) return pair[0];
  if (pipe(pair) != 0) return -1;
  for (int i = 0; i < 2; i++) {
    fcntl(pair[i], F_SETFL, fcntl(pair[i], F_GETFL) | O_NONBLOCK);
    fcntl(pair[i], F_SETFD, FD_CLOEXEC);
  }
  return pair[0];
}

int plateau_guard_open(void) { return open_pipe(ends); }

int plateau_guard_open_ending(void) {
  /* The parent may have blocked these signals, and a process inherits the mask. */
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGHUP);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  int file = open_pipe(ending);
  if (file >= 0) atomic_fetch_add(&ending_readers, 1);
  return file;
}

static int read_byte(int file) {
  unsigned char byte;
  while (1) {
    ssize_t count = read(file, &byte, 1);
    if (count == 1) break;
    if (count < 0 && errno == EINTR) continue;
    return -1;
  }
  if (byte == SIGINT || byte == SIGTERM) atomic_store(&unread_end, 0);
  return byte;
}

int plateau_guard_read(void) { return read_byte(ends[0]); }

int plateau_guard_read_ending(int milliseconds) {
  struct pollfd file = {.fd = ending[0], .events = POLLIN};
  if (poll(&file, 1, milliseconds) <= 0) return -1;
  return read_byte(ending[0]);
}

static void put(unsigned char byte) {
  int kept = errno;
  /* A full pipe wakes the reader anyway. */
  (void)!write(ends[1], &byte, 1);
  errno = kept;
}

void plateau_guard_wake(void) { put(0); }

void plateau_guard_close_ending(void) {
  if (atomic_fetch_sub(&ending_readers, 1) > 1) return;
  /* A handler on another thread may have seen the reader and not written yet. Handlers never wait. */
  while (atomic_load(&passing) > 0) sched_yield();
  /* What nobody has read yet is for whoever draws next. */
  unsigned char byte;
  while (read(ending[0], &byte, 1) == 1) put(byte);
}

/* Returns 1 for a repetition that counts as the same signal. `timeout` and some schedulers send a
   signal to the process and to its group at the same time. That counts as one signal; people need
   longer to send two. */
static int is_echo(int signal) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  long long time = 1 + now.tv_sec * 1000LL + now.tv_nsec / 1000000;
  long long taken = atomic_load(&taken_at[signal == SIGTERM]);
  if (taken != 0 && time - taken < 100) return 1;
  atomic_store(&taken_at[signal == SIGTERM], time);
  return 0;
}

/* Returns 1 for a signal that whoever reads the ending ones decides about. */
static int is_ending(int signal) {
  return signal == SIGINT || signal == SIGTERM || signal == SIGHUP || signal == SIGQUIT
         || signal == SIGUSR1 || signal == SIGUSR2;
}

static void on_signal(int signal) {
  if ((signal == SIGINT || signal == SIGTERM) && is_echo(signal)) return;
  /* When a terminal closes, the system and the shell both send HUP, so a second HUP does not mean
     impatience. */
  if (signal == SIGINT || signal == SIGTERM) {
    if (atomic_exchange(&unread_end, 1)) {
      plateau_guard_die_at_once(signal);
    }
  }
  atomic_fetch_add(&passing, 1);
  if (atomic_load(&ending_readers) > 0 && is_ending(signal)) {
    int kept = errno;
    unsigned char byte = (unsigned char)signal;
    (void)!write(ending[1], &byte, 1);
    errno = kept;
  } else {
    put((unsigned char)signal);
  }
  atomic_fetch_sub(&passing, 1);
}

void plateau_guard_watch(int signal) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigfillset(&action.sa_mask);
  sigaction(signal, &action, NULL);
}

int plateau_guard_watch_unless_ignored(int signal) {
  struct sigaction now;
  if (sigaction(signal, NULL, &now) == 0 && now.sa_handler == SIG_IGN) return 0;
  plateau_guard_watch(signal);
  return 1;
}

void plateau_guard_unwatch(int signal) {
  struct sigaction action;
  if (sigaction(signal, NULL, &action) == 0 && action.sa_handler != on_signal) return;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  sigaction(signal, &action, NULL);
}

void plateau_guard_stop(void) {
  plateau_guard_unwatch(SIGTSTP);
  sigset_t set, old;
  sigemptyset(&set);
  sigaddset(&set, SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &set, &old);
  /* Stops the whole job, as ^Z does; under make or in a pipe, the job is more than this process.
     The signal is not blocked here, so the process has stopped by the time kill returns. */
  kill(0, SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &old, NULL);
  plateau_guard_watch(SIGTSTP);
}
