#include "CKernels.h"

#include <math.h>

#include "wide.h"

/* exp of sixteen numbers that are not above 0: a power of two times a polynomial on -0.35 … 0.35 (Taylor series to
   the seventh power; relative error below 2e-7). */
#define EXPONENTIAL(x)                                                                    \
  ({                                                                                      \
    const wide least_ = (wide){0} - 87;                                                   \
    wide low_ = SELECT((x) < least_, least_, (x));                                        \
    wide twos_ = __builtin_elementwise_floor(low_ * 1.44269504f + 0.5f);                  \
    wide r_ = (low_ - twos_ * 0.693359375f) + twos_ * 2.12194440e-4f;                     \
    wide p_ = r_ * (1.0f / 5040) + (1.0f / 720);                                          \
    p_ = p_ * r_ + (1.0f / 120);                                                          \
    p_ = p_ * r_ + (1.0f / 24);                                                           \
    p_ = p_ * r_ + (1.0f / 6);                                                            \
    p_ = p_ * r_ + 0.5f;                                                                  \
    p_ = p_ * r_ + 1.0f;                                                                  \
    p_ = p_ * r_ + 1.0f;                                                                  \
    wide_int power_ = (__builtin_convertvector(twos_, wide_int) + 127) << 23;             \
    p_ * (wide)power_;                                                                    \
  })

FOR_EACH_PROCESSOR void plateau_box_normalizers(
    const float *outputs, ptrdiff_t boxes, ptrdiff_t classes, float *normalizers) {
  const ptrdiff_t width = 4 + classes;
  for (ptrdiff_t first = 0; first < boxes; first += WIDE) {
    const ptrdiff_t n = boxes - first < WIDE ? boxes - first : WIDE;
    const float *z = outputs + first * width + 4;
    wide top = {0}, sum = {0};
    for (ptrdiff_t k = 0; k < n; k++) top[k] = z[k * width];
    for (ptrdiff_t c = 1; c < classes; c++) {
      wide score = {0};
      for (ptrdiff_t k = 0; k < n; k++) score[k] = z[k * width + c];
      top = SELECT((score > top) | (score != score), score, top);
    }
    for (ptrdiff_t c = 0; c < classes; c++) {
      wide score = {0};
      for (ptrdiff_t k = 0; k < n; k++) score[k] = z[k * width + c];
      const wide apart = score - top;
      sum += EXPONENTIAL(apart);
    }
    for (ptrdiff_t k = 0; k < n; k++) normalizers[first + k] = top[k] + logf(sum[k]);
  }
}

FOR_EACH_PROCESSOR void plateau_box_scores(
    const float *outputs, const float *normalizers, ptrdiff_t boxes, ptrdiff_t classes,
    float *scores) {
  const ptrdiff_t width = 4 + classes;
  for (ptrdiff_t box = 0; box < boxes; box++)
    for (ptrdiff_t c = 0; c < classes; c += WIDE) {
      const ptrdiff_t n = classes - c < WIDE ? classes - c : WIDE;
      const wide apart = LOAD(outputs + box * width + 4 + c, n) - normalizers[box];
      STORE(scores + box * classes + c, n, EXPONENTIAL(apart));
    }
}

FOR_EACH_PROCESSOR void plateau_box_loss(
    const float *outputs, const float *normalizers, const int32_t *labels, const float *offsets,
    ptrdiff_t boxes, ptrdiff_t classes, int every_box, float class_scale, float box_scale,
    float *gradient, double *class_loss, double *box_loss) {
  const ptrdiff_t width = 4 + classes;
  double class_sum = 0, box_sum = 0;
  for (ptrdiff_t box = 0; box < boxes; box++) {
    const int32_t label = labels[box];
    const float *z = outputs + box * width;
    float *d = gradient ? gradient + box * width : NULL;
    if (label < 0) {
      if (d) memset(d, 0, (size_t)width * sizeof *d);
      continue;
    }
    class_sum += (double)(normalizers[box] - z[4 + label]);
    if (d)
      for (ptrdiff_t c = 0; c < classes; c += WIDE) {
        const ptrdiff_t n = classes - c < WIDE ? classes - c : WIDE;
        const wide apart = LOAD(z + 4 + c, n) - normalizers[box];
        STORE(d + 4 + c, n, EXPONENTIAL(apart) * class_scale);
      }
    if (d) d[4 + label] -= class_scale;
    if (!every_box && label == 0) {
      if (d) memset(d, 0, 4 * sizeof *d);
      continue;
    }
    for (ptrdiff_t k = 0; k < 4; k++) {
      const float apart = z[k] - offsets[box * 4 + k];
      const float size = fabsf(apart);
      box_sum += (double)(size < 1 ? 0.5f * apart * apart : size - 0.5f);
      /* Written so that NaN passes through. */
      if (d) d[k] = (apart > 1 ? 1 : apart < -1 ? -1 : apart) * box_scale;
    }
  }
  *class_loss += class_sum;
  *box_loss += box_sum;
}

/* The k-th largest of `values`, which it reorders; k counts from 0. */
static float kth_largest(float *values, ptrdiff_t count, ptrdiff_t k) {
  ptrdiff_t low = 0, high = count - 1;
  while (low < high) {
    const float pivot = values[low + (high - low) / 2];
    ptrdiff_t i = low, j = high;
    while (i <= j) {
      while (i < high && values[i] > pivot) i++;
      while (j > low && values[j] < pivot) j--;
      if (i <= j) {
        const float held = values[i];
        values[i++] = values[j];
        values[j--] = held;
      }
    }
    if (k <= j)
      high = j;
    else if (k >= i)
      low = i;
    else
      break;
  }
  return values[k];
}

void plateau_mine_negatives(
    const float *outputs, const float *normalizers, const int32_t *matched, ptrdiff_t boxes,
    ptrdiff_t classes, ptrdiff_t wanted, float *scratch, int32_t *labels) {
  const ptrdiff_t width = 4 + classes;
  ptrdiff_t negatives = 0;
  for (ptrdiff_t box = 0; box < boxes; box++) {
    labels[box] = matched[box] > 0 ? matched[box] : -1;
    if (matched[box] == 0) {
      const float loss = normalizers[box] - outputs[box * width + 4];
      /* NaN counts as the hardest, so that a diverged network shows. */
      scratch[negatives++] = loss == loss ? loss : INFINITY;
    }
  }
  if (wanted > negatives) wanted = negatives;
  if (wanted <= 0) return;
  const float bar = kth_largest(scratch, negatives, wanted - 1);
  ptrdiff_t left = wanted;
  for (int equals = 0; equals < 2; equals++)
    for (ptrdiff_t box = 0; box < boxes && left > 0; box++) {
      if (matched[box] != 0) continue;
      float loss = normalizers[box] - outputs[box * width + 4];
      if (loss != loss) loss = INFINITY;
      if (equals ? loss == bar : loss > bar) {
        labels[box] = 0;
        left--;
      }
    }
}

FOR_EACH_PROCESSOR ptrdiff_t plateau_match_truth(
    const float *edges, ptrdiff_t boxes, float left, float top, float right, float bottom,
    int32_t truth, float taken, float *overlaps, float *best, int32_t *owners) {
  const float *restrict lefts = edges, *restrict tops = edges + boxes;
  const float *restrict rights = edges + 2 * boxes, *restrict bottoms = edges + 3 * boxes;
  float *restrict out = overlaps;
  const float area = (right - left) * (bottom - top);
  for (ptrdiff_t i = 0; i < boxes; i++) {
    const float l = lefts[i] > left ? lefts[i] : left, r = rights[i] < right ? rights[i] : right;
    const float t = tops[i] > top ? tops[i] : top, b = bottoms[i] < bottom ? bottoms[i] : bottom;
    const float width = r > l ? r - l : 0, height = b > t ? b - t : 0;
    const float common = width * height;
    const float own = (rights[i] - lefts[i]) * (bottoms[i] - tops[i]);
    out[i] = common / (own + area - common);
  }
  ptrdiff_t favourite = -1;
  float most = 0;
  for (ptrdiff_t i = 0; i < boxes; i++) {
    if (overlaps[i] <= 0) continue;
    if (best[i] < taken && overlaps[i] > most) {
      most = overlaps[i];
      favourite = i;
    }
    if (overlaps[i] > best[i]) {
      best[i] = overlaps[i];
      owners[i] = truth;
    }
  }
  return favourite;
}
