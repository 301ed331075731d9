#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

/* The loops of training that oneDNN leaves to us. All matrices are row-major; `ld` is the distance between the starts
   of two rows. On x86-64 each function is compiled for several instruction sets; the loader picks the best that the
   CPU has. */

/* z += bias, then max(z, 0) if `relu`. */
void plateau_add_bias(
    float *z, const float *bias, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t ld, int relu);

/* d = 0 where h is not above 0. */
void plateau_relu_backward(
    float *d, const float *h, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t ld);

/* sum[c] = the sum of column c. */
void plateau_column_sums(
    const float *d, float *sum, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t ld);

/* Writes the softmax of each row of `logits` to `scores` and, unless `gradient` is NULL, the gradient of the mean
   cross-entropy over `batch` rows. Returns the sum of the rows' losses. Adds to `*correct` the number of rows whose
   largest score belongs to the label. `gradient` may be `logits`. */
double plateau_softmax(
    const float *logits, const uint8_t *labels, float *scores, float *gradient, ptrdiff_t rows,
    ptrdiff_t classes, float batch, ptrdiff_t *correct);

/* Keras's Adam: m += (g - m)(1 - beta1); v += (g² - v)(1 - beta2); w -= alpha m / (sqrt(v) + epsilon). Before that,
   the decay of its AdamW: w -= decay w. */
void plateau_adam(
    float *w, float *m, float *v, const float *g, ptrdiff_t count, float alpha, float decay,
    float beta1, float beta2, float epsilon);

/* The gradient of a kernel, or of some of its rows and columns, and the Adam step with it, tile by tile, so that the
   gradient never leaves the registers. The gradient is the sum over the batch of x[k][row] d[k][column]. `ld` is the
   distance of d, w, m and v. `scratch` holds `scratch_count` numbers, at least
   plateau_adam_product_scratch(batch, columns). Uses registers of at most `lanes` numbers (16 for the widest that the
   CPU has). Returns the numbers per register: 16 with AVX-512, 8 with AVX2. Returns 0, and does nothing, without
   either or when `scratch` is too small. */
int plateau_adam_product(
    const float *x, ptrdiff_t x_ld, const float *d, ptrdiff_t ld, ptrdiff_t rows,
    ptrdiff_t columns, ptrdiff_t batch, float *w, float *m, float *v, float *scratch,
    ptrdiff_t scratch_count, float alpha, float decay, float beta1, float beta2, float epsilon,
    int lanes);

/* The numbers that `scratch` must hold for a batch and a number of columns. */
ptrdiff_t plateau_adam_product_scratch(ptrdiff_t batch, ptrdiff_t columns);

/* Keras's SGD: v = momentum v - rate g; w += v, or with Nesterov momentum w += momentum v - rate g. */
void plateau_sgd(
    float *w, float *v, const float *g, ptrdiff_t count, float rate, float momentum, int nesterov);

/* Keras's RMSprop: v = rho v + (1 - rho) g², m = rho m + (1 - rho) g, step = rate g / sqrt(v - m² + epsilon);
   u = momentum u + step; w -= u. If `m` is NULL it counts as 0; if `u` is NULL the step itself is subtracted. */
void plateau_rmsprop(
    float *w, float *m, float *v, float *u, const float *g, ptrdiff_t count, float rate, float rho,
    float momentum, float epsilon);

/* Keras's moving average: a = momentum a + (1 - momentum) w; momentum 0 sets it to w. */
void plateau_moving_average(float *a, const float *w, ptrdiff_t count, float momentum);

/* Multiplies and adds in registers alone, as fast as the CPU can. Returns the number of operations; a multiply-add
   counts as two. `result` receives a number that depends on all of them. */
double plateau_multiply_add(ptrdiff_t rounds, float *result);

/* Images: rows × columns × channels, the channels of a position together.

   sum[c] += Σ (x - origin[c]), squares[c] += Σ (x - origin[c])². */
void plateau_channel_sums(
    const float *x, const float *origins, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t channels,
    double *sum, double *squares);

/* Batch normalisation and ReLU: y = max(scale (x - mean) + shift, 0) for each channel. */
void plateau_bn_relu_forward(
    const float *x, const float *means, const float *scales, const float *shifts,
    ptrdiff_t positions, ptrdiff_t channels, float *y);

/* The same, followed by 2 × 2 max pooling; an odd last row or column is left out. */
void plateau_bn_relu_pool_forward(
    const float *x, const float *means, const float *scales, const float *shifts, ptrdiff_t rows,
    ptrdiff_t columns, ptrdiff_t channels, float *y);

/* 2 × 2 max pooling; an odd last row or column is left out. */
void plateau_max_pool(
    const float *x, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t channels, float *y);

/* The sums of the batch-norm gradient. With d the gradient with respect to scale (x - mean) + shift: sum += Σ d,
   products += Σ d (x - mean). d comes from `direct`, the gradient with respect to the image after its
   ReLU, and from `pooled`, the gradient with respect to the pooled image; either may be NULL. */
void plateau_bn_relu_reduce(
    const float *x, const float *direct, const float *pooled, const float *means,
    const float *scales, const float *shifts, ptrdiff_t rows, ptrdiff_t columns,
    ptrdiff_t channels, double *sum, double *products);

/* The gradient of batch normalisation and ReLU with respect to their input, in place, with d as above:
   x = gradient_factor d + deviation_factor (x - mean) + constant. */
void plateau_bn_relu_backward(
    float *x, const float *direct, const float *pooled, const float *means, const float *scales,
    const float *shifts, const float *gradient_factors, const float *deviation_factors,
    const float *constants, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t channels);

/* a += b. */
void plateau_add(float *a, const float *b, ptrdiff_t count);

/* Writes numbers as bfloat16: the upper half of a float, rounded to the nearest, of two to the even one. NaN stays
   NaN. */
void plateau_round_to_bfloat16(const float *x, uint16_t *y, ptrdiff_t count);

/* Converts an image from channels last to consecutive blocks of sixteen channels, and back. The last block is padded
   with zeros. */
void plateau_split_channels(
    const float *image, ptrdiff_t positions, ptrdiff_t channels, float *blocks);
void plateau_join_channels(
    const float *blocks, ptrdiff_t positions, ptrdiff_t channels, float *image);

/* Converts an image from channels first to channels last. */
void plateau_channels_last(
    const float *planes, ptrdiff_t positions, ptrdiff_t channels, float *image);

/* Boxes: each has four offsets and then one score per class; class 0 is the background.

   normalizers[box] = log Σ exp(score). */
void plateau_box_normalizers(
    const float *outputs, ptrdiff_t boxes, ptrdiff_t classes, float *normalizers);

/* The softmax of each box's scores. */
void plateau_box_scores(
    const float *outputs, const float *normalizers, ptrdiff_t boxes, ptrdiff_t classes,
    float *scores);

/* Adds to `class_loss` the cross-entropy by `labels`; a box with a negative label is ignored. Adds to `box_loss` the
   smooth L1 loss by `offsets`, of the boxes that are not background or, with `every_box`, of all that are not ignored.
   `gradient`, unless NULL, receives the derivatives times the scales. */
void plateau_box_loss(
    const float *outputs, const float *normalizers, const int32_t *labels, const float *offsets,
    ptrdiff_t boxes, ptrdiff_t classes, int every_box, float class_scale, float box_scale,
    float *gradient, double *class_loss, double *box_loss);

/* Hard negative mining: `labels` become `matched` for objects, 0 for the `wanted` background boxes with the largest
   loss (the first among equals), and -1 for the others. `scratch` holds one number per box. */
void plateau_mine_negatives(
    const float *outputs, const float *normalizers, const int32_t *matched, ptrdiff_t boxes,
    ptrdiff_t classes, ptrdiff_t wanted, float *scratch, int32_t *labels);

/* Computes the intersection over union of each box with an object. `edges` holds all left edges, then all top, right
   and bottom edges. A box that overlaps the object by more than its `best` is assigned to it. Returns the box with the
   largest overlap among those whose best is below `taken`, or -1 if none overlaps. */
ptrdiff_t plateau_match_truth(
    const float *edges, ptrdiff_t boxes, float left, float top, float right, float bottom,
    int32_t truth, float taken, float *overlaps, float *best, int32_t *owners);

/* A team of threads that run one function together, the caller among them.

   Threads wait for each other by spinning for some microseconds and then sleep: the products of a training step are
   that close together, whereas a pause must not burn a CPU. */
typedef struct plateau_team plateau_team;
typedef void (*plateau_work)(void *context, int rank);

/* Returns a team of at most `threads` threads, or NULL if none can be created. */
plateau_team *plateau_team_create(int threads);
void plateau_team_destroy(plateau_team *team);
int plateau_team_size(const plateau_team *team);
/* Calls work(context, rank) on every thread and returns when all are done. */
void plateau_team_run(plateau_team *team, plateau_work work, void *context);
/* Waits, within `work`, until every thread has arrived. */
void plateau_team_barrier(plateau_team *team);

#endif
