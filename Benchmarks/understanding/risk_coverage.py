"""Draws how wrong a model of intents is when it answers only what it is surest of.

    pip install matplotlib
    xiaoer evaluate nlu --model FOLDER services/nlu/config/held-out.jsonl --json > figures.json
    python3 Benchmarks/understanding/risk_coverage.py figures.json docs/risk-coverage.png

Several files, each as NAME=FILE, give one line each.
"""

import json
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402


def main():
    *inputs, output = sys.argv[1:]
    figure, axes = plt.subplots(figsize=(7, 4.2), dpi=110)
    for item in inputs:
        name, _, path = item.rpartition("=")
        with open(path, encoding="utf-8") as file:
            evaluation = json.load(file)
        points = evaluation["risk_coverage"]
        axes.plot(
            [100 * point["coverage"] for point in points],
            [100 * point["risk"] for point in points],
            marker="o",
            markersize=3,
            label=f"{name or 'all'} (area {evaluation['risk_coverage_area']:.3f})",
        )
    axes.set_xlabel("messages answered, the surest first (%)")
    axes.set_ylabel("of these, read wrongly (%)")
    axes.set_xlim(0, 101)
    axes.set_ylim(bottom=0)
    axes.grid(alpha=0.3)
    axes.legend(frameon=False)
    axes.set_title("Intents of held-out messages: risk by coverage")
    figure.tight_layout()
    figure.savefig(output)


if __name__ == "__main__":
    main()
