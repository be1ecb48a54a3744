#!/usr/bin/env python3
"""PyTorch's side of the speed comparison: the workloads w1 to w6, and dumps that verify that both sides do the same work.

  w1_smiles_vae     molecules/s a recurrent VAE of 48 tokens, batch 256, Adam 3e-4, clipping at 50
  w2_traffic_train  rows/s      a VAE of 122-column rows, batch 512, Adam 1e-3
  w2_traffic_score  rows/s      its negative evidence lower bound, batch 8192, no gradients
  w3_cgan_train     images/s    a conditional DCGAN, 64 x 64 RGB, batch 64, hinge loss, Adam 2e-4 (0.5, 0.999)
  w3_cgan_sample    images/s    its generator alone, batch 16, no gradients
  w4_seq2seq_train  tokens/s    an encoder-decoder transformer, 4 + 4 layers, width 256, batch 32 of 64 + 64 tokens, AdamW
  w5_minilm_encode  sentences/s a sentence encoder, 6 layers, width 384, batch 32 of 32 tokens, no gradients
  w6_gpt2_decode    tokens/s    greedy decoding with a cache, GPT-2 small, one text

Each measurement runs in its own process. bfloat16 means autocast: float32 weights and optimiser state, bfloat16
operands. Training enters autocast again whenever weights have changed, because autocast caches cast weights until it
exits; inference stays inside, so that weights are cast once.
"""

import argparse
import contextlib
import itertools
import json
import os
import platform
import resource
import subprocess
import sys
import time

import torch
from torch import nn
import torch.nn.functional as F

from torch_models import Discriminator, Generator, SentenceEncoder, SequenceVAE, TrafficVAE, Translator

EXAMPLES = """examples:
  torch_workloads.py --best                                the best of eager and compiled, 1 and 2 threads
  torch_workloads.py --best --json > torch.json            the same for a program
  torch_workloads.py w3_cgan_train --threads 2 --mode eager --precision bfloat16
  torch_workloads.py --workload w2_traffic_train --dump w2.safetensors
  torch_workloads.py --workload w2_traffic_train --dump w2.safetensors --scale small
"""

PRECISIONS = {"float32": None, "bfloat16": torch.bfloat16}
MODES = ["eager", "compiled"]
# Full sizes are measured; small ones let tests compare whole models in seconds.
SCALES = ["full", "small"]


def autocast(precision):
    """A context in which operations run in `precision`."""
    if precision == "float32":
        return contextlib.nullcontext()
    return torch.autocast("cpu", PRECISIONS[precision])


class SequenceTraining:
    """One step: forward, backward, clipping and Adam on a batch of token sequences."""

    warmup = 3

    def __init__(self, precision="float32", mode="eager", scale="full"):
        self.precision = precision
        if scale == "full":
            self.items, self.time, self.latents, vocabulary = 256, 48, 128, 40
            self.model = SequenceVAE()
        else:
            self.items, self.time, self.latents, vocabulary = 8, 12, 4, 11
            self.model = SequenceVAE(vocabulary, embedding=6, encoder=8, decoder=12, layers=2, latents=4)
        self.optimiser = torch.optim.Adam(self.model.parameters(), lr=3e-4, fused=True)
        self.run = torch.compile(self.model) if mode == "compiled" else self.model
        self.tokens = torch.randint(1, vocabulary, (self.items, self.time))

    def step(self, noise=None):
        self.optimiser.zero_grad(set_to_none=True)
        with autocast(self.precision):
            loss = self.run(self.tokens, noise)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 50)
        self.optimiser.step()
        return loss.detach()


def traffic_model(scale):
    """The autoencoder of rows, its inputs and its latent variables."""
    if scale == "full":
        return TrafficVAE(), 122, 16
    return TrafficVAE(inputs=10, wide=12, narrow=8, latents=4), 10, 4


class TrafficTraining:
    """One step: forward, backward and Adam on a batch of rows."""

    warmup = 20

    def __init__(self, precision="float32", mode="eager", scale="full"):
        self.precision = precision
        self.items = 512 if scale == "full" else 16
        self.model, self.inputs, self.latents = traffic_model(scale)
        self.optimiser = torch.optim.Adam(self.model.parameters(), lr=1e-3, fused=True)
        self.run = torch.compile(self.model) if mode == "compiled" else self.model
        self.rows = torch.rand(self.items, self.inputs)

    def step(self, noise=None):
        self.optimiser.zero_grad(set_to_none=True)
        with autocast(self.precision):
            error, divergence = self.run(self.rows, noise)
            loss = (error + divergence).mean()
        loss.backward()
        self.optimiser.step()
        return loss.detach()


class TrafficScoring:
    """One step: the negative evidence lower bound of a batch of rows."""

    warmup = 20

    def __init__(self, precision="float32", mode="eager", scale="full"):
        self.items = 8192 if scale == "full" else 32
        self.model, self.inputs, self.latents = traffic_model(scale)
        self.model.eval()
        self.run = torch.compile(self.model) if mode == "compiled" else self.model
        self.rows = torch.rand(self.items, self.inputs)

    def step(self, noise=None):
        with torch.inference_mode():
            error, divergence = self.run(self.rows, noise)
            return (error + divergence).mean()


def adversarial_sizes(scale):
    """Latent variables, classes, channels of the narrowest layer, and pixels of a side."""
    return (128, 16, 64, 64) if scale == "full" else (8, 4, 4, 16)


class AdversarialTraining:
    """One step: one update of the discriminator, then one of the generator, on the same generated images."""

    warmup = 3

    def __init__(self, precision="float32", mode="eager", scale="full"):
        self.precision = precision
        self.items = 64 if scale == "full" else 8
        self.latents, classes, base, size = adversarial_sizes(scale)
        generator, discriminator = Generator(self.latents, classes, 64, base, size), Discriminator(classes, base, size)
        self.generator = generator.to(memory_format=torch.channels_last)
        self.discriminator = discriminator.to(memory_format=torch.channels_last)
        self.optimisers = [
            torch.optim.Adam(model.parameters(), lr=2e-4, betas=(0.5, 0.999), fused=True)
            for model in (self.generator, self.discriminator)
        ]
        compiled = mode == "compiled"
        self.generate = torch.compile(self.generator) if compiled else self.generator
        self.judge = torch.compile(self.discriminator) if compiled else self.discriminator
        images = torch.rand(self.items, 3, size, size) * 2 - 1
        self.images = images.to(memory_format=torch.channels_last)
        self.labels = torch.randint(0, classes, (self.items,))

    def step(self, z=None):
        return self.losses(z)[1]

    def losses(self, z=None):
        """The discriminator's and the generator's loss of one step."""
        of_generator, of_discriminator = self.optimisers
        with autocast(self.precision):
            fake = self.generate(torch.randn(self.items, self.latents) if z is None else z, self.labels)
            of_discriminator.zero_grad(set_to_none=True)
            real_scores = self.judge(self.images, self.labels)
            fake_scores = self.judge(fake.detach(), self.labels)
            discriminator_loss = F.relu(1 - real_scores).mean() + F.relu(1 + fake_scores).mean()
        discriminator_loss.backward()
        of_discriminator.step()
        of_generator.zero_grad(set_to_none=True)
        with autocast(self.precision):
            generator_loss = -self.judge(fake, self.labels).mean()
        generator_loss.backward()
        of_generator.step()
        return discriminator_loss.detach(), generator_loss.detach()


class AdversarialSampling:
    """One step: a batch of images from noise and classes."""

    items, warmup = 16, 3

    def __init__(self, precision="float32", mode="eager", scale="full"):
        self.latents, classes, base, size = adversarial_sizes(scale)
        generator = Generator(self.latents, classes, 64, base, size)
        self.generator = generator.eval().to(memory_format=torch.channels_last)
        self.run = torch.compile(self.generator) if mode == "compiled" else self.generator
        self.labels = torch.randint(0, classes, (self.items,))

    def images(self, z):
        with torch.inference_mode():
            return self.run(z, self.labels)

    def step(self):
        with torch.inference_mode():
            return self.run(torch.randn(self.items, self.latents), self.labels).mean()


class Translation:
    """One step: forward, backward, clipping and AdamW on pairs of sentences; sources and targets count."""

    warmup = 3

    def __init__(self, precision="float32", mode="eager", scale="full"):
        self.precision = precision
        if scale == "full":
            batch, tokens, self.vocabulary = 32, 64, 8192
            self.model = Translator()
        else:
            batch, tokens, self.vocabulary = 4, 6, 31
            self.model = Translator(self.vocabulary, width=16, heads=2, layers=2, hidden=24, context=8)
        self.items = 2 * batch * tokens
        self.optimiser = torch.optim.AdamW(self.model.parameters(), 3e-4, fused=True)
        self.run = torch.compile(self.model) if mode == "compiled" else self.model
        self.sources = torch.randint(0, self.vocabulary, (batch, tokens))
        self.targets = torch.randint(0, self.vocabulary, (batch, tokens + 1))

    def step(self):
        self.optimiser.zero_grad(set_to_none=True)
        with autocast(self.precision):
            scores = self.run(self.sources, self.targets[:, :-1])
            loss = F.cross_entropy(scores.reshape(-1, self.vocabulary), self.targets[:, 1:].reshape(-1))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1)
        self.optimiser.step()
        return loss.detach()


class SentenceEncoding:
    """One step: a vector of length 1 for each sentence of a batch."""

    warmup = 3

    def __init__(self, precision="float32", mode="eager", scale="full"):
        if scale == "full":
            self.items, tokens, vocabulary = 32, 32, 30522
            self.model = SentenceEncoder().eval()
        else:
            self.items, tokens, vocabulary = 4, 6, 31
            self.model = SentenceEncoder(vocabulary, width=16, heads=2, hidden=24, layers=2).eval()
        self.run = torch.compile(self.model.encoder) if mode == "compiled" else self.model.encoder
        self.words = torch.randint(0, vocabulary, (self.items, tokens))

    def sentences(self):
        with torch.inference_mode():
            return F.normalize(self.run(self.model.embedding(self.words)).mean(1), dim=-1)

    def step(self):
        return self.sentences().mean()


class Decoding:
    """One step: 64 tokens of GPT-2 small, greedy, one text, with a cache of keys and values."""

    items, warmup = 64, 1

    def __init__(self, precision="float32", mode="eager", scale="full"):
        if scale == "full":
            self.vocabulary, context, width, self.layers, self.heads = 50257, 1024, 768, 12, 12
        else:
            self.vocabulary, context, width, self.layers, self.heads = 31, 16, 16, 2, 2
        self.width, self.head_size = width, width // self.heads
        self.blocks = [
            {
                "norm1": nn.LayerNorm(width),
                "joint": nn.Linear(width, 3 * width),
                "output": nn.Linear(width, width),
                "norm2": nn.LayerNorm(width),
                "linear1": nn.Linear(width, 4 * width),
                "linear2": nn.Linear(4 * width, width),
            }
            for _ in range(self.layers)
        ]
        self.tokens = nn.Embedding(self.vocabulary, width)
        self.positions = nn.Embedding(context, width)
        self.norm = nn.LayerNorm(width)
        self.run = torch.compile(self.scores) if mode == "compiled" else self.scores

    def scores(self, token, place, keys, values):
        x = self.tokens(token) + self.positions.weight[place]
        for layer, block in enumerate(self.blocks):
            q, k, v = block["joint"](block["norm1"](x)).view(3, self.heads, self.head_size)
            keys[layer, :, place] = k
            values[layer, :, place] = v
            seen_keys, seen_values = keys[layer, None, :, : place + 1], values[layer, None, :, : place + 1]
            mixed = F.scaled_dot_product_attention(q[None, :, None], seen_keys, seen_values)
            x = x + block["output"](mixed.reshape(1, self.width))
            hidden = F.gelu(block["linear1"](block["norm2"](x)), approximate="tanh")
            x = x + block["linear2"](hidden)
        return self.norm(x) @ self.tokens.weight.T

    def caches(self):
        """Empty keys and values."""
        shape = (self.layers, self.heads, self.items, self.head_size)
        return torch.zeros(shape), torch.zeros(shape)

    def step(self):
        with torch.inference_mode():
            keys, values = self.caches()
            token = torch.tensor([1])
            for place in range(self.items):
                token = self.run(token, place, keys, values).argmax(-1)
            return token.float().mean()


WORKLOADS = {
    "w1_smiles_vae": SequenceTraining,
    "w2_traffic_train": TrafficTraining,
    "w2_traffic_score": TrafficScoring,
    "w3_cgan_train": AdversarialTraining,
    "w3_cgan_sample": AdversarialSampling,
    "w4_seq2seq_train": Translation,
    "w5_minilm_encode": SentenceEncoding,
    "w6_gpt2_decode": Decoding,
}
INFERENCE = {"w2_traffic_score", "w3_cgan_sample", "w5_minilm_encode", "w6_gpt2_decode"}


def measure(name, precision, mode, threads, seconds):
    """Runs one workload in this process for at least `seconds` after its warm-up; a dictionary of figures."""
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    workload = WORKLOADS[name](precision, mode)
    with autocast(precision if name in INFERENCE else "float32"):
        for _ in range(workload.warmup):
            workload.step()
        steps, elapsed, start = 0, 0.0, time.perf_counter()
        while elapsed < seconds or steps < 3:
            loss = workload.step()
            steps += 1
            elapsed = time.perf_counter() - start
    return {
        "workload": name,
        "precision": precision,
        "mode": mode,
        "threads": threads,
        "itemsPerSecond": steps * workload.items / elapsed,
        "peakMemoryMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "loss": float(loss),
        "steps": steps,
    }


def measure_apart(*settings):
    """The same in a new process. A failure is reported on standard error and returns None."""
    command = [sys.executable, os.path.abspath(__file__), "--inside", json.dumps(settings)]
    process = subprocess.run(command, capture_output=True, text=True, check=False)
    if process.returncode != 0:
        last = (process.stderr.strip().splitlines() or ["no message"])[-1]
        print(f"{' '.join(map(str, settings[:-1]))}: status {process.returncode}: {last}", file=sys.stderr)
        return None
    return json.loads(process.stdout.splitlines()[-1])


def machine():
    """What the figures depend on: processor, cores, PyTorch and its instruction set."""
    processor = platform.processor() or platform.machine()
    with contextlib.suppress(OSError), open("/proc/cpuinfo") as file:
        names = [line.partition(":")[2].strip() for line in file if line.startswith("model name")]
        processor = names[0] if names else processor
    return {
        "processor": processor,
        "cores": len(os.sched_getaffinity(0)),
        "torch": torch.__version__,
        "instructions": torch.backends.cpu.get_cpu_capability(),
        "bfloat16Instructions": torch.backends.mkldnn.is_available() and torch.ops.mkldnn._is_mkldnn_bf16_supported(),
    }


def line(result):
    """One measurement for a person."""
    return (
        f"{result['workload']:17s} {result['precision']:9s} {result['itemsPerSecond']:12,.1f} items/s"
        f"  {result['peakMemoryMiB']:6.0f} MiB  {result['mode']}, {result['threads']} thread(s)"
        f"  loss {result['loss']:.4f}"
    )


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = list(WORKLOADS)
    parser.add_argument("names", nargs="*", metavar="WORKLOAD", help=f"{', '.join(names)} (default: all)")
    parser.add_argument("--workload", action="append", default=[], choices=names, help="the same, as an option")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2], help="thread counts (default: 1 2)")
    parser.add_argument("--mode", nargs="+", choices=MODES, default=MODES, help="default: both")
    parser.add_argument("--precision", nargs="+", choices=PRECISIONS, default=list(PRECISIONS), help="default: both")
    parser.add_argument("--seconds", type=float, default=5, help="length of each measurement (default: 5)")
    parser.add_argument("--best", action="store_true", help="only the best of each workload and precision")
    parser.add_argument("--json", action="store_true", help="one JSON document instead of lines")
    parser.add_argument("--dump", metavar="FILE", help="write one workload's weights, inputs and losses, and stop")
    parser.add_argument("--scale", choices=SCALES, default="full", help="sizes of --dump (default: full)")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    arguments = parser.parse_args()

    if arguments.inside:
        print(json.dumps(measure(*json.loads(arguments.inside))))
        return
    chosen = arguments.names + arguments.workload or names
    for name in chosen:
        if name not in WORKLOADS:
            parser.error(f"unknown workload '{name}': expected one of {', '.join(names)}")
    if min(arguments.threads) < 1:
        parser.error("--threads takes positive numbers")
    if arguments.dump:
        if len(chosen) != 1:
            parser.error("--dump takes one workload; name it with --workload")
        from torch_dump import dump

        dump(chosen[0], arguments.dump, arguments.scale)
        return

    results = []
    for name, precision in itertools.product(chosen, arguments.precision):
        found = []
        for threads, mode in itertools.product(arguments.threads, arguments.mode):
            result = measure_apart(name, precision, mode, threads, arguments.seconds)
            if result is not None:
                found.append(result)
        if arguments.best:
            found = sorted(found, key=lambda result: result["itemsPerSecond"])[-1:]
        results += found
        if not arguments.json:
            for result in found:
                print(line(result), flush=True)
    if arguments.json:
        print(json.dumps({"machine": machine(), "results": results}, indent=2))
    if not results:
        sys.exit(1)


if __name__ == "__main__":
    main()
