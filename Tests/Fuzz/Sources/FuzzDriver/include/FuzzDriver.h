#pragma once
#include <stddef.h>
#include <stdint.h>

// What libFuzzer calls with each input.
int LLVMFuzzerTestOneInput(const uint8_t *start, size_t count);
