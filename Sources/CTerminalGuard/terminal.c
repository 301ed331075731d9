#define _GNU_SOURCE
#include "parts.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

/* The terminal while the program uses it: giving it back and capturing standard error. */

enum { NOT_ARMED, ARMED, GIVING_BACK };
static atomic_int state = NOT_ARMED;
static pthread_t giver; /* the thread that is giving the terminal back */
static atomic_int has_giver;
static atomic_int stderr_copy = -1; /* the original standard error during capture */
static char restore[1024];
static size_t restore_count;
static struct termios modes;
static int has_modes;
static pthread_t drawer; /* the thread that uses the terminal while the guard is armed */
static atomic_int is_parked;

/* Opens the terminal or pipe behind `file` again, without blocking: setting O_NONBLOCK on `file`
   itself would affect the shell, too. Returns -1 when that is impossible. */
static int open_again(int file) {
  char name[] = "/proc/self/fd/0";
  name[sizeof name - 2] = (char)('0' + file);
  struct stat status;
  if (fstat(file, &status) || S_ISREG(status.st_mode)) return -1;
  return open(name, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

/* Writes as much as a terminal, pipe or file accepts within half a second. Returns 0 when some
   bytes were not written. */
static int write_all(int file, const char *bytes, size_t count) {
  int own = open_again(file);
  int to = own >= 0 ? own : file;
  int patience = 20;
  while (count > 0) {
    struct pollfd room = {.fd = to, .events = POLLOUT};
    if (poll(&room, 1, 25) <= 0) {
      if (--patience > 0) continue;
      break;
    }
    ssize_t done = write(to, bytes, count < 512 ? count : 512);
    if (done > 0) {
      bytes += done;
      count -= (size_t)done;
    } else if (done < 0 && errno == EAGAIN && --patience > 0) {
      poll(NULL, 0, 25);
    } else if (done < 0 && errno != EINTR) {
      break;
    }
  }
  if (own >= 0) close(own);
  return count == 0;
}

void plateau_guard_save_modes(void) { has_modes = tcgetattr(STDIN_FILENO, &modes) == 0; }

void plateau_guard_release_errors(void) {
  int copy = atomic_exchange(&stderr_copy, -1);
  if (copy < 0) return;
  int captured = dup(STDERR_FILENO);
  dup2(copy, STDERR_FILENO);
  close(copy);
  if (captured < 0) return;
  char bytes[4096];
  off_t offset = 0;
  ssize_t count;
  while ((count = pread(captured, bytes, sizeof bytes, offset)) > 0) {
    if (!write_all(STDERR_FILENO, bytes, (size_t)count)) break;
    offset += count;
  }
  close(captured);
}

static void on_park(int signal) {
  (void)signal;
  atomic_store(&is_parked, 1);
  while (1) poll(NULL, 0, 1000);
}

/* Suspends the thread that draws, so that it neither overwrites the output that follows nor reads
   keys. */
static void park_drawer(void) {
  if (pthread_equal(drawer, pthread_self())) return;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_park;
  sigaction(SIGURG, &action, NULL);
  if (pthread_kill(drawer, SIGURG) != 0) return;
  for (int i = 0; i < 40 && !atomic_load(&is_parked); i++) poll(NULL, 0, 5);
}

/* Keeps another signal from ending the process before the terminal is given back completely. */
static void wait_for_giver(void) {
  for (int i = 0; i < 200 && atomic_load(&state) == GIVING_BACK; i++) {
    /* This thread crashed while it gave the terminal back, so no thread will finish that. */
    if (atomic_load(&has_giver) && pthread_equal(giver, pthread_self())) return;
    poll(NULL, 0, 5);
  }
}

void plateau_guard_give_back(void) {
  int expected = ARMED;
  if (!atomic_compare_exchange_strong(&state, &expected, GIVING_BACK)) {
    wait_for_giver();
    return;
  }
  giver = pthread_self();
  atomic_store(&has_giver, 1);
  /* The modes come first: setting them never waits, while a frozen terminal delays the rest. */
  if (has_modes) tcsetattr(STDIN_FILENO, TCSANOW, &modes);
  park_drawer();
  write_all(STDOUT_FILENO, restore, restore_count);
  plateau_guard_release_errors();
  atomic_store(&has_giver, 0);
  atomic_store(&state, NOT_ARMED);
}

void plateau_guard_arm(const char *bytes, size_t count) {
  plateau_guard_begin();
  if (count > sizeof restore) count = sizeof restore;
  memcpy(restore, bytes, count);
  restore_count = count;
  drawer = pthread_self();
  atomic_store(&state, ARMED);
}

void plateau_guard_disarm(void) {
  int expected = ARMED;
  atomic_compare_exchange_strong(&state, &expected, NOT_ARMED);
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
