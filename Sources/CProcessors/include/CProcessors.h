#ifndef PLATEAU_PROCESSORS_H
#define PLATEAU_PROCESSORS_H

#include <stddef.h>
#include <stdint.h>

/// Sets a bit for each processor that the calling thread may use.
///
/// Returns 0, or -1 where the system does not tell.
int plateau_processors_usable(uint64_t *words, size_t count);

/// Binds the calling thread to the processors whose bits are set.
///
/// Returns 0, or -1 where the system refuses.
int plateau_processors_adopt(const uint64_t *words, size_t count);

#endif
