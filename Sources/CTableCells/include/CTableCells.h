#ifndef CTABLECELLS_H
#define CTABLECELLS_H

#include <stddef.h>
#include <stdint.h>

/* Cells of delimited tables, eight at a time. Both functions require a CPU with wide registers (`CCPUFeatures`). */

/* Finds where cells end. Appends the offsets in `start..<limit` that hold `separator` or a line feed to the
   `count` known ends, in order, and returns the new count. Appends the indices of the ends that are line feeds
   to the `rows` known line feeds. Both arrays need room for one more entry than there are bytes. */
ptrdiff_t plateau_cells_ends(
    const uint8_t *bytes, ptrdiff_t start, ptrdiff_t limit, uint8_t separator, int64_t *ends,
    ptrdiff_t count, int64_t *line_feeds, ptrdiff_t *rows);

/* Reads the numbers of `count` cells. Cell i begins after ends[i * stride - 1] and ends before ends[i * stride].
   A number is an optional minus sign and up to 19 digits with an optional point. It becomes the nearest double,
   ties to even (as in `DecimalRounding`, which names the source). With `whole` it becomes a signed integer of
   64 bits and must not have a point. A cell gets the bits `missing` if it holds anything else, needs exact
   arithmetic, or begins within the first 32 bytes. Returns 1 if there are such cells.

   `reciprocals` holds the upper 64 bits of five to the powers 0, -1, … -23, normalised so that the highest bit
   is set, and rounded up. */
int plateau_cells_read(
    const uint8_t *bytes, const int64_t *ends, ptrdiff_t stride, ptrdiff_t count,
    const uint64_t *reciprocals, int whole, uint64_t missing, double *values);

#endif
