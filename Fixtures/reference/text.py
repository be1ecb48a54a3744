"""Reference ids and scores for QuartetText's tests, and the small tokenizers that they belong to.

    python3 -m pip install tokenizers==0.23.3 sacrebleu==2.6.0 sentencepiece==0.2.3
    python3 text.py        # writes text/*.json; the same bytes on every run

The tokenizers are trained on the sentences below by the public package `tokenizers`, one for each combination of
normalisation, splitting and template in public models. `text/ids.json` holds its result for every sentence with each of
them; offsets are in UTF-8 bytes. `text/expressions.json` holds the pieces that it splits texts into by regular
expressions, `text/scores.json` BLEU and chrF by sacrebleu.
"""

import io
import json
import pathlib
import tempfile

import sacrebleu
import sentencepiece
from sentencepiece import sentencepiece_model_pb2
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

FOLDER = pathlib.Path(__file__).parent / "text"
SENTENCES = [
    "",
    " ",
    "Where is my order? I've waited 12 days, it's order #48213!",
    "  two  spaces   three    four\tand a tab\n\nand lines\r\n end ",
    "She'll say they'RE we've I'M don't 'tis o'clock ''quoted''",
    "Prices: $9.99, €1.234,56 and ¥10000; 3.14159 and 1,000,000.",
    "naïve café Ångström Øresund Straße İstanbul ΌΣΟΣ ΑΣΣ",
    "cafe\u0301 n\u0303 a\u0316\u0301 \u0301start q\u0323\u0307",
    "中文字符和日本語のテキスト、한국어 텍스트。",
    "שלום עולם مرحبا بالعالم नमस्ते दुनिया สวัสดี",
    "emoji 😀 👩‍👩‍👧 🇫🇷 👍🏽 ok",
    "zero\u200bwidth soft\u00adhyphen \ufeffmark nb\u00a0space \u3000wide",
    "control \x00 \x01 \x1f \x7f \x85 chars",
    "ﬁne ½ ² Ⅷ ｆｕｌｌ Å",
    "<s>special</s> and <mask> with spaces <mask> , <s >",
    "[CLS] [SEP] [MASK] words [UNK]",
    "https://example.org/path?a=1&b=2#c user.name@example.org",
    "def f(x):\n    return x ** 2  # squared\n",
    "CamelCase snake_case kebab-case ALLCAPS x1y2",
    "internationalisation counterrevolutionaries antidisestablishmentarianism",
    "abcdefghij" * 20,
    "...!!!??? --- ___ ''' \"\"\" ``` ~~~",
    "1 12 123 1234 12345 123456 ١٢٣ १२३",
    "the quick brown fox jumps over the lazy dog",
    "The red cotton summer dress fits well, but the blue one doesn't.",
    "Please return the parcel within 30 days of delivery for a full refund.",
    "We ship orders on working days; delivery takes two to four days.",
    "A size guide stands on every product page, below the pictures.",
    "\U0002004d\u0307 \u110c\u1176 \u1e63\uff9f",
    "ends with space \u2003",
]
CORPUS = SENTENCES * 3
LLAMA3 = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+"
    r"|\s+(?!\S)|\s+"
)
SPECIAL = ["<s>", "</s>", "<unk>", "<pad>"]


def sequence(*parts):
    return pre_tokenizers.Sequence(list(parts))


def byte_level(prefix=False, splits=False):
    return pre_tokenizers.ByteLevel(add_prefix_space=prefix, use_regex=splits)


def split(pattern, behavior, invert=False):
    return pre_tokenizers.Split(Regex(pattern), behavior, invert)


def byte_pair(pre, decoder, normalizer=None, post=None, special=SPECIAL, bytes_=True, size=420, added=(), **model):
    tokenizer = Tokenizer(models.BPE(**model))
    if pre:
        tokenizer.pre_tokenizer = pre
    if normalizer:
        tokenizer.normalizer = normalizer
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet()) if bytes_ else []
    options = {} if bytes_ else {"limit_alphabet": 60}
    tokenizer.train_from_iterator(CORPUS, trainers.BpeTrainer(
        vocab_size=size, special_tokens=special, initial_alphabet=alphabet, show_progress=False, **options))
    tokenizer.decoder = decoder
    if post:
        tokenizer.post_processor = post
    tokenizer.add_tokens(list(added))
    return tokenizer


def with_suffix():
    """Words that end in a suffix; the package numbers such characters by chance, so this one is written out."""
    letters = sorted({c for s in CORPUS for c in s if c.isalnum() and c.isascii()})
    merges = [("t", "h"), ("th", "e</w>"), ("i", "n"), ("in", "g</w>"), ("o", "r"), ("or", "d"), ("e", "r</w>"),
              ("d", "e"), ("l", "i"), ("a", "n"), ("r", "e"), ("re", "s"), ("s", "s</w>"), ("ord", "er</w>")]
    vocabulary = ["<unk>"] + letters + [c + "</w>" for c in letters] + ["".join(m) for m in merges]
    tokenizer = Tokenizer(models.BPE(
        {token: index for index, token in enumerate(vocabulary)}, merges, unk_token="<unk>", end_of_word_suffix="</w>"))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFD(), normalizers.StripAccents(), normalizers.Strip()])
    tokenizer.pre_tokenizer = sequence(
        pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Punctuation("merged_with_next"))
    tokenizer.decoder = decoders.Replace("</w>", " ")
    return tokenizer


def word_piece(normalizer, pre, **model):
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", **model))
    tokenizer.normalizer, tokenizer.pre_tokenizer = normalizer, pre
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    # The package's trainer numbers characters by chance, so the vocabulary is written out.
    letters = sorted({c for s in CORPUS for c in normalizer.normalize_str(s) if not c.isspace()})
    words = "the re ##turn order or ##ing dress is my dev ##iv ##ery qui ##ck cafe café 中文".split()
    vocabulary = special + letters[::2] + ["##" + c for c in letters] + words
    tokenizer.model = models.WordPiece(
        {token: index for index, token in enumerate(dict.fromkeys(vocabulary))}, unk_token="[UNK]", **model)
    tokenizer.add_special_tokens(special)
    tokenizer.decoder = decoders.WordPiece(cleanup=True)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    return tokenizer


def character_map():
    """SentencePiece's table of replacements for a few rules."""
    rules = [("\t", " "), ("\n", " "), ("\r", " "), ("\u2003", " "), ("\u00df", "ss"), ("\u212b", "\u00c5"), ("\u2014", "--"),
             ("e\u0301", "\u00e9"), ("n\u0303", "\u00f1"), ("\u3002", "."), ("\uff9f", "\u309c"), ("\u0301", ""), ("\u4e2d", "\u4e2d\u4e2d\u4e2d")]
    with tempfile.NamedTemporaryFile("w", suffix=".tsv") as file:
        for source, target in rules:
            codes = [" ".join(f"{ord(c):X}" for c in text) for text in (source, target)]
            file.write("\t".join(codes) + "\n")
        file.flush()
        model = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(CORPUS), model_writer=model, vocab_size=200, hard_vocab_limit=False,
            normalization_rule_tsv=file.name, minloglevel=2)
    proto = sentencepiece_model_pb2.ModelProto.FromString(model.getvalue())
    return proto.normalizer_spec.precompiled_charsmap


def unigram(normalizer, pre, post=None, byte_fallback=False):
    """The package's trainer counts on several threads, so the vocabulary is written out; its scores are made up."""
    letters = sorted({c for s in CORPUS for c in s if not c.isspace() and ord(c) < 0x3000})[::3]
    words = "\u2581the \u2581order \u2581or der \u2581re turn ing \u2581dress \u2581is \u2581my deliv ery \u2581quick caf\u00e9 abc bcd cd \u2581th e 000 00".split()
    tokens = ["<s>", "<pad>", "</s>", "<unk>", "\u2581"]
    tokens += [f"<0x{i:02X}>" for i in range(256)] if byte_fallback else []
    tokens = list(dict.fromkeys(tokens + letters + words))
    vocab = [(t, 0.0 if i < 4 else -4 - (i * 7 % 11) / 3 + len(t) / 2) for i, t in enumerate(tokens)]
    tokenizer = Tokenizer(models.Unigram(vocab, 3, byte_fallback))
    tokenizer.normalizer, tokenizer.pre_tokenizer = normalizer, pre
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>"])
    if post:
        tokenizer.post_processor = post
    return tokenizer


def tokenizers():
    template = processors.TemplateProcessing(
        single="<s> $A", pair="<s> $A <s>:1 $B:1", special_tokens=[("<s>", 0)])
    bytes_ = decoders.ByteLevel()
    mask = AddedToken("<mask>", lstrip=True, special=True, normalized=False)
    dress = AddedToken("dress", normalized=True, single_word=True)
    yield "gpt2", byte_pair(byte_level(splits=True), bytes_, post=processors.ByteLevel(trim_offsets=True))
    yield "roberta", byte_pair(
        byte_level(prefix=True, splits=True), bytes_, post=processors.RobertaProcessing(("</s>", 1), ("<s>", 0)),
        added=[mask])
    yield "smollm", byte_pair(
        sequence(pre_tokenizers.Digits(individual_digits=True), byte_level(splits=True)), bytes_)
    yield "llama3", byte_pair(
        sequence(split(LLAMA3, "isolated"), byte_level()), bytes_, post=template, ignore_merges=True)
    yield "qwen2", byte_pair(
        sequence(split(LLAMA3.replace("{1,3}", ""), "isolated"), byte_level()), bytes_, normalizer=normalizers.NFC())
    yield "regex", byte_pair(
        sequence(
            split(r"\p{Lu}?\p{Ll}+|\p{Lu}+|\s", "merged_with_previous"), split(r"[^\s\p{L}]+", "contiguous", True),
            byte_level()),
        bytes_, normalizer=normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()]), added=[dress])
    yield "llama2", byte_pair(
        None, decoders.Sequence([
            decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)]),
        normalizer=normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")]), bytes_=False,
        special=["<unk>", "<s>", "</s>"] + [f"<0x{i:02X}>" for i in range(256)], size=450,
        unk_token="<unk>", fuse_unk=True, byte_fallback=True)
    yield "metaspace", byte_pair(
        pre_tokenizers.Metaspace(prepend_scheme="first"), decoders.Metaspace(prepend_scheme="first"), bytes_=False,
        size=200, unk_token="<unk>", fuse_unk=False)
    yield "suffix", with_suffix()
    yield "bert", word_piece(normalizers.BertNormalizer(), pre_tokenizers.BertPreTokenizer())
    yield "bert_cased", word_piece(normalizers.BertNormalizer(lowercase=False), pre_tokenizers.BertPreTokenizer())
    yield "words", word_piece(
        normalizers.Sequence([normalizers.NFKD(), normalizers.Replace(Regex(r"\s+"), " ")]),
        pre_tokenizers.Whitespace(), max_input_chars_per_word=12)
    ends = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    table = normalizers.Precompiled(character_map())
    yield "xlmr", unigram(
        table, sequence(pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()), ends)
    yield "t5", unigram(
        normalizers.Sequence([table, normalizers.Strip(left=False), normalizers.Replace(Regex(" {2,}"), "\u2581")]),
        pre_tokenizers.Metaspace(), byte_fallback=True)


# What the expressions of public models use, each with texts beside the sentences.
EXPRESSIONS = [
    LLAMA3.replace("'d)", "'d)|\\p{Mn}"),
    r"[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+",
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?"
    r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+",
    r"[!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+"
    r"|\s+(?!\S)|\s+",
    r"[\p{Han}]+|[^\r\n\p{L}\p{N}]?[\p{L}&&[^\p{Han}]]+", r"[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+", r"\d{1,3}(?=(?:\d{3})*\b)",
    r"(?=(\d{3})+(?!\d))", r"(?<!\S)\w+|(?<=\w)\s", r"^\w+|\w+$", r"\bt\B", r"(?i)the|ORDER|ſ", r"(a|ab)(c|bcd)?", r"(?:a|aa)+b|a",
    r"(a*)*d", r"[[:punct:]]+|[[:digit:]]{2}", r".+?[.!?]", r"x{,2}|\Ao|s\z", r"[a-z&&[^aeiou]]+", r"(?<name>[A-Z])[^A-Z]", r"\P{L}+|\p{^Lu}", "",
]
TEXTS = ["abcd abbcd ab\n", "aaaa aab aaac", "1234567 12 x1234 1,234", "It's IT'S it'\u017f THE the\nThe\n", "xxxx ordering yes"]


def record_expressions():
    cases = []
    for expression in EXPRESSIONS:
        splitter = split(expression, "isolated")
        texts = [SENTENCES[i] for i in (2, 3, 4, 5, 6, 8, 14)] + TEXTS
        pieces = [byte_offsets(t, [o for _, o in splitter.pre_tokenize_str(t)]) for t in texts]
        cases.append({"expression": expression, "texts": texts, "pieces": [[end for _, end in p] for p in pieces]})
    write("expressions.json", cases)


def byte_offsets(text, offsets):
    places = [0]
    for character in text:
        places.append(places[-1] + len(character.encode()))
    return [[places[start], places[end]] for start, end in offsets]


def write(name, value):
    (FOLDER / name).write_text(json.dumps(value, ensure_ascii=True, separators=(",", ":")) + "\n")


def record_ids():
    record = {"sentences": SENTENCES, "pairs": [[2, 25], [8, 5], [0, 23]], "tokenizers": {}}
    for name, tokenizer in tokenizers():
        (FOLDER / f"{name}.json").write_text(json.dumps(json.loads(tokenizer.to_str()), separators=(",", ":")) + "\n")
        encodings = [tokenizer.encode(sentence) for sentence in SENTENCES]
        cases = {
            "ids": [e.ids for e in encodings],
            "offsets": [byte_offsets(s, e.offsets) for s, e in zip(SENTENCES, encodings)],
            "plain": [tokenizer.encode(s, add_special_tokens=False).ids for s in SENTENCES],
            "text": [tokenizer.decode(e.ids) for e in encodings],
            "pairIDs": [], "pairTypes": [], "truncated": [],
        }
        for first, second in record["pairs"]:
            pair = tokenizer.encode(SENTENCES[first], SENTENCES[second])
            cases["pairIDs"].append(pair.ids)
            cases["pairTypes"].append(pair.type_ids)
        for length in (9, 16, 31):
            tokenizer.enable_truncation(length)
            pairs = [tokenizer.encode(SENTENCES[a], SENTENCES[b]) for a, b in record["pairs"]]
            cases["truncated"].append({"length": length, "ids": [pair.ids for pair in pairs]})
        tokenizer.no_truncation()
        record["tokenizers"][name] = cases
    write("ids.json", record)


def record_scores():
    first = SENTENCES[23:29] + SENTENCES[2:9]
    changed = [" ".join(s.split(" ")[::-1][1:]) if i % 3 == 0 else s.replace("the", "a") for i, s in enumerate(first)]
    cases = [
        (changed, [[s] for s in first]), (first, [[s] for s in first]),
        (changed[:1], [[first[0]]]), ([""], [["words"]]), (["words"], [[""]]), (["a b"], [["a b"]]),
        (["x y z"], [["a b c d"]]), (changed, [[s, c.upper(), ""] for s, c in zip(first, changed)]),
        (["It costs 1,000.50-ish; A&amp;B &lt;x&gt; <skipped> 5-6 well-\nknown e.g., \"so\"."],
         [["It costs 1,000.50 -ish; A&B <x> 5 - 6 wellknown e.g. , \"so\"!", "It cost 1,000 50"]]),
        (["中文 字符\x1c和 日本語。", "a\u00a0b  c"], [["中文字符 和日本語。"], ["a b c d"]]),
    ]
    scores = []
    for texts, references in cases:
        streams = [list(stream) for stream in zip(*references)]
        bleu, chrf = sacrebleu.corpus_bleu(texts, streams), sacrebleu.corpus_chrf(texts, streams)
        scores.append({
            "texts": texts, "references": references, "bleu": bleu.score, "precisions": bleu.precisions,
            "brevityPenalty": bleu.bp, "length": bleu.sys_len, "referenceLength": bleu.ref_len, "chrF": chrf.score})
    write("scores.json", scores)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    record_ids()
    record_expressions()
    record_scores()
