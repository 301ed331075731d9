#define _GNU_SOURCE
#include "parts.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

/* Crashes and the other signals that end the process. */

static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE};
enum { CRASHES = sizeof crashes / sizeof *crashes };
static struct sigaction before[CRASHES];
static atomic_int has_begun;
static char handler_stack[64 * 1024];

/* Ends the process by the signal's default action. The first process of a container has none; it
   exits with the status that a shell would report for the signal. */
_Noreturn void plateau_guard_die(int signal) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  sigaction(signal, &action, NULL);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  kill(getpid(), signal);
  /* Another thread may receive the signal. */
  if (getpid() != 1) poll(NULL, 0, 1000);
  _exit(128 + signal);
}

void plateau_guard_die_at_once(int signal) {
  plateau_guard_give_back();
  plateau_guard_die(signal);
}

/* Answers the question of the runtime's crash report, which in a terminal waits half a minute for a
   key. */
static void answer_report(void) {
  int pair[2];
  if (pipe(pair) != 0) return;
  (void)!write(pair[1], "q", 1);
  dup2(pair[0], STDIN_FILENO);
  close(pair[0]);
  close(pair[1]);
}

static void on_crash(int signal, siginfo_t *info, void *context) {
  plateau_guard_give_back();
  int is_sent = info->si_code <= 0;
  /* Another process sent the signal to end this one; there is nothing to report. */
  if (is_sent && info->si_pid != getpid()) plateau_guard_die(signal);
  answer_report();
  struct sigaction then = {.sa_handler = SIG_DFL};
  for (int i = 0; i < CRASHES; i++)
    if (crashes[i] == signal) then = before[i];
  sigaction(signal, &then, NULL);
  /* With the previous action restored, the fault happens again: the runtime writes its own report,
     and the exit status is the true one. */
  if (!is_sent && signal != SIGTRAP) return;
  /* abort() and traps do not recur by themselves. */
  if (then.sa_flags & SA_SIGINFO) then.sa_sigaction(signal, info, context);
  plateau_guard_die(signal);
}

/* Ends the process by a signal after giving the terminal back. */
static void on_end(int signal) {
  plateau_guard_give_back();
  plateau_guard_die(signal);
}

static int is_crash(int signal) {
  for (int i = 0; i < CRASHES; i++)
    if (crashes[i] == signal) return 1;
  return 0;
}

/* Returns 1 when the default action of the signal ends the process without a crash. */
static int ends_process(int signal) {
  switch (signal) {
    case SIGKILL: case SIGSTOP: /* cannot be handled */
    case SIGCHLD: case SIGCONT: case SIGURG: case SIGWINCH: /* ignored by default */
    case SIGTSTP: case SIGTTIN: case SIGTTOU: /* stop the process */
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
  if (now.sa_flags & SA_SIGINFO) return signal == SIGQUIT; /* the runtime mistakes it for a crash */
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
    /* A real fault ends the process even if the signal is ignored, but no handler runs. */
    int is_ignored = !(before[i].sa_flags & SA_SIGINFO) && before[i].sa_handler == SIG_IGN;
    if (!is_ignored) sigaction(crashes[i], &action, NULL);
  }
}

void plateau_guard_begin(void) {
  if (atomic_exchange(&has_begun, 1)) return;
  guard_crashes();
  guard_ends();
}
