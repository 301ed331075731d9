#ifndef CCPUFEATURES_H
#define CCPUFEATURES_H

/* CPU features, detected at run time. */

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
/* The loader picks a clone before the sanitizer is ready. */
#define ONE_PROCESSOR
#endif
#endif

/* Put before a function, compiles it for several instruction sets; the loader picks the best that the CPU has. */
#if defined(__x86_64__) && defined(__linux__) && !defined(ONE_PROCESSOR)
#define FOR_EACH_PROCESSOR \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif

/* 1 if the CPU has registers of 512 bits and every instruction set of x86-64-v4, else 0. The first CPUs with
   such registers lacked some of those sets. */
int plateau_has_wide_registers(void);

#endif
