#define _GNU_SOURCE
#include "CPseudoTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

int pseudo_terminal_spawn(
    const char *path, char *const arguments[], char *const environment[], int width, int height,
    pid_t *process) {
  int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (master < 0 || grantpt(master) || unlockpt(master)) return -1;
  char name[128];
  if (ptsname_r(master, name, sizeof name)) return -1;
  pseudo_terminal_resize(master, width, height);
  pid_t child = fork();
  if (child < 0) return -1;
  if (child == 0) {
    setsid();
    int slave = open(name, O_RDWR);
    if (slave < 0) _exit(126);
    ioctl(slave, TIOCSCTTY, 0);
    for (int file = 0; file < 3; file++) dup2(slave, file);
    /* Pipes of programs that other tests have just started: held here, they would not end. */
    close_range(3, ~0U, 0);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
    execve(path, arguments, environment);
    _exit(127);
  }
  *process = child;
  return master;
}

int pseudo_terminal_resize(int master, int width, int height) {
  struct winsize size = {.ws_row = (unsigned short)height, .ws_col = (unsigned short)width};
  return ioctl(master, TIOCSWINSZ, &size);
}

int pseudo_terminal_read(int master, char *bytes, int count, int milliseconds) {
  struct pollfd file = {.fd = master, .events = POLLIN};
  if (poll(&file, 1, milliseconds) <= 0) return -1;
  ssize_t got = read(master, bytes, (size_t)count);
  /* A master whose program has gone says EIO. */
  return got < 0 ? 0 : (int)got;
}

int pseudo_terminal_is_cooked(int master) {
  struct termios modes;
  if (tcgetattr(master, &modes)) return 0;
  return (modes.c_lflag & ECHO) && (modes.c_lflag & ICANON) && (modes.c_lflag & ISIG);
}

int pseudo_terminal_wait(pid_t process, int milliseconds, int *code, int *signal) {
  int status = 0;
  for (int waited = 0;; waited += 10) {
    pid_t done = waitpid(process, &status, WNOHANG);
    if (done == process) break;
    if (done < 0 || waited >= milliseconds) return 0;
    struct timespec pause = {0, 10 * 1000 * 1000};
    nanosleep(&pause, NULL);
  }
  *code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  *signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  return 1;
}

int pseudo_terminal_refuse_memory(pid_t process) {
#ifdef __linux__
  struct rlimit none = {1 << 20, 1 << 20};
  return prlimit(process, RLIMIT_AS, &none, NULL) == 0;
#else
  (void)process;
  return 0;
#endif
}
