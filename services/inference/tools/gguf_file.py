"""Writes a GGUF version 3 file: metadata, tensor directory, aligned tensor data, in this order."""

import struct

ALIGNMENT = 32
F32, Q4_0 = 0, 2

_SCALARS = {"u32": (4, "<I"), "i32": (5, "<i"), "f32": (6, "<f"), "bool": (7, "<?"), "u8": (0, "<B")}
_STRING, _ARRAY = 8, 9


def _string(text):
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    return struct.pack("<Q", len(data)) + data


def _padding(size):
    return b"\0" * (-size % ALIGNMENT)


class GGUFFile:
    """Collects keys and tensors; nothing is written before `write`."""

    def __init__(self):
        self._pairs = []
        self._tensors = []

    def add(self, key, kind, value):
        code, layout = _SCALARS[kind]
        self._pairs.append(_string(key) + struct.pack("<I", code) + struct.pack(layout, value))

    def add_string(self, key, value):
        self._pairs.append(_string(key) + struct.pack("<I", _STRING) + _string(value))

    def add_array(self, key, kind, values):
        """`values` is a sequence of numbers, or bytes when the kind is u8."""
        code, layout = _SCALARS[kind]
        body = struct.pack(f"<{len(values)}{layout[1]}", *values)
        self._pairs.append(_string(key) + struct.pack("<IIQ", _ARRAY, code, len(values)) + body)

    def add_strings(self, key, values):
        body = b"".join(map(_string, values))
        self._pairs.append(_string(key) + struct.pack("<IIQ", _ARRAY, _STRING, len(values)) + body)

    def add_tensor(self, name, kind, shape, data):
        """`shape` has the fastest dimension first, as ggml counts them; `data` is copied as it is."""
        self._tensors.append((name, kind, shape, data))

    def write(self, path):
        with open(path, "wb") as file:
            file.write(b"GGUF" + struct.pack("<IQQ", 3, len(self._tensors), len(self._pairs)))
            for pair in self._pairs:
                file.write(pair)
            offset = 0
            for name, kind, shape, data in self._tensors:
                file.write(_string(name) + struct.pack(f"<I{len(shape)}Q", len(shape), *shape))
                file.write(struct.pack("<IQ", kind, offset))
                offset += len(data) + len(_padding(len(data)))
            file.write(_padding(file.tell()))
            for _, _, _, data in self._tensors:
                file.write(data)
                file.write(_padding(len(data)))
