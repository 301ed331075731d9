#include "CKernels.h"

#include <string.h>

#if defined(__x86_64__)
#include <float.h>
#include <immintrin.h>

#define WIDE_TARGET __attribute__((target("arch=x86-64-v4")))
#define INLINE static inline __attribute__((always_inline)) WIDE_TARGET

/* A tile is 8 rows of the kernel by up to 48 columns: its gradient is 24 registers of 16 numbers. */
enum { ROWS = 8, LANES = 16, MOST = 3 };

/* Adam's numbers in every lane. */
struct adam {
  __m512 rate, decay, rest1, rest2, epsilon;
};

/* sqrt and division of sixteen numbers take the processor some thirty cycles in which it does nothing else
   with them; estimates with 14 bits and one step of Newton's are as good in 32 bits, and overlap. */
INLINE void adam_step(
    float *w, float *m, float *v, __m512 gradient, __mmask16 lanes, const struct adam *adam) {
  const __m512 half = _mm512_set1_ps(0.5f), one_and_half = _mm512_set1_ps(1.5f);
  /* All loads before the first store: the three may lie a multiple of 4096 bytes apart, where the processor
     takes a load for one of what was just stored. */
  __m512 weight = _mm512_maskz_loadu_ps(lanes, w);
  __m512 first = _mm512_maskz_loadu_ps(lanes, m), second = _mm512_maskz_loadu_ps(lanes, v);
  weight = _mm512_fnmadd_ps(adam->decay, weight, weight);
  first = _mm512_fmadd_ps(_mm512_sub_ps(gradient, first), adam->rest1, first);
  second = _mm512_fmadd_ps(_mm512_fmsub_ps(gradient, gradient, second), adam->rest2, second);
  /* Kept from 0, of which the estimate makes infinity; NaN passes, being the second operand. */
  const __m512 x = _mm512_max_ps(_mm512_set1_ps(FLT_MIN), second);
  __m512 y = _mm512_rsqrt14_ps(x);
  y = _mm512_mul_ps(
      y, _mm512_fnmadd_ps(_mm512_mul_ps(_mm512_mul_ps(half, x), y), y, one_and_half));
  const __m512 divisor = _mm512_fmadd_ps(x, y, adam->epsilon);
  __m512 inverse = _mm512_rcp14_ps(divisor);
  inverse = _mm512_mul_ps(inverse, _mm512_fnmadd_ps(divisor, inverse, _mm512_set1_ps(2)));
  _mm512_mask_storeu_ps(m, lanes, first);
  _mm512_mask_storeu_ps(v, lanes, second);
  _mm512_mask_storeu_ps(
      w, lanes, _mm512_fnmadd_ps(_mm512_mul_ps(adam->rate, first), inverse, weight));
}

/* The gradient of a tile in registers, then Adam's step with it. Meanwhile the memory `ahead` of it is
   fetched into the second cache (the first has too few places for lines on their way). */
INLINE void tile(
    const float *x, const float *d, ptrdiff_t batch, float *const parameters[3], ptrdiff_t ld,
    ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t ahead, const struct adam *adam, int panels) {
  __m512 sum[ROWS][MOST];
#pragma clang loop unroll(full)
  for (int r = 0; r < ROWS; r++)
#pragma clang loop unroll(full)
    for (int p = 0; p < panels; p++) sum[r][p] = _mm512_setzero_ps();
  for (ptrdiff_t k = 0; k < batch; k++) {
    if (k < 3 * ROWS) {
      const float *next = parameters[k / ROWS] + ahead + k % ROWS * ld;
#pragma clang loop unroll(full)
      for (int p = 0; p < MOST; p++) _mm_prefetch((const char *)(next + p * LANES), _MM_HINT_T1);
    }
    __m512 b[MOST];
#pragma clang loop unroll(full)
    for (int p = 0; p < panels; p++) b[p] = _mm512_loadu_ps(d + k * panels * LANES + p * LANES);
#pragma clang loop unroll(full)
    for (int r = 0; r < ROWS; r++) {
      const __m512 a = _mm512_set1_ps(x[k * ROWS + r]);
#pragma clang loop unroll(full)
      for (int p = 0; p < panels; p++) sum[r][p] = _mm512_fmadd_ps(a, b[p], sum[r][p]);
    }
  }
#pragma clang loop unroll(full)
  for (int r = 0; r < ROWS; r++) {
    if (r >= rows) break;
#pragma clang loop unroll(full)
    for (int p = 0; p < panels; p++) {
      const ptrdiff_t left = columns - p * LANES;
      const __mmask16 lanes = left >= LANES ? 0xffff : (__mmask16)((1u << left) - 1);
      const ptrdiff_t at = r * ld + p * LANES;
      adam_step(
          parameters[0] + at, parameters[1] + at, parameters[2] + at, sum[r][p], lanes, adam);
    }
  }
}

/* How many registers wide the tile at a column is. */
static int panels_at(ptrdiff_t column, ptrdiff_t columns) {
  const ptrdiff_t left = (columns - column + LANES - 1) / LANES;
  return (int)(left < MOST ? left : MOST);
}

/* Columns in the order in which tiles read them, short ones filled with zeros. */
static void pack(
    const float *d, ptrdiff_t batch, ptrdiff_t columns, ptrdiff_t ld, float *packed) {
  for (ptrdiff_t c = 0; c < columns; c += MOST * LANES) {
    const ptrdiff_t width = panels_at(c, columns) * LANES;
    const ptrdiff_t count = columns - c < width ? columns - c : width;
    for (ptrdiff_t k = 0; k < batch; k++, packed += width) {
      memcpy(packed, d + k * ld + c, (size_t)count * sizeof *packed);
      if (count < width) memset(packed + count, 0, (size_t)(width - count) * sizeof *packed);
    }
  }
}

/* A block of rows in the same manner: eight numbers an example, of rows that are not there zeros. */
static void pack_block(
    const float *x, ptrdiff_t batch, ptrdiff_t rows, ptrdiff_t ld, float *block) {
  if (rows == ROWS) {
    for (ptrdiff_t k = 0; k < batch; k++) memcpy(block + k * ROWS, x + k * ld, sizeof(float[ROWS]));
  } else {
    memset(block, 0, (size_t)(batch * ROWS) * sizeof *block);
    for (ptrdiff_t k = 0; k < batch; k++)
      for (ptrdiff_t r = 0; r < rows; r++) block[k * ROWS + r] = x[k * ld + r];
  }
}

/* Columns of the gradient stay in the first-level cache for as many rows of x as do, too. */
enum { GROUP = 14 * ROWS };

WIDE_TARGET static void adam_product(
    const float *x, ptrdiff_t x_ld, const float *d, ptrdiff_t ld, ptrdiff_t height,
    ptrdiff_t columns, ptrdiff_t batch, float *w, float *m, float *v, float *scratch,
    const struct adam *adam) {
  float *blocks = scratch, *packed = scratch + batch * GROUP;
  pack(d, batch, columns, ld, packed);
  for (ptrdiff_t first = 0; first < height; first += GROUP) {
    const ptrdiff_t end = height - first < GROUP ? height : first + GROUP;
    for (ptrdiff_t row = first; row < end; row += ROWS)
      pack_block(
          x + row, batch, end - row < ROWS ? end - row : ROWS, x_ld,
          blocks + (row - first) * batch);
    const float *from = packed;
    for (ptrdiff_t c = 0; c < columns; c += MOST * LANES) {
      const int panels = panels_at(c, columns);
      for (ptrdiff_t row = first; row < end; row += ROWS) {
        const float *block = blocks + (row - first) * batch;
        const ptrdiff_t rows = end - row < ROWS ? end - row : ROWS;
        const ptrdiff_t at = row * ld + c;
        float *const parameters[3] = {w + at, m + at, v + at};
        /* Below the last rows come the next columns of the first. */
        const ptrdiff_t ahead =
            row + ROWS < end ? ROWS * ld : (first - row) * ld + MOST * LANES;
#define TILE(n) tile(block, from, batch, parameters, ld, rows, columns - c, ahead, adam, n)
        if (panels == 3)
          TILE(3);
        else if (panels == 2)
          TILE(2);
        else
          TILE(1);
#undef TILE
      }
      from += panels * LANES * batch;
    }
  }
}

int plateau_adam_product(
    const float *x, ptrdiff_t x_ld, const float *d, ptrdiff_t ld, ptrdiff_t rows,
    ptrdiff_t columns, ptrdiff_t batch, float *w, float *m, float *v, float *scratch, float alpha,
    float decay, float beta1, float beta2, float epsilon) {
  if (!plateau_has_wide_registers()) return 0;
  const struct adam adam = {
      (__m512){0} + alpha, (__m512){0} + decay, (__m512){0} + (1 - beta1), (__m512){0} + (1 - beta2),
      (__m512){0} + epsilon};
  adam_product(x, x_ld, d, ld, rows, columns, batch, w, m, v, scratch, &adam);
  return 1;
}
#else
int plateau_adam_product(
    const float *x, ptrdiff_t x_ld, const float *d, ptrdiff_t ld, ptrdiff_t rows,
    ptrdiff_t columns, ptrdiff_t batch, float *w, float *m, float *v, float *scratch, float alpha,
    float decay, float beta1, float beta2, float epsilon) {
  (void)x, (void)x_ld, (void)d, (void)ld, (void)rows, (void)columns, (void)batch, (void)w;
  (void)m, (void)v, (void)scratch, (void)alpha, (void)decay, (void)beta1, (void)beta2, (void)epsilon;
  return 0;
}
#endif
