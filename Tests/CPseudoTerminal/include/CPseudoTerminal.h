#ifndef CPSEUDOTERMINAL_H
#define CPSEUDOTERMINAL_H

#include <sys/types.h>

/* Starts a program with a terminal of its own. Returns the master end, or -1. */
int pseudo_terminal_spawn(
    const char *path, char *const arguments[], char *const environment[], int width, int height,
    pid_t *process);

/* Gives the terminal a new size; the program gets its SIGWINCH. */
int pseudo_terminal_resize(int master, int width, int height);

/* Waits up to so many milliseconds for output. Returns the bytes read, 0 at the end, -1 for no output. */
int pseudo_terminal_read(int master, char *bytes, int count, int milliseconds);

/* Whether the terminal echoes and reads by lines, as a shell wants it. */
int pseudo_terminal_is_cooked(int master);

/* Waits for the program. Returns 1 when it has ended, with its exit code and signal. */
int pseudo_terminal_wait(pid_t process, int milliseconds, int *code, int *signal);

/* Lets the program have no more memory than it has. Returns whether that could be done. */
int pseudo_terminal_refuse_memory(pid_t process);

#endif
