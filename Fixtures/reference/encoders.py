#!/usr/bin/env python3
"""Small random encoders of each family, and the vectors that sentence-transformers computes with them.

    python3 -m pip install torch transformers==5.24.0 sentence-transformers==6.2.0 tokenizers==0.23.3
    python3 encoders.py        # writes encoders/

Each folder is a model as it is published: settings, weights, tokenizer, and the parts behind it. `encoders/vectors.json`
holds, for each folder, the ids and vectors of the texts.
"""

import json
import pathlib
import shutil

import torch
import transformers
from safetensors.torch import load_file, save_file
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import PreTrainedTokenizerFast

FOLDER = pathlib.Path(__file__).parent / "encoders"
TEXTS = [
    "the cat sat on the mat",
    "A dog walks in New York, doesn't it?",
    "cat",
    "the dog and the cat and the dog and the cat and the dog and the cat and the dog",
    "naive cafe ÿ",
    "a dog in it and " * 30,
]
WORDS = "the cat sat on mat dog a new york walk ##s ##t ##ing in it and , ? ' ##e n ##a i c ##f ##v d o".split()
SIZES = {"hidden_size": 8, "intermediate_size": 12, "num_attention_heads": 2, "num_hidden_layers": 2}


def word_piece(special):
    """`special` are the tokens that structure a text, in the order of their ids."""
    vocabulary = {token: i for i, token in enumerate(special + WORDS)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    return finish(tokenizer, special)


def byte_pair(special):
    """Merges of the words' letters in turn, over bytes."""
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    merges, tokens = [], special + alphabet
    for word in ["Ġthe", "Ġcat", "Ġdog", "Ġand", "the", "ing"]:
        left = word[0]
        for letter in word[1:]:
            if (left, letter) not in merges:
                merges.append((left, letter))
                tokens.append(left + letter)
            left += letter
    vocabulary = {token: i for i, token in enumerate(dict.fromkeys(tokens))}
    tokenizer = Tokenizer(models.BPE(vocabulary, merges))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    return finish(tokenizer, special, roberta=True)


def unigram(special):
    pieces = "▁ ▁the ▁cat ▁dog ▁and ▁a ▁on s t e a c at o n ▁m ▁new ▁wal k ▁in ▁it , ? ing i f".split()
    vocabulary = [(token, 0.0 if i < len(special) else -2 - i / 7) for i, token in enumerate(special[:-1] + pieces)]
    tokenizer = Tokenizer(models.Unigram(vocabulary, special.index("<unk>"), False))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    tokenizer.decoder = decoders.Metaspace()
    return finish(tokenizer, special)


def finish(tokenizer, special, roberta=False):
    tokenizer.add_special_tokens(special)
    ids = {token: tokenizer.token_to_id(token) for token in special}
    start, end = ("[CLS]", "[SEP]") if "[CLS]" in special else ("<s>", "</s>")
    if roberta:
        tokenizer.post_processor = processors.RobertaProcessing((end, ids[end]), (start, ids[start]), add_prefix_space=False)
    else:
        tokenizer.post_processor = processors.TemplateProcessing(
            single=f"{start} $A {end}", pair=f"{start} $A {end} $B {end}",
            special_tokens=[(start, ids[start]), (end, ids[end])])
    return tokenizer


BERT = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
ROBERTA = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
MPNET = ["<s>", "<pad>", "</s>", "[UNK]", "<mask>"]


def configuration(name, vocabulary):
    if name.startswith("distilbert"):
        return transformers.DistilBertConfig(
            vocab_size=vocabulary, dim=8, hidden_dim=12, n_heads=2, n_layers=2, max_position_embeddings=24)
    if name.startswith("roberta"):
        return transformers.RobertaConfig(vocab_size=vocabulary, max_position_embeddings=42, type_vocab_size=1, **SIZES)
    if name.startswith("xlm"):
        return transformers.XLMRobertaConfig(
            vocab_size=vocabulary, max_position_embeddings=34, type_vocab_size=1, **SIZES)
    if name.startswith("mpnet"):
        return transformers.MPNetConfig(vocab_size=vocabulary, max_position_embeddings=202, **SIZES)
    return transformers.BertConfig(
        vocab_size=vocabulary, max_position_embeddings=24, hidden_act="relu" if "dense" in name else "gelu", **SIZES)


# Each with its tokenizer and the parts behind the transformer.
MODELS = {
    "bert-cls": (word_piece(BERT), "cls", True, None),
    "bert-max-dense": (word_piece(BERT), "max", True, 6),
    "bert-sqrt": (word_piece(BERT), "mean_sqrt_len_tokens", False, None),
    "distilbert-mean": (word_piece(BERT), "mean", False, None),
    "roberta-mean": (byte_pair(ROBERTA), "mean", True, None),
    "xlm-roberta-mean": (unigram(ROBERTA), "mean", False, None),
    "mpnet-mean": (word_piece(MPNET), "mean", True, None),
}


def longest(name):
    """Long enough for all kinds of distances in MPNet."""
    return 180 if name.startswith("mpnet") else 20


def write(name, tokenizer, pooling, normalizes, dense):
    folder = FOLDER / name
    folder.mkdir(parents=True)
    config = configuration(name, tokenizer.get_vocab_size())
    model = transformers.AutoModel.from_config(config, **({} if name.startswith("distil") else {"add_pooling_layer": False}))
    with torch.no_grad():
        for key, parameter in model.named_parameters():
            parameter.copy_(torch.randn(parameter.shape) * (1 if parameter.dim() > 1 else 0.3) + (1 if "norm.weight" in key.lower() else 0))
    model.save_pretrained(folder)
    if name.startswith("distilbert"):
        # As in files that also hold a head for a task.
        weights = {"distilbert." + key: value for key, value in load_file(folder / "model.safetensors").items()}
        save_file(weights | {"vocab_projector.bias": torch.zeros(3)}, folder / "model.safetensors", {"format": "pt"})
    tokenizer.save(str(folder / "tokenizer.json"))
    special = ROBERTA if "roberta" in name else MPNET if "mpnet" in name else BERT
    pad = next(token for token in special if "pad" in token.lower())
    (folder / "tokenizer_config.json").write_text(json.dumps({
        "model_max_length": config.max_position_embeddings - (0 if "bert-" in name and "ro" not in name else 2),
        "pad_token": pad,
        "tokenizer_class": "PreTrainedTokenizerFast"}) + "\n")
    (folder / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": longest(name)}) + "\n")
    modules = [("Transformer", ""), ("Pooling", "1_Pooling")]
    kinds = ["cls_token", "mean_tokens", "max_tokens", "mean_sqrt_len_tokens"]
    (folder / "1_Pooling").mkdir()
    flags = {"pooling_mode_" + kind: kind.removesuffix("_tokens").removesuffix("_token") == pooling.removesuffix("_tokens")
             for kind in kinds}
    # Newer files have the name instead of flags.
    settings = {"embedding_dimension": 8, "pooling_mode": pooling} if pooling == "cls" else {"word_embedding_dimension": 8} | flags
    (folder / "1_Pooling/config.json").write_text(json.dumps(settings) + "\n")
    if dense:
        modules.append(("Dense", "2_Dense"))
        (folder / "2_Dense").mkdir()
        (folder / "2_Dense/config.json").write_text(json.dumps({
            "in_features": 8, "out_features": dense, "bias": True,
            "activation_function": "torch.nn.modules.activation.Tanh"}) + "\n")
        save_file({"linear.weight": torch.randn(dense, 8) * 0.4, "linear.bias": torch.randn(dense)},
                  folder / "2_Dense/model.safetensors")
    if normalizes:
        modules.append(("Normalize", f"{len(modules)}_Normalize"))
        (folder / modules[-1][1]).mkdir()
    (folder / "modules.json").write_text(json.dumps([
        {"idx": i, "name": str(i), "path": path, "type": "sentence_transformers.models." + kind}
        for i, (kind, path) in enumerate(modules)]) + "\n")


def main():
    torch.manual_seed(12)
    shutil.rmtree(FOLDER, ignore_errors=True)
    record = {"texts": TEXTS, "models": {}}
    for name, parts in MODELS.items():
        write(name, *parts)
        encoder = SentenceTransformer(str(FOLDER / name), device="cpu")
        vectors = encoder.encode(TEXTS, batch_size=2, convert_to_tensor=True).double()
        tokenizer = Tokenizer.from_file(str(FOLDER / name / "tokenizer.json"))
        record["models"][name] = {
            "ids": [tokenizer.encode(text).ids for text in TEXTS],
            "vectors": [[round(float(v), 6) for v in vector] for vector in vectors]}
        assert encoder.max_seq_length == longest(name), encoder.max_seq_length
    (FOLDER / "vectors.json").write_text(json.dumps(record, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
