"""The loss of a sequence autoencoder with a bidirectional encoder, dropped codes and property heads, with its gradients."""

import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence

from attention import attend, turned

BETA, PROPERTY_WEIGHT = 0.3, 0.7


class Block(nn.Module):
    """A causal transformer block, normalised before each part, with rotary positions."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.self_attn = nn.ModuleDict({"in_proj": nn.Linear(width, 3 * width), "out_proj": nn.Linear(width, width)})
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.linear1, self.linear2 = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        """[batch, tokens, width]."""
        q, k, v = self.self_attn["in_proj"](self.norm1(x)).chunk(3, -1)
        positions = torch.arange(x.shape[1]).expand(x.shape[:2])
        size = x.shape[2] // self.heads
        q, k = [turned(part, self.heads, positions, size, 10000.0, False) for part in (q, k)]
        x = x + self.self_attn["out_proj"](attend(q, k, v, self.heads, self.heads, causal=True))
        return x + self.linear2(F.gelu(self.linear1(self.norm2(x))))


class AttentionDecoder(nn.Module):
    def __init__(self, embedding, latents, width, layers, heads):
        super().__init__()
        self.token, self.code = nn.Linear(embedding, width, bias=False), nn.Linear(latents, width)
        self.blocks = nn.Sequential(*[Block(width, heads) for _ in range(layers)])
        self.norm = nn.LayerNorm(width)

    def forward(self, embedded, latent):
        x = (self.token(embedded) + self.code(latent)).transpose(0, 1)
        return self.norm(self.blocks(x)).transpose(0, 1)


class Model(nn.Module):
    """Parameters are named as in the engine. The decoder is of attention if it has heads."""

    def __init__(self, decoder, heads=None, vocabulary=9, embedding=5, encoder=6, layers=2, latents=3, properties=2):
        super().__init__()
        self.layers = layers
        self.embedding = nn.Embedding(vocabulary, embedding)
        self.encoder = nn.GRU(embedding, encoder, bidirectional=True)
        self.mean, self.logVariance = nn.Linear(2 * encoder, latents), nn.Linear(2 * encoder, latents)
        if heads:
            self.decoder = AttentionDecoder(embedding, latents, decoder, layers, heads)
        else:
            self.initialState = nn.Linear(latents, decoder)
            self.decoder = nn.GRU(embedding + latents, decoder, layers)
        self.output = nn.Linear(decoder, vocabulary)
        self.properties = nn.ModuleDict({"hidden": nn.Linear(latents, 4), "output": nn.Linear(4, properties)})

    def forward(self, tokens, lengths, noise, kept, targets, known):
        """Tokens [time, batch], 0 for padding; the rest [batch, ...]. Returns the loss and its parts, in nats."""
        embedded = self.embedding(tokens)
        _, states = self.encoder(pack_padded_sequence(embedded, lengths, enforce_sorted=False))
        read = torch.cat([states[0], states[1]], 1)
        mean, log_variance = self.mean(read), self.logVariance(read)
        latent = (mean + noise * torch.exp(0.5 * log_variance)) * kept[:, None]
        decoded = self.decode(embedded[:-1], latent)
        error = F.cross_entropy(self.output(decoded).permute(1, 2, 0), tokens[1:].T, ignore_index=0, reduction="none")
        reconstruction = error.sum(1)
        divergence = 0.5 * (log_variance.exp() + mean**2 - 1 - log_variance).sum(1)
        predicted = self.properties["output"](F.silu(self.properties["hidden"](mean)))
        properties = ((predicted - targets) ** 2 * known).sum(1).mean()
        parts = {
            "reconstruction": (reconstruction * kept).sum() / kept.sum(),
            "withoutCode": (reconstruction * (1 - kept)).sum() / (1 - kept).sum(),
            "divergence": divergence.mean(),
            "properties": properties,
        }
        return reconstruction.mean() + BETA * divergence.mean() + PROPERTY_WEIGHT * properties, parts

    def decode(self, embedded, latent):
        if isinstance(self.decoder, AttentionDecoder):
            return self.decoder(embedded, latent)
        beside = latent.expand(len(embedded), -1, -1)
        first = self.initialState(latent).expand(self.layers, -1, -1).contiguous()
        return self.decoder(torch.cat([embedded, beside], -1), first)[0]


def record(recorder):
    record_case(recorder, "dropped_codes_and_properties", Model(decoder=7))
    record_case(recorder, "attention_decoder", Model(decoder=8, heads=2))


def record_case(recorder, case, model):
    recorder.describe(case, operation="sequence_autoencoder", beta=BETA, propertyWeight=PROPERTY_WEIGHT)
    generator = recorder.generator(case)
    for name, parameter in model.named_parameters():
        parameter.data = torch.randn(parameter.shape, generator=generator) * 0.5
        recorder.put(case, "weights/" + name, parameter)
    lengths = torch.tensor([6, 3, 5, 4])
    tokens = torch.randint(1, 9, (6, 4), generator=generator)
    tokens[torch.arange(6)[:, None] >= lengths] = 0
    inputs = {
        "tokens": tokens,
        "lengths": lengths,
        "noise": torch.randn(4, 3, generator=generator),
        "kept": torch.tensor([1.0, 0.0, 0.0, 1.0]),
        "targets": torch.randn(4, 2, generator=generator),
        "known": torch.tensor([[1.0, 1.0], [0.0, 1.0], [1.0, 0.0], [0.0, 0.0]]),
    }
    for name, tensor in inputs.items():
        recorder.put(case, name, tensor)
    model.double()
    values = [tensor.double() if tensor.is_floating_point() else tensor for tensor in inputs.values()]
    loss, parts = model(*values)
    loss.backward()
    recorder.put(case, "loss", loss)
    for name, part in parts.items():
        recorder.put(case, name, part)
    for name, parameter in model.named_parameters():
        recorder.put(case, "gradients/" + name, parameter.grad)
