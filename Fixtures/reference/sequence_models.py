"""The loss of a sequence autoencoder with a bidirectional encoder, dropped codes and property heads, with its gradients."""

import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence

BETA, PROPERTY_WEIGHT = 0.3, 0.7


class Model(nn.Module):
    """Parameters are named as in the engine."""

    def __init__(self, vocabulary=9, embedding=5, encoder=6, decoder=7, layers=2, latents=3, properties=2):
        super().__init__()
        self.layers = layers
        self.embedding = nn.Embedding(vocabulary, embedding)
        self.encoder = nn.GRU(embedding, encoder, bidirectional=True)
        self.mean, self.logVariance = nn.Linear(2 * encoder, latents), nn.Linear(2 * encoder, latents)
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
        beside = latent.expand(len(tokens) - 1, -1, -1)
        first = self.initialState(latent).expand(self.layers, -1, -1).contiguous()
        decoded, _ = self.decoder(torch.cat([embedded[:-1], beside], -1), first)
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


def record(recorder):
    case = "dropped_codes_and_properties"
    recorder.describe(case, operation="sequence_autoencoder", beta=BETA, propertyWeight=PROPERTY_WEIGHT)
    generator = recorder.generator(case)
    model = Model()
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
