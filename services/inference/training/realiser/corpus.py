"""Dialogues from the grammar, as JSON Lines: {"language", "act", "mood", "facts", "customer", "clerk", "template"}."""

import random
import re
from collections import Counter
from pathlib import Path

from .grammar import MOODS, Act, Grammar, GrammarError, Scene, load_acts

TRIES_MAX = 20
_SENTENCE = re.compile(r"(^|[.!?] )([a-z])")
_FACT = re.compile(r"\{([a-z_]+)\}")

# Slips of the hand, each with the share of messages that have it.
_HOMOPHONES = str.maketrans({"在": "再", "的": "得", "吗": "嘛", "呢": "捏", "那": "哪", "做": "作", "以": "已"})
_SLIPS = (
    (0.04, lambda text, chance: text.translate(_HOMOPHONES)),
    (0.06, lambda text, chance: text.replace("，", " ")),
    (0.05, lambda text, chance: text.replace("，", "")),
    (0.05, lambda text, chance: _without_one(text, chance)),
    (0.04, lambda text, chance: text + chance.choice(["？？", "！！", "。。。", "~", "😭", "🙏", "😊"])),
    (0.10, lambda text, chance: text + chance.choice(["？", "?", "。"])),
)


def _without_one(text: str, chance: random.Random) -> str:
    if len(text) < 5:
        return text
    place = chance.randrange(len(text))
    return text[:place] + text[place + 1 :]


def slip(text: str, chance: random.Random) -> str:
    for share, change in _SLIPS:
        if chance.random() < share:
            text = change(text, chance)
    return text


def tidy(text: str, language: str) -> str:
    """English sentences begin with a capital letter, wherever the grammar put them."""
    if language != "en":
        return text
    return _SENTENCE.sub(lambda match: match[1] + match[2].upper(), text)


def facts_said(text: str) -> list[str]:
    return _FACT.findall(text)


def dialogue(language: str, act: Act, grammar: Grammar, chance: random.Random) -> dict:
    for _ in range(TRIES_MAX):
        given = set(act.required)
        for fact in act.optional:
            if chance.random() < 0.5:
                given.add(fact)
        # The carrier and its number come together.
        if "carrier" in act.optional and ("carrier" in given) != ("tracking_number" in given):
            given ^= {"tracking_number"}
        mood = chance.choices(MOODS, (6, 3, 1))[0]
        scene = Scene(frozenset(given), mood)
        try:
            customer = grammar.expand(f"say.{act.name}", scene, chance)
            scene.path.clear()
            clerk = tidy(grammar.expand(f"reply.{act.name}", scene, chance), language)
        except GrammarError:
            continue  # no alternative for this choice of facts and mood: draw another
        said = facts_said(clerk)
        if len(said) != len(set(said)) or set(said) != given or not customer.strip():
            continue
        return {
            "language": language,
            "act": act.name,
            "mood": mood,
            "facts": sorted(given),
            "customer": slip(customer.strip(), chance).lstrip(),
            "clerk": clerk,
            "template": "/".join([language, act.name, *scene.path]),
        }
    raise GrammarError(f"{language}: {act.name} gave no reply that says each fact once in {TRIES_MAX} tries")


# How often an act is drawn: those about orders vary most, so they are learnt from more examples.
_WEIGHTS = {"order_moving": 4, "order_delayed": 3, "order_in_trouble": 3, "order_delivered": 3, "product_in_stock": 2}


def generate(folder: Path, count: int, seed: int):
    """`count` dialogues, four of five in Chinese."""
    chance = random.Random(seed)
    acts = load_acts(folder / "acts.txt")
    grammars = {name: Grammar.load(folder / f"{name}.txt") for name in ("zh", "en")}
    spoken = {
        name: [act for act in acts.values() if f"reply.{act.name}" in grammar.rules]
        for name, grammar in grammars.items()
    }
    weights = {name: [_WEIGHTS.get(act.name, 1) for act in spoken[name]] for name in spoken}
    for _ in range(count):
        language = "zh" if chance.random() < 0.8 else "en"
        act = chance.choices(spoken[language], weights[language])[0]
        yield dialogue(language, act, grammars[language], chance)


def histogram(dialogues: list[dict], key: str) -> dict[str, int]:
    return dict(Counter(dialogue[key] for dialogue in dialogues).most_common())
