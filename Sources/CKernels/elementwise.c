#include "CKernels.h"

#include <math.h>
#include <string.h>

#include "wide.h"

FOR_EACH_PROCESSOR void plateau_add_bias(
    float *z, const float *bias, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t ld, int relu) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    float *line = z + row * ld;
    if (relu) {
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

FOR_EACH_PROCESSOR void plateau_relu_backward(
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

INLINE void adam_of_sixteen(
    float *w, float *m, float *v, const float *g, float alpha, float decay, float c1, float c2,
    float epsilon, ptrdiff_t i, ptrdiff_t n) {
  const wide gradient = LOAD(g + i, n);
  wide weight = LOAD(w + i, n), first = LOAD(m + i, n), second = LOAD(v + i, n);
  weight -= decay * weight;
  first += (gradient - first) * c1;
  second += (gradient * gradient - second) * c2;
  STORE(m + i, n, first);
  STORE(v + i, n, second);
  STORE(w + i, n, weight - alpha * first / (__builtin_elementwise_sqrt(second) + epsilon));
}

FOR_EACH_PROCESSOR void plateau_adam(
    float *w, float *m, float *v, const float *g, ptrdiff_t count, float alpha, float decay,
    float beta1, float beta2, float epsilon) {
  EACH_SIXTEEN(
      count, adam_of_sixteen, w, m, v, g, alpha, decay, 1 - beta1, 1 - beta2, epsilon);
}

INLINE void rmsprop_of_sixteen(
    float *w, float *m, float *v, float *u, const float *g, float rate, float rho, float momentum,
    float epsilon, ptrdiff_t i, ptrdiff_t n) {
  const wide gradient = LOAD(g + i, n);
  wide size = rho * LOAD(v + i, n) + (1 - rho) * (gradient * gradient);
  STORE(v + i, n, size);
  if (m) {
    const wide mean = rho * LOAD(m + i, n) + (1 - rho) * gradient;
    STORE(m + i, n, mean);
    size -= mean * mean;
  }
  wide step = rate * gradient / __builtin_elementwise_sqrt(size + epsilon);
  if (u) {
    step += momentum * LOAD(u + i, n);
    STORE(u + i, n, step);
  }
  STORE(w + i, n, LOAD(w + i, n) - step);
}

FOR_EACH_PROCESSOR void plateau_rmsprop(
    float *w, float *m, float *v, float *u, const float *g, ptrdiff_t count, float rate, float rho,
    float momentum, float epsilon) {
  EACH_SIXTEEN(
      count, rmsprop_of_sixteen, w, m, v, u, g, rate, rho, momentum, epsilon);
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

FOR_EACH_PROCESSOR void plateau_moving_average(
    float *a, const float *w, ptrdiff_t count, float momentum) {
  const float rest = 1 - momentum;
  if (momentum == 0) {
    memcpy(a, w, (size_t)count * sizeof *a);
  } else {
    for (ptrdiff_t i = 0; i < count; i++) a[i] = momentum * a[i] + rest * w[i];
  }
}
