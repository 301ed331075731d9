#include "CCairo.h"

#include <CSharedLibrary.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Constants of <cairo.h>. */
enum { RGB24 = 1, ROUND_CAP = 1, BUTT_CAP = 0, ROUND_JOIN = 1, SLANT_NORMAL = 0, NORMAL = 0, BOLD = 1 };

typedef void surface;
typedef void context;
/* The measures of a text; only the advance is used. */
typedef struct {
  double x_bearing, y_bearing, width, height, x_advance, y_advance;
} extents;

static surface *(*image_surface_create)(int, int, int);
static void (*surface_destroy)(surface *);
static int (*surface_status)(surface *);
static int (*surface_write)(surface *, int (*)(void *, const unsigned char *, unsigned), void *);
static const char *(*status_to_string)(int);
static context *(*create)(surface *);
static void (*destroy)(context *);
static void (*save)(context *);
static void (*restore)(context *);
static void (*scale_by)(context *, double, double);
static void (*rectangle)(context *, double, double, double, double);
static void (*clip)(context *);
static void (*fill)(context *);
static void (*stroke)(context *);
static void (*new_path)(context *);
static void (*close_path)(context *);
static void (*move_to)(context *, double, double);
static void (*line_to)(context *, double, double);
static void (*arc)(context *, double, double, double, double, double);
static void (*set_source)(context *, double, double, double);
static void (*set_line_width)(context *, double);
static void (*set_line_cap)(context *, int);
static void (*set_line_join)(context *, int);
static void (*set_dash)(context *, const double *, int, double);
static void (*select_font)(context *, const char *, int, int);
static void (*set_font_size)(context *, double);
static void (*text_extents)(context *, const char *, extents *);
static void (*show_text)(context *, const char *);

struct plateau_page {
  surface *surface;
  context *context;
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char reason[512];

#ifdef __APPLE__
static const char *const names[] = {"libcairo.2.dylib", "/opt/homebrew/lib/libcairo.2.dylib"};
#else
static const char *const names[] = {"libcairo.so.2"};
#endif

static void load(void) {
  const plateau_function functions[] = {
    {"cairo_image_surface_create", &image_surface_create},
    {"cairo_surface_destroy", &surface_destroy},
    {"cairo_surface_status", &surface_status},
    {"cairo_surface_write_to_png_stream", &surface_write},
    {"cairo_status_to_string", &status_to_string},
    {"cairo_create", &create},
    {"cairo_destroy", &destroy},
    {"cairo_save", &save},
    {"cairo_restore", &restore},
    {"cairo_scale", &scale_by},
    {"cairo_rectangle", &rectangle},
    {"cairo_clip", &clip},
    {"cairo_fill", &fill},
    {"cairo_stroke", &stroke},
    {"cairo_new_path", &new_path},
    {"cairo_close_path", &close_path},
    {"cairo_move_to", &move_to},
    {"cairo_line_to", &line_to},
    {"cairo_arc", &arc},
    {"cairo_set_source_rgb", &set_source},
    {"cairo_set_line_width", &set_line_width},
    {"cairo_set_line_cap", &set_line_cap},
    {"cairo_set_line_join", &set_line_join},
    {"cairo_set_dash", &set_dash},
    {"cairo_select_font_face", &select_font},
    {"cairo_set_font_size", &set_font_size},
    {"cairo_text_extents", &text_extents},
    {"cairo_show_text", &show_text},
  };
  plateau_library_load(names, sizeof names / sizeof *names, "libcairo", functions,
      sizeof functions / sizeof *functions, reason, sizeof reason);
}

const char *plateau_cairo_load(void) {
  pthread_once(&once, load);
  return reason[0] ? reason : NULL;
}

plateau_page *plateau_page_open(double width, double height, double scale) {
  if (plateau_cairo_load()) return NULL;
  /* cairo's coordinates have 15 bits and a sign. */
  double wide = width * scale + 0.5, high = height * scale + 0.5;
  if (!(wide >= 1 && high >= 1 && wide < 32767 && high < 32767)) return NULL;
  plateau_page *page = calloc(1, sizeof *page);
  if (!page) return NULL;
  page->surface = image_surface_create(RGB24, (int)wide, (int)high);
  if (surface_status(page->surface)) {
    surface_destroy(page->surface);
    free(page);
    return NULL;
  }
  page->context = create(page->surface);
  scale_by(page->context, scale, scale);
  set_line_join(page->context, ROUND_JOIN);
  save(page->context);
  return page;
}

void plateau_page_close(plateau_page *page) {
  if (!page) return;
  destroy(page->context);
  surface_destroy(page->surface);
  free(page);
}

void plateau_page_clip(plateau_page *page, double x, double y, double width, double height) {
  save(page->context);
  rectangle(page->context, x, y, width, height);
  clip(page->context);
}

void plateau_page_unclip(plateau_page *page) { restore(page->context); }

static void use(plateau_page *page, plateau_ink ink) { set_source(page->context, ink.red, ink.green, ink.blue); }

void plateau_page_fill(plateau_page *page, double x, double y, double width, double height, plateau_ink ink) {
  use(page, ink);
  rectangle(page->context, x, y, width, height);
  fill(page->context);
}

static void trace(plateau_page *page, const double *points, size_t count) {
  new_path(page->context);
  for (size_t i = 0; i < count; i++) (i ? line_to : move_to)(page->context, points[2 * i], points[2 * i + 1]);
}

void plateau_page_line(
  plateau_page *page, const double *points, size_t count, double width, const double *dashes, size_t dash_count,
  plateau_ink ink) {
  use(page, ink);
  set_line_width(page->context, width);
  set_line_cap(page->context, dash_count ? BUTT_CAP : ROUND_CAP);
  set_dash(page->context, dashes, (int)dash_count, 0);
  trace(page, points, count);
  stroke(page->context);
}

void plateau_page_shape(plateau_page *page, const double *points, size_t count, plateau_ink ink) {
  use(page, ink);
  trace(page, points, count);
  close_path(page->context);
  fill(page->context);
}

void plateau_page_dot(plateau_page *page, double x, double y, double radius, plateau_ink ink) {
  use(page, ink);
  new_path(page->context);
  arc(page->context, x, y, radius, 0, 6.283185307179586);
  fill(page->context);
}

void plateau_page_text(
  plateau_page *page, const char *text, double x, double y, double size, int is_bold, double anchor, plateau_ink ink) {
  extents measures = {0};
  use(page, ink);
  select_font(page->context, "sans-serif", SLANT_NORMAL, is_bold ? BOLD : NORMAL);
  set_font_size(page->context, size);
  if (anchor > 0) text_extents(page->context, text, &measures);
  move_to(page->context, x - anchor * measures.x_advance, y);
  show_text(page->context, text);
}

struct receiver {
  void (*take)(void *, const unsigned char *, size_t);
  void *context;
};

static int pass(void *context, const unsigned char *bytes, unsigned count) {
  struct receiver *receiver = context;
  receiver->take(receiver->context, bytes, count);
  return 0;
}

const char *plateau_page_write(
  plateau_page *page, void (*take)(void *, const unsigned char *, size_t), void *context) {
  struct receiver receiver = {take, context};
  int status = surface_write(page->surface, pass, &receiver);
  return status ? status_to_string(status) : NULL;
}
