"""Writes what another engine needs to repeat a workload's first steps, and their results.

Keys: `weights/NAME` before the first step; `buffers/NAME`, the running statistics; the inputs; the noise of each step;
the results in each precision. Everything is stored as float32 (labels as int32), whatever precision it was computed in;
images are [batch, height, width, channels].
"""

import copy

import torch
from safetensors.torch import save_file

import torch_workloads
from torch_models import swift_parameters
from torch_workloads import PRECISIONS, WORKLOADS, autocast

STEPS = 3


def fresh(name, scale, precision):
    """The workload with the weights and inputs that seed 0 gives."""
    torch.manual_seed(0)
    return WORKLOADS[name](precision, "eager", scale)


def state(**models):
    """Weights and running statistics of models, prefixed by their names (except a model called `_`)."""
    tensors = {}
    for prefix, model in models.items():
        start = "" if prefix == "_" else prefix + "."
        tensors |= {f"weights/{start}{name}": value for name, value in model.named_parameters()}
        tensors |= {
            f"buffers/{start}{name}": value
            for name, value in model.named_buffers()
            if not name.endswith("num_batches_tracked")
        }
    return tensors


def clones(tensors):
    """Copies, which later steps do not change."""
    return {key: value.detach().clone() for key, value in tensors.items()}


def noise(*shape):
    return torch.randn(shape, generator=torch.Generator().manual_seed(1))


def sequence_training(name, scale):
    workload = fresh(name, scale, "float32")
    drawn = noise(STEPS, workload.items, workload.latents)
    # The engine stores the same step of all sequences side by side.
    tensors = clones(state(_=workload.model) | {"tokens": workload.tokens.T, "noise": drawn})
    for precision in PRECISIONS:
        workload = fresh(name, scale, precision)
        tensors[f"losses/{precision}"] = torch.stack([workload.step(values) for values in drawn])
    return tensors


def traffic_training(name, scale):
    workload = fresh(name, scale, "float32")
    drawn = noise(STEPS, workload.items, workload.latents)
    tensors = state(_=workload.model) | {"rows": workload.rows, "noise": drawn}
    tensors = clones(tensors)
    for precision in PRECISIONS:
        workload = fresh(name, scale, precision)
        tensors[f"losses/{precision}"] = torch.stack([workload.step(values) for values in drawn])
    return tensors


def traffic_scoring(name, scale):
    workload = fresh(name, scale, "float32")
    drawn = noise(workload.items, workload.latents)
    tensors = state(_=workload.model) | {"rows": workload.rows, "noise": drawn}
    for precision in PRECISIONS:
        with autocast(precision), torch.inference_mode():
            error, divergence = workload.model(workload.rows, drawn)
        tensors[f"error/{precision}"] = error.clone()
        tensors[f"divergence/{precision}"] = divergence.clone()
        tensors[f"loss/{precision}"] = (error + divergence).mean()
    return tensors


def adversarial_training(name, scale):
    """Three steps in a row, and the same three each from a given state.

    Adam's first step is little more than the sign of each gradient, so rounding decides the direction of weights whose
    gradient is nearly zero. In consecutive steps, PyTorch on two threads therefore differs from PyTorch on one by 1e-3
    in the generator's second loss (`float32-two-threads`). Starting each step from the same weights and moments
    (`states/1`, `states/2`) isolates what one step computes, which agrees to 1e-5. `restarted...` are the losses from
    these states, which are those of the float32 run.
    """
    workload = fresh(name, scale, "float32")
    drawn = noise(STEPS, workload.items, workload.latents)
    tensors = {"z": drawn, "images": workload.images.permute(0, 2, 3, 1), "labels": workload.labels.int()}
    restarted = {precision: [] for precision in PRECISIONS}
    for step, z in enumerate(drawn):
        tensors |= clones(adversarial_state(workload, f"states/{step}/" if step else ""))
        twin = copy.deepcopy(workload)
        twin.precision = "bfloat16"
        restarted["bfloat16"].append(twin.losses(z))
        restarted["float32"].append(workload.losses(z))
    for precision, losses in restarted.items():
        tensors |= adversarial_losses("restartedDiscriminator", "restartedGenerator", precision, losses)
    for precision in PRECISIONS:
        workload = fresh(name, scale, precision)
        tensors |= adversarial_losses("discriminator", "generator", precision, [workload.losses(z) for z in drawn])
    torch.set_num_threads(2)
    workload = fresh(name, scale, "float32")
    tensors |= adversarial_losses(
        "discriminator", "generator", "float32-two-threads", [workload.losses(z) for z in drawn]
    )
    torch.set_num_threads(1)
    return tensors


def adversarial_losses(first, second, label, losses):
    """The pairs of losses as two tensors, one value a step."""
    pairs = torch.tensor(losses)
    return {f"{first}Losses/{label}": pairs[:, 0], f"{second}Losses/{label}": pairs[:, 1]}


def adversarial_state(workload, start):
    """Weights, running statistics and, once there has been a step, Adam's moments of both networks."""
    models = {"generator": workload.generator, "discriminator": workload.discriminator}
    tensors = {start + key: value for key, value in state(**models).items()}
    for (prefix, model), optimiser in zip(models.items(), workload.optimisers):
        for name, parameter in model.named_parameters():
            if moments := optimiser.state.get(parameter):
                tensors[f"{start}firstMoments/{prefix}.{name}"] = moments["exp_avg"]
                tensors[f"{start}secondMoments/{prefix}.{name}"] = moments["exp_avg_sq"]
    return tensors


def adversarial_sampling(name, scale):
    workload = fresh(name, scale, "float32")
    drawn = noise(workload.items, workload.latents)
    tensors = state(_=workload.generator) | {"z": drawn, "labels": workload.labels.int()}
    for precision in PRECISIONS:
        with autocast(precision):
            images = workload.images(drawn).float().permute(0, 2, 3, 1)
        tensors[f"mean/{precision}"] = images.mean()
        tensors[f"images/{precision}"] = images[:2]
    return tensors


def translation(name, scale):
    workload = fresh(name, scale, "float32")
    tensors = clones(swift_parameters(workload.model))
    tensors |= {"sources": workload.sources, "targets": workload.targets}
    for precision in PRECISIONS:
        workload = fresh(name, scale, precision)
        tensors[f"losses/{precision}"] = torch.stack([workload.step() for _ in range(STEPS)])
    return tensors


def sentence_encoding(name, scale):
    workload = fresh(name, scale, "float32")
    tensors = swift_parameters(workload.model) | {"words": workload.words}
    for precision in PRECISIONS:
        with autocast(precision):
            tensors[f"sentences/{precision}"] = workload.sentences().float()
    return tensors


def decoding(name, scale):
    """The mean negative log likelihood of a text, each token judged by those before it through the cache."""
    workload = fresh(name, scale, "float32")
    layers = {"joint": "self_attn.in_proj", "output": "self_attn.out_proj"}
    tensors = {}
    for index, block in enumerate(workload.blocks):
        for part, layer in block.items():
            for key, value in layer.named_parameters():
                tensors[f"weights/blocks.{index}.{layers.get(part, part)}.{key}"] = value
    for part in ("tokens", "positions", "norm"):
        for key, value in getattr(workload, part).named_parameters():
            tensors[f"weights/{part}.{key}"] = value
    length = 32 if scale == "full" else 12
    text = torch.randint(0, workload.vocabulary, (length,), generator=torch.Generator().manual_seed(1))
    tensors["text"] = text
    for precision in PRECISIONS:
        with autocast(precision), torch.inference_mode():
            keys, values = workload.caches()
            scores = [workload.scores(text[place : place + 1], place, keys, values) for place in range(length - 1)]
        tensors[f"loss/{precision}"] = torch.nn.functional.cross_entropy(torch.cat(scores).float(), text[1:])
    return tensors


def record(name, scale):
    """The tensors of one workload and the metadata of their file."""
    torch.set_num_threads(1)
    make = {
        torch_workloads.SequenceTraining: sequence_training,
        torch_workloads.TrafficTraining: traffic_training,
        torch_workloads.TrafficScoring: traffic_scoring,
        torch_workloads.AdversarialTraining: adversarial_training,
        torch_workloads.AdversarialSampling: adversarial_sampling,
        torch_workloads.Translation: translation,
        torch_workloads.SentenceEncoding: sentence_encoding,
        torch_workloads.Decoding: decoding,
    }[WORKLOADS[name]]
    tensors = {}
    for key, value in make(name, scale).items():
        kind = torch.float32 if value.is_floating_point() else torch.int32
        tensors[key] = value.detach().to(kind, memory_format=torch.contiguous_format).contiguous().clone()
    return tensors, {"workload": name, "scale": scale, "torch": torch.__version__, "steps": str(STEPS)}


def dump(name, path, scale="full"):
    """Writes one workload's weights, inputs and results to a safetensors file and prints the results."""
    tensors, metadata = record(name, scale)
    save_file(tensors, path, metadata=metadata)
    for key, value in tensors.items():
        if key.partition("/")[2].startswith(tuple(PRECISIONS)) and value.numel() <= STEPS:
            print(f"{name} {key}: {value.flatten().tolist()}")
