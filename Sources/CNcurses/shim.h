#ifndef PLATEAU_CNCURSES_SHIM_H
#define PLATEAU_CNCURSES_SHIM_H

#define NCURSES_WIDECHAR 1
#include <ncurses.h>
#include <term.h>
/* term.h names common words. */
#undef lines
#undef columns
#undef buttons
#undef tab

#include <langinfo.h>
#include <stdio.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <wchar.h>

/* Swift cannot import macros with arguments, variadic functions or mutable globals; this wraps those in use. */

static const attr_t plateau_bold = A_BOLD;
static const attr_t plateau_dim = A_DIM;
static const attr_t plateau_underline = A_UNDERLINE;
static const attr_t plateau_reverse = A_REVERSE;

static inline SCREEN *plateau_newterm(const char *type) { return newterm(type, stdout, stdin); }

static inline WINDOW *plateau_screen(void) { return stdscr; }

static inline int plateau_color_count(void) { return COLORS; }

/* A terminfo string; NULL when the terminal lacks it. */
static inline const char *plateau_capability(const char *name) {
  char *text = tigetstr(name);
  return text == (char *)-1 ? NULL : text;
}

/* Sends a control sequence that does not affect what ncurses draws. */
static inline void plateau_send(const char *text) {
  fputs(text, stdout);
  fflush(stdout);
}

/* Opens a terminfo entry, whose capabilities can be read until it is closed. Returns 0 when there is no such entry. */
static inline int plateau_open_entry(const char *type) {
  int status = 0;
  return setupterm(type, 1, &status) == OK;
}

static inline void plateau_close_entry(void) { del_curterm(set_curterm(NULL)); }

/* Fills a cell; `pair` may be larger than a short. */
static inline void plateau_set_cell(cchar_t *cell, unsigned scalar, attr_t attributes, int pair) {
  wchar_t text[2] = {(wchar_t)scalar, 0};
  setcchar(cell, text, attributes, 0, &pair);
}

/* The columns that ncurses reserves for a character; -1 when the C library cannot print it. */
static inline int plateau_columns(unsigned scalar) { return wcwidth((wchar_t)scalar); }

/* The name of terminfo's string capability with this number; NULL after the last. */
static inline const char *plateau_capability_name(int number) {
  int count = 0;
  while (count < number && strnames[count]) count++;
  return strnames[count];
}

/* Makes the terminal report presses of the first button and the wheel. */
static inline void plateau_watch_mouse(void) {
  mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
  mouseinterval(0);
}

/* The columns and rows of a terminal. Returns 0, and sets nothing, when `file` is not a terminal or its size is
   unknown. */
static inline int plateau_window_size(int file, int *width, int *height) {
  struct winsize size;
  if (ioctl(file, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return 0;
  *width = size.ws_col;
  *height = size.ws_row;
  return 1;
}

/* Whether the locale that is set writes UTF-8. */
static inline int plateau_is_utf8(void) {
  const char *codeset = nl_langinfo(CODESET);
  return strcasecmp(codeset, "UTF-8") == 0 || strcasecmp(codeset, "UTF8") == 0;
}

#endif
