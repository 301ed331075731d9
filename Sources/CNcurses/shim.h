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
#include <sys/ioctl.h>

/* Swift takes no C globals, macros with arguments or variadic functions: each needed one is wrapped. */

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

/* Whether terminfo has an entry. */
static inline int plateau_has_entry(const char *type) {
  int status = 0;
  if (setupterm(type, 1, &status) != OK) return 0;
  del_curterm(set_curterm(NULL));
  return 1;
}

/* Fills a cell; `pair` may be larger than a short. */
static inline void plateau_set_cell(cchar_t *cell, unsigned scalar, attr_t attributes, int pair) {
  wchar_t text[2] = {(wchar_t)scalar, 0};
  setcchar(cell, text, attributes, 0, &pair);
}

/* Reads a key without waiting: ERR, OK for a character, KEY_CODE_YES for a function key. */
static inline int plateau_read_key(unsigned *key) {
  wint_t value = 0;
  int status = wget_wch(stdscr, &value);
  *key = (unsigned)value;
  return status;
}

/* Lets presses of the first button and the wheel come as keys. */
static inline void plateau_watch_mouse(void) {
  mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
  mouseinterval(0);
}

/* What the key KEY_MOUSE stands for: 1 for a press, 4 and 5 for the wheel up and down, 0 for nothing. */
static inline int plateau_read_mouse(int *x, int *y) {
  MEVENT event;
  if (getmouse(&event) != OK) return 0;
  *x = event.x;
  *y = event.y;
  if (event.bstate & BUTTON4_PRESSED) return 4;
  if (event.bstate & BUTTON5_PRESSED) return 5;
  return event.bstate & BUTTON1_PRESSED ? 1 : 0;
}

static inline int plateau_window_size(int file, int *width, int *height) {
  struct winsize size;
  if (ioctl(file, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return 0;
  *width = size.ws_col;
  *height = size.ws_row;
  return 1;
}

/* Bytes that wait to be read. */
static inline int plateau_waiting_bytes(int file) {
  int count = 0;
  return ioctl(file, FIONREAD, &count) == 0 ? count : -1;
}

static inline int plateau_is_utf8(void) {
  const char *codeset = nl_langinfo(CODESET);
  return codeset[0] == 'U' && codeset[1] == 'T' && codeset[2] == 'F';
}

#endif
