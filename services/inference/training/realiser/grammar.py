"""A grammar of conversations: rules with alternatives, expanded by chance under conditions.

The notation is told at the head of grammar/zh.txt. A rule's alternative is chosen evenly among those whose conditions
hold, so the same seed always makes the same text.
"""

import random
import re
from dataclasses import dataclass, field
from pathlib import Path

MOODS = ("calm", "upset", "pleased")
DEPTH_MAX = 12

# Rules that open and close a reply and say nothing: two replies that differ in these alone are one template.
POLITE = {"open", "bad_open", "look", "sorry", "close"}

_CONDITION = re.compile(r"^([+\-@#!=])([a-z_]+) ")
_PIECE = re.compile(r"<([a-z_.]+)>|\[([^\[\]]*)\]")
_REFERENCE = re.compile(r"<([a-z_.]+)>")


class GrammarError(ValueError):
    """A grammar that cannot be used; the message names the rule or line."""


@dataclass(frozen=True)
class Alternative:
    conditions: tuple[tuple[str, str], ...]
    sets: tuple[str, ...]
    text: str


@dataclass
class Scene:
    """What an expansion may depend on: the facts given, the mood, and what the customer's words carry."""

    facts: frozenset[str]
    mood: str
    tags: set[str] = field(default_factory=set)
    # Every choice that was made outside of openings and closings: what tells one template from another.
    path: list[str] = field(default_factory=list)

    def allows(self, alternative: Alternative) -> bool:
        tests = {
            "+": lambda name: name in self.facts,
            "-": lambda name: name not in self.facts,
            "@": lambda name: name == self.mood,
            "#": lambda name: name in self.tags,
            "!": lambda name: name not in self.tags,
        }
        return all(tests[sign](name) for sign, name in alternative.conditions)


class Grammar:
    def __init__(self, text: str, name: str = "grammar"):
        self.rules: dict[str, list[Alternative]] = {}
        rule = None
        for number, line in enumerate(text.splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            if not line.startswith(" "):
                rule = line.strip().removesuffix(":")
                if rule in self.rules:
                    raise GrammarError(f"{name}:{number}: the rule {rule} is there twice")
                self.rules[rule] = []
            elif rule is None:
                raise GrammarError(f"{name}:{number}: an alternative stands before any rule")
            else:
                self.rules[rule].append(_alternative(line[4:]))
        self._check(name)

    @classmethod
    def load(cls, path: Path) -> "Grammar":
        return cls(path.read_text(encoding="utf-8"), path.name)

    def expand(self, rule: str, scene: Scene, chance: random.Random, depth: int = 0) -> str:
        """The words; `scene` is told of the tags that they carry and of the choices that were made."""
        if depth > DEPTH_MAX:
            raise GrammarError(f"the rule {rule} goes deeper than {DEPTH_MAX}")
        fitting = [choice for choice in self.rules[rule] if scene.allows(choice)]
        if not fitting:
            raise GrammarError(f"no alternative of {rule} fits {sorted(scene.facts)}, {scene.mood}, {sorted(scene.tags)}")
        chosen = chance.choice(fitting)
        scene.tags.update(chosen.sets)
        if rule not in POLITE:
            scene.path.append(chosen.text)

        def words(match: re.Match) -> str:
            if match[1]:
                return self.expand(match[1], scene, chance, depth + 1)
            picked = chance.choice(match[2].split("|"))
            if rule not in POLITE:
                scene.path.append(picked)
            return _REFERENCE.sub(lambda inner: self.expand(inner[1], scene, chance, depth + 1), picked)

        return _PIECE.sub(words, chosen.text)

    def _check(self, name: str) -> None:
        for rule, alternatives in self.rules.items():
            if not alternatives:
                raise GrammarError(f"{name}: the rule {rule} has no alternative")
            for alternative in alternatives:
                for reference in _REFERENCE.findall(alternative.text):
                    if reference not in self.rules:
                        raise GrammarError(f"{name}: {rule} names the rule {reference}, which is not there")


def _alternative(text: str) -> Alternative:
    conditions, sets = [], []
    while match := _CONDITION.match(text):
        (sets if match[1] == "=" else conditions).append(match[2] if match[1] == "=" else (match[1], match[2]))
        text = text[match.end() :]
    return Alternative(tuple(conditions), tuple(sets), "" if text == "empty" else text)


@dataclass(frozen=True)
class Act:
    """Something the clerk says: the facts it always holds, and those that may be missing."""

    name: str
    required: tuple[str, ...]
    optional: tuple[str, ...]


def load_acts(path: Path) -> dict[str, Act]:
    acts = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, _, facts = line.partition(":")
        names = facts.split()
        acts[name] = Act(
            name,
            tuple(fact for fact in names if not fact.startswith("?")),
            tuple(fact[1:] for fact in names if fact.startswith("?")),
        )
    return acts
