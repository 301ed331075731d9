#ifndef CPROCESSORS_H
#define CPROCESSORS_H

/* What the processor can, asked at run time. */

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
/* The loader chooses a clone before the sanitizer is ready. */
#define ONE_PROCESSOR
#endif
#endif

/* Before a function: it is compiled for several instruction sets, of which the loader takes the best that the
   processor has. */
#if defined(__x86_64__) && defined(__linux__) && !defined(ONE_PROCESSOR)
#define FOR_EACH_PROCESSOR \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif

/* Whether its registers are 512 bits wide, with all that x86-64-v4 names: the first processors with such
   registers had only a part of that. */
int plateau_has_wide_registers(void);

#endif
