"""Reference numbers of the engine's optimisers, gradient clipping, learning-rate schedules and weight averages."""

import math

import torch
from torch import nn, optim
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from recorder import normal

STEPS = 10
SIZE = 37  # not a multiple of any vector length

OPTIMISERS = {
    "sgd": (optim.SGD, {"lr": 0.1}),
    "sgd_momentum": (optim.SGD, {"lr": 0.1, "momentum": 0.9}),
    "sgd_nesterov": (optim.SGD, {"lr": 0.1, "momentum": 0.9, "nesterov": True}),
    "sgd_weight_decay": (optim.SGD, {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.01}),
    "adam": (optim.Adam, {"lr": 1e-3, "betas": (0.9, 0.999), "eps": 1e-8}),
    "adam_gan": (optim.Adam, {"lr": 2e-4, "betas": (0.5, 0.999), "eps": 1e-8}),
    "adam_large_step": (optim.Adam, {"lr": 0.1, "betas": (0.9, 0.99), "eps": 1e-3}),
    "adamw": (optim.AdamW, {"lr": 1e-3, "betas": (0.9, 0.999), "eps": 1e-8, "weight_decay": 0.01}),
    "adamw_large_step": (optim.AdamW, {"lr": 0.1, "betas": (0.9, 0.99), "eps": 1e-8, "weight_decay": 0.1}),
}

# The engine's names of PyTorch's settings.
SETTINGS = {
    "lr": "learningRate",
    "momentum": "momentum",
    "nesterov": "nesterov",
    "weight_decay": "weightDecay",
    "betas": "betas",
    "eps": "epsilon",
}


def record(recorder):
    """Records everything that turns gradients into the next weights."""
    for case, (kind, settings) in OPTIMISERS.items():
        steps(recorder, case, kind, settings)
    clipping(recorder)
    schedules(recorder)
    plateaus(recorder)
    averages(recorder)


def steps(recorder, case, kind, settings):
    """`weight` before the first step, `gradients` [10, 37], `weights` [10, 37] after each step."""
    generator = recorder.generator(case)
    start = normal(generator, SIZE)
    gradients = normal(generator, STEPS, SIZE) * torch.logspace(-4, 1, SIZE)
    weight = nn.Parameter(start.double())
    optimiser = kind([weight], **settings)
    history = []
    for gradient in gradients:
        weight.grad = gradient.double()
        optimiser.step()
        history.append(weight.detach().clone())
    recorder.put(case, "weight", start)
    recorder.put(case, "gradients", gradients)
    recorder.put(case, "weights", torch.stack(history))
    fields = {SETTINGS[name]: value for name, value in settings.items()}
    recorder.describe(case, operation=kind.__name__.lower(), steps=STEPS, **fields)


def clipping(recorder):
    """Two gradients scaled together by min(1, maximum / (norm + 1e-6))."""
    for case, maximum in [("clip_norm_above", 1.0), ("clip_norm_below", 1000.0)]:
        generator = recorder.generator(case)
        gradients = [normal(generator, 4, 5), normal(generator, 7) * 3]
        weights = [nn.Parameter(torch.zeros_like(gradient, dtype=torch.float64)) for gradient in gradients]
        for index, (weight, gradient) in enumerate(zip(weights, gradients)):
            weight.grad = gradient.double()
            recorder.put(case, f"gradient{index}", gradient)
        recorder.put(case, "norm", nn.utils.clip_grad_norm_(weights, maximum))
        for index, weight in enumerate(weights):
            recorder.put(case, f"clipped{index}", weight.grad)
        recorder.describe(case, operation="clipNorm", maximumNorm=maximum, epsilon=1e-6)


def rates(make, count, rate):
    """The learning rate that a scheduler gives to each of `count` steps, the first being step 0."""
    optimiser = optim.SGD([nn.Parameter(torch.zeros(1))], lr=rate)
    scheduler = make(optimiser)
    values = []
    for _ in range(count):
        values.append(optimiser.param_groups[0]["lr"])
        optimiser.step()
        scheduler.step()
    return torch.tensor(values, dtype=torch.float64)


def schedules(recorder):
    """`rates` [count]: the learning rate used by each step, counted from 0."""
    schedulers = optim.lr_scheduler
    rate, lowest, warmup, total = 1e-3, 1e-5, 10, 50

    def warm_then_cosine(optimiser):
        rise = schedulers.LinearLR(optimiser, start_factor=1 / warmup, total_iters=warmup - 1)
        fall = schedulers.CosineAnnealingLR(optimiser, total - warmup, eta_min=lowest)
        return schedulers.SequentialLR(optimiser, [rise, fall], [warmup])

    def warm_from_zero_then_cosine(optimiser):
        def factor(step):
            if step < warmup:
                return step / warmup
            cosine = 0.5 * (1 + math.cos(math.pi * (step - warmup) / (total - warmup)))
            return (lowest + (rate - lowest) * cosine) / rate

        return schedulers.LambdaLR(optimiser, factor)

    formula = "lowest + (rate - lowest) * (1 + cos(pi * (step - warmup) / (total - warmup))) / 2"
    cases = {
        "warmup_cosine": (warm_then_cosine, f"step < warmup: rate * (step + 1) / warmup, else {formula}"),
        "warmup_cosine_from_zero": (
            warm_from_zero_then_cosine,
            f"step < warmup: rate * step / warmup, else {formula}",
        ),
    }
    for case, (make, meaning) in cases.items():
        recorder.put(case, "rates", rates(make, total + 1, rate))
        recorder.describe(
            case,
            operation="warmupCosine",
            learningRate=rate,
            lowest=lowest,
            warmupSteps=warmup,
            totalSteps=total,
            formula=meaning,
        )
    cosine = rates(lambda optimiser: schedulers.CosineAnnealingLR(optimiser, 20, eta_min=0), 21, rate)
    recorder.put("cosine", "rates", cosine)
    recorder.describe("cosine", operation="cosine", learningRate=rate, lowest=0, totalSteps=20)
    step = rates(lambda optimiser: schedulers.StepLR(optimiser, 5, 0.5), 23, rate)
    recorder.put("step", "rates", step)
    recorder.describe("step", operation="step", learningRate=rate, every=5, factor=0.5)


def plateaus(recorder):
    """`losses` seen one after another and `rates`, the learning rate after each of them."""
    losses = [
        5,
        4,
        3,
        3,
        3,
        3,
        3,
        2.9,
        2.95,
        2.95,
        2.95,
        2.8,
        2.79999,
        2.9,
        2.9,
        2.9,
        2.9,
        2.9,
        2.9,
        2.9,
        2.9,
        2.9,
    ]
    settings = {
        "plateau": {"factor": 0.5, "patience": 2, "cooldown": 0, "min_lr": 0.0},
        "plateau_cooldown": {"factor": 0.1, "patience": 1, "cooldown": 2, "min_lr": 5e-4},
    }
    for case, options in settings.items():
        optimiser = optim.SGD([nn.Parameter(torch.zeros(1))], lr=0.1)
        scheduler = optim.lr_scheduler.ReduceLROnPlateau(optimiser, threshold=1e-4, **options)
        values = []
        for loss in losses:
            scheduler.step(loss)
            values.append(optimiser.param_groups[0]["lr"])
        recorder.put(case, "losses", torch.tensor(losses, dtype=torch.float64))
        recorder.put(case, "rates", torch.tensor(values, dtype=torch.float64))
        recorder.describe(
            case,
            operation="plateau",
            learningRate=0.1,
            factor=options["factor"],
            patience=options["patience"],
            cooldown=options["cooldown"],
            lowest=options["min_lr"],
            threshold=1e-4,
            thresholdMode="relative",
        )


def averages(recorder):
    """Exponential moving average that starts as a copy: average += (1 - decay) * (weight - average)."""
    generator = recorder.generator("ema")
    start, history = normal(generator, SIZE), normal(generator, STEPS, SIZE)
    model = nn.ParameterList([nn.Parameter(start.double())])
    average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(0.99))
    average.update_parameters(model)  # the first update copies
    results = []
    for weight in history:
        with torch.no_grad():
            model[0].copy_(weight)
        average.update_parameters(model)
        results.append(average.module[0].detach().clone())
    recorder.put("ema", "weight", start)
    recorder.put("ema", "weights", history)
    recorder.put("ema", "averages", torch.stack(results))
    recorder.describe("ema", operation="ema", decay=0.99, steps=STEPS)
