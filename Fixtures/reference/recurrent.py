"""Reference numbers of the recurrent layers: GRU and LSTM of one to three layers, in one and both directions, over
sequences of one length and of several."""

import torch
from torch import nn
from torch.func import functional_call
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from recorder import normal

# Name, layers, both directions, biases, initial states, lengths of the sequences (None: all have seven steps).
CASES = [
    ("plain", 1, False, False, False, None),
    ("one_layer", 1, False, True, True, None),
    ("one_step", 1, False, True, True, "single"),
    ("both_directions", 1, True, True, True, None),
    ("packed", 1, False, True, True, [4, 7, 1, 6, 2]),
    ("packed_both_directions", 1, True, True, True, [4, 7, 1, 6, 2]),
    ("two_layers", 2, True, True, False, [3, 5, 7, 1, 7]),
    ("three_layers", 3, False, True, True, [7, 2, 5, 3, 6]),
]
BATCH, STEPS, INPUTS, HIDDEN = 5, 7, 4, 3


def record(recorder):
    """Records every case of both cells. `y` is the sequence, then the final states, then an LSTM's final cells, as
    one row of numbers."""
    for cell, kind in [("gru", nn.GRU), ("lstm", nn.LSTM)]:
        for name, layers, both, biased, initial, lengths in CASES:
            case = f"{cell}_{name}"
            steps = 1 if lengths == "single" else STEPS
            lengths = None if lengths == "single" else lengths
            generator = recorder.generator(case)
            module = kind(INPUTS, HIDDEN, layers, bias=biased, batch_first=True, bidirectional=both).double()
            tensors = {"x": normal(generator, BATCH, steps, INPUTS)}
            states = layers * (2 if both else 1)
            for state in ["states", "cells"][: (2 if cell == "lstm" else 1) * initial]:
                tensors[state] = normal(generator, states, BATCH, HIDDEN)
            if lengths is not None:
                tensors["lengths"] = torch.tensor(lengths)
            for parameter, value in module.named_parameters():
                tensors[parameter] = normal(generator, *value.shape) * 0.7
            recorder.differentiate(
                case, forward(module, list(tensors), lengths), tensors, operation=cell, bias=biased
            )


def forward(module, names, lengths):
    """A function of the case's tensors, in their order, that runs the module with them."""

    def run(*values):
        given = dict(zip(names, values))
        x = given.pop("x")
        given.pop("lengths", None)
        steps = x.shape[1]
        initial = [given.pop(name) for name in ["states", "cells"] if name in given]
        if lengths is not None:
            x = pack_padded_sequence(x, torch.tensor(lengths), batch_first=True, enforce_sorted=False)
        arguments = (x,) if not initial else (x, initial[0] if len(initial) == 1 else tuple(initial))
        sequence, final = functional_call(module, given, arguments)
        if lengths is not None:
            sequence, _ = pad_packed_sequence(sequence, batch_first=True, total_length=steps)
        parts = [sequence, *(final if isinstance(final, tuple) else [final])]
        return torch.cat([part.flatten() for part in parts])

    return run
