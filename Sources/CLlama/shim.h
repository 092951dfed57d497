// llama.cpp's interface. The library and its headers are found through pkg-config's xiaoer-llama, which
// scripts/setup-models writes; the link line is there too, since the order of static libraries matters.
#if __has_include(<llama.h>)
#include <llama.h>
#else
#error "llama.cpp's library is not set up: run scripts/setup (or scripts/setup-models), then build again"
#endif
