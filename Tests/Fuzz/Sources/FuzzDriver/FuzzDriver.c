#include "FuzzDriver.h"

int LLVMFuzzerRunDriver(int *count, char ***arguments, int (*test)(const uint8_t *, size_t));

// The package manager has `main` be this, and libFuzzer's own main function is left out.
int FrameFuzz_main(int count, char **arguments) {
    return LLVMFuzzerRunDriver(&count, &arguments, LLVMFuzzerTestOneInput);
}
