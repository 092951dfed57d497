"""Trains the byte-level BPE vocabulary.

A BPE trained on templates alone swallows whole sentences and leaves ordinary Chinese at less than a character a token.
So the length of a token is capped, and the common characters (level one of GB 2312), one a line, are in its text.
"""

from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

from .corpus import load_acts
from .grammar import MOODS
from .prompt import END, START

TOKEN_CHARACTERS_MAX = 3
# The pattern of Qwen2, so that llama.cpp's pre-tokenizer "qwen2" splits the same way.
QWEN2 = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def common_characters() -> list[str]:
    """The 3,755 characters of GB 2312's first level, from the codec's own table."""
    found = []
    for row in range(0xB0, 0xD8):
        for cell in range(0xA1, 0xFF):
            try:
                found.append(bytes((row, cell)).decode("gb2312"))
            except UnicodeDecodeError:
                pass  # the level's last row has five empty cells
    return found


def special_tokens(acts_file: Path) -> list[str]:
    """Each fact is one token, so that the model copies it whole or not at all; so are each act, mood and language, since
    acts spelled in pieces of words that they share ("product_", "without_") were taken for each other."""
    acts = load_acts(acts_file)
    facts = sorted({fact for act in acts.values() for fact in (*act.required, *act.optional)})
    marks = ["[" + mark + "]" for mark in ("zh", "en", *MOODS, *sorted(acts))]
    return ["<|endoftext|>", START, END, *marks, *("{" + fact + "}" for fact in facts)]


def train(texts: list[str], acts_file: Path, size: int) -> Tokenizer:
    special = special_tokens(acts_file)
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(QWEN2), behavior="isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
    ])
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=special,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        # In bytes, of which a Chinese character has three.
        max_token_length=3 * TOKEN_CHARACTERS_MAX,
        show_progress=False,
    )
    # Each character three times: enough to be merged, and nothing beside the replies.
    tokenizer.train_from_iterator(texts + common_characters() * 3, trainer)
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in special])
    return tokenizer
