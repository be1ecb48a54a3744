#!/usr/bin/env python3
"""Scores of questions with passages, and vectors of first tokens, as transformers computes them: writes
encoders/bert-pair/, a small random model, and pair-encoders.json with its answers and those of two public models.

    python3 -m pip install torch transformers==5.24.0 tokenizers==0.23.3
    ../../scripts/fetch-models && python3 pair_encoders.py
"""

import json
import pathlib

import torch
import transformers
from tokenizers import Tokenizer, processors
from transformers import AutoModel, AutoModelForSequenceClassification, AutoTokenizer, PreTrainedTokenizerFast

from encoders import BERT, FOLDER, SIZES, word_piece

HERE = pathlib.Path(__file__).parent
MODELS = HERE.parent.parent / "models"
SMALL = {
    "question": "the cat",
    "passages": ["the cat sat on the mat", "a dog", "", "a dog in it and " * 30, "the cat and the dog"],
}
PUBLISHED = {
    "question": "Can I return shoes that I have worn?",
    "passages": [
        "Shoes can be returned within 30 days if they were only tried on indoors.",
        "We deliver on Saturdays for an extra charge of 3.95 €.",
        "Worn items are exempt from exchange.",
        "Clean leather with a soft brush. " * 120,
        "",
    ],
}
SENTENCES = ["Can I return shoes that I have worn?", "Worn items are exempt from exchange.", "refund " * 40]


def small():
    """BERT with pooler and classifier, larger weights than a new model's so that scores differ."""
    tokenizer = word_piece(BERT)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    torch.manual_seed(14)
    model = transformers.BertForSequenceClassification(transformers.BertConfig(
        vocab_size=tokenizer.get_vocab_size(), max_position_embeddings=24, num_labels=1, **SIZES))
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.3)
    folder = FOLDER / "bert-pair"
    model.save_pretrained(folder)
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, model_max_length=24, **{
            name + "_token": token for name, token in zip(["pad", "unk", "cls", "sep", "mask"], BERT)}
    ).save_pretrained(folder)
    (folder / "model.safetensors").chmod(0o644)
    return folder


@torch.no_grad()
def scores(folder, question, passages, longest):
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(longest, strategy="only_second")
    model = AutoModelForSequenceClassification.from_pretrained(folder).eval()
    rows = []
    for passage in passages:
        pair = tokenizer.encode(question, passage)
        logits = model(input_ids=torch.tensor([pair.ids]), token_type_ids=torch.tensor([pair.type_ids])).logits
        rows.append({"ids": pair.ids, "kinds": pair.type_ids, "score": round(logits.item(), 5)})
    return {"question": question, "passages": passages, "rows": rows}


@torch.no_grad()
def vectors(folder):
    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()
    rows = []
    for text in SENTENCES:
        inputs = tokenizer(text, return_tensors="pt")
        vector = torch.nn.functional.normalize(model(**inputs).last_hidden_state[0, 0], dim=0)
        rows.append({"text": text, "vector": [round(x, 7) for x in vector[:24].tolist()]})
    return rows


def main():
    answers = {
        "small": scores(small(), SMALL["question"], SMALL["passages"], 24),
        "ms-marco-MiniLM-L-12-v2": scores(
            MODELS / "ms-marco-MiniLM-L-12-v2", PUBLISHED["question"], PUBLISHED["passages"], 512),
        "bge-small-en-v1.5": vectors(MODELS / "bge-small-en-v1.5"),
    }
    (HERE / "pair-encoders.json").write_text(json.dumps(answers) + "\n")


if __name__ == "__main__":
    main()
