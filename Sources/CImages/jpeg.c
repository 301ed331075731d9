#include "CImages.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

/* A file of a few kilobytes can hold thousands of empty scans, which take minutes. Real files have about ten. */
enum { MOST_SCANS = 200 };

/* The most bytes the library may take besides the pixels: a progressive image of 100 megapixels needs as
   much for its coefficients. */
enum { MOST_MEMORY = 640 << 20 };

struct plateau_jpeg {
  struct jpeg_decompress_struct decoder;
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  jmp_buf failed;
  /* 1 if the data is damaged; the library would continue with grey. */
  int is_damaged;
  char message[JMSG_LENGTH_MAX];
  /* One row of four channels, for CMYK. */
  uint8_t *row;
};

static plateau_jpeg *owner(j_common_ptr decoder) { return decoder->client_data; }

static void fail(j_common_ptr decoder) {
  decoder->err->format_message(decoder, owner(decoder)->message);
  longjmp(owner(decoder)->failed, 1);
}

/* Warnings are damage, except for some that every decoder ignores. */
static void warn(j_common_ptr decoder, int level) {
  if (level >= 0) return;
  switch (decoder->err->msg_code) {
    case JWRN_EXTRANEOUS_DATA:
    case JWRN_ADOBE_XFORM:
    case JWRN_JFIF_MAJOR:
    case JWRN_TOO_MUCH_DATA:
    case JWRN_BOGUS_ICC:
      return;
    default: break;
  }
  plateau_jpeg *jpeg = owner(decoder);
  if (!jpeg->is_damaged) decoder->err->format_message(decoder, jpeg->message);
  jpeg->is_damaged = 1;
}

static void print_nothing(j_common_ptr decoder) { (void)decoder; }

static void check_scans(j_common_ptr decoder) {
  plateau_jpeg *jpeg = owner(decoder);
  if (jpeg->decoder.input_scan_number <= MOST_SCANS) return;
  snprintf(jpeg->message, sizeof jpeg->message, "more than %d scans", MOST_SCANS);
  longjmp(jpeg->failed, 1);
}

static int below(int full, int part) { return (full + part - 1) / part; }

static void tell(char out[PLATEAU_MESSAGE], const char *message) {
  snprintf(out, PLATEAU_MESSAGE, "%s", message);
}

plateau_jpeg *plateau_jpeg_open(
    const uint8_t *bytes, size_t count, int least, int *full_width, int *full_height, int *width,
    int *height, char message[PLATEAU_MESSAGE]) {
  plateau_jpeg *jpeg = calloc(1, sizeof *jpeg);
  if (!jpeg) {
    tell(message, "out of memory");
    return NULL;
  }
  struct jpeg_decompress_struct *decoder = &jpeg->decoder;
  decoder->err = jpeg_std_error(&jpeg->errors);
  jpeg->errors.error_exit = fail;
  jpeg->errors.emit_message = warn;
  jpeg->errors.output_message = print_nothing;
  decoder->client_data = jpeg;
  if (setjmp(jpeg->failed)) {
    tell(message, jpeg->message);
    plateau_jpeg_close(jpeg);
    return NULL;
  }
  jpeg_create_decompress(decoder);
  decoder->mem->max_memory_to_use = MOST_MEMORY;
  jpeg->progress.progress_monitor = check_scans;
  decoder->progress = &jpeg->progress;
  jpeg_mem_src(decoder, bytes, count);
  jpeg_read_header(decoder, TRUE);
  *full_width = (int)decoder->image_width;
  *full_height = (int)decoder->image_height;
  int part = 1;
  while (least > 0 && part < 8 && below(*full_width, 2 * part) >= least &&
         below(*full_height, 2 * part) >= least)
    part *= 2;
  decoder->scale_num = 1;
  decoder->scale_denom = (unsigned)part;
  int is_cmyk =
      decoder->jpeg_color_space == JCS_CMYK || decoder->jpeg_color_space == JCS_YCCK;
  decoder->out_color_space = is_cmyk ? JCS_CMYK : JCS_RGB;
  jpeg_calc_output_dimensions(decoder);
  *width = (int)decoder->output_width;
  *height = (int)decoder->output_height;
  return jpeg;
}

int plateau_jpeg_read(plateau_jpeg *jpeg, uint8_t *pixels, char message[PLATEAU_MESSAGE]) {
  struct jpeg_decompress_struct *decoder = &jpeg->decoder;
  if (setjmp(jpeg->failed)) {
    tell(message, jpeg->message);
    return 0;
  }
  jpeg_start_decompress(decoder);
  size_t width = decoder->output_width;
  int is_cmyk = decoder->out_color_space == JCS_CMYK;
  if (is_cmyk) {
    jpeg->row = malloc(width * 4);
    if (!jpeg->row) {
      tell(message, "out of memory");
      return 0;
    }
  }
  while (decoder->output_scanline < decoder->output_height && !jpeg->is_damaged) {
    uint8_t *line = pixels + decoder->output_scanline * width * 3;
    JSAMPROW target = is_cmyk ? jpeg->row : line;
    if (jpeg_read_scanlines(decoder, &target, 1) != 1) break;
    if (!is_cmyk) continue;
    /* Adobe stores inverted ink: 255 is none. */
    int mask = decoder->saw_Adobe_marker ? 0 : 255;
    for (size_t column = 0; column < width; column++) {
      const uint8_t *ink = jpeg->row + column * 4;
      int black = ink[3] ^ mask;
      for (int channel = 0; channel < 3; channel++)
        line[column * 3 + channel] = (uint8_t)((ink[channel] ^ mask) * black / 255);
    }
  }
  if (jpeg->is_damaged || decoder->output_scanline < decoder->output_height) {
    tell(message, jpeg->message);
    return 0;
  }
  return 1;
}

void plateau_jpeg_close(plateau_jpeg *jpeg) {
  if (!jpeg) return;
  jpeg_destroy_decompress(&jpeg->decoder);
  free(jpeg->row);
  free(jpeg);
}
