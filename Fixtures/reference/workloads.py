#!/usr/bin/env python3
"""Writes workloads/NAME.safetensors: what PyTorch computes with the benchmark's models in small sizes.

`quartet-bench verify` compares whole models with these files: losses of training steps, scores, pictures, sentences.
"""

import sys
from pathlib import Path

from recorder import write_reproducibly

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parents[1] / "Benchmarks"))

import torch_dump  # noqa: E402
from torch_workloads import WORKLOADS  # noqa: E402


def main():
    folder = HERE / "workloads"
    folder.mkdir(exist_ok=True)
    for name in WORKLOADS:
        path = folder / f"{name}.safetensors"
        write_reproducibly(*torch_dump.record(name, "small"), path)
        print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
