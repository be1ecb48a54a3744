"""Reference numbers of the engine's losses. Each case names its reduction; `dy` is one."""

import math

import torch
import torch.nn.functional as F
from torch.distributions import Normal, kl_divergence

from recorder import normal, uniform


def record(recorder):
    """Records every loss."""
    regression(recorder)
    binary(recorder)
    categorical(recorder)
    gaussian(recorder)
    divergence(recorder)
    adversarial(recorder)


def reduced(losses, reduction):
    """The reductions of the engine: over everything, or over features and then the mean over the batch."""
    return losses.mean() if reduction == "mean" else losses.flatten(1).sum(1).mean()


def scalar(recorder, case, loss, tensors, **options):
    recorder.differentiate(case, loss, tensors, upstream=torch.ones(()), **options)


def regression(recorder):
    functions = {
        "squared_error": (lambda x, target: (x - target).square(), {}),
        "absolute_error": (lambda x, target: (x - target).abs(), {}),
        "huber_1": (lambda x, target: F.huber_loss(x, target, reduction="none", delta=1.0), {"delta": 1.0}),
        "huber_0.5": (lambda x, target: F.huber_loss(x, target, reduction="none", delta=0.5), {"delta": 0.5}),
    }
    for name, (function, fields) in functions.items():
        for reduction in ["mean", "sum_features"]:
            case = f"{name}_{reduction}"
            generator = recorder.generator(case)
            tensors = {"x": normal(generator, 5, 6) * 1.5, "target": normal(generator, 5, 6)}
            scalar(
                recorder,
                case,
                lambda x, target: reduced(function(x, target), reduction),
                tensors,
                operation=name.split("_")[0] if fields else name,
                reduction=reduction,
                **fields,
            )


def binary(recorder):
    def elements(x, target):
        return F.binary_cross_entropy_with_logits(x, target, reduction="none")

    for soft in [False, True]:
        for reduction in ["mean", "sum_features"]:
            case = f"binary_cross_entropy_{'soft' if soft else 'hard'}_{reduction}"
            generator = recorder.generator(case)
            target = uniform(generator, 0, 1, 5, 6)
            tensors = {"x": normal(generator, 5, 6) * 4, "target": target if soft else target.round()}
            scalar(
                recorder,
                case,
                lambda x, target: reduced(elements(x, target), reduction),
                tensors,
                constants=["target"],
                operation="binaryCrossEntropy",
                reduction=reduction,
            )
    for reduction in ["mean", "sum_features"]:
        case = f"binary_cross_entropy_masked_{reduction}"
        generator = recorder.generator(case)
        tensors = {
            "x": normal(generator, 5, 6) * 4,
            "target": uniform(generator, 0, 1, 5, 6).round(),
            "mask": (uniform(generator, 0, 1, 5, 6) > 0.3).float(),
        }

        def masked(x, target, mask):
            losses = elements(x, target) * mask
            # A masked mean is over the elements that count, a masked sum still divides by the whole batch.
            return losses.sum() / mask.sum() if reduction == "mean" else reduced(losses, reduction)

        scalar(
            recorder,
            case,
            masked,
            tensors,
            constants=["target", "mask"],
            operation="binaryCrossEntropy",
            reduction=reduction,
            masked=True,
        )
    x = torch.tensor([[-200.0, -30, -1e-3, 0, 1e-3, 30, 200], [200, 30, 1, 0, -1, -30, -200]])
    target = torch.tensor([[0.0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 0, 1, 1, 1]])
    scalar(
        recorder,
        "binary_cross_entropy_extreme",
        lambda x, target: elements(x, target).mean(),
        {"x": x, "target": target},
        constants=["target"],
        operation="binaryCrossEntropy",
        reduction="mean",
    )


def categorical(recorder):
    for smoothing in [0.0, 0.1]:
        for masked in [False, True]:
            case = f"cross_entropy{'_smoothed' * bool(smoothing)}{'_masked' * masked}"
            generator = recorder.generator(case)
            mask = torch.ones(7)
            if masked:
                mask[torch.tensor([1, 2, 5])] = 0
            tensors = {
                "x": normal(generator, 7, 5) * 3,
                "labels": torch.randint(0, 5, (7,), generator=generator),
                "mask": mask,
            }

            def loss(x, labels, mask):
                kept = torch.where(mask > 0, labels, -100)
                return F.cross_entropy(x, kept, ignore_index=-100, label_smoothing=smoothing)

            scalar(
                recorder,
                case,
                loss,
                tensors,
                constants=["mask"],
                operation="crossEntropy",
                labelSmoothing=smoothing,
                masked=masked,
                reduction="mean over the examples that count",
            )


def gaussian(recorder):
    def negative_log_likelihood(target, mean, logVariance):
        losses = 0.5 * (math.log(2 * math.pi) + logVariance + (target - mean).square() / logVariance.exp())
        same = F.gaussian_nll_loss(mean, target, logVariance.exp(), full=True, reduction="none")
        torch.testing.assert_close(losses, same)
        return losses

    for reduction in ["mean", "sum_features"]:
        case = f"gaussian_negative_log_likelihood_{reduction}"
        generator = recorder.generator(case)
        tensors = {name: normal(generator, 5, 6) for name in ["target", "mean", "logVariance"]}
        scalar(
            recorder,
            case,
            lambda *inputs: reduced(negative_log_likelihood(*inputs), reduction),
            tensors,
            constants=["target"],
            operation="gaussianNegativeLogLikelihood",
            reduction=reduction,
        )


def divergence(recorder):
    def normal_of(mean, logVariance):
        return Normal(mean, (0.5 * logVariance).exp())

    def to_standard(mean, logVariance):
        return kl_divergence(normal_of(mean, logVariance), Normal(0.0, 1.0)).sum(1).mean()

    def between(mean, logVariance, otherMean, otherLogVariance):
        return kl_divergence(normal_of(mean, logVariance), normal_of(otherMean, otherLogVariance)).sum(1).mean()

    for case, function, names in [
        ("kl_standard_normal", to_standard, ["mean", "logVariance"]),
        ("kl_two_gaussians", between, ["mean", "logVariance", "otherMean", "otherLogVariance"]),
    ]:
        generator = recorder.generator(case)
        tensors = {name: normal(generator, 5, 6) for name in names}
        scalar(recorder, case, function, tensors, operation=case, reduction="sum_features")


def adversarial(recorder):
    losses = {
        "hinge_discriminator": lambda real, fake: F.relu(1 - real).mean() + F.relu(1 + fake).mean(),
        "hinge_generator": lambda fake: -fake.mean(),
        "non_saturating_discriminator": lambda real, fake: F.softplus(-real).mean() + F.softplus(fake).mean(),
        "non_saturating_generator": lambda fake: F.softplus(-fake).mean(),
    }
    for case, loss in losses.items():
        generator = recorder.generator(case)
        names = ["real", "fake"] if case.endswith("discriminator") else ["fake"]
        tensors = {name: normal(generator, 9) * 1.5 for name in names}
        scalar(recorder, case, loss, tensors, operation=case, reduction="mean")
