"""Tests of the parts that need no torch: `python3 -m unittest` in the recipe's folder."""

import random
import unittest
from pathlib import Path

from realiser.corpus import facts_said, generate
from realiser.grammar import Grammar, GrammarError, Scene
from realiser.prepare import clean, held_out, mask, prepared, split, without_duplicates
from realiser.prompt import prompt, reply

GRAMMAR = Path(__file__).resolve().parent.parent / "grammar"


def expand(text: str, rule: str = "a", **scene) -> set[str]:
    """Everything that 200 draws give."""
    grammar = Grammar(text)
    known = {"facts": frozenset(scene.get("facts", ())), "mood": scene.get("mood", "calm")}
    return {grammar.expand(rule, Scene(**known, tags=set(scene.get("tags", ()))), random.Random(n)) for n in range(200)}


class GrammarTest(unittest.TestCase):
    def test_choices_and_references_are_all_reached(self):
        self.assertEqual(expand("a:\n    [x|y|]<b>\nb:\n    1\n    empty\n"), {"x1", "y1", "1", "x", "y", ""})

    def test_a_condition_keeps_an_alternative_out(self):
        text = "a:\n    +eta with\n    -eta without\n"
        self.assertEqual(expand(text, facts=["eta"]), {"with"})
        self.assertEqual(expand(text), {"without"})
        self.assertEqual(expand("a:\n    @upset sorry\n    @calm well\n"), {"well"})

    def test_what_a_customer_said_is_answered(self):
        text = "a:\n    <say>|<b>\nsay:\n    =when soon?\nb:\n    #when soon\n    !when later\n"
        self.assertEqual(expand(text), {"soon?|soon"})

    def test_a_rule_that_is_missing_twice_there_or_endless_is_refused(self):
        for text in ("a:\n    <b>\n", "a:\n    x\na:\n    y\n", "a:\n", "    x\n"):
            with self.assertRaises(GrammarError):
                Grammar(text)
        with self.assertRaises(GrammarError):
            expand("a:\n    <a>\n")

    def test_the_same_seed_makes_the_same_corpus(self):
        self.assertEqual(list(generate(GRAMMAR, 200, 3)), list(generate(GRAMMAR, 200, 3)))

    def test_each_reply_names_each_given_fact_once_and_holds_no_number(self):
        dialogues = list(generate(GRAMMAR, 5_000, 1))
        for dialogue in dialogues:
            self.assertEqual(sorted(facts_said(dialogue["clerk"])), dialogue["facts"])
            self.assertEqual(mask(dialogue["clerk"]), dialogue["clerk"])
        self.assertGreater(len({dialogue["template"] for dialogue in dialogues}), 2_000)


class PreparationTest(unittest.TestCase):
    def test_personal_data_and_numbers_are_masked(self):
        cases = {
            "我电话13812345678": "我电话<phone>",
            "身份证110101199003078515": "身份证<id>",
            "卡号 6222021234567890123": "卡号 <card>",
            "写信到 a.b@example.com 吧": "写信到 <mail> 吧",
            "订单XE-2026-0001到哪了": "订单#到哪了",
            "iPhone 15 多少钱": "iPhone # 多少钱",
            "三天了": "三天了",
        }
        for text, masked in cases.items():
            self.assertEqual(mask(text), masked)

    def test_control_characters_and_blanks_are_cleaned(self):
        self.assertEqual(clean(" a\x00b \t\n c "), "ab c")

    def test_a_value_in_the_reply_makes_a_dialogue_useless(self):
        self.assertIsNone(prepared({"customer": "到哪了", "clerk": "明天3点到"}))
        self.assertIsNone(prepared({"customer": "到哪了", "clerk": "预计{estimate}到", "facts": []}))
        self.assertEqual(prepared({"customer": "到哪了", "clerk": "预计{estimate}到"})["facts"], ["estimate"])

    def test_repeats_are_dropped(self):
        one = prepared({"customer": "在吗", "clerk": "在的"})
        self.assertEqual(len(list(without_duplicates([one, dict(one), {**one, "mood": "upset"}]))), 2)

    def test_no_template_and_no_reply_is_in_both_parts(self):
        dialogues = [ready for dialogue in generate(GRAMMAR, 3_000, 2) if (ready := prepared(dialogue))]
        # The same words under a template that falls on the other side.
        trained = next(dialogue for dialogue in dialogues if not held_out(dialogue["template"]))
        leak = {**trained, "template": next(f"t{n}" for n in range(1_000) if held_out(f"t{n}"))}
        train, kept, leaks = split(dialogues + [leak])
        self.assertFalse({d["template"] for d in train} & {d["template"] for d in kept})
        self.assertFalse({d["clerk"] for d in train} & {d["clerk"] for d in kept})
        self.assertGreaterEqual(leaks, 1)
        self.assertGreater(len(kept), 20)


class PromptTest(unittest.TestCase):
    def test_the_prompt_is_the_one_that_swift_builds(self):
        dialogue = {
            "language": "zh", "act": "product_price", "mood": "calm", "facts": ["product", "lowest_price"],
            "customer": "保温杯#多少钱", "clerk": "{product}现在{lowest_price}。",
        }
        self.assertEqual(
            prompt(dialogue),
            "<|im_start|>system\n[zh][product_price][calm]{lowest_price}{product}<|im_end|>\n"
            "<|im_start|>user\n保温杯#多少钱<|im_end|>\n<|im_start|>assistant\n",
        )
        self.assertTrue(reply(dialogue).endswith("。<|im_end|>"))


if __name__ == "__main__":
    unittest.main()
