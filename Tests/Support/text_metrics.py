"""Scores of the packages sacrebleu and rouge-score for the tests to compare with, as JSON: HYPOTHESES REFERENCES [--each]."""
import json, re, sys
from rouge_score import rouge_scorer
from sacrebleu.metrics import BLEU, CHRF


class Tokens:
    """Runs of ASCII letters and digits, and each ideograph alone."""

    def tokenize(self, text):
        return re.findall(r"[a-z0-9]+|[\u3006\u3007\u3021-\u3029\u3038-\u303a\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]", text.lower())


def scores(hypotheses, references):
    rouge = [scorer.score(reference, hypothesis) for hypothesis, reference in zip(hypotheses, references)]
    result = {name: sum(each[name].fmeasure for each in rouge) / len(rouge) for name in names}
    for tokenizer in ["13a", "zh"]:
        result[tokenizer] = BLEU(tokenize=tokenizer).corpus_score(hypotheses, [references]).score
    return result | {"chrF": CHRF().corpus_score(hypotheses, [references]).score}


names = ["rouge1", "rouge2", "rougeL"]
scorer = rouge_scorer.RougeScorer(names, tokenizer=Tokens())
hypotheses, references = (open(path, encoding="utf-8").read().split("\n")[:-1] for path in sys.argv[1:3])
groups = [([one], [other]) for one, other in zip(hypotheses, references)] if "--each" in sys.argv else [(hypotheses, references)]
print(json.dumps([scores(*group) for group in groups]))
