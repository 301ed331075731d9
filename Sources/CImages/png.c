#include "CImages.h"

#include <stdio.h>
#include <string.h>

#include <png.h>

static int tell(png_image *image, char message[PLATEAU_MESSAGE]) {
  snprintf(message, PLATEAU_MESSAGE, "%s", image->message);
  png_image_free(image);
  return 0;
}

/* 1 if there was an error. A warning, such as about a colour profile, leaves the image intact. */
static int has_failed(const png_image *image) {
  return (image->warning_or_error & PNG_IMAGE_ERROR) != 0;
}

int plateau_png_size(
    const uint8_t *bytes, size_t count, int *width, int *height, char message[PLATEAU_MESSAGE]) {
  png_image image;
  memset(&image, 0, sizeof image);
  image.version = PNG_IMAGE_VERSION;
  if (!png_image_begin_read_from_memory(&image, bytes, count) || has_failed(&image))
    return tell(&image, message);
  /* Sizes are below 2³¹ by the format. */
  *width = (int)image.width;
  *height = (int)image.height;
  png_image_free(&image);
  return 1;
}

int plateau_png_read(
    const uint8_t *bytes, size_t count, uint8_t *pixels, size_t capacity,
    char message[PLATEAU_MESSAGE]) {
  png_image image;
  memset(&image, 0, sizeof image);
  image.version = PNG_IMAGE_VERSION;
  if (!png_image_begin_read_from_memory(&image, bytes, count) || has_failed(&image))
    return tell(&image, message);
  image.format = PNG_FORMAT_RGB;
  /* 16 bits without a gamma have the scale of 8 bits, not linear light, as in every other reader. */
  image.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
  if ((size_t)image.width * image.height * 3 > capacity) {
    snprintf(message, PLATEAU_MESSAGE, "the size changed");
    png_image_free(&image);
    return 0;
  }
  png_color black = {0, 0, 0};
  if (!png_image_finish_read(&image, &black, pixels, 0, NULL) || has_failed(&image))
    return tell(&image, message);
  png_image_free(&image);
  return 1;
}
