"""How a situation and a reply are laid out for the model. Sources/SurfaceRealisation builds the same prompt in Swift."""

START, END = "<|im_start|>", "<|im_end|>"


def prompt(dialogue: dict) -> str:
    facts = "".join("{" + fact + "}" for fact in sorted(dialogue["facts"]))
    return (
        f"{START}system\n[{dialogue['language']}][{dialogue['act']}][{dialogue['mood']}]{facts}{END}\n"
        f"{START}user\n{dialogue['customer']}{END}\n{START}assistant\n"
    )


def reply(dialogue: dict) -> str:
    return dialogue["clerk"] + END
