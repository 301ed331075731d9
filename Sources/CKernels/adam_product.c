#include "CKernels.h"
#include "CCPUFeatures.h"

#include <string.h>

/* The largest width of a tile in registers. */
enum { MOST = 3 };
/* Numbers in the widest register. */
enum { WIDEST = 16 };
/* Rows of x that fit the first-level cache together with the columns of the gradient. */
enum { GROUP = 112 };

/* One group of rows, then all columns, padded to whole registers. */
ptrdiff_t plateau_adam_product_scratch(ptrdiff_t batch, ptrdiff_t columns) {
  return batch * (GROUP + (columns + WIDEST - 1) / WIDEST * WIDEST);
}

#if defined(__x86_64__)
#include <float.h>
#include <immintrin.h>

#define WIDE_TARGET __attribute__((target("arch=x86-64-v4")))
#define NARROW_TARGET __attribute__((target("arch=x86-64-v3")))

/* sqrt and division of sixteen numbers stall the divider for about thirty cycles. Estimates with 14 bits and one
   Newton step are as good in 32 bits, and they overlap. */
static inline __attribute__((always_inline)) WIDE_TARGET __m512 step_512(
    __m512 first, __m512 second, __m512 epsilon) {
  const __m512 half = _mm512_set1_ps(0.5f), one_and_half = _mm512_set1_ps(1.5f);
  /* Kept above 0, whose estimate is infinite. NaN passes through, because it is the second operand. */
  const __m512 x = _mm512_max_ps(_mm512_set1_ps(FLT_MIN), second);
  __m512 y = _mm512_rsqrt14_ps(x);
  y = _mm512_mul_ps(
      y, _mm512_fnmadd_ps(_mm512_mul_ps(_mm512_mul_ps(half, x), y), y, one_and_half));
  const __m512 divisor = _mm512_fmadd_ps(x, y, epsilon);
  __m512 inverse = _mm512_rcp14_ps(divisor);
  inverse = _mm512_mul_ps(inverse, _mm512_fnmadd_ps(divisor, inverse, _mm512_set1_ps(2)));
  return _mm512_mul_ps(first, inverse);
}

#define LANES_512(n) ((__mmask16)((1u << (n)) - 1))
#define NAMED(name) name##_512
#define TARGET WIDE_TARGET
#define VECTOR __m512
#define LANES 16
#define ROWS 8
#define SET(a) _mm512_set1_ps(a)
#define LOAD(p) _mm512_loadu_ps(p)
#define LOAD_SOME(p, n) _mm512_maskz_loadu_ps(LANES_512(n), p)
#define STORE_SOME(p, n, a) _mm512_mask_storeu_ps(p, LANES_512(n), a)
#define ADD_PRODUCT(a, b, c) _mm512_fmadd_ps(a, b, c)
#define SUBTRACT_PRODUCT(a, b, c) _mm512_fnmadd_ps(a, b, c)
#define MINUS(a, b) _mm512_sub_ps(a, b)
#define TIMES(a, b) _mm512_mul_ps(a, b)
#define STEP(a, v, epsilon) step_512(a, v, epsilon)
#include "adam_product_tiles.h"

/* The first n of eight lanes. Masked stores are slow on some CPUs, so they are used only where necessary. */
static inline __attribute__((always_inline)) NARROW_TARGET __m256i lanes_256(ptrdiff_t n) {
  return _mm256_cmpgt_epi32(
      _mm256_set1_epi32((int)n), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}
static inline __attribute__((always_inline)) NARROW_TARGET __m256 load_256(
    const float *p, ptrdiff_t n) {
  return n == 8 ? _mm256_loadu_ps(p) : _mm256_maskload_ps(p, lanes_256(n));
}
static inline __attribute__((always_inline)) NARROW_TARGET void store_256(
    float *p, ptrdiff_t n, __m256 a) {
  if (n == 8)
    _mm256_storeu_ps(p, a);
  else
    _mm256_maskstore_ps(p, lanes_256(n), a);
}

#define NAMED(name) name##_256
#define TARGET NARROW_TARGET
#define VECTOR __m256
#define LANES 8
#define ROWS 4
#define SET(a) _mm256_set1_ps(a)
#define LOAD(p) _mm256_loadu_ps(p)
#define LOAD_SOME(p, n) load_256(p, n)
#define STORE_SOME(p, n, a) store_256(p, n, a)
#define ADD_PRODUCT(a, b, c) _mm256_fmadd_ps(a, b, c)
#define SUBTRACT_PRODUCT(a, b, c) _mm256_fnmadd_ps(a, b, c)
#define MINUS(a, b) _mm256_sub_ps(a, b)
#define TIMES(a, b) _mm256_mul_ps(a, b)
/* For eight at a time, the CPU is fast enough. */
#define STEP(a, v, epsilon) _mm256_div_ps(a, _mm256_add_ps(_mm256_sqrt_ps(v), epsilon))
#include "adam_product_tiles.h"

int plateau_adam_product(
    const float *x, ptrdiff_t x_ld, const float *d, ptrdiff_t ld, ptrdiff_t rows,
    ptrdiff_t columns, ptrdiff_t batch, float *w, float *m, float *v, float *scratch,
    ptrdiff_t scratch_count, float alpha, float decay, float beta1, float beta2, float epsilon,
    int lanes) {
  if (scratch_count < plateau_adam_product_scratch(batch, columns)) return 0;
  if (lanes >= 16 && plateau_has_wide_registers()) {
    adam_product_512(
        x, x_ld, d, ld, rows, columns, batch, w, m, v, scratch, alpha, decay, beta1, beta2,
        epsilon);
    return 16;
  }
  if (lanes >= 8 && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    adam_product_256(
        x, x_ld, d, ld, rows, columns, batch, w, m, v, scratch, alpha, decay, beta1, beta2,
        epsilon);
    return 8;
  }
  return 0;
}
#else
int plateau_adam_product(
    const float *x, ptrdiff_t x_ld, const float *d, ptrdiff_t ld, ptrdiff_t rows,
    ptrdiff_t columns, ptrdiff_t batch, float *w, float *m, float *v, float *scratch,
    ptrdiff_t scratch_count, float alpha, float decay, float beta1, float beta2, float epsilon,
    int lanes) {
  (void)x, (void)x_ld, (void)d, (void)ld, (void)rows, (void)columns, (void)batch, (void)w;
  (void)m, (void)v, (void)scratch, (void)scratch_count, (void)alpha, (void)decay, (void)beta1, (void)beta2;
  (void)epsilon, (void)lanes;
  return 0;
}
#endif
