#include "CKernels.h"

#include "wide.h"

/* Pictures lie channels last. Sixteen channels are taken through a whole picture at a time, so that what
   belongs to a channel stays in registers; sums are kept by rows, then in double precision, so that
   thousands of numbers do not lose digits. */

/* Calls `body` for each sixteen channels from `c` on, the last perhaps fewer. That their number is known
   where it is sixteen keeps the registers' loads and stores single instructions. */
#define EACH_SIXTEEN(body, ...)                                \
  for (ptrdiff_t c = 0; c < channels; c += WIDE) {             \
    if (channels - c >= WIDE)                                  \
      body(__VA_ARGS__, channels, c, WIDE);                    \
    else                                                       \
      body(__VA_ARGS__, channels, c, channels - c);            \
  }

#define INLINE static inline __attribute__((always_inline))

/* Sixteen sums in double precision. */
typedef double wide_double __attribute__((vector_size(128), aligned(8)));

INLINE void channel_sums_of_sixteen(
    const float *x, const float *origins, ptrdiff_t rows, ptrdiff_t columns, double *sum, double
    *squares, ptrdiff_t channels, ptrdiff_t c, ptrdiff_t n) {
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
  EACH_SIXTEEN(channel_sums_of_sixteen, x, origins, rows, columns, sum, squares)
}

/* A normalised number. The mean is taken off first: next to it, where the sign is decided, the difference
   is exact, while a product of some size and a shift that nearly cancels it are both rounded. */
#define NORMALIZED(x) (scale * ((x) - mean) + shift)

/* What a channel's numbers become: normalised, and nothing below zero. NaN passes through. */
#define RECTIFIED(x) ({ wide v_ = NORMALIZED(x); SELECT(v_ < 0, zero, v_); })

INLINE void rectify_of_sixteen(
    const float *x, const float *means, const float *scales, const float *shifts,
    ptrdiff_t positions, float *y,
    ptrdiff_t channels, ptrdiff_t c, ptrdiff_t n) {
  const wide zero = {0};
  const wide mean = LOAD(means + c, n), scale = LOAD(scales + c, n), shift = LOAD(shifts + c, n);
  for (ptrdiff_t i = 0; i < positions; i++)
    STORE(y + i * channels + c, n, RECTIFIED(LOAD(x + i * channels + c, n)));
}

FOR_EACH_PROCESSOR void plateau_rectify(
    const float *x, const float *means, const float *scales, const float *shifts,
    ptrdiff_t positions, ptrdiff_t channels, float *y) {
  EACH_SIXTEEN(rectify_of_sixteen, x, means, scales, shifts, positions, y)
}

INLINE void rectify_pool_of_sixteen(
    const float *x, const float *means, const float *scales, const float *shifts, ptrdiff_t rows,
    ptrdiff_t columns, float *y, ptrdiff_t channels, ptrdiff_t c, ptrdiff_t n) {
  const wide zero = {0};
  const ptrdiff_t line = columns * channels;
  const wide mean = LOAD(means + c, n), scale = LOAD(scales + c, n), shift = LOAD(shifts + c, n);
  float *to = y + c;
  for (ptrdiff_t row = 0; row + 1 < rows; row += 2)
    for (ptrdiff_t i = 0; i + 1 < columns; i += 2, to += channels) {
      const float *p = x + row * line + i * channels + c;
      wide best = RECTIFIED(LOAD(p, n));
      wide next = RECTIFIED(LOAD(p + channels, n));
      best = SELECT((next > best) | (next != next), next, best);
      next = RECTIFIED(LOAD(p + line, n));
      best = SELECT((next > best) | (next != next), next, best);
      next = RECTIFIED(LOAD(p + line + channels, n));
      best = SELECT((next > best) | (next != next), next, best);
      STORE(to, n, best);
    }
}

FOR_EACH_PROCESSOR void plateau_rectify_pool(
    const float *x, const float *means, const float *scales, const float *shifts, ptrdiff_t rows,
    ptrdiff_t columns, ptrdiff_t channels, float *y) {
  EACH_SIXTEEN(rectify_pool_of_sixteen, x, means, scales, shifts, rows, columns, y)
}

INLINE void pool_of_sixteen(
    const float *x, ptrdiff_t rows, ptrdiff_t columns, float *y, ptrdiff_t channels, ptrdiff_t
    c, ptrdiff_t n) {
  const ptrdiff_t line = columns * channels;
  float *to = y + c;
  for (ptrdiff_t row = 0; row + 1 < rows; row += 2)
    for (ptrdiff_t i = 0; i + 1 < columns; i += 2, to += channels) {
      const float *p = x + row * line + i * channels + c;
      wide best = LOAD(p, n);
      wide next = LOAD(p + channels, n);
      best = SELECT((next > best) | (next != next), next, best);
      next = LOAD(p + line, n);
      best = SELECT((next > best) | (next != next), next, best);
      next = LOAD(p + line + channels, n);
      best = SELECT((next > best) | (next != next), next, best);
      STORE(to, n, best);
    }
}

FOR_EACH_PROCESSOR void plateau_pool(
    const float *x, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t channels, float *y) {
  EACH_SIXTEEN(pool_of_sixteen, x, rows, columns, y)
}

/* The gradient by the normalised number at one place: `direct` where the number passed the rectifier, and
   `pooled` where it was the largest of its four. Both passes over a picture see the same. */
#define GRADIENT(v, direct) SELECT((v) > 0, (direct), zero)

/* Four neighbours and which of them is the largest: the first among equals, as in PyTorch. */
#define FOUR(p)                                                                          \
  const wide xa = LOAD((p), n), xb = LOAD((p) + channels, n), xc = LOAD((p) + line, n),  \
             xd = LOAD((p) + line + channels, n);                                        \
  const wide va = RECTIFIED(xa), vb = RECTIFIED(xb), vc = RECTIFIED(xc), vd = RECTIFIED(xd); \
  const wide ab = SELECT(vb > va, vb, va), cd = SELECT(vd > vc, vd, vc);                 \
  const wide_int is_ab = (wide_int)(ab >= cd), is_a = (wide_int)(va >= vb),              \
                 is_c = (wide_int)(vc >= vd)

#define DIRECT(offset) (direct ? LOAD(direct + (offset), n) : zero)

INLINE void rectify_sums_of_sixteen(
    const float *x, const float *direct, const float *pooled, const float *means, const float
    *scales, const float *shifts, ptrdiff_t rows, ptrdiff_t columns, double *sum, double
    *products, ptrdiff_t channels, ptrdiff_t c, ptrdiff_t n) {
  const wide zero = {0};
  const ptrdiff_t line = columns * channels;
  const wide mean = LOAD(means + c, n), scale = LOAD(scales + c, n), shift = LOAD(shifts + c, n);
  wide total = {0}, total_products = {0};
  const float *from = pooled ? pooled + c : pooled;
  ptrdiff_t row = 0;
  if (pooled)
    for (; row + 1 < rows; row += 2) {
      wide s = {0}, q = {0};
      ptrdiff_t i = 0;
      for (; i + 1 < columns; i += 2, from += channels) {
        const ptrdiff_t at = row * line + i * channels + c;
        FOUR(x + at);
        const wide d = LOAD(from, n);
        const wide x_best = SELECT(is_ab, SELECT(is_a, xa, xb), SELECT(is_c, xc, xd));
        const wide passed = GRADIENT(SELECT(is_ab, ab, cd), d);
        s += passed;
        q += passed * (x_best - mean);
        if (direct) {
          const wide da = GRADIENT(va, DIRECT(at)), db = GRADIENT(vb, DIRECT(at + channels));
          const wide dc = GRADIENT(vc, DIRECT(at + line));
          const wide dd = GRADIENT(vd, DIRECT(at + line + channels));
          s += (da + db) + (dc + dd);
          q += (da * (xa - mean) + db * (xb - mean)) + (dc * (xc - mean) + dd * (xd - mean));
        }
      }
      if (direct)
        for (; i < columns; i++)
          for (ptrdiff_t lower = 0; lower < 2; lower++) {
            const ptrdiff_t at = (row + lower) * line + i * channels + c;
            const wide value = LOAD(x + at, n);
            const wide d = GRADIENT(NORMALIZED(value), DIRECT(at));
            s += d;
            q += d * (value - mean);
          }
      total += s;
      total_products += q;
    }
  if (direct)
    for (; row < rows; row++) {
      wide s = {0}, q = {0};
      for (ptrdiff_t i = 0; i < columns; i++) {
        const ptrdiff_t at = row * line + i * channels + c;
        const wide value = LOAD(x + at, n);
        const wide d = GRADIENT(NORMALIZED(value), DIRECT(at));
        s += d;
        q += d * (value - mean);
      }
      total += s;
      total_products += q;
    }
  for (ptrdiff_t k = 0; k < n; k++) {
    sum[c + k] += (double)total[k];
    products[c + k] += (double)total_products[k];
  }
}

FOR_EACH_PROCESSOR void plateau_rectify_sums(
    const float *x, const float *direct, const float *pooled, const float *means,
    const float *scales, const float *shifts, ptrdiff_t rows, ptrdiff_t columns,
    ptrdiff_t channels, double *sum, double *products) {
  EACH_SIXTEEN(rectify_sums_of_sixteen, x, direct, pooled, means, scales, shifts, rows,
      columns, sum, products)
}

/* The gradient by x: steep d + slope (x - mean) + level. */
#define MOVED(d, value) (steep * (d) + (slope * ((value) - mean) + level))

INLINE void rectify_backward_of_sixteen(
    float *x, const float *direct, const float *pooled, const float *means, const float *scales,
    const float *shifts, const float *steeps, const float *slopes, const float *levels,
    ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t channels, ptrdiff_t c, ptrdiff_t n) {
  const wide zero = {0};
  const ptrdiff_t line = columns * channels;
  const wide mean = LOAD(means + c, n), scale = LOAD(scales + c, n), shift = LOAD(shifts + c, n);
  const wide steep = LOAD(steeps + c, n), slope = LOAD(slopes + c, n);
  const wide level = LOAD(levels + c, n);
  const float *from = pooled ? pooled + c : pooled;
  ptrdiff_t row = 0;
  if (pooled)
    for (; row + 1 < rows; row += 2) {
      ptrdiff_t i = 0;
      for (; i + 1 < columns; i += 2, from += channels) {
        const ptrdiff_t at = row * line + i * channels + c;
        FOUR(x + at);
        const wide d = LOAD(from, n);
        wide da = DIRECT(at), db = DIRECT(at + channels), dc = DIRECT(at + line);
        wide dd = DIRECT(at + line + channels);
        da += SELECT(is_ab & is_a, d, zero);
        db += SELECT(is_ab & ~is_a, d, zero);
        dc += SELECT(~is_ab & is_c, d, zero);
        dd += SELECT(~is_ab & ~is_c, d, zero);
        STORE(x + at, n, MOVED(GRADIENT(va, da), xa));
        STORE(x + at + channels, n, MOVED(GRADIENT(vb, db), xb));
        STORE(x + at + line, n, MOVED(GRADIENT(vc, dc), xc));
        STORE(x + at + line + channels, n, MOVED(GRADIENT(vd, dd), xd));
      }
      for (; i < columns; i++)
        for (ptrdiff_t lower = 0; lower < 2; lower++) {
          const ptrdiff_t at = (row + lower) * line + i * channels + c;
          const wide value = LOAD(x + at, n);
          STORE(x + at, n, MOVED(GRADIENT(NORMALIZED(value), DIRECT(at)), value));
        }
    }
  for (; row < rows; row++)
    for (ptrdiff_t i = 0; i < columns; i++) {
      const ptrdiff_t at = row * line + i * channels + c;
      const wide value = LOAD(x + at, n);
      STORE(x + at, n, MOVED(GRADIENT(NORMALIZED(value), DIRECT(at)), value));
    }
}

FOR_EACH_PROCESSOR void plateau_rectify_backward(
    float *x, const float *direct, const float *pooled, const float *means, const float *scales,
    const float *shifts, const float *steeps, const float *slopes, const float *levels,
    ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t channels) {
  EACH_SIXTEEN(rectify_backward_of_sixteen, x, direct, pooled, means, scales, shifts, steeps,
      slopes, levels, rows, columns)
}

FOR_EACH_PROCESSOR void plateau_add(float *a, const float *b, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) a[i] += b[i];
}

void plateau_split_channels(
    const float *picture, ptrdiff_t positions, ptrdiff_t channels, float *blocks) {
  for (ptrdiff_t c = 0; c < channels; c += WIDE) {
    const ptrdiff_t n = channels - c < WIDE ? channels - c : WIDE;
    for (ptrdiff_t i = 0; i < positions; i++, blocks += WIDE)
      *(wide *)blocks = LOAD(picture + i * channels + c, n);
  }
}

void plateau_join_channels(
    const float *blocks, ptrdiff_t positions, ptrdiff_t channels, float *picture) {
  for (ptrdiff_t c = 0; c < channels; c += WIDE) {
    const ptrdiff_t n = channels - c < WIDE ? channels - c : WIDE;
    for (ptrdiff_t i = 0; i < positions; i++, blocks += WIDE)
      STORE(picture + i * channels + c, n, *(const wide *)blocks);
  }
}

void plateau_channels_last(
    const float *planes, ptrdiff_t positions, ptrdiff_t channels, float *picture) {
  for (ptrdiff_t c = 0; c < channels; c++)
    for (ptrdiff_t i = 0; i < positions; i++) picture[i * channels + c] = planes[c * positions + i];
}
