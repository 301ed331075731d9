/* The gradient of a kernel and the Adam step in one loop, for registers of one width. Included once per width, with
   these macros defined:

   NAMED(name)           the name for this width
   TARGET                the instruction set
   VECTOR, LANES         a register and its numbers
   ROWS                  rows of a tile: as many as there are registers for, with MOST registers each
   SET(a)                a in every lane
   LOAD(p), LOAD_SOME(p, n), STORE_SOME(p, n, a)   some: the first n lanes, if not all
   ADD_PRODUCT(a, b, c), SUBTRACT_PRODUCT(a, b, c)  c + a b, c - a b
   MINUS(a, b), TIMES(a, b)
   STEP(a, v, epsilon)   a / (sqrt(v) + epsilon) */

#define TARGET_INLINE static inline __attribute__((always_inline)) TARGET

/* The numbers of Adam in every lane. */
struct NAMED(adam) {
  VECTOR rate, decay, rest1, rest2, epsilon;
};

TARGET_INLINE void NAMED(adam_step)(
    float *w, float *m, float *v, VECTOR gradient, ptrdiff_t count, const struct NAMED(adam) * adam) {
  /* All loads come before the first store: the three arrays may lie a multiple of 4096 bytes apart, where the CPU
     mistakes a load for one that depends on the last store. */
  VECTOR weight = LOAD_SOME(w, count);
  VECTOR first = LOAD_SOME(m, count), second = LOAD_SOME(v, count);
  weight = SUBTRACT_PRODUCT(adam->decay, weight, weight);
  first = ADD_PRODUCT(MINUS(gradient, first), adam->rest1, first);
  second = ADD_PRODUCT(MINUS(TIMES(gradient, gradient), second), adam->rest2, second);
  STORE_SOME(m, count, first);
  STORE_SOME(v, count, second);
  STORE_SOME(w, count, MINUS(weight, STEP(TIMES(adam->rate, first), second, adam->epsilon)));
}

/* Computes the gradient of a tile in registers, then the Adam step with it. Meanwhile the memory `ahead` of the tile
   is fetched into the second-level cache (the first has too few slots for lines in flight). */
TARGET_INLINE void NAMED(tile)(
    const float *x, const float *d, ptrdiff_t batch, float *const parameters[3], ptrdiff_t ld,
    ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t ahead, const struct NAMED(adam) * adam,
    int panels) {
  VECTOR sum[ROWS][MOST];
#pragma clang loop unroll(full)
  for (int r = 0; r < ROWS; r++)
#pragma clang loop unroll(full)
    for (int p = 0; p < panels; p++) sum[r][p] = SET(0);
  for (ptrdiff_t k = 0; k < batch; k++) {
    if (k < 3 * ROWS) {
      const float *next = parameters[k / ROWS] + ahead + k % ROWS * ld;
#pragma clang loop unroll(full)
      for (int p = 0; p < MOST; p++) _mm_prefetch((const char *)(next + p * LANES), _MM_HINT_T1);
    }
    VECTOR b[MOST];
#pragma clang loop unroll(full)
    for (int p = 0; p < panels; p++) b[p] = LOAD(d + k * panels * LANES + p * LANES);
#pragma clang loop unroll(full)
    for (int r = 0; r < ROWS; r++) {
      const VECTOR a = SET(x[k * ROWS + r]);
#pragma clang loop unroll(full)
      for (int p = 0; p < panels; p++) sum[r][p] = ADD_PRODUCT(a, b[p], sum[r][p]);
    }
  }
#pragma clang loop unroll(full)
  for (int r = 0; r < ROWS; r++) {
    if (r >= rows) break;
#pragma clang loop unroll(full)
    for (int p = 0; p < panels; p++) {
      const ptrdiff_t left = columns - p * LANES, at = r * ld + p * LANES;
      NAMED(adam_step)(
          parameters[0] + at, parameters[1] + at, parameters[2] + at, sum[r][p],
          left < LANES ? left : LANES, adam);
    }
  }
}

_Static_assert(GROUP % ROWS == 0, "blocks of a group fill it");
_Static_assert(LANES <= WIDEST, "scratch is counted in the widest registers");

/* The width, in registers, of the tile at a column. */
static int NAMED(panels_at)(ptrdiff_t column, ptrdiff_t columns) {
  const ptrdiff_t left = (columns - column + LANES - 1) / LANES;
  return (int)(left < MOST ? left : MOST);
}

/* Copies columns in the order in which tiles read them; short ones are padded with zeros. */
static void NAMED(pack)(
    const float *d, ptrdiff_t batch, ptrdiff_t columns, ptrdiff_t ld, float *packed) {
  for (ptrdiff_t c = 0; c < columns; c += MOST * LANES) {
    const ptrdiff_t width = NAMED(panels_at)(c, columns) * LANES;
    const ptrdiff_t count = columns - c < width ? columns - c : width;
    for (ptrdiff_t k = 0; k < batch; k++, packed += width) {
      memcpy(packed, d + k * ld + c, (size_t)count * sizeof *packed);
      if (count < width) memset(packed + count, 0, (size_t)(width - count) * sizeof *packed);
    }
  }
}

/* Copies a block of rows likewise: ROWS numbers per example, zeros for missing rows. */
static void NAMED(pack_block)(
    const float *x, ptrdiff_t batch, ptrdiff_t rows, ptrdiff_t ld, float *block) {
  if (rows == ROWS) {
    for (ptrdiff_t k = 0; k < batch; k++) memcpy(block + k * ROWS, x + k * ld, sizeof(float[ROWS]));
  } else {
    memset(block, 0, (size_t)(batch * ROWS) * sizeof *block);
    for (ptrdiff_t k = 0; k < batch; k++)
      for (ptrdiff_t r = 0; r < rows; r++) block[k * ROWS + r] = x[k * ld + r];
  }
}

TARGET static void NAMED(adam_product)(
    const float *x, ptrdiff_t x_ld, const float *d, ptrdiff_t ld, ptrdiff_t height,
    ptrdiff_t columns, ptrdiff_t batch, float *w, float *m, float *v, float *scratch, float alpha,
    float decay, float beta1, float beta2, float epsilon) {
  const struct NAMED(adam) adam = {
      SET(alpha), SET(decay), SET(1 - beta1), SET(1 - beta2), SET(epsilon)};
  float *blocks = scratch, *packed = scratch + batch * GROUP;
  NAMED(pack)(d, batch, columns, ld, packed);
  for (ptrdiff_t first = 0; first < height; first += GROUP) {
    const ptrdiff_t end = height - first < GROUP ? height : first + GROUP;
    for (ptrdiff_t row = first; row < end; row += ROWS)
      NAMED(pack_block)(
          x + row, batch, end - row < ROWS ? end - row : ROWS, x_ld,
          blocks + (row - first) * batch);
    const float *from = packed;
    for (ptrdiff_t c = 0; c < columns; c += MOST * LANES) {
      const int panels = NAMED(panels_at)(c, columns);
      for (ptrdiff_t row = first; row < end; row += ROWS) {
        const float *block = blocks + (row - first) * batch;
        const ptrdiff_t rows = end - row < ROWS ? end - row : ROWS;
        const ptrdiff_t at = row * ld + c;
        float *const parameters[3] = {w + at, m + at, v + at};
        /* After the last rows come the next columns of the first rows. */
        const ptrdiff_t ahead =
            row + ROWS < end ? ROWS * ld : (first - row) * ld + MOST * LANES;
#define TILE(n) \
  NAMED(tile)(block, from, batch, parameters, ld, rows, columns - c, ahead, &adam, n)
        if (panels == 3)
          TILE(3);
        else if (panels == 2)
          TILE(2);
        else
          TILE(1);
#undef TILE
      }
      from += panels * LANES * batch;
    }
  }
}

#undef TARGET_INLINE
#undef NAMED
#undef TARGET
#undef VECTOR
#undef LANES
#undef ROWS
#undef SET
#undef LOAD
#undef LOAD_SOME
#undef STORE_SOME
#undef ADD_PRODUCT
#undef SUBTRACT_PRODUCT
#undef MINUS
#undef TIMES
#undef STEP
