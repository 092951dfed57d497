"""Writes a trained model as GGUF, F16 and Q8_0, which llama.cpp runs.

    python -m realiser.export --run RUN --out FOLDER [--name xiaoer-realiser]

The gguf package writes the file itself: llama.cpp's convert script knows only the tokenizers of published models.
"""

import argparse
import hashlib
import json
from pathlib import Path

import gguf
import numpy
from safetensors.numpy import load_file

TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)

# Names in Transformers and in GGUF, without the layer's number.
_TENSORS = {
    "input_layernorm.weight": "attn_norm.weight",
    "self_attn.q_proj.weight": "attn_q.weight",
    "self_attn.q_proj.bias": "attn_q.bias",
    "self_attn.k_proj.weight": "attn_k.weight",
    "self_attn.k_proj.bias": "attn_k.bias",
    "self_attn.v_proj.weight": "attn_v.weight",
    "self_attn.v_proj.bias": "attn_v.bias",
    "self_attn.o_proj.weight": "attn_output.weight",
    "post_attention_layernorm.weight": "ffn_norm.weight",
    "mlp.gate_proj.weight": "ffn_gate.weight",
    "mlp.up_proj.weight": "ffn_up.weight",
    "mlp.down_proj.weight": "ffn_down.weight",
}
_TYPES = {
    "F32": gguf.GGMLQuantizationType.F32,
    "F16": gguf.GGMLQuantizationType.F16,
    "Q8_0": gguf.GGMLQuantizationType.Q8_0,
    "Q4_0": gguf.GGMLQuantizationType.Q4_0,
}


def gguf_name(name: str) -> str:
    """The name llama.cpp looks for; a KeyError is a tensor that a Qwen2 does not have."""
    plain = {
        "model.embed_tokens.weight": "token_embd.weight",
        "model.norm.weight": "output_norm.weight",
        "lm_head.weight": "output.weight",
    }
    if name in plain:
        return plain[name]
    _, _, layer, rest = name.split(".", 3)
    return f"blk.{layer}.{_TENSORS[rest]}"


def export(folder: Path, tokenizer_file: Path, out: Path, precision: str, name: str) -> None:
    """`folder` holds config.json and model.safetensors as Transformers saves them."""
    config = json.loads((folder / "config.json").read_text())
    writer = gguf.GGUFWriter(str(out), "qwen2")
    writer.add_name(name)
    writer.add_license("MIT")
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(config["num_attention_heads"])
    writer.add_head_count_kv(config["num_key_value_heads"])
    writer.add_rope_freq_base(config["rope_theta"])
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    writer.add_file_type({"F32": 0, "F16": 1, "Q4_0": 2, "Q8_0": 7}[precision])
    _add_tokenizer(writer, json.loads(tokenizer_file.read_text(encoding="utf-8")), config)
    for tensor_name, tensor in sorted(load_file(folder / "model.safetensors").items()):
        _add_tensor(writer, gguf_name(tensor_name), tensor.astype(numpy.float32), _TYPES[precision])
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _add_tensor(writer, name: str, tensor, kind) -> None:
    """Norms and biases stay F32, as llama.cpp wants them."""
    if tensor.ndim == 1:
        kind = _TYPES["F32"]
    data = gguf.quants.quantize(tensor, kind)
    writer.add_tensor(name, data, raw_dtype=kind)


def _add_tokenizer(writer, tokenizer: dict, config: dict) -> None:
    special = {token["content"]: token["id"] for token in tokenizer["added_tokens"]}
    pieces = sorted({**tokenizer["model"]["vocab"], **special}.items(), key=lambda pair: pair[1])
    assert [number for _, number in pieces] == list(range(config["vocab_size"])), "the vocabulary has a gap"
    # Facts are ordinary text in an answer, so they are user-defined: control tokens would print as nothing.
    def kind(piece: str) -> int:
        if piece not in special:
            return gguf.TokenType.NORMAL
        return gguf.TokenType.CONTROL if piece.startswith("<|") else gguf.TokenType.USER_DEFINED

    merges = [pair if isinstance(pair, str) else " ".join(pair) for pair in tokenizer["model"]["merges"]]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list([piece for piece, _ in pieces])
    writer.add_token_types([int(kind(piece)) for piece, _ in pieces])
    writer.add_token_merges(merges)
    writer.add_bos_token_id(config["bos_token_id"])
    writer.add_eos_token_id(config["eos_token_id"])
    writer.add_add_bos_token(False)
    writer.add_chat_template(TEMPLATE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--name", default="xiaoer-realiser")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for precision in ("F16", "Q8_0"):
        file = arguments.out / f"{arguments.name}-{precision.lower()}.gguf"
        export(arguments.run / "safetensors", arguments.run / "tokenizer.json", file, precision, arguments.name)
        sum_ = hashlib.sha256(file.read_bytes()).hexdigest()
        file.with_suffix(".gguf.sha256").write_text(f"{sum_}  {file.name}\n")
        print(f"{file}: {file.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
