#ifndef CCHECKSUM_H
#define CCHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/* CRC-32C (Castagnoli, RFC 3720 appendix B.4) of `count` bytes, continuing from `crc`; begin with 0.
   Takes the processor's own instruction where there is one. */
uint32_t plateau_crc32c(uint32_t crc, const void *bytes, size_t count);

/* The same without that instruction: eight bytes at a time from tables. */
uint32_t plateau_crc32c_tables(uint32_t crc, const void *bytes, size_t count);

#endif
