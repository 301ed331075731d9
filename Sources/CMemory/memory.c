#include "CMemory.h"

#include <sys/resource.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

void plateau_memory_spare_addresses(void) {
#ifdef __GLIBC__
  struct rlimit limit;
  if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) mallopt(M_ARENA_MAX, 1);
#endif
}
