"""Records reference cases and writes them as a safetensors file, with the same bytes on every run."""

import json
import struct
import zlib
from pathlib import Path

import torch
from safetensors.torch import save_file


class Recorder:
    """Collects tensors under `case/name` keys and one JSON string of attributes for each case.

    Inputs are drawn in float32; everything computed from them is computed in float64 and rounded once to float32 when
    it is stored, so the stored numbers are PyTorch's formulas without PyTorch's own rounding.
    """

    def __init__(self):
        self.tensors = {}
        self.attributes = {}

    def generator(self, case):
        """A random generator that depends only on the case's name, so adding a case does not change the others."""
        return torch.Generator().manual_seed(zlib.crc32(case.encode()))

    def put(self, case, name, tensor):
        """Stores one tensor: floating point as float32, integers as int32."""
        key = f"{case}/{name}"
        if key in self.tensors:
            raise ValueError(f"two tensors are called {key}")
        kind = torch.float32 if tensor.is_floating_point() else torch.int32
        self.tensors[key] = tensor.detach().to(kind).contiguous().clone()

    def describe(self, case, **attributes):
        """Stores the attributes of a case; every case has `operation`, the rest depends on it."""
        if case in self.attributes:
            raise ValueError(f"two cases are called {case}")
        self.attributes[case] = attributes

    def differentiate(self, case, function, inputs, constants=(), upstream=None, **attributes):
        """Runs `function` on the inputs, in their order, and stores them, `y`, `dy` and the gradients of sum(y * dy).

        `inputs` maps names to tensors in the engine's layout; those named in `constants`, and integers, get no
        gradient. `upstream` is the upstream gradient, drawn from a normal distribution when not given. Returns y.
        """
        self.describe(case, **attributes)
        leaves = {}
        for name, tensor in inputs.items():
            self.put(case, name, tensor)
            if tensor.is_floating_point():
                tensor = tensor.double().requires_grad_(name not in constants)
            leaves[name] = tensor
        y = function(*leaves.values())
        dy = upstream
        if dy is None:
            dy = torch.randn(y.shape, generator=self.generator(case + "/dy"))
        self.put(case, "y", y)
        self.put(case, "dy", dy)
        wanted = [name for name, tensor in leaves.items() if tensor.requires_grad]
        gradients = torch.autograd.grad((y * dy.double()).sum(), [leaves[name] for name in wanted])
        for name, gradient in zip(wanted, gradients):
            self.put(case, "d" + name, gradient)
        return y

    def write(self, path):
        """Writes all cases to `path` and returns (number of cases, number of bytes)."""
        metadata = {case: json.dumps(fields) for case, fields in self.attributes.items()}
        write_reproducibly(self.tensors, metadata, path)
        return len(self.attributes), Path(path).stat().st_size


def write_reproducibly(tensors, metadata, path):
    """Writes a safetensors file whose header lists its metadata in sorted order.

    The package keeps metadata in a hash map whose order changes from run to run, which would make every regenerated
    file look changed. The sorted header has the same length, so the offsets stay true.
    """
    save_file(tensors, path, metadata=metadata)
    content = Path(path).read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    header["__metadata__"] = dict(sorted(header["__metadata__"].items()))
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    if len(text) > length:
        raise ValueError(f"{path}: the sorted header takes {len(text)} bytes, the original {length}")
    Path(path).chmod(0o644)  # the package makes it readable by its owner only
    Path(path).write_bytes(content[:8] + text.ljust(length) + content[8 + length :])


def normal(generator, *shape):
    """Standard normal float32 numbers."""
    return torch.randn(shape, generator=generator)


def uniform(generator, low, high, *shape):
    """Uniform float32 numbers between low and high."""
    return torch.rand(shape, generator=generator) * (high - low) + low


def channels_first(x):
    """[batch, height, width, channels] to [batch, channels, height, width], as PyTorch wants it."""
    return x.permute(0, 3, 1, 2)


def channels_last(x):
    """[batch, channels, height, width] to [batch, height, width, channels], as the engine wants it."""
    return x.permute(0, 2, 3, 1)
