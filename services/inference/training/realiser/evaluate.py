"""Judges a trained model on templates it was never trained on.

    python -m realiser.evaluate --data DATA --run RUN [--count 300]

Prints held-out perplexity, BLEU (sacreBLEU, zh tokens) and ROUGE-L against up to eight replies that the grammar gives
for the same situation, and how many replies a caller would accept: each given fact exactly once, no other, no number.
"""

import argparse
import json
import math
import random
import re
from pathlib import Path

import torch
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
    out = model.generate(torch.tensor([before]), max_new_tokens=REPLY_TOKENS_MAX, do_sample=False)
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


def rouge_l(hypothesis: str, reference: str) -> float:
    """F1 of the longest common subsequence of characters."""
    row = [0] * (len(reference) + 1)
    for left in hypothesis:
        previous = 0
        for index, right in enumerate(reference, 1):
            previous, row[index] = row[index], previous + 1 if left == right else max(row[index], row[index - 1])
    return 2 * row[-1] / (len(hypothesis) + len(reference)) if hypothesis or reference else 1.0


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
    single = bleu.corpus_score(hypotheses, [[texts[0] for texts in wanted]]).score
    several = bleu.corpus_score(hypotheses, [list(column) for column in zip(*padded)]).score
    accepted = [acceptable(text, dialogue["facts"]) for text, dialogue in zip(hypotheses, held_out)]
    unseen = {dialogue["clerk"] for dialogue in read(arguments.data / "train.jsonl")}
    for dialogue, text, good in list(zip(held_out, hypotheses, accepted))[: arguments.show]:
        print(f"{'ok ' if good else 'BAD'} {dialogue['act']} {dialogue['mood']} | {dialogue['customer']} | {text}")
    result = {
        "dialogues": len(held_out),
        "perplexity": round(math.exp(loss), 3),
        "bleu_one_reference": round(single, 1),
        "bleu_eight_references": round(several, 1),
        "rouge_l_one_reference": round(sum(map(rouge_l, hypotheses, (texts[0] for texts in wanted))) / len(wanted), 3),
        "rouge_l_best_of_eight": round(
            sum(max(rouge_l(text, one) for one in texts) for text, texts in zip(hypotheses, wanted)) / len(wanted), 3
        ),
        "accepted": round(sum(accepted) / len(accepted), 4),
        "never_in_training": round(sum(text not in unseen for text in hypotheses) / len(hypotheses), 3),
    }
    print(json.dumps(result, indent=2))
    (arguments.run / "evaluation.json").write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
