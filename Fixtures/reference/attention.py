"""Reference numbers of attention, rotary positions, transformer blocks, one-dimensional convolution and InfoNCE."""

import torch
import torch.nn.functional as F
from torch import nn

from recorder import normal, uniform

EPSILON = 1e-5


def record(recorder):
    """Records every case."""
    scaled_dot_products(recorder)
    rotary(recorder)
    multi_head(recorder)
    blocks(recorder)
    llama_block(recorder)
    convolutions(recorder)
    contrastive(recorder)


def heads_first(x, heads):
    """[batch, tokens, heads * size] to [batch, heads, tokens, size], as PyTorch expects it."""
    return x.unflatten(-1, (heads, -1)).transpose(1, 2)


def heads_last(x):
    return x.transpose(1, 2).flatten(2)


def seen(batch, queries, keys, causal, lengths):
    """True where a query attends to a key; causal queries are the last ones."""
    mask = torch.ones(batch, 1, queries, keys, dtype=torch.bool)
    if causal:
        mask = mask & torch.ones(queries, keys, dtype=torch.bool).tril(keys - queries)
    if lengths is not None:
        mask = mask & (torch.arange(keys) < lengths[:, None])[:, None, None, :]
    return mask


def attend(q, k, v, heads, key_heads, causal=False, lengths=None, scale=None):
    mask = seen(q.shape[0], q.shape[1], k.shape[1], causal, lengths)
    y = F.scaled_dot_product_attention(
        heads_first(q, heads),
        heads_first(k, key_heads),
        heads_first(v, key_heads),
        attn_mask=mask,
        scale=scale,
        enable_gqa=heads != key_heads,
    )
    return heads_last(y)


def scaled_dot_products(recorder):
    # (name, queries, keys, heads, key heads, size, causal, lengths, scale)
    for name, queries, keys, heads, key_heads, size, causal, lengths, scale in [
        ("plain", 5, 7, 2, 2, 4, False, None, None),
        ("causal", 6, 6, 2, 2, 3, True, None, None),
        ("causal_after", 3, 8, 2, 2, 4, True, None, None),
        ("padded", 4, 6, 2, 2, 4, False, [6, 2], None),
        ("causal_padded", 5, 5, 4, 2, 4, True, [3, 5], 0.4),
        ("grouped", 5, 6, 6, 2, 4, False, None, None),
        ("one_query", 1, 19, 4, 2, 16, False, [19, 17], None),
        ("wide", 18, 33, 2, 1, 16, True, None, None),
    ]:
        case = f"attention_{name}"
        generator = recorder.generator(case)
        tensors = {
            "q": normal(generator, 2, queries, heads * size),
            "k": normal(generator, 2, keys, key_heads * size),
            "v": normal(generator, 2, keys, key_heads * size),
        }
        if lengths:
            tensors["lengths"] = torch.tensor(lengths)

        def forward(q, k, v, lengths=None):
            return attend(q, k, v, heads, key_heads, causal, lengths, scale)

        fields = {"scale": scale} if scale else {}
        recorder.differentiate(
            case, forward, tensors, operation="attention", heads=heads, keyHeads=key_heads, causal=causal, **fields
        )


def turned(x, heads, positions, dimensions, base, interleaved):
    """Rotary positions as products of complex numbers; `positions` [batch, tokens]."""
    x = heads_first(x, heads)
    rotated, rest = x[..., :dimensions], x[..., dimensions:]
    frequencies = base ** (-2 * torch.arange(dimensions // 2, dtype=torch.float64) / dimensions)
    angles = positions[:, None, :, None].double() * frequencies
    pairs = rotated.unflatten(-1, (-1, 2)) if interleaved else rotated.unflatten(-1, (2, -1)).transpose(-1, -2)
    numbers = torch.view_as_complex(pairs.contiguous()) * torch.polar(torch.ones_like(angles), angles)
    pairs = torch.view_as_real(numbers)
    rotated = (pairs if interleaved else pairs.transpose(-1, -2)).flatten(-2)
    return heads_last(torch.cat([rotated, rest], -1))


def rotary(recorder):
    rows = torch.tensor([0, 5])
    each = torch.tensor([[3, 0, 1, 900], [7, 7, 2, 31]])
    for name, heads, size, dimensions, base, interleaved, positions in [
        ("halves", 2, 6, 6, 10000.0, False, None),
        ("interleaved", 2, 6, 6, 10000.0, True, None),
        ("halves_rows", 3, 8, 8, 500000.0, False, rows),
        ("interleaved_each", 2, 8, 8, 10000.0, True, each),
        ("partial", 2, 8, 4, 10000.0, False, each),
    ]:
        case = f"rotary_{name}"
        tensors = {"x": normal(recorder.generator(case), 2, 4, heads * size)}
        if positions is not None:
            tensors["positions"] = positions

        def forward(x, positions=None):
            counted = torch.arange(4)[None].expand(2, 4)
            if positions is None:
                positions = counted
            elif positions.ndim == 1:
                positions = positions[:, None] + counted
            return turned(x, heads, positions, dimensions, base, interleaved)

        recorder.differentiate(
            case,
            forward,
            tensors,
            operation="rotary",
            heads=heads,
            dimensions=dimensions,
            base=base,
            interleaved=interleaved,
        )


def module_parameters(module, generator):
    """The module's parameters, drawn again (normalisations around one), under the engine's names."""
    return {
        ours(name): uniform(generator, 0.5, 1.5, *value.shape)
        if "norm" in name and name.endswith("weight")
        else normal(generator, *value.shape) * 0.5
        for name, value in module.named_parameters()
    }


def ours(name):
    """PyTorch's joint projection as a layer of the engine."""
    return name.replace("in_proj_", "in_proj.")


def theirs(parameters):
    """The engine's parameters under PyTorch's names; cross attention has separate queries there too."""
    result = {name.replace("in_proj.", "in_proj_"): value for name, value in parameters.items()}
    for kind in ["weight", "bias"]:
        query = result.pop(f"multihead_attn.q_proj.{kind}", None)
        if query is not None:
            both = result.pop(f"multihead_attn.kv_proj.{kind}")
            result[f"multihead_attn.in_proj_{kind}"] = torch.cat([query, both])
    return result


def split_cross_attention(parameters, width):
    """The joint projection of cross attention, divided into that of queries and that of keys and values."""
    result = {}
    for name, value in parameters.items():
        if name.startswith("multihead_attn.in_proj."):
            kind = name.rpartition(".")[2]
            result[f"multihead_attn.q_proj.{kind}"] = value[:width]
            result[f"multihead_attn.kv_proj.{kind}"] = value[width:]
        else:
            result[name] = value
    return result


def call(module, names, values, *arguments, **options):
    return torch.func.functional_call(module, theirs(dict(zip(names, values))), arguments, options)


def hidden_keys(lengths, tokens):
    return None if lengths is None else torch.arange(tokens) >= lengths[:, None]


def causal_mask(tokens):
    return torch.ones(tokens, tokens, dtype=torch.bool).triu(1)


def multi_head(recorder):
    for name, causal, lengths, biased in [
        ("plain", False, None, True),
        ("causal", True, None, False),
        ("padded", False, [5, 3], True),
    ]:
        case = f"multi_head_{name}"
        generator = recorder.generator(case)
        module = nn.MultiheadAttention(6, 2, bias=biased, batch_first=True).double()
        parameters = module_parameters(module, generator)
        tensors = {"x": normal(generator, 2, 5, 6)}
        if lengths:
            tensors["lengths"] = torch.tensor(lengths)
        inputs = len(tensors)

        def forward(*values):
            x, rest = values[0], values[inputs:]
            padding = hidden_keys(values[1] if lengths else None, 5)
            options = {"key_padding_mask": padding, "attn_mask": causal_mask(5) if causal else None}
            y, weights = call(module, parameters, rest, x, x, x, average_attn_weights=False, **options)
            recorder.put(case, "weightsAfter", weights)
            return y

        recorder.differentiate(
            case, forward, tensors | parameters, operation="multiHead", heads=2, causal=causal, bias=biased
        )


def blocks(recorder):
    for kind in ["encoder", "decoder"]:
        for first in [True, False]:
            for activation in ["relu", "gelu"]:
                case = f"{kind}_layer_{'pre' if first else 'post'}_{activation}"
                generator = recorder.generator(case)
                layer = nn.TransformerEncoderLayer if kind == "encoder" else nn.TransformerDecoderLayer
                module = layer(8, 2, 12, 0.0, activation, EPSILON, True, first).double()
                parameters = split_cross_attention(module_parameters(module, generator), 8)
                tensors = {"x": normal(generator, 2, 4, 8), "lengths": torch.tensor([2, 4])}
                if kind == "decoder":
                    tensors = {"x": tensors["x"], "context": normal(generator, 2, 3, 8)}
                    tensors["lengths"] = torch.tensor([3, 1])

                def forward(x, *values):
                    if kind == "encoder":
                        lengths, *rest = values
                        return call(module, parameters, rest, x, src_key_padding_mask=hidden_keys(lengths, 4))
                    context, lengths, *rest = values
                    options = {"memory_key_padding_mask": hidden_keys(lengths, 3), "tgt_mask": causal_mask(4)}
                    return call(module, parameters, rest, x, context, **options)

                recorder.differentiate(
                    case,
                    forward,
                    tensors | parameters,
                    operation=f"{kind}Layer",
                    heads=2,
                    hidden=12,
                    activation=activation,
                    normFirst=first,
                    epsilon=EPSILON,
                )


def llama_block(recorder):
    """RMSNorm, grouped queries with rotary positions, SwiGLU; no biases."""
    case = "llama_block"
    generator = recorder.generator(case)
    width, heads, key_heads, size, hidden = 8, 4, 2, 4, 10
    shapes = {
        "self_attn.q_proj": (heads * size, width),
        "self_attn.k_proj": (key_heads * size, width),
        "self_attn.v_proj": (key_heads * size, width),
        "self_attn.out_proj": (width, heads * size),
        "linear1": (hidden, width),
        "gate": (hidden, width),
        "linear2": (width, hidden),
    }
    tensors = {"x": normal(generator, 2, 5, width)}
    for name, shape in shapes.items():
        tensors[f"{name}.weight"] = normal(generator, *shape) * 0.5
    for name in ["norm1", "norm2"]:
        tensors[f"{name}.weight"] = uniform(generator, 0.5, 1.5, width)

    def forward(x, q, k, v, o, up, gate, down, norm1, norm2):
        positions = torch.arange(5)[None].expand(2, 5)
        h = F.rms_norm(x, (width,), norm1, EPSILON)
        queries = turned(F.linear(h, q), heads, positions, size, 10000.0, False)
        keys = turned(F.linear(h, k), key_heads, positions, size, 10000.0, False)
        x = x + F.linear(attend(queries, keys, F.linear(h, v), heads, key_heads, True), o)
        h = F.rms_norm(x, (width,), norm2, EPSILON)
        return x + F.linear(F.silu(F.linear(h, gate)) * F.linear(h, up), down)

    recorder.differentiate(
        case, forward, tensors, operation="llamaBlock", heads=heads, keyHeads=key_heads, hidden=hidden, epsilon=EPSILON
    )


def convolutions(recorder):
    # (length, inputs, outputs, kernel, stride, padding, dilation, groups)
    for length, inputs, outputs, kernel, stride, padding, dilation, groups in [
        (9, 3, 4, 3, 1, 1, 1, 1),
        (10, 4, 6, 4, 2, 1, 1, 2),
        (12, 2, 3, 3, 1, 2, 2, 1),
        (7, 3, 5, 1, 1, 0, 1, 1),
        (11, 4, 4, 5, 3, 0, 1, 4),
    ]:
        case = f"conv1d_l{length}i{inputs}o{outputs}k{kernel}s{stride}p{padding}d{dilation}g{groups}"
        generator = recorder.generator(case)
        tensors = {
            "x": normal(generator, 2, length, inputs),
            "weight": normal(generator, outputs, inputs // groups, kernel),
            "bias": normal(generator, outputs),
        }

        def forward(x, weight, bias):
            y = F.conv1d(x.transpose(1, 2), weight, bias, stride, padding, dilation, groups)
            return y.transpose(1, 2)

        recorder.differentiate(
            case,
            forward,
            tensors,
            operation="conv1d",
            stride=stride,
            padding=padding,
            dilation=dilation,
            groups=groups,
        )


def contrastive(recorder):
    for symmetric in [False, True]:
        case = f"info_nce{'_symmetric' if symmetric else ''}"
        generator = recorder.generator(case)
        tensors = {"queries": normal(generator, 5, 6), "keys": normal(generator, 5, 6)}

        def loss(queries, keys):
            logits = F.normalize(queries, dim=-1) @ F.normalize(keys, dim=-1).T / 0.2
            own = torch.arange(5)
            forward = F.cross_entropy(logits, own)
            return (forward + F.cross_entropy(logits.T, own)) / 2 if symmetric else forward

        recorder.differentiate(
            case, loss, tensors, upstream=torch.ones(()), operation="infoNCE", temperature=0.2, symmetric=symmetric
        )
