#!/usr/bin/env python3
"""PyTorch's side of two trainings on Fashion-MNIST, and a classifier that judges generated pictures.

  vae         trains a variational autoencoder (784-400-400-20, symmetric decoder, Bernoulli likelihood of pixels in
              0...1) on the first 55,000 training images and reports its negative evidence lower bound, in nats per
              image, on the last 5,000
  classifier  trains a small convolutional network on the same 55,000 images and writes its weights
  judge       reports how many generated pictures that network recognises as their intended class

Every epoch shuffles the images into batches of 128 and drops the last, incomplete batch. Initial weights are PyTorch's defaults. The images are those of https://github.com/zalandoresearch/fashion-mnist.
"""

import argparse
import gzip
import json
import sys
import time
from pathlib import Path

import numpy
import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import nn

EXAMPLES = """examples:
  fashion_mnist_torch.py vae --data DIRECTORY --seeds 1 2 3 --out vae-torch.json
  fashion_mnist_torch.py classifier --data DIRECTORY --out classifier.safetensors
  fashion_mnist_torch.py judge --weights classifier.safetensors --images samples.safetensors
  fashion_mnist_torch.py judge --weights classifier.safetensors --images i.idx3-ubyte --labels l.idx1-ubyte
"""

TRAINING_IMAGES = 55_000
BATCH = 128
PASSES = 5


class InputError(Exception):
    """A file that cannot be used; the message names it."""


def read_idx(path):
    """The array of an IDX file of unsigned bytes, compressed or not."""
    try:
        with gzip.open(path) if str(path).endswith(".gz") else open(path, "rb") as file:
            content = file.read()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error}") from error
    if len(content) < 4 or content[:3] != b"\0\0\x08":
        raise InputError(f"{path}: not an IDX file of unsigned bytes (starts with {content[:4].hex()})")
    start = 4 + 4 * content[3]
    shape = [int.from_bytes(content[i : i + 4], "big") for i in range(4, start, 4)]
    if len(content) - start != numpy.prod(shape, dtype=object):
        raise InputError(f"{path}: the header announces {shape} values, found {len(content) - start} bytes")
    return numpy.frombuffer(content, numpy.uint8, offset=start).reshape(shape)


def read_training_set(directory):
    """Images [60000, 28, 28] in 0...1 and labels [60000], in files with their original names, optionally prefixed."""
    arrays = []
    for kind in ["train-images-idx3-ubyte", "train-labels-idx1-ubyte"]:
        found = sorted(directory.glob(f"*{kind}*"))
        if not found:
            raise InputError(f"{directory}: contains no file named *{kind}[.gz]")
        arrays.append(read_idx(found[0]))
    images, labels = arrays
    if images.shape[1:] != (28, 28) or len(images) != len(labels) or len(images) <= TRAINING_IMAGES:
        raise InputError(f"{directory}: images {images.shape}, labels {labels.shape}; expected 60000 of 28 x 28")
    return torch.from_numpy(images / numpy.float32(255)), torch.from_numpy(labels.astype(numpy.int64))


def batches(count):
    """Index tensors of full batches in a new random order."""
    return torch.randperm(count)[: count - count % BATCH].split(BATCH)


class VAE(nn.Module):
    """https://arxiv.org/abs/1312.6114 with a Bernoulli decoder."""

    def __init__(self, pixels=784, hidden=400, latents=20):
        super().__init__()
        self.encoder = nn.ModuleList([nn.Linear(pixels, hidden), nn.Linear(hidden, hidden)])
        self.posterior = nn.Linear(hidden, 2 * latents)
        self.decoder = nn.ModuleList([nn.Linear(latents, hidden), nn.Linear(hidden, hidden), nn.Linear(hidden, pixels)])

    def forward(self, x):
        """Reconstruction term and KL divergence of each image [batch], with one sample of the latents."""
        h = x
        for layer in self.encoder:
            h = F.relu(layer(h))
        mean, log_variance = self.posterior(h).chunk(2, dim=1)
        h = mean + torch.randn_like(mean) * torch.exp(0.5 * log_variance)
        for layer in self.decoder[:-1]:
            h = F.relu(layer(h))
        reconstruction = F.binary_cross_entropy_with_logits(self.decoder[-1](h), x, reduction="none").sum(1)
        divergence = 0.5 * (log_variance.exp() + mean.square() - 1 - log_variance).sum(1)
        return reconstruction, divergence


def train_vae(images, epochs, seed):
    """Runs one training and returns its settings and figures."""
    torch.manual_seed(seed)
    rows = images.flatten(1)
    seen, unseen = rows[:TRAINING_IMAGES], rows[TRAINING_IMAGES:]
    model = VAE()
    optimiser = torch.optim.Adam(model.parameters(), lr=1e-3)
    history, start = [], time.perf_counter()
    for epoch in range(epochs):
        losses = []
        for index in batches(len(seen)):
            reconstruction, divergence = model(seen[index])
            loss = (reconstruction + divergence).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            losses.append(loss.detach())
        history.append(float(torch.stack(losses).mean()))
        elapsed = time.perf_counter() - start
        print(f"seed {seed} epoch {epoch + 1}: {history[-1]:.3f} nats, {elapsed:.1f} s", file=sys.stderr, flush=True)
    seconds = time.perf_counter() - start
    with torch.inference_mode():
        terms = torch.stack([torch.stack(model(unseen)).mean(1) for _ in range(PASSES)])
    return {
        "seed": seed,
        "epochs": epochs,
        "negativeELBO": float(terms.sum(1).mean()),
        "reconstruction": float(terms[:, 0].mean()),
        "divergence": float(terms[:, 1].mean()),
        "trainingLosses": history,
        "seconds": seconds,
    }


class Classifier(nn.Module):
    """Two convolutions with pooling, one hidden layer; input [batch, 28, 28] in 0...1."""

    def __init__(self, classes=10):
        super().__init__()
        self.convolutions = nn.ModuleList([nn.Conv2d(1, 32, 3, padding=1), nn.Conv2d(32, 64, 3, padding=1)])
        self.hidden = nn.Linear(7 * 7 * 64, 128)
        self.dropout = nn.Dropout(0.3)
        self.output = nn.Linear(128, classes)

    def forward(self, images):
        h = images[:, None]
        for convolution in self.convolutions:
            h = F.max_pool2d(F.relu(convolution(h)), 2)
        # Height, width, channels: the order in which an engine with channels last flattens.
        h = h.permute(0, 2, 3, 1).flatten(1)
        return self.output(self.dropout(F.relu(self.hidden(h))))

    def predictions(self, images):
        """The most likely class of each image, [count]."""
        self.eval()
        with torch.inference_mode():
            return torch.cat([self(part).argmax(1) for part in images.split(500)])


def train_classifier(images, labels, epochs, seed):
    """The trained network and its accuracy on the last 5,000 images."""
    torch.manual_seed(seed)
    model = Classifier()
    optimiser = torch.optim.Adam(model.parameters(), lr=1e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, epochs * (TRAINING_IMAGES // BATCH))
    for epoch in range(epochs):
        model.train()
        for index in batches(TRAINING_IMAGES):
            loss = F.cross_entropy(model(images[index]), labels[index])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
        right = model.predictions(images[TRAINING_IMAGES:]) == labels[TRAINING_IMAGES:]
        accuracy = float(right.float().mean())
        print(f"epoch {epoch + 1}: accuracy {accuracy:.4f}", file=sys.stderr, flush=True)
    return model, accuracy


def read_samples(images_path, labels_path):
    """Generated images [count, 28, 28] in 0...1 and their intended classes.

    Either a safetensors file with `images` ([count, 28, 28] or with a last axis of one; values in 0...1, or in
    -1...1 if any is negative) and `labels` [count], or two IDX files.
    """
    if images_path.suffix == ".safetensors":
        try:
            tensors = load_file(images_path)
        except Exception as error:  # the package raises its own type, not exported as an OSError
            raise InputError(f"{images_path}: cannot be read: {error}") from error
        if missing := {"images", "labels"} - tensors.keys():
            raise InputError(f"{images_path}: holds {sorted(tensors)}, lacks {sorted(missing)}")
        images, labels = tensors["images"].float(), tensors["labels"].long()
        if images.min() < 0:
            images = (images + 1) / 2
    else:
        if labels_path is None:
            raise InputError(f"{images_path}: an IDX file of images needs --labels")
        images = torch.from_numpy(read_idx(images_path) / numpy.float32(255))
        labels = torch.from_numpy(read_idx(labels_path).astype(numpy.int64))
    if images.dim() == 4 and images.shape[-1] == 1:
        images = images.squeeze(-1)
    if images.shape[1:] != (28, 28) or labels.shape != images.shape[:1]:
        raise InputError(f"{images_path}: images {list(images.shape)}, labels {list(labels.shape)}; expected 28 x 28")
    return images, labels


def judge(weights, images, labels):
    """Share of images recognised as their class, over all and for each class."""
    model = Classifier()
    try:
        model.load_state_dict(load_file(weights))
    except Exception as error:
        raise InputError(f"{weights}: not this classifier's weights: {error}") from error
    right = model.predictions(images) == labels
    classes = {str(int(c)): float(right[labels == c].float().mean()) for c in labels.unique()}
    return {"images": len(images), "recognised": float(right.float().mean()), "classes": classes}


def command_line():
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("task", choices=["vae", "classifier", "judge"])
    parser.add_argument("--data", type=Path, help="directory with Fashion-MNIST's train-images and train-labels files")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3], help="vae: default 1 2 3; else the first")
    parser.add_argument("--epochs", type=int, help="default: 10 for vae, 8 for classifier")
    parser.add_argument("--threads", type=int, default=1, help="default: 1")
    parser.add_argument("--out", type=Path, help="vae: JSON file (also printed); classifier: safetensors file")
    parser.add_argument("--weights", type=Path, help="judge: weights from classifier")
    parser.add_argument("--images", type=Path, help="judge: safetensors or IDX file")
    parser.add_argument("--labels", type=Path, help="judge: IDX file of labels")
    arguments = parser.parse_args()
    needed = {"vae": ["data"], "classifier": ["data", "out"], "judge": ["weights", "images"]}[arguments.task]
    for name in needed:
        if getattr(arguments, name) is None:
            parser.error(f"{arguments.task} needs --{name}")
    if arguments.threads < 1 or (arguments.epochs or 1) < 1:
        parser.error("--threads and --epochs take positive numbers")
    if arguments.out is not None and not arguments.out.absolute().parent.is_dir():
        parser.error(f"--out {arguments.out}: its directory does not exist")
    return arguments


def run(arguments):
    """Runs the task and returns its result."""
    torch.set_num_threads(arguments.threads)
    if arguments.task == "judge":
        return judge(arguments.weights, *read_samples(arguments.images, arguments.labels))
    images, labels = read_training_set(arguments.data)
    if arguments.task == "classifier":
        model, accuracy = train_classifier(images, labels, arguments.epochs or 8, arguments.seeds[0])
        metadata = {"architecture": "fashion-mnist-classifier", "accuracy": str(accuracy)}
        save_file(model.state_dict(), arguments.out, metadata=metadata)
        return {"accuracy": accuracy, "weights": str(arguments.out)}
    runs = [train_vae(images, arguments.epochs or 10, seed) for seed in arguments.seeds]
    mean = sum(one["negativeELBO"] for one in runs) / len(runs)
    result = {"torch": torch.__version__, "threads": arguments.threads, "meanNegativeELBO": mean, "runs": runs}
    if arguments.out:
        arguments.out.write_text(json.dumps(result, indent=2) + "\n")
    return result


def main():
    try:
        print(json.dumps(run(command_line()), indent=2))
    except InputError as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main()
