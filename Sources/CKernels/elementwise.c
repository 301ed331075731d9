#include "CKernels.h"

#include <math.h>
#include <string.h>

#include "wide.h"

FOR_EACH_PROCESSOR void plateau_bias(
    float *z, const float *bias, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t ld, int rectify) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    float *line = z + row * ld;
    if (rectify) {
      for (ptrdiff_t c = 0; c < columns; c++) {
        float value = line[c] + bias[c];
        /* Not fmaxf: NaN must pass through. */
        line[c] = value < 0 ? 0 : value;
      }
    } else {
      for (ptrdiff_t c = 0; c < columns; c++) line[c] += bias[c];
    }
  }
}

FOR_EACH_PROCESSOR void plateau_rectify_gradient(
    float *d, const float *h, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t ld) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    float *line = d + row * ld;
    const float *mask = h + row * ld;
    for (ptrdiff_t c = 0; c < columns; c++) line[c] = mask[c] > 0 ? line[c] : 0;
  }
}

FOR_EACH_PROCESSOR void plateau_column_sums(
    const float *d, float *sum, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t ld) {
  memset(sum, 0, (size_t)columns * sizeof *sum);
  for (ptrdiff_t row = 0; row < rows; row++) {
    const float *line = d + row * ld;
    for (ptrdiff_t c = 0; c < columns; c++) sum[c] += line[c];
  }
}

double plateau_softmax(
    const float *logits, const uint8_t *labels, float *scores, float *gradient, ptrdiff_t rows,
    ptrdiff_t classes, float batch, ptrdiff_t *correct) {
  double loss = 0;
  for (ptrdiff_t row = 0; row < rows; row++) {
    const float *z = logits + row * classes;
    float *p = scores + row * classes;
    ptrdiff_t best = 0;
    for (ptrdiff_t c = 1; c < classes; c++)
      if (z[c] > z[best]) best = c;
    const float top = z[best];
    const float own = z[labels[row]];
    float sum = 0;
    for (ptrdiff_t c = 0; c < classes; c++) sum += p[c] = expf(z[c] - top);
    loss += log((double)sum) - (double)(own - top);
    *correct += best == labels[row];
    for (ptrdiff_t c = 0; c < classes; c++) p[c] /= sum;
    if (gradient)
      for (ptrdiff_t c = 0; c < classes; c++)
        gradient[row * classes + c] = (p[c] - (c == labels[row] ? 1.0f : 0.0f)) / batch;
  }
  return loss;
}

FOR_EACH_PROCESSOR void plateau_adam(
    float *w, float *m, float *v, const float *g, ptrdiff_t count, float alpha, float beta1,
    float beta2, float epsilon) {
  const float c1 = 1 - beta1, c2 = 1 - beta2;
  ptrdiff_t i = 0;
  for (; i + WIDE <= count; i += WIDE) {
    wide gradient = *(const wide *)(g + i);
    wide first = *(wide *)(m + i);
    wide second = *(wide *)(v + i);
    first += (gradient - first) * c1;
    second += (gradient * gradient - second) * c2;
    *(wide *)(m + i) = first;
    *(wide *)(v + i) = second;
    *(wide *)(w + i) -= alpha * first / (__builtin_elementwise_sqrt(second) + epsilon);
  }
  for (; i < count; i++) {
    m[i] += (g[i] - m[i]) * c1;
    v[i] += (g[i] * g[i] - v[i]) * c2;
    w[i] -= alpha * m[i] / (sqrtf(v[i]) + epsilon);
  }
}

FOR_EACH_PROCESSOR void plateau_sgd(
    float *w, float *v, const float *g, ptrdiff_t count, float rate, float momentum, int nesterov) {
  if (momentum == 0) {
    for (ptrdiff_t i = 0; i < count; i++) w[i] -= rate * g[i];
  } else if (nesterov) {
    for (ptrdiff_t i = 0; i < count; i++) {
      v[i] = momentum * v[i] - rate * g[i];
      w[i] += momentum * v[i] - rate * g[i];
    }
  } else {
    for (ptrdiff_t i = 0; i < count; i++) {
      v[i] = momentum * v[i] - rate * g[i];
      w[i] += v[i];
    }
  }
}

FOR_EACH_PROCESSOR void plateau_average(
    float *a, const float *w, ptrdiff_t count, float momentum) {
  const float rest = 1 - momentum;
  if (momentum == 0) {
    memcpy(a, w, (size_t)count * sizeof *a);
  } else {
    for (ptrdiff_t i = 0; i < count; i++) a[i] = momentum * a[i] + rest * w[i];
  }
}
