#!/usr/bin/env python3
"""The GPT of `quartet lab gpt` in PyTorch, trained in the same way: bits per character on validation text.

    python3 gpt_torch.py --data shakespeare.txt --seed 1
    quartet lab gpt --data shakespeare.txt --width 128 --layers 4 --heads 4 --context 64 --steps 1000 --seed 1

The text's bytes are the tokens; the last tenth is held back. AdamW (0.9, 0.99) with weight decay 0.1 on every
parameter, clipping at 1, warm-up over a tenth of the steps (at most 100), then half a cosine to a tenth of the rate.
"""
import argparse
import gzip
import json
import math
import pathlib

import torch
import torch.nn as nn
import torch.nn.functional as F


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.joint, self.output = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.linear1, self.linear2 = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        batch, tokens, width = x.shape
        parts = self.joint(self.norm1(x)).view(batch, tokens, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(*parts, is_causal=True)
        x = x + self.output(mixed.transpose(1, 2).reshape(batch, tokens, width))
        return x + self.linear2(F.gelu(self.linear1(self.norm2(x)), approximate="tanh"))


class GPT(nn.Module):
    def __init__(self, context, width, layers, heads):
        super().__init__()
        self.tokens, self.positions = nn.Embedding(256, width), nn.Embedding(context, width)
        nn.init.normal_(self.tokens.weight, std=0.02)
        nn.init.normal_(self.positions.weight, std=0.02)
        self.blocks = nn.Sequential(*[Block(width, heads) for _ in range(layers)])
        self.norm = nn.LayerNorm(width)

    def forward(self, ids):
        x = self.tokens(ids) + self.positions.weight[: ids.shape[1]]
        return self.norm(self.blocks(x)) @ self.tokens.weight.T


def held_back_bits(model, unseen, context):
    """Bits per byte: each byte but the first is predicted from those before it, in consecutive windows."""
    total, count = 0.0, 0
    with torch.inference_mode():
        for start in range(0, len(unseen) - 1, context * 64):
            for first in range(start, min(start + context * 64, len(unseen) - 1), context):
                ids = unseen[first : first + context + 1]
                scores = model(ids[None, :-1])[0]
                total += F.cross_entropy(scores, ids[1:], reduction="sum").item()
                count += len(ids) - 1
    return total / count / math.log(2)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--width", type=int, default=128)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--heads", type=int, default=4)
    parser.add_argument("--context", type=int, default=64)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1e-3)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    data = pathlib.Path(options.data).read_bytes()
    text = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    ids = torch.tensor(list(text))
    cut = int(len(ids) * 0.9)
    seen, unseen = ids[:cut], ids[cut:]
    model = GPT(options.context, options.width, options.layers, options.heads)
    optimiser = torch.optim.AdamW(
        model.parameters(), options.rate, (0.9, 0.99), weight_decay=0.1, fused=True)
    warmup = min(100, options.steps // 10)
    for step in range(options.steps):
        share = min(step - warmup, options.steps - warmup) / (options.steps - warmup)
        scale = (step + 1) / warmup if step < warmup else 0.1 + 0.9 * 0.5 * (1 + math.cos(math.pi * share))
        for group in optimiser.param_groups:
            group["lr"] = options.rate * scale
        starts = torch.randint(0, cut - options.context, (options.batch,))
        windows = torch.stack([seen[s : s + options.context + 1] for s in starts])
        loss = F.cross_entropy(model(windows[:, :-1]).flatten(0, 1), windows[:, 1:].flatten())
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1)
        optimiser.step()
    print(json.dumps({"seed": options.seed, "steps": options.steps,
                      "bitsPerCharacter": held_back_bits(model, unseen, options.context)}))


if __name__ == "__main__":
    main()
