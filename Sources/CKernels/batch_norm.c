#include "CKernels.h"

#include "wide.h"

/* Batch normalisation and ReLU of images, channels last, sixteen channels at a time as in channels.c. */

/* The normalisation of up to sixteen channels. */
struct normalization {
  wide mean, scale, shift;
};

INLINE void load_normalization(
    struct normalization *norm, const float *means, const float *scales, const float *shifts,
    ptrdiff_t c, ptrdiff_t n) {
  norm->mean = LOAD(means + c, n);
  norm->scale = LOAD(scales + c, n);
  norm->shift = LOAD(shifts + c, n);
}

/* A normalised number. The mean is subtracted first: near the mean, where the sign is decided, the difference is
   exact, whereas a large product and a shift that nearly cancels it are both rounded. */
#define NORMALIZED(x, norm) ((norm)->scale * ((x) - (norm)->mean) + (norm)->shift)

/* max(v, 0). NaN passes through. */
#define RELU(v)                                        \
  ({                                                   \
    const wide v_ = (v);                               \
    SELECT(v_ < 0, (wide){0}, v_);                     \
  })

INLINE void bn_relu_of_sixteen(
    const float *x, const float *means, const float *scales, const float *shifts,
    ptrdiff_t positions, ptrdiff_t channels, float *y, ptrdiff_t c, ptrdiff_t n) {
  struct normalization norm;
  load_normalization(&norm, means, scales, shifts, c, n);
  for (ptrdiff_t i = 0; i < positions; i++)
    STORE(y + i * channels + c, n, RELU(NORMALIZED(LOAD(x + i * channels + c, n), &norm)));
}

FOR_EACH_PROCESSOR void plateau_bn_relu_forward(
    const float *x, const float *means, const float *scales, const float *shifts,
    ptrdiff_t positions, ptrdiff_t channels, float *y) {
  EACH_SIXTEEN(channels, bn_relu_of_sixteen, x, means, scales, shifts, positions, channels, y);
}

INLINE void bn_relu_pool_of_sixteen(
    const float *x, const float *means, const float *scales, const float *shifts, ptrdiff_t rows,
    ptrdiff_t columns, ptrdiff_t channels, float *y, ptrdiff_t c, ptrdiff_t n) {
  struct normalization norm;
  load_normalization(&norm, means, scales, shifts, c, n);
  const ptrdiff_t line = columns * channels;
  float *to = y + c;
  for (ptrdiff_t row = 0; row + 1 < rows; row += 2)
    for (ptrdiff_t i = 0; i + 1 < columns; i += 2, to += channels) {
      const float *p = x + row * line + i * channels + c;
      wide best = RELU(NORMALIZED(LOAD(p, n), &norm));
      best = LARGER(best, RELU(NORMALIZED(LOAD(p + channels, n), &norm)));
      best = LARGER(best, RELU(NORMALIZED(LOAD(p + line, n), &norm)));
      best = LARGER(best, RELU(NORMALIZED(LOAD(p + line + channels, n), &norm)));
      STORE(to, n, best);
    }
}

FOR_EACH_PROCESSOR void plateau_bn_relu_pool_forward(
    const float *x, const float *means, const float *scales, const float *shifts, ptrdiff_t rows,
    ptrdiff_t columns, ptrdiff_t channels, float *y) {
  EACH_SIXTEEN(
      channels, bn_relu_pool_of_sixteen, x, means, scales, shifts, rows, columns, channels, y);
}

/* A window of 2 × 2 values: upper left, upper right, lower left, lower right. */
struct window {
  wide x[4];
  /* After normalisation and ReLU. */
  wide y[4];
  /* The largest y of the upper and of the lower two. */
  wide upper, lower;
  /* Masks that lead to the largest y of all, the first among equals, as in PyTorch. */
  wide_int is_upper, is_left_of_upper, is_left_of_lower;
};

INLINE void load_window(
    struct window *w, const float *p, ptrdiff_t right, ptrdiff_t down,
    const struct normalization *norm, ptrdiff_t n) {
  w->x[0] = LOAD(p, n);
  w->x[1] = LOAD(p + right, n);
  w->x[2] = LOAD(p + down, n);
  w->x[3] = LOAD(p + down + right, n);
  w->y[0] = RELU(NORMALIZED(w->x[0], norm));
  w->y[1] = RELU(NORMALIZED(w->x[1], norm));
  w->y[2] = RELU(NORMALIZED(w->x[2], norm));
  w->y[3] = RELU(NORMALIZED(w->x[3], norm));
  w->upper = SELECT(w->y[1] > w->y[0], w->y[1], w->y[0]);
  w->lower = SELECT(w->y[3] > w->y[2], w->y[3], w->y[2]);
  w->is_upper = (wide_int)(w->upper >= w->lower);
  w->is_left_of_upper = (wide_int)(w->y[0] >= w->y[1]);
  w->is_left_of_lower = (wide_int)(w->y[2] >= w->y[3]);
}

/* The gradient with respect to a normalised number `v`, given the gradient `d` with respect to its ReLU. */
#define RELU_GRADIENT(v, d) SELECT((v) > 0, (d), (wide){0})

/* The gradient with respect to the ReLU that comes from an unpooled image. */
#define DIRECT(offset) (direct ? LOAD(direct + (offset), n) : (wide){0})

/* Adds the gradient at one position to the two sums. */
INLINE void reduce_at(
    const float *x, const float *direct, const struct normalization *norm, ptrdiff_t at,
    ptrdiff_t n, wide *sum, wide *product) {
  const wide value = LOAD(x + at, n);
  const wide d = RELU_GRADIENT(NORMALIZED(value, norm), DIRECT(at));
  *sum += d;
  *product += d * (value - norm->mean);
}

INLINE void bn_relu_reduce_of_sixteen(
    const float *x, const float *direct, const float *pooled, const float *means,
    const float *scales, const float *shifts, ptrdiff_t rows, ptrdiff_t columns,
    ptrdiff_t channels, double *sum, double *products, ptrdiff_t c, ptrdiff_t n) {
  struct normalization norm;
  load_normalization(&norm, means, scales, shifts, c, n);
  const ptrdiff_t line = columns * channels;
  wide total = {0}, total_products = {0};
  const float *from = pooled ? pooled + c : pooled;
  ptrdiff_t row = 0;
  if (pooled)
    for (; row + 1 < rows; row += 2) {
      wide s = {0}, q = {0};
      ptrdiff_t i = 0;
      for (; i + 1 < columns; i += 2, from += channels) {
        const ptrdiff_t at = row * line + i * channels + c;
        struct window w;
        load_window(&w, x + at, channels, line, &norm, n);
        const wide d = LOAD(from, n);
        const wide x_best = SELECT(
            w.is_upper, SELECT(w.is_left_of_upper, w.x[0], w.x[1]),
            SELECT(w.is_left_of_lower, w.x[2], w.x[3]));
        const wide passed = RELU_GRADIENT(SELECT(w.is_upper, w.upper, w.lower), d);
        s += passed;
        q += passed * (x_best - norm.mean);
        if (direct) {
          const wide da = RELU_GRADIENT(w.y[0], DIRECT(at));
          const wide db = RELU_GRADIENT(w.y[1], DIRECT(at + channels));
          const wide dc = RELU_GRADIENT(w.y[2], DIRECT(at + line));
          const wide dd = RELU_GRADIENT(w.y[3], DIRECT(at + line + channels));
          s += (da + db) + (dc + dd);
          q += (da * (w.x[0] - norm.mean) + db * (w.x[1] - norm.mean)) +
              (dc * (w.x[2] - norm.mean) + dd * (w.x[3] - norm.mean));
        }
      }
      if (direct)
        for (; i < columns; i++)
          for (ptrdiff_t lower = 0; lower < 2; lower++)
            reduce_at(
                x, direct, &norm, (row + lower) * line + i * channels + c, n, &s, &q);
      total += s;
      total_products += q;
    }
  if (direct)
    for (; row < rows; row++) {
      wide s = {0}, q = {0};
      for (ptrdiff_t i = 0; i < columns; i++)
        reduce_at(x, direct, &norm, row * line + i * channels + c, n, &s, &q);
      total += s;
      total_products += q;
    }
  for (ptrdiff_t k = 0; k < n; k++) {
    sum[c + k] += (double)total[k];
    products[c + k] += (double)total_products[k];
  }
}

FOR_EACH_PROCESSOR void plateau_bn_relu_reduce(
    const float *x, const float *direct, const float *pooled, const float *means,
    const float *scales, const float *shifts, ptrdiff_t rows, ptrdiff_t columns,
    ptrdiff_t channels, double *sum, double *products) {
  EACH_SIXTEEN(
      channels, bn_relu_reduce_of_sixteen, x, direct, pooled, means, scales, shifts, rows, columns,
      channels, sum, products);
}

/* The coefficients of the gradient with respect to x for up to sixteen channels:
   gradient d + deviation (x - mean) + constant. */
struct coefficients {
  wide gradient, deviation, constant;
};

#define INPUT_GRADIENT(d, value) \
  (by.gradient * (d) + (by.deviation * ((value) - norm.mean) + by.constant))

INLINE void bn_relu_backward_of_sixteen(
    float *x, const float *direct, const float *pooled, const float *means, const float *scales,
    const float *shifts, const float *gradient_factors, const float *deviation_factors,
    const float *constants, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t channels, ptrdiff_t c,
    ptrdiff_t n) {
  struct normalization norm;
  load_normalization(&norm, means, scales, shifts, c, n);
  const struct coefficients by = {
      LOAD(gradient_factors + c, n), LOAD(deviation_factors + c, n), LOAD(constants + c, n)};
  const ptrdiff_t line = columns * channels;
  const wide zero = {0};
  const float *from = pooled ? pooled + c : pooled;
  ptrdiff_t row = 0;
  if (pooled)
    for (; row + 1 < rows; row += 2) {
      ptrdiff_t i = 0;
      for (; i + 1 < columns; i += 2, from += channels) {
        const ptrdiff_t at = row * line + i * channels + c;
        struct window w;
        load_window(&w, x + at, channels, line, &norm, n);
        const wide d = LOAD(from, n);
        wide da = DIRECT(at), db = DIRECT(at + channels), dc = DIRECT(at + line);
        wide dd = DIRECT(at + line + channels);
        da += SELECT(w.is_upper & w.is_left_of_upper, d, zero);
        db += SELECT(w.is_upper & ~w.is_left_of_upper, d, zero);
        dc += SELECT(~w.is_upper & w.is_left_of_lower, d, zero);
        dd += SELECT(~w.is_upper & ~w.is_left_of_lower, d, zero);
        STORE(x + at, n, INPUT_GRADIENT(RELU_GRADIENT(w.y[0], da), w.x[0]));
        STORE(x + at + channels, n, INPUT_GRADIENT(RELU_GRADIENT(w.y[1], db), w.x[1]));
        STORE(x + at + line, n, INPUT_GRADIENT(RELU_GRADIENT(w.y[2], dc), w.x[2]));
        STORE(x + at + line + channels, n, INPUT_GRADIENT(RELU_GRADIENT(w.y[3], dd), w.x[3]));
      }
      for (; i < columns; i++)
        for (ptrdiff_t lower = 0; lower < 2; lower++) {
          const ptrdiff_t at = (row + lower) * line + i * channels + c;
          const wide value = LOAD(x + at, n);
          STORE(
              x + at, n,
              INPUT_GRADIENT(RELU_GRADIENT(NORMALIZED(value, &norm), DIRECT(at)), value));
        }
    }
  for (; row < rows; row++)
    for (ptrdiff_t i = 0; i < columns; i++) {
      const ptrdiff_t at = row * line + i * channels + c;
      const wide value = LOAD(x + at, n);
      STORE(
          x + at, n, INPUT_GRADIENT(RELU_GRADIENT(NORMALIZED(value, &norm), DIRECT(at)), value));
    }
}

FOR_EACH_PROCESSOR void plateau_bn_relu_backward(
    float *x, const float *direct, const float *pooled, const float *means, const float *scales,
    const float *shifts, const float *gradient_factors, const float *deviation_factors,
    const float *constants, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t channels) {
  EACH_SIXTEEN(
      channels, bn_relu_backward_of_sixteen, x, direct, pooled, means, scales, shifts,
      gradient_factors, deviation_factors, constants, rows, columns, channels);
}
