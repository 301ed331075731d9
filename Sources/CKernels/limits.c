#include "CKernels.h"

#include "wide.h"

/* Enough sums that none waits for another: a multiply-add takes four cycles, and two begin in each cycle. */
#define MULTIPLY_ADD(SUMS)                                                   \
  do {                                                                       \
    wide sum[SUMS];                                                          \
    for (int k = 0; k < SUMS; k++) sum[k] = (wide){0} + (float)k;            \
    for (ptrdiff_t round = 0; round < rounds; round++)                       \
      _Pragma("clang loop unroll(full)") for (int k = 0; k < SUMS; k++)      \
          sum[k] = sum[k] * factor + summand;                                \
    for (int k = 0; k < SUMS; k++) total += sum[k];                          \
    operations = (double)rounds * SUMS * WIDE * 2;                           \
  } while (0)

FOR_EACH_PROCESSOR double plateau_multiply_add(ptrdiff_t rounds, float *result) {
  const wide factor = (wide){0} + 0.999f, summand = (wide){0} + 1e-3f;
  wide total = {0};
  double operations = 0;
  /* Registers of half the width hold half as many sums. */
  if (plateau_has_wide_registers())
    MULTIPLY_ADD(12);
  else
    MULTIPLY_ADD(5);
  float sum = 0;
  for (int k = 0; k < WIDE; k++) sum += total[k];
  *result = sum;
  return operations;
}
