"""Cleans dialogues, masks personal data, removes duplicates, splits without leaks, and prints a card of the data.

    python -m realiser.prepare --out DATA [--count 60000] [--input mine.jsonl]...

Lines of an input file are {"customer": ..., "clerk": ...} with, where known, "language", "act", "mood" and "facts".
"""

import argparse
import hashlib
import json
import re
import unicodedata
from pathlib import Path

from .corpus import facts_said, generate, histogram

HERE = Path(__file__).resolve().parent.parent
TEXT_CHARACTERS_MAX = 400
HELD_OUT_PERCENT = 5

# What a customer may have written of himself. The order matters: an identity card's number holds a telephone's.
_PERSONAL = (
    (re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"), "<mail>"),
    (re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)"), "<id>"),
    (re.compile(r"(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)"), "<phone>"),
    (re.compile(r"(?<!\d)\d{16,19}(?!\d)"), "<card>"),
)
# Every other run of letters and digits with a digit in it: order numbers, amounts, sizes.
_NUMBER = re.compile(r"(?=[A-Za-z\-]*\d)[A-Za-z\d][A-Za-z\d\-]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean(text: str) -> str:
    """NFC, no control characters, one space for any run of blanks."""
    text = _CONTROL.sub("", unicodedata.normalize("NFC", text))
    return re.sub(r"\s+", " ", text).strip()


def mask(text: str) -> str:
    """Personal data become marks, numbers become #: neither is to be learnt by heart."""
    for pattern, mark in _PERSONAL:
        text = pattern.sub(mark, text)
    return _NUMBER.sub("#", text)


def prepared(dialogue: dict) -> dict | None:
    """The dialogue as it may be trained on; None where nothing is left or the clerk's words hold numbers."""
    customer, clerk = mask(clean(dialogue["customer"])), clean(dialogue["clerk"])
    if not customer or not clerk or len(customer) + len(clerk) > TEXT_CHARACTERS_MAX:
        return None
    if mask(clerk) != clerk:
        return None  # a value that should have been a placeholder
    facts = sorted(dialogue.get("facts", facts_said(clerk)))
    if sorted(facts_said(clerk)) != facts:
        return None
    kept = {key: dialogue.get(key, default) for key, default in (("language", "zh"), ("act", "chat"), ("mood", "calm"))}
    template = dialogue.get("template") or clerk
    return {**kept, "facts": facts, "customer": customer, "clerk": clerk, "template": template}


def without_duplicates(dialogues):
    """Each pair of context and reply once: repeats weigh by accident."""
    seen = set()
    for dialogue in dialogues:
        key = (dialogue["act"], dialogue["mood"], tuple(dialogue["facts"]), dialogue["customer"], dialogue["clerk"])
        if key not in seen:
            seen.add(key)
            yield dialogue


def held_out(template: str) -> bool:
    """By the template alone, so that all of its dialogues fall on one side, in every run."""
    return int.from_bytes(hashlib.sha256(template.encode()).digest()[:4], "big") % 100 < HELD_OUT_PERCENT


def split(dialogues: list[dict]) -> tuple[list[dict], list[dict], int]:
    """Training, held out, and how many were dropped because their reply stands word for word in the other part."""
    train = [dialogue for dialogue in dialogues if not held_out(dialogue["template"])]
    words = {dialogue["clerk"] for dialogue in train}
    others = [dialogue for dialogue in dialogues if held_out(dialogue["template"])]
    kept = [dialogue for dialogue in others if dialogue["clerk"] not in words]
    return train, kept, len(others) - len(kept)


def card(train: list[dict], kept: list[dict], read: int, dropped: dict[str, int], seed: int) -> str:
    def table(title: str, counts: dict[str, int]) -> str:
        return f"\n| {title} | dialogues |\n|---|---|\n" + "".join(f"| {key} | {count} |\n" for key, count in counts.items())

    templates = len({dialogue["template"] for dialogue in train})
    lines = [
        "# Data card\n",
        f"Made by grammar/*.txt with seed {seed}: no dialogue of a real customer is in it, and no sentence of others.\n",
        f"- read {read}; " + ", ".join(f"{count} {why}" for why, count in dropped.items()),
        f"- training {len(train)} dialogues of {templates} templates;"
        f" held out {len(kept)} of {len({dialogue['template'] for dialogue in kept})} templates, none of them trained on",
        f"- different replies {len({d['clerk'] for d in train})}, different messages {len({d['customer'] for d in train})}",
        f"- characters of customers {sum(len(d['customer']) for d in train)}, of the clerk"
        f" {sum(len(d['clerk']) for d in train)}",
    ]
    tables = [table(key, histogram(train, key)) for key in ("language", "mood", "act")]
    return "\n".join(lines) + "\n" + "".join(tables)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=150_000, help="dialogues drawn from the grammar")
    parser.add_argument("--input", type=Path, action="append", default=[], help="JSON Lines of own dialogues")
    parser.add_argument("--seed", type=int, default=6)
    arguments = parser.parse_args()

    read = list(generate(HERE / "grammar", arguments.count, arguments.seed))
    for path in arguments.input:
        read += [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    cleaned = [ready for dialogue in read if (ready := prepared(dialogue))]
    unique = list(without_duplicates(cleaned))
    train, kept, leaks = split(unique)
    dropped = {
        "could not be used": len(read) - len(cleaned),
        "repeated": len(cleaned) - len(unique),
        "leaked between the parts": leaks,
    }
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, dialogues in (("train", train), ("held-out", kept)):
        with open(arguments.out / f"{name}.jsonl", "w", encoding="utf-8") as file:
            file.writelines(json.dumps(dialogue, ensure_ascii=False) + "\n" for dialogue in dialogues)
    text = card(train, kept, len(read), dropped, arguments.seed)
    (arguments.out / "CARD.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
