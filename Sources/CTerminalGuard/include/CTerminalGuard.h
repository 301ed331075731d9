#ifndef CTERMINALGUARD_H
#define CTERMINALGUARD_H

#include <stddef.h>

/* A guard that turns signals into bytes in a pipe and gives the terminal back in a crash. All code
   that runs in signal handlers is here, in C, and nowhere else. There is one guard per process. */

/* Opens the pipe; further calls return the same one. Returns the end to read from, or -1 on
   failure. */
int plateau_guard_open(void);

/* Opens a separate pipe for INT, TERM and HUP, so that a thread other than the one that draws can
   read them; further calls return the same one. Returns the end to read from, or -1 on failure. */
int plateau_guard_open_ending(void);

/* Takes back one successful call of plateau_guard_open_ending. After the last one, these signals
   come through the other pipe again. */
void plateau_guard_close_ending(void);

/* Waits for the next of these three signals. Returns its number, or -1 when none came in time. */
int plateau_guard_read_ending(int milliseconds);

/* Reads the next byte: a signal's number, 0 for a wake-up, or -1 when the pipe is empty. */
int plateau_guard_read(void);

/* Writes a wake-up; callable from any thread. */
void plateau_guard_wake(void);

/* Starts to turn a signal into a byte. A second INT or TERM while the first is unread means that
   the reader is stuck: the second signal gives the terminal back and ends the process at once.
   Repetitions within a tenth of a second count as one. */
void plateau_guard_watch(int signal);

/* Watches a signal as plateau_guard_watch does, unless the process ignores it: such a signal stays
   ignored, as nohup requires. Returns 1 when the signal is watched and 0 otherwise. */
int plateau_guard_watch_unless_ignored(int signal);

/* Restores the default action of a watched signal; leaves other signals alone. */
void plateau_guard_unwatch(int signal);

/* Saves the modes of the terminal; call it before anything changes them. */
void plateau_guard_save_modes(void);

/* Makes every signal whose default action ends the process end it. That holds for the first process
   of a container too, for which the system has no default actions, and for QUIT, which Swift's
   runtime mistakes for a crash and survives. The runtime still reports crashes, but does not wait
   for a key. Signals that are already handled or ignored stay so. Further calls do nothing. */
void plateau_guard_begin(void);

/* Arms the guard: before a crash or a signal of `plateau_guard_begin`, which it calls, ends the
   process, the guard restores the saved modes, writes `bytes` to the terminal, restores standard
   error and prints what was captured. */
void plateau_guard_arm(const char *bytes, size_t count);

/* Disarms the guard after the terminal has been given back. */
void plateau_guard_disarm(void);

/* Redirects standard error to a nameless file. Returns 0 on failure. */
int plateau_guard_capture_errors(void);

/* Restores standard error and writes what was captured to it. */
void plateau_guard_release_errors(void);

/* Stops the process as ^Z does; returns when it continues. */
void plateau_guard_stop(void);

/* Gives the terminal back as a crash does, without a long wait for it, and ends the process by a
   signal's default action; callable from any thread. */
_Noreturn void plateau_guard_die_at_once(int signal);

/* Ends the process by a signal's default action; the first process of a container exits with 128 +
   signal. */
_Noreturn void plateau_guard_die(int signal);

#endif
