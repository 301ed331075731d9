#ifndef CIMAGES_H
#define CIMAGES_H

#include <stddef.h>
#include <stdint.h>

/* JPEG by libjpeg-turbo and PNG by libpng: what needs setjmp or their struct macros. Nothing here ends the
   process or prints; a message says why a call failed. Pixels are red, green, blue, 8 bits each. */

#define PLATEAU_MESSAGE 200

/* A file that is being decoded. Its bytes must stay until it is closed. */
typedef struct plateau_jpeg plateau_jpeg;

/* Reads the header. The image is then decoded at 1/8, 1/4, 1/2 or 1/1 of its size: the smallest that has
   at least `least` pixels across and down; 0 decodes it whole. Sizes before and after are written.
   NULL when it is not a readable JPEG, with a message. */
plateau_jpeg *plateau_jpeg_open(
    const uint8_t *bytes, size_t count, int least, int *full_width, int *full_height, int *width,
    int *height, char message[PLATEAU_MESSAGE]);
/* Writes width × height × 3 bytes; 0 when the data is damaged, with a message. Once only. */
int plateau_jpeg_read(plateau_jpeg *jpeg, uint8_t *pixels, char message[PLATEAU_MESSAGE]);
void plateau_jpeg_close(plateau_jpeg *jpeg);

/* Reads the header of a PNG; 0 when there is none that can be read, with a message. */
int plateau_png_size(
    const uint8_t *bytes, size_t count, int *width, int *height, char message[PLATEAU_MESSAGE]);
/* Decodes a PNG of any kind into width × height × 3 bytes, 16 bits cut to 8 and transparent parts laid
   on black; 0 when the data is damaged, with a message. */
int plateau_png_read(
    const uint8_t *bytes, size_t count, uint8_t *pixels, size_t capacity,
    char message[PLATEAU_MESSAGE]);

#endif
