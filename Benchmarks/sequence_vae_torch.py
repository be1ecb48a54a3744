#!/usr/bin/env python3
"""PyTorch's side of training a sequence autoencoder, as `quartet lab lines` does it.

Lines of text, character by character, 32 wide; a GRU of 128 reads them, a GRU of 256 with 32 latent variables writes
them; Adam 1e-3, batches of 128, gradients clipped at a length of 50, the divergence's weight rising from 0 to 1 over
1,000 steps. Both sides are compared by the negative evidence lower bound of the last 5,000 lines, which are held back, in
nats per line, averaged over five samples of the latent vector.

The other side, for the same lines and each seed:

  quartet lab lines --data LINES --hold-back 5000 --epochs 5 --encoder 128 --decoder 256 --latents 32 --rate 1e-3 \
      --no-lower-rate --beta 1 --beta-warmup 1000 --seed 1 --json --out out/lines-1
"""

import argparse
import json
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from torch_models import SequenceVAE

EXAMPLES = """examples:
  sequence_vae_torch.py --data smiles.txt --seeds 1 2 3 --out sequence-vae-torch.json
  sequence_vae_torch.py --data smiles.txt --seeds 1 --epochs 1 --threads 1
"""

PADDING, BEGIN, END, UNKNOWN, FIRST_CHARACTER = 0, 1, 2, 3, 4
BATCH, LIMIT, WARMUP, PASSES = 128, 50, 1000, 5


def read_lines(path, longest=200):
    """The lines that are neither empty nor too long."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        sys.exit(f"error: {path}: {error}")
    lines = (line.removesuffix("\r") for line in text.split("\n"))
    return [line for line in lines if 0 < len(line) <= longest]


def tokenise(lines, characters):
    token_of = {character: FIRST_CHARACTER + i for i, character in enumerate(characters)}
    return [[BEGIN, *(token_of.get(character, UNKNOWN) for character in line), END] for line in lines]


def padded(sequences):
    """Tokens [batch, time] and lengths [batch]."""
    lengths = torch.tensor([len(sequence) for sequence in sequences])
    tokens = torch.full((len(sequences), int(lengths.max())), PADDING)
    for row, sequence in enumerate(sequences):
        tokens[row, : len(sequence)] = torch.tensor(sequence)
    return tokens, lengths


def terms(model, sequences):
    """Reconstruction term and divergence of each sequence, both [batch]."""
    tokens, lengths = padded(sequences)
    logits, divergence = model.run(tokens, lengths)
    error = F.cross_entropy(logits.transpose(1, 2), tokens[:, 1:], ignore_index=PADDING, reduction="none")
    return error.sum(1), divergence


def train(seen, unseen, vocabulary, epochs, seed):
    """Runs one training and returns its settings and figures."""
    torch.manual_seed(seed)
    model = SequenceVAE(vocabulary, embedding=32, encoder=128, decoder=256, layers=1, latents=32)
    optimiser = torch.optim.Adam(model.parameters(), lr=1e-3, fused=True)
    step, start = 0, time.perf_counter()
    for epoch in range(epochs):
        order = torch.randperm(len(seen))
        for index in order[: len(order) - len(order) % BATCH].split(BATCH):
            reconstruction, divergence = terms(model, [seen[i] for i in index.tolist()])
            loss = reconstruction.mean() + min(1, step / WARMUP) * divergence.mean()
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), LIMIT)
            optimiser.step()
            step += 1
        elapsed = time.perf_counter() - start
        print(f"seed {seed} epoch {epoch + 1}: last loss {loss:.3f} nats, {elapsed:.1f} s", file=sys.stderr, flush=True)
    seconds = time.perf_counter() - start
    sums = torch.zeros(2, dtype=torch.float64)
    with torch.inference_mode():
        for _ in range(PASSES):
            for first in range(0, len(unseen), 100):
                sums += torch.stack([term.double().sum() for term in terms(model, unseen[first : first + 100])])
    reconstruction, divergence = (sums / (PASSES * len(unseen))).tolist()
    return {
        "seed": seed,
        "epochs": epochs,
        "negativeELBO": reconstruction + divergence,
        "reconstruction": reconstruction,
        "divergence": divergence,
        "seconds": seconds,
    }


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="text with one sequence per line")
    parser.add_argument("--hold-back", type=int, default=5000, help="number of validation lines at the end (default: 5000)")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3], help="default: 1 2 3")
    parser.add_argument("--epochs", type=int, default=5, help="default: 5")
    parser.add_argument("--threads", type=int, default=2, help="default: 2")
    parser.add_argument("--out", type=Path, help="JSON file (also printed)")
    arguments = parser.parse_args()
    if min(arguments.threads, arguments.epochs, arguments.hold_back) < 1:
        parser.error("--threads, --epochs and --hold-back take positive numbers")
    if arguments.out is not None and not arguments.out.absolute().parent.is_dir():
        parser.error(f"--out {arguments.out}: its directory does not exist")
    torch.set_num_threads(arguments.threads)
    lines = read_lines(arguments.data)
    if len(lines) < arguments.hold_back + BATCH:
        sys.exit(f"error: {arguments.data}: {len(lines)} lines, at least {arguments.hold_back + BATCH} are needed")
    seen, unseen = lines[: -arguments.hold_back], lines[-arguments.hold_back :]
    characters = sorted(set("".join(seen)))
    seen, unseen = tokenise(seen, characters), tokenise(unseen, characters)
    vocabulary = FIRST_CHARACTER + len(characters)
    runs = [train(seen, unseen, vocabulary, arguments.epochs, seed) for seed in arguments.seeds]
    mean = sum(one["negativeELBO"] for one in runs) / len(runs)
    result = {"torch": torch.__version__, "threads": arguments.threads, "meanNegativeELBO": mean, "runs": runs}
    text = json.dumps(result, indent=2)
    if arguments.out:
        arguments.out.write_text(text + "\n")
    print(text)


if __name__ == "__main__":
    main()
