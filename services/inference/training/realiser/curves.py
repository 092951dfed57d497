"""Draws a run's losses: `python -m realiser.curves --run RUN --out loss.png`."""

import argparse
import json
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plot  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    curve = json.loads((arguments.run / "curve.json").read_text())
    figure, axes = plot.subplots(figsize=(7, 3.5), dpi=110)
    for stage, colour in (("pretrain", "tab:blue"), ("tune", "tab:orange")):
        points = [point for point in curve if point["stage"] == stage]
        tokens = [point["tokens"] / 1e6 for point in points]
        axes.plot(tokens, [point["train"] for point in points], colour, alpha=0.4, label=f"{stage}, training batch")
        axes.plot(tokens, [point["held_out"] for point in points], colour, label=f"{stage}, held-out templates")
    axes.set(xlabel="million tokens", ylabel="loss, nats a token", ylim=(0, None))
    axes.legend(frameon=False)
    figure.tight_layout()
    figure.savefig(arguments.out)


if __name__ == "__main__":
    main()
