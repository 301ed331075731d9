#ifndef CNUMBERS_H
#define CNUMBERS_H

#include <stddef.h>
#include <stdint.h>

/* Numbers of logs, eight at a time: cells of tables, and what is kept of curves. */

/* The next two may only be called where the processor has wide registers (`CProcessors`). */

/* Where cells end: adds the places from `start` up to `limit` that hold `separator` or a line feed to the
   `count` ends that are known, in order, and returns how many there are then. The numbers of those that are
   line feeds are added to the `rows` line feeds that are known. Both have room for one more than as many as
   there are bytes. */
ptrdiff_t plateau_cells_ends(
    const uint8_t *bytes, ptrdiff_t start, ptrdiff_t limit, uint8_t separator, int64_t *ends,
    ptrdiff_t count, int64_t *line_feeds, ptrdiff_t *rows);

/* Reads the numbers of `count` cells. Cell i ends before ends[i * stride] and begins behind
   ends[i * stride - 1]. A number is a minus sign or none, then up to 19 digits with a point or without;
   it becomes the nearest of 64 bits, of two the even one (as `DecimalRounding`, which has the source), or with
   `whole` a signed number of 64 bits, where there must be no point. A cell that is anything else, or is a case
   for exact arithmetic, or begins within 32 bytes of the beginning, is left out: its number
   gets the bits `missing`. Returns whether there are such cells.

   `reciprocals` has the upper 64 bits of five to the powers 0, -1, … -23, the highest bit set, rounded up. */
int plateau_cells_read(
    const uint8_t *bytes, const int64_t *ends, ptrdiff_t stride, ptrdiff_t count,
    const uint64_t *reciprocals, int whole, uint64_t missing, double *values);

/* The functions below take a multiple of eight numbers, at least eight. On x86-64 each is compiled for several
   instruction sets, of which the loader takes the best that the processor has. */

/* The least and the greatest of finite numbers, the first places of both, and the sum. Returns 0 where a number
   or the sum is not finite; then nothing is told. */
int plateau_numbers_summary(
    const double *values, ptrdiff_t count, double *least, ptrdiff_t *least_place, double *greatest,
    ptrdiff_t *greatest_place, double *sum);

/* Whole numbers below 2⁵¹ of which each number is the nearest quotient by `power`, and their range. Returns 0
   where there are none; then `integers` has no meaning. */
int plateau_numbers_decimals(
    const double *values, ptrdiff_t count, double power, int64_t *integers, int64_t *least,
    int64_t *greatest);

/* The bits of numbers as whole numbers of the same order, and their range. */
void plateau_numbers_ordered(
    const double *values, ptrdiff_t count, int64_t *integers, int64_t *least, int64_t *greatest);

#endif
