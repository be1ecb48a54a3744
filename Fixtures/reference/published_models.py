#!/usr/bin/env python3
"""Reference answers of two public models for the tests of the engine's transformers: writes published-models.json.

Vectors of all-MiniLM-L6-v2 are computed with PyTorch from the model's own files, texts of SmolLM2-135M-Instruct by
llama.cpp.

    python3 -m pip install torch tokenizers safetensors xllamacpp==2026.10.11549
    ../../scripts/fetch-models && python3 published_models.py
"""

import json
import pathlib

import torch
import torch.nn.functional as F
import xllamacpp
from safetensors.torch import load_file
from tokenizers import Tokenizer

HERE = pathlib.Path(__file__).parent
MODELS = HERE.parent.parent / "models"
SENTENCES = [
    "The parcel has not arrived yet.",
    "My delivery is late.",
    "A red tartan skirt with pleats",
    "Naïve café – 3 × 4 = 12, isn't it? 日本語 🙂",
    "unbelievably long sentence " * 12,
]
PROMPTS = ["Water boils at a temperature of", "My favourite colour is", "Once there was a small village where"]


def sentence_vector(weights, ids):
    """Mean of the last layer's tokens, of length 1."""
    x = weights["embeddings.word_embeddings.weight"][ids]
    x = x + weights["embeddings.position_embeddings.weight"][: len(ids)]
    x = x + weights["embeddings.token_type_embeddings.weight"][0]

    def norm(x, name):
        return F.layer_norm(x, x.shape[-1:], weights[name + ".weight"], weights[name + ".bias"], 1e-12)

    def linear(x, name):
        return F.linear(x, weights[name + ".weight"], weights[name + ".bias"])

    x = norm(x, "embeddings.LayerNorm")
    for layer in range(6):
        name = f"encoder.layer.{layer}."
        heads = [
            linear(x, name + f"attention.self.{part}").view(len(ids), 12, 32).transpose(0, 1)
            for part in ("query", "key", "value")
        ]
        mixed = F.scaled_dot_product_attention(*heads).transpose(0, 1).reshape(len(ids), 384)
        x = norm(x + linear(mixed, name + "attention.output.dense"), name + "attention.output.LayerNorm")
        hidden = F.gelu(linear(x, name + "intermediate.dense"))
        x = norm(x + linear(hidden, name + "output.dense"), name + "output.LayerNorm")
    return F.normalize(x.mean(0), dim=0)


def sentences():
    folder = MODELS / "all-MiniLM-L6-v2"
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(256)
    weights = load_file(folder / "model.safetensors")
    for text in SENTENCES:
        ids = tokenizer.encode(text).ids
        vector = sentence_vector(weights, torch.tensor(ids))
        yield {"text": text, "ids": ids, "vector": [round(float(v), 7) for v in vector[:24]]}


def continuations():
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(MODELS / "SmolLM2-135M-Instruct.Q4_1.gguf")
    parameters.n_ctx = 512
    parameters.cpuparams.n_threads = 1
    server = xllamacpp.Server(parameters)
    for prompt in PROMPTS:
        answer = server.handle_completions(
            {"prompt": prompt, "max_tokens": 12, "temperature": 0, "logprobs": 5, "n_probs": 5}
        )
        choice = (json.loads(answer) if isinstance(answer, str) else answer)["choices"][0]
        steps = choice["logprobs"]["content"]
        yield {
            "prompt": prompt,
            "text": choice["text"],
            "tokens": [step["id"] for step in steps],
            "logProbabilities": [round(step["logprob"], 4) for step in steps],
        }


if __name__ == "__main__":
    answers = {"sentences": list(sentences()), "continuations": list(continuations())}
    (HERE / "published-models.json").write_text(json.dumps(answers, indent=1, ensure_ascii=False) + "\n")
