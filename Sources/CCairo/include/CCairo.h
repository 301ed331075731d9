/* cairo, loaded when it is first needed: it draws pages of lines and text and writes them as PNG. Only its functions'
 * names are used, which have not changed since version 1.2; no header of it is needed. */
#ifndef PLATEAU_CCAIRO_H
#define PLATEAU_CCAIRO_H

#include <stddef.h>

/* Loads the library; later calls, from any thread, return the first one's result.
 * Returns NULL, or the reason why it cannot be loaded. */
const char *plateau_cairo_load(void);

/* A page of pixels; used by one thread at a time. */
typedef struct plateau_page plateau_page;

/* A colour, each part from 0 to 1. */
typedef struct {
  double red, green, blue;
} plateau_ink;

/* A page of a size in units of `scale` pixels. Returns NULL when plateau_cairo_load() failed, or when there is no
 * memory for it or it is too large. */
plateau_page *plateau_page_open(double width, double height, double scale);
void plateau_page_close(plateau_page *page);

/* Everything outside of a rectangle is left alone until plateau_page_unclip(). */
void plateau_page_clip(plateau_page *page, double x, double y, double width, double height);
void plateau_page_unclip(plateau_page *page);

void plateau_page_fill(plateau_page *page, double x, double y, double width, double height, plateau_ink ink);
/* A line through `count` points, given as x, y, x, y …; `dashes` are the lengths of dashes and gaps. */
void plateau_page_line(
  plateau_page *page, const double *points, size_t count, double width, const double *dashes, size_t dash_count,
  plateau_ink ink);
void plateau_page_shape(plateau_page *page, const double *points, size_t count, plateau_ink ink);
void plateau_page_dot(plateau_page *page, double x, double y, double radius, plateau_ink ink);
/* A text with its baseline at a point; `anchor` is the share of its width that lies left of the point. */
void plateau_page_text(
  plateau_page *page, const char *text, double x, double y, double size, int is_bold, double anchor, plateau_ink ink);

/* Passes the page as PNG to a function, part by part. Returns NULL, or the reason why it failed. */
const char *plateau_page_write(
  plateau_page *page, void (*take)(void *context, const unsigned char *bytes, size_t count), void *context);

#endif
