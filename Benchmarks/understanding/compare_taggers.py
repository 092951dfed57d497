"""Finds names in product titles with `xiaoer` and with a linear-chain CRF of sklearn-crfsuite, in one run.

    pip install sklearn-crfsuite
    python3 Benchmarks/understanding/compare_taggers.py --tool .build/release/xiaoer --data FOLDER

FOLDER holds catalogue-zh/train.txt and dev.txt. The CRF reads the characters up to two places away, alone and in pairs,
and is fitted by L-BFGS with both penalties at 0.1.
"""

import argparse
import json
import os
import subprocess
import tempfile


def read(path):
    texts, current = [], []
    with open(path, encoding="utf-8") as file:
        for line in file:
            fields = line.split()
            if not fields:
                if current:
                    texts.append(current)
                current = []
            else:
                current.append((fields[0] if len(fields) == 2 else " ", fields[-1]))
    return texts + ([current] if current else [])


def features(text):
    characters = ["^", "^"] + [character for character, _ in text] + ["$", "$"]
    rows = []
    for position in range(len(text)):
        window = characters[position : position + 5]
        row = {f"{offset - 2}": window[offset] for offset in range(5)}
        for first in range(4):
            row[f"{first - 2},{first - 1}"] = window[first] + window[first + 1]
        row["-1,1"] = window[1] + window[3]
        rows.append(row)
    return rows


def entities(tags):
    found, start, kind = set(), None, None
    for position, tag in enumerate(list(tags) + ["O"]):
        if start is not None and (tag == "O" or tag[0] == "B" or tag[2:] != kind):
            found.add((start, position, kind))
            start = None
        if tag != "O" and start is None:
            start, kind = position, tag[2:]
    return found


def f1(texts, answers):
    right = total = named = 0
    for text, answer in zip(texts, answers):
        truth, found = entities(tag for _, tag in text), entities(answer)
        right, total, named = right + len(truth & found), total + len(truth), named + len(found)
    return 2 * right / max(1, total + named)


def main():
    import sklearn_crfsuite

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", default=".build/release/xiaoer")
    parser.add_argument("--data", required=True)
    arguments = parser.parse_args()
    paths = [os.path.join(arguments.data, "catalogue-zh", name) for name in ("train.txt", "dev.txt")]
    train, dev = map(read, paths)
    crf = sklearn_crfsuite.CRF(algorithm="lbfgs", c1=0.1, c2=0.1, max_iterations=100)
    crf.fit([features(text) for text in train], [[tag for _, tag in text] for text in train])
    theirs = f1(dev, crf.predict([features(text) for text in dev]))
    with tempfile.TemporaryDirectory() as folder:
        model = os.path.join(folder, "tagger")
        subprocess.run([arguments.tool, "train", "tagger", paths[0], "--out", model], check=True)
        command = [arguments.tool, "evaluate", "tagger", "--model", model, paths[1], "--json"]
        ours = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    print("| entity F1, whole and of the right kind | sklearn-crfsuite | xiaoer |\n|---|---|---|")
    print(f"| {len(dev)} titles | {theirs:.4f} | {ours['all']['f1']:.4f} |")


if __name__ == "__main__":
    main()
