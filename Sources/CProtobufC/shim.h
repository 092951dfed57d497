#ifndef XIAOER_PROTOBUF_C_SHIM_H
#define XIAOER_PROTOBUF_C_SHIM_H

#include <protobuf-c/protobuf-c.h>

// Swift does not import arrays of unknown length; unset string fields point here.
static inline const char *xiaoer_protobuf_c_empty_string(void) {
    return protobuf_c_empty_string;
}

#endif
