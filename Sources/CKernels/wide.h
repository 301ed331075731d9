#ifndef PLATEAU_WIDE_H
#define PLATEAU_WIDE_H

#include <string.h>

#include "CCPUFeatures.h"

/* Sixteen numbers at once: one AVX-512 register, or as many smaller ones as it takes. A vector type,
   because sqrtf may set errno, which keeps the compiler from vectorising it. */
typedef float wide __attribute__((vector_size(64), aligned(4)));
typedef int wide_int __attribute__((vector_size(64), aligned(4)));
enum { WIDE = 16 };

/* The first `n` of sixteen numbers from or to memory; the others are zero. Macros, because a function that
   takes or returns such a vector has another calling convention in each clone. */
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

#endif
