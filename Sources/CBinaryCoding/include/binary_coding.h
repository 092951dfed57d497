#ifndef BINARY_CODING_H
#define BINARY_CODING_H

#include <stddef.h>
#include <stdint.h>

// CRC-32 (the polynomial of IEEE 802.3, as in zlib) of bytes that follow others whose CRC-32 is `crc`; 0 to begin.
uint32_t bc_crc32(uint32_t crc, const uint8_t *bytes, size_t count);

#endif
