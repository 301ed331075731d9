#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

/* Elementwise loops that oneDNN's gemm leaves over. All matrices are row-major; `ld` is the distance
   between the beginnings of two rows. On x86-64 each is compiled for several instruction sets, of which
   the loader takes the best that the processor has. */

/* z += bias, then max(z, 0) when `rectify`. */
void plateau_bias(
    float *z, const float *bias, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t ld, int rectify);

/* d = 0 where h is not above 0. */
void plateau_rectify_gradient(
    float *d, const float *h, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t ld);

/* sum[c] = the sum of column c. */
void plateau_column_sums(
    const float *d, float *sum, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t ld);

/* Softmax of each row of `logits` into `scores`, and, when `gradient` is not NULL, the gradient of the
   mean cross-entropy over `batch` rows. Returns the sum of the rows' losses; adds to `*correct` the rows
   whose largest score is the label's. `gradient` may be `logits`. */
double plateau_softmax(
    const float *logits, const uint8_t *labels, float *scores, float *gradient, ptrdiff_t rows,
    ptrdiff_t classes, float batch, ptrdiff_t *correct);

/* Keras's Adam: m += (g - m)(1 - beta1); v += (g² - v)(1 - beta2); w -= alpha m / (sqrt(v) + epsilon). */
void plateau_adam(
    float *w, float *m, float *v, const float *g, ptrdiff_t count, float alpha, float beta1,
    float beta2, float epsilon);

/* Keras's SGD: v = momentum v - rate g; w += v, or with Nesterov's look ahead w += momentum v - rate g. */
void plateau_sgd(
    float *w, float *v, const float *g, ptrdiff_t count, float rate, float momentum, int nesterov);

/* Keras's moving average: a = momentum a + (1 - momentum) w; momentum 0 sets it to w. */
void plateau_average(float *a, const float *w, ptrdiff_t count, float momentum);

/* A team of threads that run one function together, the caller among them.

   They wait for each other by spinning for some microseconds and then sleep: products of a training step
   are that far apart, while a pause must not burn a processor. */
typedef struct plateau_team plateau_team;
typedef void (*plateau_work)(void *context, int rank);

/* NULL when threads cannot be made. */
plateau_team *plateau_team_create(int threads);
void plateau_team_destroy(plateau_team *team);
int plateau_team_size(const plateau_team *team);
/* Calls work(context, rank) on every thread; returns when all are done. */
void plateau_team_run(plateau_team *team, plateau_work work, void *context);
/* Inside work: waits until every thread is here. */
void plateau_team_barrier(plateau_team *team);

#endif
