#ifndef CCURVEPACKING_H
#define CCURVEPACKING_H

#include <stddef.h>
#include <stdint.h>

/* Ranges, sums and decimals of curves, eight numbers at a time. `count` must be a positive multiple of eight. On
   x86-64 each function is compiled for several instruction sets; the loader picks the best that the CPU has. */

/* The least and the greatest of finite numbers, the first index of each, and the sum. Returns 0, and writes
   nothing, if a number or the sum is not finite. */
int plateau_numbers_summary(
    const double *values, ptrdiff_t count, double *least, ptrdiff_t *least_index, double *greatest,
    ptrdiff_t *greatest_index, double *sum);

/* Writes integers below 2⁵¹ in magnitude such that each number is the double nearest to its integer divided by
   `power`, and their range. Returns 0 if there are none; then the contents of `integers` are undefined. */
int plateau_numbers_decimals(
    const double *values, ptrdiff_t count, double power, int64_t *integers, int64_t *least,
    int64_t *greatest);

/* Writes the bits of each number as an integer that sorts like the number, and the range of the integers. */
void plateau_numbers_ordered(
    const double *values, ptrdiff_t count, int64_t *integers, int64_t *least, int64_t *greatest);

#endif
