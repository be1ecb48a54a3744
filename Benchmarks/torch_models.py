"""The networks of the speed comparison, w1 to w5, in PyTorch, with the parameter names of the Swift models."""

import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence


class SequenceVAE(nn.Module):
    """A variational autoencoder of token sequences in the shape of MOSES' baseline (https://arxiv.org/abs/1811.12823);
    token 0 is padding."""

    def __init__(self, vocabulary=40, embedding=40, encoder=256, decoder=512, layers=3, latents=128):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, embedding, padding_idx=0)
        self.encoder = nn.GRU(embedding, encoder, 1, batch_first=True)
        self.mean, self.logVariance = nn.Linear(encoder, latents), nn.Linear(encoder, latents)
        self.decoder = nn.GRU(embedding + latents, decoder, layers, batch_first=True)
        self.initialState, self.output = nn.Linear(latents, decoder), nn.Linear(decoder, vocabulary)
        self.layers = layers

    def run(self, tokens, lengths=None, noise=None):
        """Logits of the tokens from the second on, [batch, time - 1, vocabulary], and the divergence of each sequence,
        [batch]; tokens [batch, time], lengths [batch] on the processor where sequences end early, noise [batch,
        latents]."""
        embedded = self.embedding(tokens)
        read = embedded
        if lengths is not None:
            read = pack_padded_sequence(embedded, lengths, batch_first=True, enforce_sorted=False)
        _, state = self.encoder(read)
        mean, log_variance = self.mean(state[-1]), self.logVariance(state[-1])
        if noise is None:
            noise = torch.randn_like(mean)
        latent = mean + noise * torch.exp(0.5 * log_variance)
        divergence = 0.5 * (log_variance.exp() + mean * mean - 1 - log_variance).sum(1)
        beside = latent.unsqueeze(1).expand(-1, tokens.size(1), -1)
        states = self.initialState(latent).unsqueeze(0).repeat(self.layers, 1, 1)
        decoded, _ = self.decoder(torch.cat([embedded, beside], -1), states)
        return self.output(decoded)[:, :-1], divergence

    def forward(self, tokens, noise=None):
        """Cross-entropy as a mean over the predicted tokens plus 0.05 times the divergence as one over sequences."""
        logits, divergence = self.run(tokens, noise=noise)
        error = F.cross_entropy(logits.reshape(-1, logits.size(-1)), tokens[:, 1:].reshape(-1), ignore_index=0)
        return error + 0.05 * divergence.mean()


class TrafficVAE(nn.Module):
    """A variational autoencoder of table rows: 122 inputs, hidden widths 128 and 64, 16 latent variables."""

    def __init__(self, inputs=122, wide=128, narrow=64, latents=16):
        super().__init__()
        self.encoder = nn.ModuleList([nn.Linear(inputs, wide), nn.Linear(wide, narrow)])
        self.posterior = nn.Linear(narrow, 2 * latents)  # rows: means, then log variances
        self.decoder = nn.ModuleList([nn.Linear(latents, narrow), nn.Linear(narrow, wide), nn.Linear(wide, inputs)])

    def forward(self, x, noise=None):
        """Squared error and KL divergence of each row, both [batch]; `noise` [batch, latents] is drawn if not given."""
        h = x
        for layer in self.encoder:
            h = F.relu(layer(h))
        mean, log_variance = self.posterior(h).chunk(2, dim=-1)
        if noise is None:
            noise = torch.randn_like(mean)
        h = mean + noise * torch.exp(0.5 * log_variance)
        for layer in self.decoder[:-1]:
            h = F.relu(layer(h))
        error = (self.decoder[-1](h) - x).square().sum(dim=1)
        divergence = 0.5 * (log_variance.exp() + mean.square() - 1 - log_variance).sum(dim=1)
        return error, divergence


class GeneratorBlock(nn.Module):
    """Transposed convolution without bias, batch normalisation, ReLU."""

    def __init__(self, inputs, outputs, stride, padding):
        super().__init__()
        self.convolution = nn.ConvTranspose2d(inputs, outputs, 4, stride, padding, bias=False)
        self.normalization = nn.BatchNorm2d(outputs)

    def forward(self, x):
        return F.relu(self.normalization(self.convolution(x)), inplace=True)


def channels(base, size):
    """Channels of the layers between 4 x 4 and `size` / 2 x `size` / 2 pixels, the fewest (`base`) first."""
    return [base * 2**layer for layer in range((size // 4).bit_length() - 1)]


class Generator(nn.Module):
    """DCGAN's generator of RGB images: 128 noise values and an embedded class, 512 to 64 channels for 64 x 64 pixels."""

    def __init__(self, noise=128, classes=16, embedded=64, base=64, size=64):
        super().__init__()
        self.embedding = nn.Embedding(classes, embedded)
        widths = channels(base, size)[::-1]
        first = GeneratorBlock(noise + embedded, widths[0], stride=1, padding=0)
        rest = [GeneratorBlock(a, b, stride=2, padding=1) for a, b in zip(widths, widths[1:])]
        self.blocks = nn.ModuleList([first, *rest])
        self.output = nn.ConvTranspose2d(base, 3, 4, 2, 1)

    def forward(self, z, labels):
        h = torch.cat([z, self.embedding(labels)], dim=1)[:, :, None, None]
        for block in self.blocks:
            h = block(h)
        return torch.tanh(self.output(h))


class Discriminator(nn.Module):
    """A projection discriminator: strided convolutions down to 4 x 4 pixels, their sum, a class score added."""

    def __init__(self, classes=16, base=64, size=64):
        super().__init__()
        widths = [3, *channels(base, size)]
        self.convolutions = nn.ModuleList([nn.Conv2d(a, b, 4, 2, 1) for a, b in zip(widths, widths[1:])])
        self.embedding = nn.Embedding(classes, widths[-1])
        self.output = nn.Linear(widths[-1], 1)

    def forward(self, images, labels):
        h = images
        for convolution in self.convolutions:
            h = F.leaky_relu(convolution(h), 0.2, inplace=True)
        h = h.sum(dim=(2, 3))
        return self.output(h).squeeze(1) + (h * self.embedding(labels)).sum(dim=1)


class Translator(nn.Module):
    """An encoder-decoder transformer, normalised before each part; one table of tokens for sources, targets and scores."""

    def __init__(self, vocabulary=8192, width=256, heads=8, layers=4, hidden=1024, context=512):
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(context, width)
        self.transformer = nn.Transformer(
            width, heads, layers, layers, hidden, 0.0, "gelu", batch_first=True, norm_first=True
        )
        self.output = nn.Linear(width, vocabulary, bias=False)
        self.output.weight = self.tokens.weight

    def embedded(self, tokens):
        return self.tokens(tokens) + self.positions.weight[: tokens.size(1)]

    def forward(self, sources, targets):
        """Scores [batch, tokens, vocabulary] of the token after each of the targets."""
        mask = nn.Transformer.generate_square_subsequent_mask(targets.size(1))
        return self.output(
            self.transformer(self.embedded(sources), self.embedded(targets), tgt_mask=mask, tgt_is_causal=True)
        )


class SentenceEncoder(nn.Module):
    """The shape of all-MiniLM-L6-v2: 6 layers, width 384, 12 heads, normalised after each part."""

    def __init__(self, vocabulary=30522, width=384, heads=12, hidden=1536, layers=6):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        layer = nn.TransformerEncoderLayer(width, heads, hidden, 0.0, "gelu", batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, layers)


def swift_parameters(model):
    """The parameters of a transformer under the names of the Swift models: the joint projection is a layer, and that of
    cross attention is one of queries and one of keys and values."""
    result = {}
    for name, value in model.named_parameters():
        name = name.removeprefix("transformer.").replace(".layers.", ".").replace("in_proj_", "in_proj.")
        if ".multihead_attn.in_proj." in name:
            rows = value.shape[0] // 3
            result[name.replace("in_proj", "q_proj")] = value[:rows]
            result[name.replace("in_proj", "kv_proj")] = value[rows:]
        else:
            result[name] = value
    return {f"weights/{name}": value for name, value in result.items()}
