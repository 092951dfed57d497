"""Token sequences for the two stages, packed into rows of one length."""

import random

from .prompt import prompt, reply

IGNORED = -100


def plain_rows(dialogues: list[dict], tokenizer, length: int) -> list[tuple[list[int], list[int]]]:
    """Self-supervised pre-training: the words alone, one after another, every token predicted."""
    end = tokenizer.token_to_id("<|endoftext|>")
    stream = []
    for dialogue in dialogues:
        for text in (dialogue["customer"], dialogue["clerk"]):
            stream += tokenizer.encode(text).ids + [end]
    rows = [stream[start : start + length] for start in range(0, len(stream) - length, length)]
    return [(row, row) for row in rows]


def dialogue_row(dialogue: dict, tokenizer) -> tuple[list[int], list[int]]:
    """Fine-tuning: only the clerk's tokens and the end mark are to be predicted."""
    before = tokenizer.encode(prompt(dialogue)).ids
    after = tokenizer.encode(reply(dialogue)).ids
    return before + after, [IGNORED] * len(before) + after


def batches(rows: list, tokens_max: int, padding: int, chance: random.Random):
    """Rows of like length together, so that little is padding; batches in a random order."""
    order = sorted(range(len(rows)), key=lambda index: (len(rows[index][0]), chance.random()))
    groups, group, longest = [], [], 0
    for index in order:
        longest = max(longest, len(rows[index][0]))
        if group and longest * (len(group) + 1) > tokens_max:
            groups.append(group)
            group, longest = [], len(rows[index][0])
        group.append(index)
    groups.append(group)
    chance.shuffle(groups)
    for group in groups:
        longest = max(len(rows[index][0]) for index in group)
        yield (
            [rows[index][0] + [padding] * (longest - len(rows[index][0])) for index in group],
            [rows[index][1] + [IGNORED] * (longest - len(rows[index][1])) for index in group],
        )
