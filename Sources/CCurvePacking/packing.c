#include "CCurvePacking.h"

#include "CCPUFeatures.h"

#pragma STDC FP_CONTRACT OFF

/* Eight numbers at once: one AVX-512 register, or several smaller ones. */
typedef double numbers __attribute__((vector_size(64), aligned(8)));
typedef int64_t wholes __attribute__((vector_size(64), aligned(8)));
enum { WIDE = 8 };

/* `a` where the condition holds, else `b`: C has no `?:` for vectors. */
#define SELECT(condition, a, b) \
  ((wholes)(((wholes)(a) & (wholes)(condition)) | ((wholes)(b) & ~(wholes)(condition))))

FOR_EACH_PROCESSOR int plateau_numbers_summary(
    const double *values, ptrdiff_t count, double *least, ptrdiff_t *least_index, double *greatest,
    ptrdiff_t *greatest_index, double *sum) {
  numbers low = *(const numbers *)values, high = low, total = {0};
  wholes bad = {0};
  for (ptrdiff_t i = 0; i < count; i += WIDE) {
    numbers here = *(const numbers *)(values + i);
    low = (numbers)SELECT(here < low, here, low);
    high = (numbers)SELECT(here > high, here, high);
    total += here;
    /* Infinity and NaN minus themselves are not zero. */
    bad |= here - here != 0;
  }
  int64_t is_bad = 0;
  double a = low[0], b = high[0], s = 0;
  for (int lane = 0; lane < WIDE; lane++) {
    is_bad |= bad[lane];
    a = low[lane] < a ? low[lane] : a;
    b = high[lane] > b ? high[lane] : b;
    s += total[lane];
  }
  if (is_bad) return 0;
  const wholes none = {INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX,
                       INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX};
  wholes index = {0, 1, 2, 3, 4, 5, 6, 7}, first_low = none, first_high = none;
  for (ptrdiff_t i = 0; i < count; i += WIDE) {
    numbers here = *(const numbers *)(values + i);
    /* A lane keeps its first index. */
    first_low = SELECT((here == a) & (first_low == none), index, first_low);
    first_high = SELECT((here == b) & (first_high == none), index, first_high);
    index += WIDE;
  }
  int64_t low_index = INT64_MAX, high_index = INT64_MAX;
  for (int lane = 0; lane < WIDE; lane++) {
    low_index = first_low[lane] < low_index ? first_low[lane] : low_index;
    high_index = first_high[lane] < high_index ? first_high[lane] : high_index;
  }
  *least = values[low_index];
  *greatest = values[high_index];
  *least_index = low_index;
  *greatest_index = high_index;
  *sum = s;
  return 1;
}

/* The least and the greatest of eight lanes. */
#define REDUCE(low, high)                                       \
  do {                                                          \
    for (int lane = 0; lane < WIDE; lane++) {                   \
      *least = (low)[lane] < *least ? (low)[lane] : *least;     \
      *greatest = (high)[lane] > *greatest ? (high)[lane] : *greatest; \
    }                                                           \
  } while (0)

FOR_EACH_PROCESSOR int plateau_numbers_decimals(
    const double *values, ptrdiff_t count, double power, int64_t *integers, int64_t *least,
    int64_t *greatest) {
  /* A number of this size has no bits left for a fraction. */
  const double shift = 0x1.8p52;
  const numbers shifts = {shift, shift, shift, shift, shift, shift, shift, shift};
  const wholes sign = (wholes){0} + INT64_MAX;
  wholes bad = {0}, low = (wholes){0} + INT64_MAX, high = (wholes){0} + INT64_MIN;
  for (ptrdiff_t i = 0; i < count; i += WIDE) {
    numbers here = *(const numbers *)(values + i);
    numbers scaled = here * power;
    numbers shifted = scaled + shift;
    numbers whole = shifted - shift;
    bad |= ((numbers)((wholes)scaled & sign) >= 0x1p51) | ((wholes)(whole / power) != (wholes)here);
    wholes integer = (wholes)shifted - (wholes)shifts;
    *(wholes *)(integers + i) = integer;
    low = SELECT(integer < low, integer, low);
    high = SELECT(integer > high, integer, high);
  }
  int64_t is_bad = 0;
  for (int lane = 0; lane < WIDE; lane++) is_bad |= bad[lane];
  if (is_bad) return 0;
  *least = INT64_MAX;
  *greatest = INT64_MIN;
  REDUCE(low, high);
  return 1;
}

FOR_EACH_PROCESSOR void plateau_numbers_ordered(
    const double *values, ptrdiff_t count, int64_t *integers, int64_t *least, int64_t *greatest) {
  wholes low = (wholes){0} + INT64_MAX, high = (wholes){0} + INT64_MIN;
  for (ptrdiff_t i = 0; i < count; i += WIDE) {
    wholes bits = *(const wholes *)(values + i);
    wholes integer = bits ^ ((bits < 0) & INT64_MAX);
    *(wholes *)(integers + i) = integer;
    low = SELECT(integer < low, integer, low);
    high = SELECT(integer > high, integer, high);
  }
  *least = INT64_MAX;
  *greatest = INT64_MIN;
  REDUCE(low, high);
}
