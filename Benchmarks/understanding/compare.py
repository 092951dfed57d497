"""Reads intents of public sets with `xiaoer` and with scikit-learn's linear models, side by side, in one run.

    pip install scikit-learn
    python3 Benchmarks/understanding/compare.py --tool .build/release/xiaoer --data FOLDER \
        --embeddings embeddings.cache --address 127.0.0.1:7403

FOLDER holds intents-zh/ and intents-en/; a set whose file is missing is left out. Sets with a part for validation are
trained on the other part; the others are cross-validated in five parts, dealt label by label, which both sides do the
same way. The baseline is TF-IDF over words and pairs and over 1 to 4 characters within words (all characters in Chinese),
with a linear support vector machine and with logistic regression, both at their defaults.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile


def sets(data):
    """Name, examples to train on, examples to validate on (None: cross-validate), penalty."""

    def lines(path):
        with open(os.path.join(data, path), encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def chinese(label):
        rows = []
        for row in lines("intents-zh/jddc_intent_dev.jsonl"):
            history = [turn for pair in row["history"] for turn in zip(("customer", "clerk"), pair)]
            rows.append({"text": row["text"], "intent": row[label], "history": history})
        return rows

    def support():
        with open(os.path.join(data, "intents-en/support_8k.csv"), encoding="utf-8-sig") as file:
            return [{"text": row["utterance"], "intent": row["intent"]} for row in csv.DictReader(file)]

    def banking(part):
        return [{"text": row["text"], "intent": row["intent"]} for row in lines(f"intents-en/banking77_{part}.jsonl")]

    def clinc(*parts):
        with open(os.path.join(data, "intents-en/clinc150_train_val.json"), encoding="utf-8") as file:
            whole = json.load(file)
        name = {"oos": "out_of_scope"}
        return [{"text": text, "intent": name.get(label, label)} for part in parts for text, label in whole[part]]

    for name, load, penalty in [
        ("Chinese shop, groups", lambda: (chinese("group"), None), 0.3),
        ("Chinese shop, fine", lambda: (chinese("intent"), None), 0.3),
        ("support 8k", lambda: (support(), None), 0.1),
        ("BANKING77", lambda: (banking("train"), banking("valid")), 0.1),
        ("CLINC150", lambda: (clinc("train", "oos_train"), clinc("val", "oos_val")), 0.1),
    ]:
        try:
            train, valid = load()
        except FileNotFoundError as error:
            print(f"{name} is left out: {error.filename} is missing", file=sys.stderr)
            continue
        yield name, train, valid, penalty


def deduplicated(rows):
    """Of rows with the same input the last counts, in the place of the first."""
    kept = {}
    for row in rows:
        kept[json.dumps([row["text"].lower().strip(), row.get("history", [])], ensure_ascii=False)] = row
    return list(kept.values())


def folds(labels, count=5):
    """Dealt label by label, a label beginning at the fold of its own number."""
    numbers = {label: number for number, label in enumerate(sorted(set(labels)))}
    following = dict(numbers)
    result = []
    for label in labels:
        result.append(following[label] % count)
        following[label] += 1
    return result


def with_history(row):
    history = row.get("history", [])[-2:]
    return " ".join([row["text"]] + ["_" + text for _, text in history])


def baseline(train, valid, kind):
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.svm import LinearSVC

    is_chinese = any("\u4e00" <= character <= "\u9fff" for row in train[:20] for character in row["text"])
    features = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        TfidfVectorizer(analyzer="char" if is_chinese else "char_wb", ngram_range=(1, 4), sublinear_tf=True, min_df=2),
    )
    model = LinearSVC() if kind == "svm" else LogisticRegression(C=10, max_iter=300)
    pipeline = make_pipeline(features, model)
    pipeline.fit([with_history(row) for row in train], [row["intent"] for row in train])
    return list(pipeline.predict([with_history(row) for row in valid]))


def baseline_scores(train, valid, kind):
    from sklearn.metrics import f1_score

    if valid is None:
        train = deduplicated(train)
        dealt = folds([row["intent"] for row in train])
        answers = [None] * len(train)
        for fold in range(5):
            held_out = [index for index, number in enumerate(dealt) if number == fold]
            rest = [row for row, number in zip(train, dealt) if number != fold]
            for index, answer in zip(held_out, baseline(rest, [train[index] for index in held_out], kind)):
                answers[index] = answer
        valid = train
    else:
        answers = baseline(train, valid, kind)
    rows = [(row["intent"], answer) for row, answer in zip(valid, answers) if row["intent"] != "out_of_scope"]
    truth, answers = zip(*rows)
    accuracy = sum(a == b for a, b in rows) / len(rows)
    return accuracy, f1_score(truth, answers, average="macro", labels=sorted(set(truth)), zero_division=0)


def ours(arguments, train, valid, penalty):
    common = ["--json"]
    if arguments.embeddings:
        common += ["--embeddings", arguments.embeddings]
    if arguments.address:
        common += ["--address", arguments.address]
    if arguments.ngrams_only:
        common = ["--json", "--ngrams-only"]

    def run(*command):
        result = subprocess.run([arguments.tool, *command, *common], stdout=subprocess.PIPE, check=True)
        return json.loads(result.stdout) if result.stdout else None

    with tempfile.TemporaryDirectory() as folder:
        def write(name, rows):
            path = os.path.join(folder, name)
            with open(path, "w", encoding="utf-8") as file:
                file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            return path

        file = write("train.jsonl", train)
        if valid is None:
            return run("train", "nlu", file, "--cross-validate", "--penalty", str(penalty))
        model = os.path.join(folder, "model")
        run("train", "nlu", file, "--out", model, "--penalty", str(penalty), "--folds", "3")
        return run("evaluate", "nlu", "--model", model, write("valid.jsonl", valid))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", default=".build/release/xiaoer")
    parser.add_argument("--data", required=True)
    parser.add_argument("--embeddings", help="file that keeps embeddings between runs")
    parser.add_argument("--address", help="of the inference service")
    parser.add_argument("--ngrams-only", action="store_true")
    parser.add_argument("--only", help="part of a set's name")
    arguments = parser.parse_args()
    print("| set | linear SVM | logistic regression | xiaoer | among five | calibration error | out-of-scope AUROC |")
    print("|---|---|---|---|---|---|---|", flush=True)
    for name, train, valid, penalty in sets(arguments.data):
        if arguments.only and arguments.only not in name:
            continue
        cells = ["{:.3f} / {:.3f}".format(*baseline_scores(train, valid, kind)) for kind in ("svm", "regression")]
        figures = ours(arguments, train, valid, penalty)
        inside = figures.get("inside") or figures
        cells.append("{:.3f} / {:.3f}".format(inside["accuracy"], inside["macro_f1"]))
        cells.append("{:.3f}".format(figures["top5"]))
        cells.append("{:.3f}".format(figures["expected_calibration_error"]))
        outside = figures.get("out_of_scope")
        cells.append("{:.3f}".format(outside["area_under_curve"]) if outside else "")
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
