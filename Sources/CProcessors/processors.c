#define _GNU_SOURCE
#include "CProcessors.h"

#ifdef __linux__
#include <sched.h>
#include <string.h>

int plateau_processors_usable(uint64_t *words, size_t count) {
  memset(words, 0, count * sizeof *words);
  return sched_getaffinity(0, count * sizeof *words, (cpu_set_t *)words);
}

int plateau_processors_adopt(const uint64_t *words, size_t count) {
  return sched_setaffinity(0, count * sizeof *words, (const cpu_set_t *)words);
}
#else
int plateau_processors_usable(uint64_t *words, size_t count) {
  (void)words, (void)count;
  return -1;
}

int plateau_processors_adopt(const uint64_t *words, size_t count) {
  (void)words, (void)count;
  return -1;
}
#endif
