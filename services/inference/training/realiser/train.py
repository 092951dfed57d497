"""Pre-trains and fine-tunes a small Qwen2 decoder. Killed, it goes on from its last checkpoint.

    python -m realiser.train --data DATA --out RUN [--pretrain-minutes 10] [--tune-minutes 40]
"""

import argparse
import json
import math
import os
import random
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import Qwen2Config, Qwen2ForCausalLM

from . import vocabulary
from .batches import batches, dialogue_row, plain_rows
from .prepare import HERE

ROW_TOKENS = 128
BATCH_TOKENS = 1024
CHECKPOINT_SECONDS = 60
NOTE_STEPS = 200
HELD_OUT_DIALOGUES = 150


def read(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def new_model(tokenizer, arguments) -> Qwen2ForCausalLM:
    return Qwen2ForCausalLM(
        Qwen2Config(
            vocab_size=tokenizer.get_vocab_size(),
            hidden_size=arguments.hidden,
            intermediate_size=arguments.hidden * 3,
            num_hidden_layers=arguments.layers,
            num_attention_heads=4,
            num_key_value_heads=2,
            max_position_embeddings=512,
            tie_word_embeddings=True,
            bos_token_id=tokenizer.token_to_id("<|endoftext|>"),
            eos_token_id=tokenizer.token_to_id("<|im_end|>"),
        )
    )


def adopt(model, tokenizer, earlier: Path) -> None:
    """Takes the weights of an earlier run of the same shape, so that new acts need no training from nothing. A token
    that run did not know begins as the mean of the tokens it was spelled with there."""
    known = Tokenizer.from_file(str(earlier / "tokenizer.json"))
    weights = torch.load(earlier / "checkpoint.pt", weights_only=True)["model"]
    before = weights["model.embed_tokens.weight"]
    after = model.get_input_embeddings().weight.detach().clone()
    vocabulary = known.get_vocab()
    for piece, number in tokenizer.get_vocab().items():
        ids = [vocabulary[piece]] if piece in vocabulary else known.encode(piece.strip("[]")).ids
        if ids:
            after[number] = before[ids].mean(0)
    model.load_state_dict(weights | {"model.embed_tokens.weight": after, "lm_head.weight": after})


class Run:
    """One training run in a folder: its model, optimiser, curve and clock, all in one checkpoint."""

    def __init__(self, model, folder: Path, arguments):
        self.model, self.folder, self.arguments = model, folder, arguments
        self.optimizer = torch.optim.AdamW(model.parameters(), lr=arguments.rate, betas=(0.9, 0.95), weight_decay=0.05)
        self.state = {"stage": "pretrain", "seconds": 0.0, "step": 0, "epoch": 0, "tokens": 0, "curve": []}
        self.checkpoint = folder / "checkpoint.pt"
        if self.checkpoint.exists():
            saved = torch.load(self.checkpoint, weights_only=True)
            model.load_state_dict(saved["model"])
            self.optimizer.load_state_dict(saved["optimizer"])
            self.state = saved["state"]
            print(f"resumed in {self.state['stage']} after {self.state['seconds']:.0f} s, step {self.state['step']}", flush=True)

    def save(self) -> None:
        """Whole or not at all: a kill while it is written leaves the one before."""
        saved = {"model": self.model.state_dict(), "optimizer": self.optimizer.state_dict(), "state": self.state}
        torch.save(saved, self.checkpoint.with_suffix(".new"))
        os.replace(self.checkpoint.with_suffix(".new"), self.checkpoint)
        (self.folder / "curve.json").write_text(json.dumps(self.state["curve"]))

    def stage(self, name: str, rows: list, held_out: list, minutes: float, padding: int) -> None:
        """Trains until the stage's minutes are used up; the learning rate warms up and falls along a cosine."""
        if self.state["stage"] != name:
            return
        saved_at = time.monotonic()
        while self.state["seconds"] < minutes * 60:
            chance = random.Random(f"{self.arguments.seed}/{name}/{self.state['epoch']}")
            for inputs, labels in batches(rows, BATCH_TOKENS, padding, chance):
                started = time.monotonic()
                loss = self.learn(inputs, labels, self.state["seconds"] / (minutes * 60))
                self.state["seconds"] += time.monotonic() - started
                self.state["step"] += 1
                self.state["tokens"] += sum(len(row) for row in inputs)
                if self.state["step"] % NOTE_STEPS == 0:
                    self.note(name, loss, held_out, padding)
                if time.monotonic() - saved_at > CHECKPOINT_SECONDS:
                    self.save()
                    saved_at = time.monotonic()
                if self.state["seconds"] >= minutes * 60:
                    break
            self.state["epoch"] += 1
        if self.state["seconds"]:
            self.note(name, loss, held_out, padding)
        self.state |= {"stage": {"pretrain": "tune", "tune": "done"}[name], "seconds": 0.0, "epoch": 0}
        self.save()

    def learn(self, inputs, labels, progress: float) -> float:
        warm = min(1.0, (self.state["step"] + 1) / 50)
        for group in self.optimizer.param_groups:
            group["lr"] = self.arguments.rate * warm * (0.05 + 0.95 * (1 + math.cos(math.pi * min(1.0, progress))) / 2)
        self.model.train()
        loss = self.model(input_ids=torch.tensor(inputs), labels=torch.tensor(labels)).loss
        self.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        return loss.item()

    def note(self, name: str, loss: float, held_out: list, padding: int) -> None:
        unseen = mean_loss(self.model, held_out, padding)
        point = {"stage": name, "step": self.state["step"], "tokens": self.state["tokens"], "train": loss, "held_out": unseen}
        self.state["curve"].append(point)
        print(f"{name} step {point['step']} tokens {point['tokens']:,} loss {loss:.3f} held out {unseen:.3f}", flush=True)


@torch.no_grad()
def mean_loss(model, rows: list, padding: int) -> float:
    """Nats a predicted token."""
    model.eval()
    total, count = 0.0, 0
    for inputs, labels in batches(rows, 4 * BATCH_TOKENS, padding, random.Random(0)):
        targets = torch.tensor(labels)
        predicted = int((targets[:, 1:] != -100).sum())
        total += model(input_ids=torch.tensor(inputs), labels=targets).loss.item() * predicted
        count += predicted
    return total / count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--earlier", type=Path, help="a run whose weights to begin with")
    parser.add_argument("--vocabulary", type=int, default=5000)
    parser.add_argument("--hidden", type=int, default=192)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--pretrain-minutes", type=float, default=5)
    parser.add_argument("--tune-minutes", type=float, default=40)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=6)
    arguments = parser.parse_args()

    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    arguments.out.mkdir(parents=True, exist_ok=True)
    train, held_out = read(arguments.data / "train.jsonl"), read(arguments.data / "held-out.jsonl")
    random.Random(arguments.seed).shuffle(held_out)
    held_out = held_out[:HELD_OUT_DIALOGUES]

    tokenizer_file = arguments.out / "tokenizer.json"
    if not tokenizer_file.exists():
        texts = [text for dialogue in train for text in (dialogue["customer"], dialogue["clerk"])]
        vocabulary.train(texts, HERE / "grammar" / "acts.txt", arguments.vocabulary).save(str(tokenizer_file))
    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    padding = tokenizer.token_to_id("<|endoftext|>")

    model = new_model(tokenizer, arguments)
    if arguments.earlier and not (arguments.out / "checkpoint.pt").exists():
        adopt(model, tokenizer, arguments.earlier)
    print(f"{model.num_parameters():,} parameters, {tokenizer.get_vocab_size()} tokens", flush=True)
    run = Run(model, arguments.out, arguments)
    plain = plain_rows(train, tokenizer, ROW_TOKENS)
    run.stage("pretrain", plain, plain_rows(held_out, tokenizer, ROW_TOKENS), arguments.pretrain_minutes, padding)
    rows = [dialogue_row(dialogue, tokenizer) for dialogue in train]
    unseen = [dialogue_row(dialogue, tokenizer) for dialogue in held_out]
    run.stage("tune", rows, unseen, arguments.tune_minutes, padding)
    model.save_pretrained(arguments.out / "safetensors")


if __name__ == "__main__":
    main()
