#include "CKernels.h"

#include "wide.h"

/* Images lie channels last. Each loop takes sixteen channels through a whole image, so that the values of a channel
   stay in registers. Sums are kept by rows and then in double precision, so that thousands of numbers do not lose
   digits. */

/* Sixteen sums in double precision. */
typedef double wide_double __attribute__((vector_size(128), aligned(8)));

INLINE void channel_sums_of_sixteen(
    const float *x, const float *origins, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t channels,
    double *sum, double *squares, ptrdiff_t c, ptrdiff_t n) {
  const wide origin = LOAD(origins + c, n);
  wide_double total = {0}, total_squares = {0};
  for (ptrdiff_t row = 0; row < rows; row++) {
    const float *line = x + row * columns * channels + c;
    wide s = {0}, q = {0};
    for (ptrdiff_t i = 0; i < columns; i++) {
      wide value = LOAD(line + i * channels, n) - origin;
      s += value;
      q += value * value;
    }
    total += __builtin_convertvector(s, wide_double);
    total_squares += __builtin_convertvector(q, wide_double);
  }
  for (ptrdiff_t k = 0; k < n; k++) {
    sum[c + k] += total[k];
    squares[c + k] += total_squares[k];
  }
}

FOR_EACH_PROCESSOR void plateau_channel_sums(
    const float *x, const float *origins, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t channels,
    double *sum, double *squares) {
  EACH_SIXTEEN(
      channels, channel_sums_of_sixteen, x, origins, rows, columns, channels, sum, squares);
}

INLINE void max_pool_of_sixteen(
    const float *x, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t channels, float *y, ptrdiff_t c,
    ptrdiff_t n) {
  const ptrdiff_t line = columns * channels;
  float *to = y + c;
  for (ptrdiff_t row = 0; row + 1 < rows; row += 2)
    for (ptrdiff_t i = 0; i + 1 < columns; i += 2, to += channels) {
      const float *p = x + row * line + i * channels + c;
      wide best = LARGER(LOAD(p, n), LOAD(p + channels, n));
      best = LARGER(best, LOAD(p + line, n));
      best = LARGER(best, LOAD(p + line + channels, n));
      STORE(to, n, best);
    }
}

FOR_EACH_PROCESSOR void plateau_max_pool(
    const float *x, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t channels, float *y) {
  EACH_SIXTEEN(channels, max_pool_of_sixteen, x, rows, columns, channels, y);
}

FOR_EACH_PROCESSOR void plateau_add(float *a, const float *b, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) a[i] += b[i];
}

FOR_EACH_PROCESSOR void plateau_round_to_bfloat16(const float *x, uint16_t *y, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) {
    uint32_t bits;
    memcpy(&bits, x + i, sizeof bits);
    const uint32_t rounded = bits + 0x7fff + (bits >> 16 & 1);
    const uint32_t quiet = bits | 0x400000;
    y[i] = (uint16_t)((x[i] == x[i] ? rounded : quiet) >> 16);
  }
}

void plateau_split_channels(
    const float *image, ptrdiff_t positions, ptrdiff_t channels, float *blocks) {
  for (ptrdiff_t c = 0; c < channels; c += WIDE) {
    const ptrdiff_t n = channels - c < WIDE ? channels - c : WIDE;
    for (ptrdiff_t i = 0; i < positions; i++, blocks += WIDE)
      *(wide *)blocks = LOAD(image + i * channels + c, n);
  }
}

void plateau_join_channels(
    const float *blocks, ptrdiff_t positions, ptrdiff_t channels, float *image) {
  for (ptrdiff_t c = 0; c < channels; c += WIDE) {
    const ptrdiff_t n = channels - c < WIDE ? channels - c : WIDE;
    for (ptrdiff_t i = 0; i < positions; i++, blocks += WIDE)
      STORE(image + i * channels + c, n, *(const wide *)blocks);
  }
}

void plateau_channels_last(
    const float *planes, ptrdiff_t positions, ptrdiff_t channels, float *image) {
  for (ptrdiff_t c = 0; c < channels; c++)
    for (ptrdiff_t i = 0; i < positions; i++) image[i * channels + c] = planes[c * positions + i];
}
