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

/* Keras's Adam: m += (g - m)(1 - beta1); v += (g² - v)(1 - beta2); w -= alpha m / (sqrt(v) + epsilon), and
   before that its AdamW's w -= decay w. */
void plateau_adam(
    float *w, float *m, float *v, const float *g, ptrdiff_t count, float alpha, float decay,
    float beta1, float beta2, float epsilon);

/* The gradient of a kernel, or of some of its rows and columns, and Adam's step with it, tile by tile, so that
   the gradient never leaves the registers: the sum over the batch of x[k][row] d[k][column]. `ld` is that of
   d, w, m and v. `scratch` holds `scratch_count` numbers, at least plateau_adam_product_scratch(batch, columns).
   It works in registers of at most `lanes` numbers (16 for what the processor has) and returns how many they
   hold: 16 with AVX-512, 8 with AVX2; 0, having done nothing, without, or when `scratch` is too small. */
int plateau_adam_product(
    const float *x, ptrdiff_t x_ld, const float *d, ptrdiff_t ld, ptrdiff_t rows,
    ptrdiff_t columns, ptrdiff_t batch, float *w, float *m, float *v, float *scratch,
    ptrdiff_t scratch_count, float alpha, float decay, float beta1, float beta2, float epsilon,
    int lanes);

/* The numbers that `scratch` must hold for so many examples and columns. */
ptrdiff_t plateau_adam_product_scratch(ptrdiff_t batch, ptrdiff_t columns);

/* Keras's SGD: v = momentum v - rate g; w += v, or with Nesterov's look ahead w += momentum v - rate g. */
void plateau_sgd(
    float *w, float *v, const float *g, ptrdiff_t count, float rate, float momentum, int nesterov);

/* Keras's RMSprop: v = rho v + (1 - rho) g², m = rho m + (1 - rho) g, step = rate g / sqrt(v - m² + epsilon);
   u = momentum u + step; w -= u. Without `m` (NULL) it counts as 0; without `u` the step itself is taken. */
void plateau_rmsprop(
    float *w, float *m, float *v, float *u, const float *g, ptrdiff_t count, float rate, float rho,
    float momentum, float epsilon);

/* Keras's moving average: a = momentum a + (1 - momentum) w; momentum 0 sets it to w. */
void plateau_average(float *a, const float *w, ptrdiff_t count, float momentum);

/* Multiplies and adds in registers alone, as fast as the processor can. Returns how many operations that
   were, a multiply-add counting two; `result` receives a number that depends on all of them. */
double plateau_multiply_add(ptrdiff_t rounds, float *result);

/* Pictures: rows × columns × channels, the channels of a place together.

   sum[c] += Σ (x - origin[c]), squares[c] += Σ (x - origin[c])². */
void plateau_channel_sums(
    const float *x, const float *origins, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t channels,
    double *sum, double *squares);

/* y = max(scale (x - mean) + shift, 0) of each channel. */
void plateau_rectify(
    const float *x, const float *means, const float *scales, const float *shifts,
    ptrdiff_t positions, ptrdiff_t channels, float *y);

/* The same, then the largest of each 2 × 2 places; an odd last row or column is left out. */
void plateau_rectify_pool(
    const float *x, const float *means, const float *scales, const float *shifts, ptrdiff_t rows,
    ptrdiff_t columns, ptrdiff_t channels, float *y);

/* The largest of each 2 × 2 places. */
void plateau_pool(
    const float *x, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t channels, float *y);

/* With d the gradient by scale (x - mean) + shift: sum += Σ d, products += Σ d (x - mean). It comes from
   `direct`, the gradient by the rectified picture, and `pooled`, that by its pooled one; either may be
   NULL. */
void plateau_rectify_sums(
    const float *x, const float *direct, const float *pooled, const float *means,
    const float *scales, const float *shifts, ptrdiff_t rows, ptrdiff_t columns,
    ptrdiff_t channels, double *sum, double *products);

/* x becomes steep d + slope (x - mean) + level, with d as above. */
void plateau_rectify_backward(
    float *x, const float *direct, const float *pooled, const float *means, const float *scales,
    const float *shifts, const float *steeps, const float *slopes, const float *levels,
    ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t channels);

/* a += b. */
void plateau_add(float *a, const float *b, ptrdiff_t count);

/* Blocks of sixteen channels, one after the other, from the channels of a place together, and back. What is
   left over in the last block is filled with zeros. */
void plateau_split_channels(
    const float *picture, ptrdiff_t positions, ptrdiff_t channels, float *blocks);
void plateau_join_channels(
    const float *blocks, ptrdiff_t positions, ptrdiff_t channels, float *picture);

/* A picture of planes, channels first, with the channels of a place together. */
void plateau_channels_last(
    const float *planes, ptrdiff_t positions, ptrdiff_t channels, float *picture);

/* Boxes: each has four offsets and then a score a class, class 0 being the background.

   normalizers[box] = log Σ exp(score). */
void plateau_box_normalizers(
    const float *outputs, ptrdiff_t boxes, ptrdiff_t classes, float *normalizers);

/* The softmax of each box's scores. */
void plateau_box_scores(
    const float *outputs, const float *normalizers, ptrdiff_t boxes, ptrdiff_t classes,
    float *scores);

/* Adds up cross-entropy by `labels` (negative: the box does not count) and smooth L1 by `offsets` (of the
   boxes that are not background, or of every one that counts); `gradient`, unless NULL, receives their
   derivatives times the scales. */
void plateau_box_loss(
    const float *outputs, const float *normalizers, const int32_t *labels, const float *offsets,
    ptrdiff_t boxes, ptrdiff_t classes, int every_box, float class_scale, float box_scale,
    float *gradient, double *class_loss, double *box_loss);

/* `labels` become `matched` for objects, 0 for the `wanted` background boxes with the largest loss (the
   first among equals), -1 for the others. `scratch` holds a number a box. */
void plateau_mine_negatives(
    const float *outputs, const float *normalizers, const int32_t *matched, ptrdiff_t boxes,
    ptrdiff_t classes, ptrdiff_t wanted, float *scratch, int32_t *labels);

/* Intersections over unions of boxes (all left, then all upper, right and lower edges) with a truth. A box
   that it overlaps by more than `best` becomes its own. Returns the box it overlaps most among those
   whose best is below `taken`, or -1 when it overlaps none. */
ptrdiff_t plateau_match_truth(
    const float *edges, ptrdiff_t boxes, float left, float top, float right, float bottom,
    int32_t truth, float taken, float *overlaps, float *best, int32_t *owners);

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
