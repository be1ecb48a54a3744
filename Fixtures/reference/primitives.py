"""Reference numbers of the engine's primitives: elementwise, reductions, shapes, matrix products, convolutions."""

import torch
import torch.nn.functional as F

from recorder import channels_first, channels_last, normal, uniform

# name: (function, lowest input, highest input, extra attributes)
UNARY = {
    "exp": (torch.exp, -3, 3, {}),
    "log": (torch.log, 0.1, 4, {}),
    "sqrt": (torch.sqrt, 0.1, 4, {}),
    "rsqrt": (torch.rsqrt, 0.1, 4, {}),
    "reciprocal": (torch.reciprocal, 0.2, 3, {}),
    "abs": (torch.abs, -3, 3, {}),
    "square": (torch.square, -3, 3, {}),
    "sin": (torch.sin, -7, 7, {}),
    "cos": (torch.cos, -7, 7, {}),
    "tanh": (torch.tanh, -3, 3, {}),
    "sigmoid": (torch.sigmoid, -4, 4, {}),
    "softplus": (F.softplus, -4, 4, {}),
    "erf": (torch.erf, -3, 3, {}),
    "relu": (F.relu, -3, 3, {}),
    "leaky_relu": (lambda x: F.leaky_relu(x, 0.2), -3, 3, {"slope": 0.2}),
    "gelu_exact": (F.gelu, -4, 4, {}),
    "gelu_tanh": (lambda x: F.gelu(x, approximate="tanh"), -4, 4, {}),
    "silu": (F.silu, -4, 4, {}),
    "softmax": (lambda x: F.softmax(x, -1), -4, 4, {"axis": -1}),
    "log_softmax": (lambda x: F.log_softmax(x, -1), -4, 4, {"axis": -1}),
}

# Ranges in which a careless formula overflows, underflows or loses all its digits.
WIDE = {
    "exp": (-80, 80),
    "log": (-30, 4),  # powers of ten
    "sin": (-100, 100),
    "cos": (-100, 100),
    "tanh": (-20, 20),
    "sigmoid": (-80, 80),
    "erf": (-6, 6),
    "gelu_exact": (-8, 8),
    "gelu_tanh": (-8, 8),
    "silu": (-60, 60),
    "softmax": (-90, 90),
    "log_softmax": (-90, 90),
}

BINARY = {
    "add": torch.add,
    "subtract": torch.subtract,
    "multiply": torch.multiply,
    "divide": torch.divide,
    "maximum": torch.maximum,
    "minimum": torch.minimum,
}

# (batch, height, width, in channels, out channels, kernel height, kernel width, stride, padding, dilation, groups)
CONVOLUTIONS = [
    (2, 5, 5, 1, 3, 3, 3, 1, 1, 1, 1),
    (2, 6, 7, 3, 5, 3, 3, 1, 0, 1, 1),
    (2, 7, 6, 5, 3, 3, 3, 2, 1, 1, 1),
    (1, 8, 8, 3, 4, 4, 4, 2, 1, 1, 1),
    (1, 9, 9, 3, 5, 3, 3, 1, 2, 2, 1),
    (1, 9, 8, 4, 6, 3, 3, 2, 2, 2, 2),
    (2, 4, 5, 3, 5, 1, 1, 1, 0, 1, 1),
    (1, 5, 5, 16, 32, 1, 1, 1, 0, 1, 1),
    (2, 6, 6, 5, 5, 3, 3, 1, 1, 1, 5),
    (1, 6, 6, 16, 16, 3, 3, 2, 1, 1, 16),
    (1, 6, 6, 16, 32, 3, 3, 1, 1, 1, 1),
    (1, 8, 8, 16, 16, 4, 4, 2, 1, 1, 1),
    (1, 6, 6, 32, 16, 3, 3, 1, 1, 1, 4),
    (1, 7, 5, 3, 2, 5, 3, 1, 2, 1, 1),
    (2, 4, 4, 16, 5, 4, 4, 1, 0, 1, 1),
]

# The same, with output padding before dilation.
TRANSPOSED_CONVOLUTIONS = [
    (2, 4, 4, 3, 5, 3, 3, 1, 0, 0, 1, 1),
    (2, 4, 5, 5, 3, 4, 4, 2, 1, 0, 1, 1),
    (1, 4, 4, 3, 4, 3, 3, 2, 1, 1, 1, 1),
    (1, 4, 4, 1, 3, 3, 3, 1, 1, 0, 2, 1),
    (1, 4, 5, 4, 6, 3, 3, 2, 1, 1, 1, 2),
    (1, 4, 4, 4, 4, 3, 3, 2, 2, 1, 2, 2),
    (1, 4, 4, 5, 5, 4, 4, 2, 1, 0, 1, 5),
    (2, 1, 1, 16, 16, 4, 4, 1, 0, 0, 1, 1),
    (1, 4, 4, 16, 32, 4, 4, 2, 1, 0, 1, 1),
    (1, 4, 4, 32, 3, 4, 4, 2, 1, 0, 1, 1),
    (1, 4, 4, 16, 16, 1, 1, 1, 0, 0, 1, 1),
]


def record(recorder):
    """Records every primitive."""
    elementwise(recorder)
    reductions(recorder)
    shapes(recorder)
    gathers(recorder)
    matrix_products(recorder)
    convolutions(recorder)
    resampling(recorder)


def elementwise(recorder):
    for name, (function, low, high, fields) in UNARY.items():
        x = uniform(recorder.generator(name), low, high, 2, 3, 7)
        # A kink at zero has no derivative, and finite differences across it would be wrong.
        x = torch.where(x.abs() < 0.05, x.sign() * 0.05 + x, x)
        recorder.differentiate(name, function, {"x": x}, operation=name, **fields)
    for name, (low, high) in WIDE.items():
        function, _, _, fields = UNARY[name]
        spaced = torch.linspace(low, high, 66)
        x = (torch.pow(10, spaced) if name == "log" else spaced).reshape(3, 22)
        recorder.differentiate(f"{name}_wide", function, {"x": x}, operation=name, **fields)
    # PyTorch's softplus turns into the identity above its threshold; the formula itself has none.
    x = torch.linspace(-60, 60, 66).reshape(3, 22)

    def softplus(x):
        return torch.logaddexp(x, torch.zeros_like(x))

    recorder.differentiate("softplus_wide", softplus, {"x": x}, operation="softplus")
    for name, function in BINARY.items():
        for shape in [(2, 3, 4), (4,), (3, 1), (2, 1, 1)]:
            case = f"{name}_2x3x4_" + "x".join(map(str, shape))
            generator = recorder.generator(case)
            a, b = normal(generator, 2, 3, 4), normal(generator, *shape)
            if name == "divide":
                b = b.sign() * (b.abs() + 0.3)
            recorder.differentiate(case, lambda a, b: function(a, b), {"a": a, "b": b}, operation=name)
    generator = recorder.generator("subtract_4_2x3x4")
    a, b = normal(generator, 4), normal(generator, 2, 3, 4)
    recorder.differentiate("subtract_4_2x3x4", torch.subtract, {"a": a, "b": b}, operation="subtract")


def reductions(recorder):
    functions = {"sum": torch.sum, "mean": torch.mean, "max": torch.amax}
    for name, function in functions.items():
        for axes in [(0,), (1,), (2,), (0, 2), (1, 2), (0, 1, 2)]:
            for keeps in (False, True):
                if keeps and axes not in [(1,), (0, 1, 2)]:
                    continue
                label = "all" if len(axes) == 3 else "axis" + "_".join(map(str, axes))
                case = f"{name}_{label}" + ("_keeping" if keeps else "")
                x = normal(recorder.generator(case), 3, 4, 5)

                def reduce(x):
                    return function(x, dim=axes, keepdim=keeps)

                recorder.differentiate(case, reduce, {"x": x}, operation=name, axes=axes, keepDimensions=keeps)


def shapes(recorder):
    x = normal(recorder.generator("permute"), 2, 3, 4, 5)
    for axes in [(0, 3, 1, 2), (0, 2, 3, 1), (3, 2, 1, 0), (1, 0, 2, 3), (0, 1, 3, 2)]:
        case = "permute_" + "".join(map(str, axes))
        recorder.differentiate(case, lambda x: x.permute(axes), {"x": x}, operation="permute", axes=axes)
    matrix = normal(recorder.generator("transpose"), 3, 7)
    recorder.differentiate("transpose", lambda x: x.T, {"x": matrix}, operation="permute", axes=[1, 0])
    for axis, sizes in enumerate([(1, 2, 3), (2, 4, 1), (3, 1, 5)]):
        case = f"concatenate_axis{axis}"
        generator = recorder.generator(case)
        parts = {}
        for name, size in zip("abc", sizes):
            shape = [2, 3, 4]
            shape[axis] = size
            parts[name] = normal(generator, *shape)

        def join(a, b, c):
            return torch.cat([a, b, c], axis)

        recorder.differentiate(case, join, parts, operation="concatenate", axis=axis)
    x = normal(recorder.generator("slice"), 5, 8, 6)
    slices = {
        "slice_plain": ([1, 2, 0], [4, 7, 6], [1, 1, 1]),
        "slice_strided": ([0, 1, 1], [5, 8, 6], [2, 3, 2]),
    }
    for case, (starts, stops, steps) in slices.items():

        def cut(x):
            return x[tuple(slice(*bounds) for bounds in zip(starts, stops, steps))]

        recorder.differentiate(case, cut, {"x": x}, operation="slice", starts=starts, stops=stops, strides=steps)
    for mode, name in {"constant": "zero", "circular": "circular", "reflect": "reflect"}.items():
        for top, bottom, left, right in [(1, 1, 1, 1), (1, 2, 2, 0)]:
            case = f"pad_{name}_{top}{bottom}{left}{right}"
            x = normal(recorder.generator(case), 2, 4, 5, 3)

            def pad(x):
                return channels_last(F.pad(channels_first(x), (left, right, top, bottom), mode))

            recorder.differentiate(
                case,
                pad,
                {"x": x},
                operation="pad",
                mode=name,
                top=top,
                bottom=bottom,
                left=left,
                right=right,
            )


def gathers(recorder):
    generator = recorder.generator("gather")
    table, x = normal(generator, 7, 5), normal(generator, 3, 6, 4)
    rows = torch.tensor([[0, 6, 3], [3, 3, 1]])
    recorder.differentiate(
        "embedding",
        lambda weight, indices: F.embedding(indices, weight),
        {"weight": table, "indices": rows},
        operation="gather",
        axis=0,
    )
    columns = torch.tensor([5, 0, 0, 2])
    recorder.differentiate(
        "gather_axis1",
        lambda x, indices: x.index_select(1, indices),
        {"x": x, "indices": columns},
        operation="gather",
        axis=1,
    )
    picks = torch.tensor([4, 0, 2, 2, 1, 3, 4])
    recorder.differentiate(
        "take_along_last_axis",
        lambda x, indices: x.gather(1, indices[:, None]).squeeze(1),
        {"x": table, "indices": picks},
        operation="takeAlongLastAxis",
    )


def matrix_products(recorder):
    for batch, rows, inner, columns in [((), 3, 4, 5), ((), 17, 33, 9), ((2,), 3, 4, 5), ((2, 3), 5, 8, 7)]:
        for left, right in [(False, False), (False, True), (True, False), (True, True)]:
            shape = "x".join(map(str, (*batch, rows, inner, columns)))
            case = f"matmul_{shape}_{'nt'[left]}{'nt'[right]}"
            generator = recorder.generator(case)
            a = normal(generator, *batch, *((inner, rows) if left else (rows, inner)))
            b = normal(generator, *batch, *((columns, inner) if right else (inner, columns)))

            def product(a, b):
                return (a.mT if left else a) @ (b.mT if right else b)

            recorder.differentiate(
                case, product, {"a": a, "b": b}, operation="matmul", transposeA=left, transposeB=right
            )


def convolutions(recorder):
    for n, height, width, inputs, outputs, kh, kw, stride, padding, dilation, groups in CONVOLUTIONS:
        case = f"conv2d_{height}x{width}_{inputs}to{outputs}_k{kh}x{kw}_s{stride}p{padding}d{dilation}g{groups}"
        generator = recorder.generator(case)
        tensors = {
            "x": normal(generator, n, height, width, inputs),
            "weight": normal(generator, outputs, inputs // groups, kh, kw),
        }

        def convolve(x, weight):
            return channels_last(F.conv2d(channels_first(x), weight, None, stride, padding, dilation, groups))

        recorder.differentiate(
            case,
            convolve,
            tensors,
            operation="conv2d",
            stride=stride,
            padding=padding,
            dilation=dilation,
            groups=groups,
        )
    for (
        n,
        height,
        width,
        inputs,
        outputs,
        kh,
        kw,
        stride,
        padding,
        extra,
        dilation,
        groups,
    ) in TRANSPOSED_CONVOLUTIONS:
        case = f"conv_transpose2d_{height}x{width}_{inputs}to{outputs}_k{kh}x{kw}"
        case += f"_s{stride}p{padding}o{extra}d{dilation}g{groups}"
        generator = recorder.generator(case)
        tensors = {
            "x": normal(generator, n, height, width, inputs),
            "weight": normal(generator, inputs, outputs // groups, kh, kw),
        }

        def convolve(x, weight):
            return channels_last(
                F.conv_transpose2d(channels_first(x), weight, None, stride, padding, extra, groups, dilation)
            )

        recorder.differentiate(
            case,
            convolve,
            tensors,
            operation="convTranspose2d",
            stride=stride,
            padding=padding,
            outputPadding=extra,
            dilation=dilation,
            groups=groups,
        )


def resampling(recorder):
    for height, width in [(4, 4), (3, 5)]:
        x = normal(recorder.generator(f"upsample_{height}x{width}"), 2, height, width, 3)
        for mode, options in {"nearest": {}, "bilinear": {"align_corners": False}}.items():

            def up(x):
                return channels_last(F.interpolate(channels_first(x), scale_factor=2, mode=mode, **options))

            recorder.differentiate(
                f"upsample_{mode}_{height}x{width}", up, {"x": x}, operation="upsample", mode=mode, factor=2
            )
    pools = {
        "average_pool_k2s2p0": (F.avg_pool2d, "averagePool", 2, 2, 0),
        "max_pool_k2s2p0": (F.max_pool2d, "maxPool", 2, 2, 0),
        "max_pool_k3s2p1": (F.max_pool2d, "maxPool", 3, 2, 1),
    }
    for name, (function, operation, kernel, stride, padding) in pools.items():
        for height, width in [(6, 6), (7, 8)]:
            case = f"{name}_{height}x{width}"
            x = normal(recorder.generator(case), 2, height, width, 3)

            def pool(x):
                return channels_last(function(channels_first(x), kernel, stride, padding))

            recorder.differentiate(
                case, pool, {"x": x}, operation=operation, kernel=kernel, stride=stride, padding=padding
            )
