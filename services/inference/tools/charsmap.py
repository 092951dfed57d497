"""Packs a map from code points to replacements the way SentencePiece stores its normalizer: a double array
trie over UTF-8 bytes (the layout of Darts-clone), followed by the replacements, each ended by a NUL byte.

A node sits at an index of the array. Its children are at `base ^ byte`; each child keeps its byte as a label, so
a look-up is one exclusive-or and one comparison a byte. The index `base` itself (byte 0) holds the value of a key
that ends at the node.
"""

import struct

_LEAF = 1 << 8
_VALUE = 1 << 31
_BLOCK = 256  # base ^ byte stays inside the aligned block of base, so a walk never leaves a padded array


def charsmap(replacements):
    """`replacements`: code point -> tuple of code points; answers the bytes of `precompiled_charsmap`."""
    texts, offsets = bytearray(), {}
    trie = {}
    for code_point, output in replacements.items():
        text = "".join(map(chr, output)).encode("utf-8") + b"\0"
        if text not in offsets:
            offsets[text] = len(texts)
            texts += text
        node = trie
        for byte in chr(code_point).encode("utf-8"):
            node = node.setdefault(byte, {})
        node[0] = offsets[text]
    units = _double_array(trie)
    return struct.pack(f"<I{len(units)}I", 4 * len(units), *units) + bytes(texts)


def _double_array(trie):
    units, taken, bases = [0] * _BLOCK, {0}, set()
    pending = [(0, trie)]
    while pending:
        index, node = pending.pop()
        # Two nodes must never share a base: the labels alone would not tell their children apart.
        base = next(
            candidate
            for candidate in range(1, len(units) + _BLOCK + 1)
            if candidate not in bases and all(candidate ^ byte not in taken for byte in node)
        )
        bases.add(base)
        while len(units) <= base | (_BLOCK - 1):
            units.extend([0] * _BLOCK)
        taken.update(base ^ byte for byte in node)
        units[index] |= (index ^ base) << 10 | (_LEAF if 0 in node else 0)
        for byte, child in node.items():
            if byte == 0:
                units[base] = _VALUE | child
            else:
                units[base ^ byte] = byte
                pending.append((base ^ byte, child))
    return units
