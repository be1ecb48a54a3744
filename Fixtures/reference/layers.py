"""Reference numbers of the engine's layers, and of second derivatives through a small discriminator."""

import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.parametrizations import spectral_norm

from recorder import channels_first, channels_last, normal, uniform

EPSILON = 1e-5


def record(recorder):
    """Records every layer."""
    dense(recorder)
    convolutions(recorder)
    upsampled_convolutions(recorder)
    batch_normalisation(recorder)
    other_normalisations(recorder)
    spectral_normalisation(recorder)
    gradient_penalty(recorder)


def dense(recorder):
    def linear(x, weight, bias=None):
        return F.linear(x, weight, bias)

    for case, shape, biased in [
        ("linear", (4, 7), True),
        ("linear_3d", (2, 3, 7), True),
        ("linear_plain", (4, 7), False),
    ]:
        generator = recorder.generator(case)
        tensors = {"x": normal(generator, *shape), "weight": normal(generator, 5, 7)}
        if biased:
            tensors["bias"] = normal(generator, 5)
        recorder.differentiate(case, linear, tensors, operation="linear", bias=biased)

    tensors = {
        "weight": normal(recorder.generator("embedding"), 9, 6),
        "indices": torch.tensor([[1, 8, 0, 1], [5, 5, 2, 1]]),
    }
    recorder.differentiate(
        "embedding", lambda weight, indices: F.embedding(indices, weight), tensors, operation="embedding"
    )


def padded(x, padding, mode):
    """Pads a channels-first image on all four sides; `mode` is zero, circular or reflect."""
    return F.pad(x, [padding] * 4, "constant" if mode == "zero" else mode)


def convolutions(recorder):
    for mode in ["zero", "circular", "reflect"]:
        for kernel, stride, padding in [(3, 1, 1), (5, 2, 2), (4, 2, 1)]:
            case = f"conv2d_{mode}_k{kernel}s{stride}p{padding}"
            generator = recorder.generator(case)

            def forward(x, weight, bias):
                return channels_last(F.conv2d(padded(channels_first(x), padding, mode), weight, bias, stride))

            tensors = {
                "x": normal(generator, 2, 6, 8, 3),
                "weight": normal(generator, 4, 3, kernel, kernel),
                "bias": normal(generator, 4),
            }
            recorder.differentiate(
                case, forward, tensors, operation="conv2d", stride=stride, padding=padding, paddingMode=mode
            )
    for kernel, stride, padding, extra in [(4, 2, 1, 0), (3, 2, 1, 1), (4, 1, 0, 0)]:
        case = f"conv_transpose2d_k{kernel}s{stride}p{padding}o{extra}"
        generator = recorder.generator(case)

        def forward(x, weight, bias):
            y = F.conv_transpose2d(channels_first(x), weight, bias, stride, padding, extra)
            return channels_last(y)

        tensors = {
            "x": normal(generator, 2, 4, 3, 5),
            "weight": normal(generator, 5, 3, kernel, kernel),
            "bias": normal(generator, 3),
        }
        recorder.differentiate(
            case,
            forward,
            tensors,
            operation="convTranspose2d",
            stride=stride,
            padding=padding,
            outputPadding=extra,
        )


def upsampled_convolutions(recorder):
    for upsampling in ["nearest", "bilinear"]:
        for mode in ["zero", "circular", "reflect"]:
            case = f"upsample_{upsampling}_conv2d_{mode}"
            generator = recorder.generator(case)
            options = {"align_corners": False} if upsampling == "bilinear" else {}

            def forward(x, weight, bias):
                larger = F.interpolate(channels_first(x), scale_factor=2, mode=upsampling, **options)
                return channels_last(F.conv2d(padded(larger, 1, mode), weight, bias))

            tensors = {
                "x": normal(generator, 2, 3, 4, 3),
                "weight": normal(generator, 5, 3, 3, 3),
                "bias": normal(generator, 5),
            }
            recorder.differentiate(
                case,
                forward,
                tensors,
                operation="upsampleConv2d",
                upsampling=upsampling,
                factor=2,
                padding=1,
                paddingMode=mode,
            )


def batch_normalisation(recorder):
    momentum = 0.1
    for shape in [(3, 4, 5, 6), (16, 5)]:
        for training in [True, False]:
            case = f"batch_norm_{'train' if training else 'eval'}_{len(shape)}d"
            generator = recorder.generator(case)
            channels = shape[-1]
            running_mean = normal(generator, channels)
            running_variance = uniform(generator, 0.5, 2, channels)
            mean, variance = running_mean.double(), running_variance.double()

            def forward(x, weight, bias):
                y = F.batch_norm(x.movedim(-1, 1), mean, variance, weight, bias, training, momentum, EPSILON)
                return y.movedim(1, -1)

            tensors = {
                "x": normal(generator, *shape) * 2 + 1,
                "weight": uniform(generator, 0.5, 1.5, channels),
                "bias": normal(generator, channels),
            }
            recorder.put(case, "runningMean", running_mean)
            recorder.put(case, "runningVariance", running_variance)
            recorder.differentiate(
                case,
                forward,
                tensors,
                operation="batchNorm",
                training=training,
                momentum=momentum,
                epsilon=EPSILON,
                runningVarianceIsUnbiased=True,
            )
            if training:
                # PyTorch has updated both in place.
                recorder.put(case, "runningMeanAfter", mean)
                recorder.put(case, "runningVarianceAfter", variance)


def other_normalisations(recorder):
    for case, shape in [("layer_norm_2d", (4, 9)), ("layer_norm_3d", (2, 3, 16))]:
        generator = recorder.generator(case)
        tensors = {
            "x": normal(generator, *shape) * 2 + 1,
            "weight": uniform(generator, 0.5, 1.5, shape[-1]),
            "bias": normal(generator, shape[-1]),
        }
        recorder.differentiate(
            case,
            lambda x, weight, bias: F.layer_norm(x, weight.shape, weight, bias, EPSILON),
            tensors,
            operation="layerNorm",
            epsilon=EPSILON,
        )
    for case, shape in [("rms_norm_2d", (4, 9)), ("rms_norm_3d", (2, 3, 16))]:
        generator = recorder.generator(case)
        tensors = {"x": normal(generator, *shape) + 0.5, "weight": uniform(generator, 0.5, 1.5, shape[-1])}
        recorder.differentiate(
            case,
            lambda x, weight: F.rms_norm(x, weight.shape, weight, EPSILON),
            tensors,
            operation="rmsNorm",
            epsilon=EPSILON,
        )
    for groups, channels in [(1, 6), (2, 6), (4, 16)]:
        case = f"group_norm_{groups}of{channels}"
        generator = recorder.generator(case)

        def grouped(x, weight, bias):
            return channels_last(F.group_norm(channels_first(x), groups, weight, bias, EPSILON))

        tensors = {
            "x": normal(generator, 2, 3, 4, channels) * 2 + 1,
            "weight": uniform(generator, 0.5, 1.5, channels),
            "bias": normal(generator, channels),
        }
        recorder.differentiate(case, grouped, tensors, operation="groupNorm", groups=groups, epsilon=EPSILON)

    def instance(x):
        return channels_last(F.instance_norm(channels_first(x), eps=EPSILON))

    generator = recorder.generator("instance_norm")
    recorder.differentiate(
        "instance_norm",
        instance,
        {"x": normal(generator, 2, 4, 5, 3) * 2 + 1},
        operation="instanceNorm",
        epsilon=EPSILON,
    )

    def adaptive(x, gamma, beta):
        return gamma[:, None, None, :] * instance(x) + beta[:, None, None, :]

    generator = recorder.generator("adaptive_instance_norm")
    tensors = {
        "x": normal(generator, 2, 4, 5, 6) * 2 + 1,
        "gamma": uniform(generator, 0.5, 1.5, 2, 6),
        "beta": normal(generator, 2, 6),
    }
    recorder.differentiate(
        "adaptive_instance_norm", adaptive, tensors, operation="adaptiveInstanceNorm", epsilon=EPSILON
    )


def spectral_normalisation(recorder):
    """One power iteration in training: u and v, seen as constants, are updated before sigma = u' W v is taken.

    The rows of the matrix W are the output channels. Two orders are in use: PyTorch's parametrisation starts from the
    stored v (u from v, then v from u), the paper (https://arxiv.org/abs/1802.05957, algorithm 1) and PyTorch's older
    hook from the stored u (v from u, then u from v).
    """
    layers = {
        "linear": (nn.Linear(7, 5, bias=False), 0, "out, in"),
        "conv2d": (nn.Conv2d(3, 6, 3, bias=False), 0, "out, in * kh * kw"),
        "conv_transpose2d": (nn.ConvTranspose2d(4, 6, 4, bias=False), 1, "out, in * kh * kw"),
    }
    for name, (layer, axis, rows) in layers.items():
        for order in ["u_then_v", "v_then_u"]:
            case = f"spectral_norm_{name}_{order}"
            generator = recorder.generator(case)
            weight = normal(generator, *layer.weight.shape)
            matrix = weight.movedim(axis, 0).flatten(1).double()
            u = F.normalize(normal(generator, matrix.shape[0]), dim=0)
            v = F.normalize(normal(generator, matrix.shape[1]), dim=0)
            recorder.put(case, "u", u)
            recorder.put(case, "v", v)
            if order == "u_then_v":
                normalise = spectral_parametrisation(layer, u, v)
                after = normalise
            else:
                new_v = F.normalize(matrix.T @ u.double(), dim=0)
                new_u = F.normalize(matrix @ new_v, dim=0)
                normalise = frozen_division(new_u, new_v, axis)
                after = None
            recorder.differentiate(
                case,
                normalise,
                {"weight": weight},
                operation="spectralNorm",
                order=order,
                rowAxis=axis,
                matrix=rows,
                iterations=1,
                epsilon=1e-12,
            )
            new_u, new_v = (after._u, after._v) if after is not None else (new_u, new_v)
            recorder.put(case, "uAfter", new_u)
            recorder.put(case, "vAfter", new_v)
            recorder.put(case, "sigma", new_u @ matrix @ new_v)


def spectral_parametrisation(layer, u, v):
    """PyTorch's own parametrisation of a layer's weight, in float64, with u and v set; called with a weight it
    makes one power iteration and returns the normalised weight."""
    parametrisation = spectral_norm(layer.double()).parametrizations.weight[0].train()
    parametrisation._u.copy_(u)
    parametrisation._v.copy_(v)
    return parametrisation


def frozen_division(u, v, axis):
    """weight / (u' W v) with constant u and v."""

    def forward(weight):
        return weight / (u @ weight.movedim(axis, 0).flatten(1) @ v)

    return forward


def gradient_penalty(recorder):
    """The R1 penalty, mean over the batch of |d logit / d x|^2, and its gradient: a second derivative.

    https://arxiv.org/abs/1801.04406, without the factor gamma / 2.
    """
    activations = {"leaky_relu": lambda x: F.leaky_relu(x, 0.2), "silu": F.silu, "tanh": torch.tanh}
    for name, activation in activations.items():
        case = f"r1_{name}"
        generator = recorder.generator(case)
        tensors = {
            "x": normal(generator, 3, 8, 8, 3),
            "weight0": normal(generator, 6, 3, 4, 4) * 0.2,
            "bias0": normal(generator, 6) * 0.2,
            "weight1": normal(generator, 8, 6, 4, 4) * 0.2,
            "bias1": normal(generator, 8) * 0.2,
            "weight2": normal(generator, 1, 8),
            "bias2": normal(generator, 1),
        }

        def penalty(x, weight0, bias0, weight1, bias1, weight2, bias2):
            h = activation(F.conv2d(channels_first(x), weight0, bias0, 2, 1))
            h = activation(F.conv2d(h, weight1, bias1, 2, 1))
            logits = F.linear(h.sum((2, 3)), weight2, bias2).squeeze(1)
            recorder.put(case, "logits", logits)
            (slope,) = torch.autograd.grad(logits.sum(), x, create_graph=True)
            recorder.put(case, "inputGradient", slope)
            # The zero keeps parameters that the penalty does not depend on inside the graph: their gradient is zero.
            rest = sum((bias * 0).sum() for bias in [x, bias0, bias1, bias2])
            return slope.square().sum((1, 2, 3)).mean() + rest

        recorder.differentiate(
            case,
            penalty,
            tensors,
            upstream=torch.ones(()),
            operation="r1",
            activation=name,
            slope=0.2,
            stride=2,
            padding=1,
        )
