#define _GNU_SOURCE
#include "CTerminalGuard.h"

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

static int ends[2] = {-1, -1};
static int ending[2] = {-1, -1}; /* INT, TERM and HUP, where somebody waits for them alone */
static atomic_int unread_end;      /* an INT or TERM that nobody has read yet */
static atomic_int armed;
static atomic_int stderr_copy = -1; /* the real standard error while it is captured */
static char restore[1024];
static size_t restore_count;
static struct termios modes;
static int has_modes;

static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE};
enum { CRASHES = sizeof crashes / sizeof *crashes };
static struct sigaction before[CRASHES];
static atomic_int has_begun;
static pthread_t drawer; /* the thread that writes to the terminal and reads from it while armed */
static atomic_int is_parked;
static char handler_stack[64 * 1024];

/* A description of its own of the terminal or pipe behind `file` that never blocks: O_NONBLOCK on the one that
   is there would be the shell's, too. -1 where there is none. */
static int open_again(int file) {
  char name[] = "/proc/self/fd/0";
  name[sizeof name - 2] = (char)('0' + file);
  struct stat status;
  if (fstat(file, &status) || S_ISREG(status.st_mode)) return -1;
  return open(name, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

/* Writes what a terminal, pipe or file takes within a moment; for the last words of a process, whoever reads
   them. Returns 0 when it did not take all. */
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
  /* A parent's thread may have had them blocked, and the mask is inherited. */
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGHUP);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  return open_pipe(ending);
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
    if (!write_all(STDERR_FILENO, bytes, (size_t)count)) break;
    place += count;
  }
  close(captured);
}

static void on_park(int signal) {
  (void)signal;
  atomic_store(&is_parked, 1);
  while (1) poll(NULL, 0, 1000);
}

/* Keeps the thread that draws from drawing over what follows, and from reading the keys. */
static void park_drawer(void) {
  if (pthread_equal(drawer, pthread_self())) return;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_park;
  sigaction(SIGURG, &action, NULL);
  if (pthread_kill(drawer, SIGURG) != 0) return;
  for (int i = 0; i < 40 && !atomic_load(&is_parked); i++) poll(NULL, 0, 5);
}

/* Safe in a handler: everything it uses was made before. */
static void give_back(void) {
  if (!atomic_exchange(&armed, 0)) return;
  park_drawer();
  write_all(STDOUT_FILENO, restore, restore_count);
  if (has_modes) tcsetattr(STDIN_FILENO, TCSANOW, &modes);
  plateau_guard_release_errors();
}

/* By the signal's default action. The first process of a container has none: there it is an exit, with the code
   that a shell would have made of the signal. */
static _Noreturn void die(int signal) {
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
  if (getpid() != 1) poll(NULL, 0, 1000);
  _exit(128 + signal);
}

void plateau_guard_die(int signal) { die(signal); }

void plateau_guard_die_at_once(int signal) {
  give_back();
  die(signal);
}

static void on_signal(int signal) {
  /* Of a terminal that goes away the system and the shell tell, each by a HUP: the second is no haste. */
  if (signal == SIGINT || signal == SIGTERM) {
    if (atomic_exchange(&unread_end, 1)) {
      give_back();
      die(signal);
    }
  }
  if (ending[1] >= 0 && (signal == SIGINT || signal == SIGTERM || signal == SIGHUP)) {
    int kept = errno;
    unsigned char byte = (unsigned char)signal;
    (void)!write(ending[1], &byte, 1);
    errno = kept;
    return;
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

/* The runtime's report of a crash ends in a terminal with a question, and waits half a minute for a key. This is
   the key. */
static void answer_report(void) {
  int pair[2];
  if (pipe(pair) != 0) return;
  (void)!write(pair[1], "q", 1);
  dup2(pair[0], STDIN_FILENO);
  close(pair[0]);
  close(pair[1]);
}

static void on_crash(int signal, siginfo_t *info, void *context) {
  give_back();
  int is_sent = info->si_code <= 0;
  /* Another process wants this one to end; there is nothing to report. */
  if (is_sent && info->si_pid != getpid()) die(signal);
  answer_report();
  struct sigaction then = {.sa_handler = SIG_DFL};
  for (int i = 0; i < CRASHES; i++)
    if (crashes[i] == signal) then = before[i];
  sigaction(signal, &then, NULL);
  /* With the action of before in place, a fault happens again as if nobody had looked: the runtime's own report
     and the true exit status are kept. */
  if (!is_sent && signal != SIGTRAP) return;
  /* abort() and traps do not happen again by themselves. */
  if (then.sa_flags & SA_SIGINFO) then.sa_sigaction(signal, info, context);
  die(signal);
}

/* A signal that ends the process: it does, with the terminal given back. */
static void on_end(int signal) {
  give_back();
  die(signal);
}

static int is_crash(int signal) {
  for (int i = 0; i < CRASHES; i++)
    if (crashes[i] == signal) return 1;
  return 0;
}

/* Whether the default action of the signal, which no handler has, ends the process. */
static int ends_process(int signal) {
  switch (signal) {
    case SIGKILL: case SIGSTOP: /* cannot be had */
    case SIGCHLD: case SIGCONT: case SIGURG: case SIGWINCH: /* nothing happens */
    case SIGTSTP: case SIGTTIN: case SIGTTOU: /* the process stops */
#ifdef SIGINFO
    case SIGINFO:
#endif
      return 0;
    default: return !is_crash(signal);
  }
}

static int last_signal(void) {
#ifdef SIGRTMAX
  return SIGRTMAX;
#else
  return NSIG - 1;
#endif
}

static int is_free(int signal) {
  struct sigaction now;
  if (!ends_process(signal) || sigaction(signal, NULL, &now) != 0) return 0;
  if (now.sa_flags & SA_SIGINFO) return signal == SIGQUIT; /* the runtime takes it for a crash */
  return now.sa_handler == SIG_DFL;
}

static void guard_ends(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_end;
  action.sa_flags = SA_ONSTACK;
  sigfillset(&action.sa_mask);
  for (int signal = 1; signal <= last_signal(); signal++)
    if (is_free(signal)) sigaction(signal, &action, NULL);
}

static void guard_crashes(void) {
  stack_t stack = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack};
  stack_t old;
  if (sigaltstack(NULL, &old) == 0 && (old.ss_flags & SS_DISABLE)) sigaltstack(&stack, NULL);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = on_crash;
  action.sa_flags = SA_ONSTACK | SA_SIGINFO;
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < CRASHES; i++) {
    sigaction(crashes[i], NULL, &before[i]);
    /* A real crash of a process that ignores it ends it all the same, but nobody can look. */
    int is_ignored = !(before[i].sa_flags & SA_SIGINFO) && before[i].sa_handler == SIG_IGN;
    if (!is_ignored) sigaction(crashes[i], &action, NULL);
  }
}

void plateau_guard_begin(void) {
  if (atomic_exchange(&has_begun, 1)) return;
  guard_crashes();
  guard_ends();
}

void plateau_guard_arm(const char *bytes, size_t count) {
  plateau_guard_begin();
  if (count > sizeof restore) count = sizeof restore;
  memcpy(restore, bytes, count);
  restore_count = count;
  drawer = pthread_self();
  atomic_store(&armed, 1);
}

void plateau_guard_disarm(void) { atomic_store(&armed, 0); }

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
