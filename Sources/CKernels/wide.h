#ifndef PLATEAU_WIDE_H
#define PLATEAU_WIDE_H

#include <string.h>

#include "CCPUFeatures.h"

/* Sixteen numbers at once: one AVX-512 register, or several smaller ones. A vector type, because sqrtf may set
   errno, which keeps the compiler from vectorising a loop. */
typedef float wide __attribute__((vector_size(64), aligned(4)));
typedef int wide_int __attribute__((vector_size(64), aligned(4)));
enum { WIDE = 16 };

/* Load and store the first `n` of sixteen numbers; the others are zero. These are macros, because a function that
   takes or returns such a vector has a different calling convention in each clone. */
#define LOAD(p, n)                                  \
  ({                                                \
    wide loaded_ = {0};                             \
    if ((n) == WIDE)                                \
      loaded_ = *(const wide *)(p);                 \
    else                                            \
      memcpy(&loaded_, (p), (size_t)(n) * sizeof(float)); \
    loaded_;                                        \
  })
#define STORE(p, n, value)                          \
  do {                                              \
    wide stored_ = (value);                         \
    if ((n) == WIDE)                                \
      *(wide *)(p) = stored_;                       \
    else                                            \
      memcpy((p), &stored_, (size_t)(n) * sizeof(float)); \
  } while (0)
/* `a` where the condition holds, else `b`: C has no `?:` for vectors. */
#define SELECT(condition, a, b)                                             \
  ({                                                                        \
    const wide_int mask_ = (wide_int)(condition);                           \
    const wide yes_ = (a), no_ = (b);                                       \
    (wide)(((wide_int)yes_ & mask_) | ((wide_int)no_ & ~mask_));            \
  })

/* The larger of two numbers. NaN passes through. */
#define LARGER(a, b)                                   \
  ({                                                   \
    const wide a_ = (a), b_ = (b);                     \
    SELECT((b_ > a_) | (b_ != b_), b_, a_);            \
  })

#define INLINE static inline __attribute__((always_inline))

/* Calls `body(…, first, n)` for each sixteen of `count` numbers, the last time perhaps for fewer. The constant 16
   turns the loads and stores of the full calls into single instructions. */
#define EACH_SIXTEEN(count, body, ...)                                      \
  do {                                                                      \
    ptrdiff_t first_ = 0;                                                   \
    for (; first_ + WIDE <= (count); first_ += WIDE)                        \
      body(__VA_ARGS__, first_, WIDE);                                      \
    if (first_ < (count)) body(__VA_ARGS__, first_, (count) - first_);      \
  } while (0)

#endif
