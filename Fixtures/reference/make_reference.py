#!/usr/bin/env python3
"""Computes the engine's reference numbers with PyTorch.

Writes primitives, layers, recurrent, losses, optimisers, attention, sequence_models and interop.safetensors. The
README beside this file says what is in them.
"""

import argparse
from pathlib import Path

import torch

import attention
import layers
import losses
import optimisers
import primitives
import recurrent
import sequence_models
from recorder import Recorder, write_reproducibly

EXAMPLES = """examples:
  python3 make_reference.py                     write the eight files beside this script
  python3 make_reference.py --out DIRECTORY     write them elsewhere
  python3 make_reference.py --list              also print every case with its attributes and tensors
"""


def interop_tensors():
    """One small tensor of each type in other programs' files, with values that are easy to misread.

    The 16-bit types come with their float32 values beside them under `.float32`.
    """
    special = [0.0, -0.0, 1.0, -2.5, 65504.0, 6.1035156e-05, 5.9604645e-08, float("inf"), -float("inf")]
    half = torch.tensor(special).half()
    brain = torch.tensor([0.0, -0.0, 1.0, -2.5, 3.3895314e38, 1.1754944e-38, 9.1835e-41, float("inf"), -float("inf")])
    brain = brain.bfloat16()
    return {
        "f32": torch.tensor([[0.0, -1.5, 3.4028235e38], [1.1754944e-38, 1e-45, float("-inf")]]),
        "f32.scalar": torch.tensor(42.5),
        "f32.empty": torch.zeros(0, 3),
        "f16": half,
        "f16.float32": half.float(),
        "bf16": brain,
        "bf16.float32": brain.float(),
        "i64": torch.tensor([[-(2**63), -1], [2**53 + 1, 2**63 - 1]]),
        "i32": torch.tensor([-(2**31), -1, 0, 7, 2**31 - 1], dtype=torch.int32),
        "u8": torch.tensor([[[0, 1], [127, 128]], [[254, 255], [3, 4]]], dtype=torch.uint8),
    }


INTEROP_METADATA = {
    "format": "pt",
    "architecture": '{"layers": [3, 5], "name": "a \\"quoted\\" name"}',
    "note": "accents é and a line\nbreak, a tab\tand an emoji 🧵",
    "empty": "",
}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="directory to write to")
    parser.add_argument("--list", action="store_true", help="print every case with its attributes and tensors")
    arguments = parser.parse_args()
    # One thread: the order of summation, and with it the last bit, must not depend on the machine's cores.
    torch.set_num_threads(1)
    arguments.out.mkdir(parents=True, exist_ok=True)
    for module in [primitives, layers, recurrent, losses, optimisers, attention, sequence_models]:
        recorder = Recorder()
        module.record(recorder)
        path = arguments.out / f"{module.__name__}.safetensors"
        cases, size = recorder.write(path)
        print(f"{path.name}: {cases} cases, {size:,} bytes")
        if arguments.list:
            print_cases(recorder)
    path = arguments.out / "interop.safetensors"
    write_reproducibly(interop_tensors(), INTEROP_METADATA, path)
    print(f"{path.name}: {path.stat().st_size:,} bytes")


def print_cases(recorder):
    """One line per case: its attributes, then its tensors with their shapes."""
    for case, fields in recorder.attributes.items():
        tensors = {key: value for key, value in recorder.tensors.items() if key.rpartition("/")[0] == case}
        shapes = ", ".join(f"{key.rpartition('/')[2]}{list(value.shape)}" for key, value in tensors.items())
        print(f"  {case} {fields}\n      {shapes}")


if __name__ == "__main__":
    main()
