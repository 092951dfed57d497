"""Fine-tunes a checkpoint folder (Qwen2, Qwen2.5, Qwen3) with LoRA on the same dialogues.

    python -m realiser.lora --checkpoint FOLDER --data DATA --out MERGED [--steps 200]
    python -m realiser.lora --tiny --run RUN --data DATA --out MERGED      a tiny random Qwen2 instead, to see it work

The adapter is merged into the weights, so that the result is a checkpoint like the first.
"""

import argparse
import random
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer, PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM

from .batches import IGNORED, batches
from .prompt import prompt, reply
from .train import mean_loss, read

BATCH_TOKENS = 1024
# Where adapters sit: every linear layer of a decoder's block.
TARGETS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def row(dialogue: dict, tokenizer) -> tuple[list[int], list[int]]:
    """As batches.dialogue_row, with a checkpoint's own tokenizer, to which a placeholder is several tokens."""
    before = tokenizer(prompt(dialogue), add_special_tokens=False)["input_ids"]
    after = tokenizer(reply(dialogue), add_special_tokens=False)["input_ids"]
    return before + after, [IGNORED] * len(before) + after


def tiny(run: Path):
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(run / "tokenizer.json"), pad_token="<|endoftext|>")
    config = Qwen2Config(
        vocab_size=len(tokenizer),
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=512,
        tie_word_embeddings=True,
    )
    return Qwen2ForCausalLM(config), tokenizer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--checkpoint", type=Path)
    source.add_argument("--tiny", action="store_true")
    parser.add_argument("--run", type=Path, help="of realiser.train, whose vocabulary the tiny model gets")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rank", type=int, default=8)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=6)
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)

    if arguments.tiny:
        if not arguments.run:
            parser.error("--tiny needs --run, the folder of a training run with its tokenizer.json")
        base, tokenizer = tiny(arguments.run)
    else:
        base = AutoModelForCausalLM.from_pretrained(arguments.checkpoint, dtype=torch.float32)
        tokenizer = AutoTokenizer.from_pretrained(arguments.checkpoint)
    model = get_peft_model(base, LoraConfig(r=arguments.rank, lora_alpha=2 * arguments.rank, target_modules=TARGETS))
    model.print_trainable_parameters()

    chance = random.Random(arguments.seed)
    dialogues = read(arguments.data / "train.jsonl")
    rows = [row(dialogue, tokenizer) for dialogue in chance.sample(dialogues, min(len(dialogues), 20 * arguments.steps))]
    held_out = [row(dialogue, tokenizer) for dialogue in read(arguments.data / "held-out.jsonl")[:100]]
    padding = tokenizer.pad_token_id
    print(f"held-out loss before {mean_loss(model, held_out, padding):.3f}")
    optimizer = torch.optim.AdamW((p for p in model.parameters() if p.requires_grad), lr=arguments.rate)
    step = 0
    while step < arguments.steps:
        for inputs, labels in batches(rows, BATCH_TOKENS, padding, chance):
            model.train()
            loss = model(input_ids=torch.tensor(inputs), labels=torch.tensor(labels)).loss
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
            if step % 50 == 0:
                print(f"step {step} loss {loss.item():.3f}", flush=True)
            if step == arguments.steps:
                break
    print(f"held-out loss after {mean_loss(model, held_out, padding):.3f}")
    merged = model.merge_and_unload()
    merged.save_pretrained(arguments.out)
    tokenizer.save_pretrained(arguments.out)


if __name__ == "__main__":
    main()
