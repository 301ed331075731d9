#define _GNU_SOURCE
#include "CTerminalGuard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static int ends[2] = {-1, -1};
static atomic_int unread_end;      /* an INT, TERM or HUP that nobody has read yet */
static atomic_int armed;
static atomic_int stderr_copy = -1; /* the real standard error while it is captured */
static char restore[1024];
static size_t restore_count;
static struct termios modes;
static int has_modes;

static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE};
enum { CRASHES = sizeof crashes / sizeof *crashes };
static struct sigaction before[CRASHES];
static char handler_stack[64 * 1024];

static void write_all(int file, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t done = write(file, bytes, count);
    if (done > 0) {
      bytes += done;
      count -= (size_t)done;
    } else if (done < 0 && errno != EINTR) {
      return;
    }
  }
}

void plateau_guard_save_modes(void) { has_modes = tcgetattr(STDIN_FILENO, &modes) == 0; }

int plateau_guard_open(void) {
  if (ends[0] >= 0) return ends[0];
  if (pipe(ends) != 0) return -1;
  for (int i = 0; i < 2; i++) {
    fcntl(ends[i], F_SETFL, fcntl(ends[i], F_GETFL) | O_NONBLOCK);
    fcntl(ends[i], F_SETFD, FD_CLOEXEC);
  }
  return ends[0];
}

int plateau_guard_read(void) {
  unsigned char byte;
  while (1) {
    ssize_t count = read(ends[0], &byte, 1);
    if (count == 1) break;
    if (count < 0 && errno == EINTR) continue;
    return -1;
  }
  if (byte == SIGINT || byte == SIGTERM || byte == SIGHUP) atomic_store(&unread_end, 0);
  return byte;
}

static void put(unsigned char byte) {
  int kept = errno;
  /* A full pipe already wakes the reader. */
  (void)!write(ends[1], &byte, 1);
  errno = kept;
}

void plateau_guard_wake(void) { put(0); }

void plateau_guard_release_errors(void) {
  int copy = atomic_exchange(&stderr_copy, -1);
  if (copy < 0) return;
  int captured = dup(STDERR_FILENO);
  dup2(copy, STDERR_FILENO);
  close(copy);
  if (captured < 0) return;
  char bytes[4096];
  off_t place = 0;
  ssize_t count;
  while ((count = pread(captured, bytes, sizeof bytes, place)) > 0) {
    write_all(STDERR_FILENO, bytes, (size_t)count);
    place += count;
  }
  close(captured);
}

/* Safe in a handler: everything it uses was made before. */
static void give_back(void) {
  if (!atomic_exchange(&armed, 0)) return;
  write_all(STDOUT_FILENO, restore, restore_count);
  if (has_modes) tcsetattr(STDIN_FILENO, TCSANOW, &modes);
  plateau_guard_release_errors();
}

static void die(int signal) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  sigaction(signal, &action, NULL);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  kill(getpid(), signal);
  /* Another thread may be the one that takes it. */
  while (1) pause();
}

void plateau_guard_die(int signal) {
  die(signal);
  _exit(128 + signal);
}

static void on_signal(int signal) {
  if (signal == SIGINT || signal == SIGTERM || signal == SIGHUP) {
    if (atomic_exchange(&unread_end, 1)) {
      give_back();
      die(signal);
    }
  }
  put((unsigned char)signal);
}

void plateau_guard_watch(int signal) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigfillset(&action.sa_mask);
  sigaction(signal, &action, NULL);
}

void plateau_guard_unwatch(int signal) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  sigaction(signal, &action, NULL);
}

static void on_crash(int signal, siginfo_t *info, void *context) {
  (void)context;
  give_back();
  /* With the action of before in place, the fault happens again as if nobody had looked: the runtime's
     own report and the true exit status are kept. */
  for (int i = 0; i < CRASHES; i++)
    if (crashes[i] == signal) sigaction(signal, &before[i], NULL);
  /* Sent by somebody: nothing would happen again by itself. */
  if (info->si_code <= 0) raise(signal);
}

void plateau_guard_arm(const char *bytes, size_t count) {
  if (count > sizeof restore) count = sizeof restore;
  memcpy(restore, bytes, count);
  restore_count = count;
  stack_t stack = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack};
  stack_t old;
  if (sigaltstack(NULL, &old) == 0 && (old.ss_flags & SS_DISABLE)) sigaltstack(&stack, NULL);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = on_crash;
  action.sa_flags = SA_ONSTACK | SA_SIGINFO;
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < CRASHES; i++) sigaction(crashes[i], &action, &before[i]);
  atomic_store(&armed, 1);
}

void plateau_guard_disarm(void) {
  if (!atomic_exchange(&armed, 0)) return;
  for (int i = 0; i < CRASHES; i++) sigaction(crashes[i], &before[i], NULL);
}

int plateau_guard_capture_errors(void) {
  if (atomic_load(&stderr_copy) >= 0) return 1;
  char name[] = "/tmp/plateau-XXXXXX";
  int file = mkostemp(name, O_CLOEXEC | O_APPEND);
  if (file < 0) return 0;
  unlink(name);
  int copy = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (copy < 0 || dup2(file, STDERR_FILENO) < 0) {
    if (copy >= 0) close(copy);
    close(file);
    return 0;
  }
  close(file);
  atomic_store(&stderr_copy, copy);
  return 1;
}

void plateau_guard_stop(void) {
  plateau_guard_unwatch(SIGTSTP);
  sigset_t set, old;
  sigemptyset(&set);
  sigaddset(&set, SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &set, &old);
  /* The whole job, as ^Z would: under make or in a pipe it is more than this process. Not blocked here, so
     it has stopped when kill returns. */
  kill(0, SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &old, NULL);
  plateau_guard_watch(SIGTSTP);
}
