#ifndef CTERMINALGUARD_H
#define CTERMINALGUARD_H

#include <stddef.h>

/* Signals become bytes in a pipe, and a crash gives the terminal back: what must be safe to do in a signal
   handler is here, in C, and nowhere else. One guard a process. */

/* Opens the pipe, once. Returns the end to read from, or -1. */
int plateau_guard_open(void);

/* Opens a pipe of its own for INT, TERM and HUP, once, so that another thread than the one that draws can read
   them. Returns the end to read from, or -1. */
int plateau_guard_open_ending(void);

/* Waits for the next of them. Returns its number, or -1 when none came in time. */
int plateau_guard_read_ending(int milliseconds);

/* Reads the next byte: a signal's number, 0 for a wake-up, -1 when there is none. */
int plateau_guard_read(void);

/* Writes a wake-up; from any thread. */
void plateau_guard_wake(void);

/* From now on the signal becomes a byte. A second INT or TERM while the first is unread gives the terminal back
   and ends the process at once: whoever should read is stuck. The same signal within a tenth of a second is one. */
void plateau_guard_watch(int signal);

/* The same, but a signal that the process ignores stays ignored, as nohup wants it. Returns whether it is watched. */
int plateau_guard_watch_unless_ignored(int signal);

/* A watched signal has its default action again; others stay as they are. */
void plateau_guard_unwatch(int signal);

/* Remembers the terminal's modes as they are now, before anybody changes them. */
void plateau_guard_save_modes(void);

/* From now on every signal whose default action ends the process does end it, also the first process of a container,
   for which the system has no default actions, and QUIT, which Swift's runtime takes for a crash and lets the process
   go on. A crash is still reported by the runtime, but waits for no key. Signals that are handled or ignored by then
   stay so. Once is enough. */
void plateau_guard_begin(void);

/* From now on a crash, and every signal of `plateau_guard_begin`, which it calls, writes `bytes` to the terminal,
   restores the saved modes, puts standard error back and shows what was captured of it before the process ends. */
void plateau_guard_arm(const char *bytes, size_t count);

/* Ends that: the terminal has been given back. */
void plateau_guard_disarm(void);

/* Moves standard error to a nameless file. Returns 0 when that cannot be done. */
int plateau_guard_capture_errors(void);

/* Puts standard error back and writes what was captured to it. */
void plateau_guard_release_errors(void);

/* Stops the process as ^Z does; returns when it goes on. */
void plateau_guard_stop(void);

/* Gives the terminal back as a crash does, without waiting long for it, and ends the process by a signal's default
   action; from any thread. */
_Noreturn void plateau_guard_die_at_once(int signal);

/* Ends the process by a signal's default action; the first process of a container exits with 128 + signal. */
_Noreturn void plateau_guard_die(int signal);

#endif
