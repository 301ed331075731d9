#ifndef CCRC32C_H
#define CCRC32C_H

#include <stddef.h>
#include <stdint.h>

/* CRC-32C (Castagnoli, RFC 3720 appendix B.4) of `count` bytes, continued from `crc`; start with 0.
   Uses the instruction of the CPU where there is one. */
uint32_t plateau_crc32c(uint32_t crc, const void *bytes, size_t count);

/* The same checksum without that instruction, eight bytes at a time from tables. */
uint32_t plateau_crc32c_tables(uint32_t crc, const void *bytes, size_t count);

#endif
