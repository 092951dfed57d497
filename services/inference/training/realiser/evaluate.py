"""Judges a trained model on templates it was never trained on.

    python -m realiser.evaluate --data DATA --run RUN [--count 300]

Prints held-out perplexity, BLEU (sacreBLEU, zh tokens) and ROUGE-L against up to eight replies that the grammar gives
for the same situation, and how many replies a caller would accept: each given fact exactly once, no other, no number.
"""

import argparse
import collections
import json
import math
import random
import re
from pathlib import Path

import torch
from rouge_score.rouge_scorer import RougeScorer
from sacrebleu.metrics import BLEU
from tokenizers import Tokenizer
from transformers import Qwen2ForCausalLM

from .batches import dialogue_row
from .corpus import facts_said
from .grammar import Grammar, GrammarError, Scene
from .prompt import prompt
from .train import HERE, mean_loss, read

REPLY_TOKENS_MAX = 160
REFERENCES = 8


def acceptable(text: str, facts: list[str]) -> bool:
    """The rule of Sources/SurfaceRealisation: each fact once, none other, no digit outside of them."""
    said = facts_said(text)
    return sorted(said) == sorted(facts) and not re.search(r"[0-9０-９{}]", re.sub(r"\{[a-z_]+\}", "", text))


@torch.no_grad()
def write(model, tokenizer, dialogue: dict) -> str:
    """Greedy, so that the same situation always gets the same words."""
    before = tokenizer.encode(prompt(dialogue)).ids
    out = model.generate(
        torch.tensor([before]),
        attention_mask=torch.ones(1, len(before), dtype=torch.long),
        pad_token_id=0,
        max_new_tokens=REPLY_TOKENS_MAX,
        do_sample=False,
    )
    ids = [token for token in out[0, len(before) :].tolist() if token != model.config.eos_token_id]
    return tokenizer.decode(ids, skip_special_tokens=False)


def references(dialogue: dict, grammar: Grammar) -> list[str]:
    """What the grammar says there, from any template; the held-out reply itself comes first."""
    found, chance = [dialogue["clerk"]], random.Random(dialogue["clerk"])
    for _ in range(200):
        if len(found) == REFERENCES:
            break
        try:
            text = grammar.expand(f"reply.{dialogue['act']}", Scene(frozenset(dialogue["facts"]), dialogue["mood"]), chance)
        except GrammarError:
            continue
        if sorted(facts_said(text)) == dialogue["facts"] and text not in found:
            found.append(text)
    return found


class Characters:
    """Each character is a token, as `xiaoer evaluate text` counts Chinese."""

    def tokenize(self, text: str) -> list[str]:
        return list(text)


class ActReader:
    """Which act a reply says: that of the training reply it is most like, by pairs of characters, among those with the
    same facts and language. A reply about "sold out" where "no such variant" was asked for is found here and nowhere
    else, since both name the same facts."""

    PER_ACT_MAX = 60

    def __init__(self, dialogues: list[dict]):
        self.known: dict[tuple, dict[str, list[set[str]]]] = {}
        for dialogue in dialogues:
            acts = self.known.setdefault(self._key(dialogue), {})
            replies = acts.setdefault(dialogue["act"], [])
            if len(replies) < self.PER_ACT_MAX:
                replies.append(self._pairs(dialogue["clerk"]))

    def act(self, text: str, dialogue: dict) -> str:
        pairs = self._pairs(text)
        scores = {
            act: max(len(pairs & other) / max(1, len(pairs | other)) for other in replies)
            for act, replies in self.known.get(self._key(dialogue), {}).items()
        }
        return max(scores, key=scores.get, default="")

    @staticmethod
    def _key(dialogue: dict) -> tuple:
        return dialogue["language"], tuple(dialogue["facts"])

    @staticmethod
    def _pairs(text: str) -> set[str]:
        return {text[start : start + 2] for start in range(len(text) - 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    tokenizer = Tokenizer.from_file(str(arguments.run / "tokenizer.json"))
    model = Qwen2ForCausalLM.from_pretrained(arguments.run / "safetensors").eval()
    held_out = read(arguments.data / "held-out.jsonl")
    random.Random(1).shuffle(held_out)
    held_out = held_out[: arguments.count]

    loss = mean_loss(model, [dialogue_row(dialogue, tokenizer) for dialogue in held_out], 0)
    grammars = {name: Grammar.load(HERE / "grammar" / f"{name}.txt") for name in ("zh", "en")}
    hypotheses = [write(model, tokenizer, dialogue) for dialogue in held_out]
    wanted = [references(dialogue, grammars[dialogue["language"]]) for dialogue in held_out]
    padded = [texts + [texts[0]] * (REFERENCES - len(texts)) for texts in wanted]
    bleu = BLEU(tokenize="zh")
    scorer = RougeScorer(["rougeL"], tokenizer=Characters())

    def rouge(text: str, reference: str) -> float:
        return scorer.score(reference, text)["rougeL"].fmeasure

    single = bleu.corpus_score(hypotheses, [[texts[0] for texts in wanted]]).score
    several = bleu.corpus_score(hypotheses, [list(column) for column in zip(*padded)]).score
    accepted = [acceptable(text, dialogue["facts"]) for text, dialogue in zip(hypotheses, held_out)]
    train = read(arguments.data / "train.jsonl")
    unseen, reader = {dialogue["clerk"] for dialogue in train}, ActReader(train)
    right = [reader.act(text, dialogue) == dialogue["act"] for dialogue, text in zip(held_out, hypotheses)]
    wrong = [entry for entry in zip(held_out, hypotheses, accepted, right) if not (entry[2] and entry[3])]
    for dialogue, text, good, same in wrong + list(zip(held_out, hypotheses, accepted, right))[: arguments.show]:
        print(f"{'ok ' if good and same else 'BAD'} {dialogue['act']} {dialogue['mood']} | {dialogue['customer']} | {text}")
    judged = zip(held_out, accepted, right)
    by_act = collections.Counter((dialogue["act"], good and same) for dialogue, good, same in judged)
    result = {
        "dialogues": len(held_out),
        "perplexity": round(math.exp(loss), 3),
        "bleu_one_reference": round(single, 1),
        "bleu_eight_references": round(several, 1),
        "rouge_l_one_reference": round(
            sum(rouge(text, texts[0]) for text, texts in zip(hypotheses, wanted)) / len(wanted), 3
        ),
        "rouge_l_best_of_eight": round(
            sum(max(rouge(text, one) for one in texts) for text, texts in zip(hypotheses, wanted)) / len(wanted), 3
        ),
        "accepted": round(sum(accepted) / len(accepted), 4),
        "says_the_act": round(sum(right) / len(right), 4),
        "never_in_training": round(sum(text not in unseen for text in hypotheses) / len(hypotheses), 3),
        "right_by_act": {
            act: f"{by_act[act, True]} of {by_act[act, True] + by_act[act, False]}"
            for act in sorted({dialogue["act"] for dialogue in held_out})
        },
    }
    print(json.dumps(result, indent=2))
    (arguments.run / "evaluation.json").write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
