import QuartetEngine
import QuartetTestSupport
import Testing

/// Every loss of `losses.safetensors`, and the R1 penalty: a gradient of gradients.
@Suite struct LossReferenceTests {
    @Test(arguments: ReferenceFile.losses.names) func agreesWithPyTorch(_ name: String) throws {
        let reference = try ReferenceFile.losses[name]
        try checkAgainstReference(reference) { _, tensors in try loss(reference.attributes, tensors) }
    }

    @Test(arguments: ["r1_leaky_relu", "r1_silu", "r1_tanh"]) func penalizesGradients(_ name: String) throws {
        var reference = try ReferenceFile.layers[name]
        let logits = try reference.elements("logits")
        let inputGradient = try reference.elements("inputGradient")
        (reference.tensors["logits"], reference.tensors["inputGradient"]) = (nil, nil)
        try checkAgainstReference(reference, Tolerance(relative: 1e-5, ofLargest: 5e-6)) { trial, tensors in
            let output = try discriminator(reference.attributes, tensors)
            let x = try #require(tensors["x"])
            let gradient = trial.graph.gradients(of: output.sum(), withRespectTo: [x])[0]
            for threads in threadCounts {
                let results = trial.planned([output, gradient], threads: threads)
                expectClose(results[0], logits, .tight, "\(name): logits")
                expectClose(results[1], inputGradient, .tight, "\(name): gradient by the pictures")
            }
            return r1Penalty(logits: output, pictures: x)
        }
    }

    /// One number an example, whose mean is that of `sumFeatures`.
    @Test func reducesToOneNumberAnExample() {
        let trial = Trial()
        let x = trial.input("x", [2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8])
        let zero = trial.input("zero", [2, 2, 2], [Float](repeating: 0, count: 8))
        let single = trial.input("single", [2], [3, -2])
        let none = trial.input("none", [2], [0, 0])
        let examples = squaredError(x, zero, .perExample)
        #expect(examples.shape == [2])
        let results = trial.planned([
            examples, squaredError(x, zero, .sumFeatures), squaredError(single, none, .perExample),
        ])
        #expect(results == [[30, 174], [102], [9, 4]])
    }

    @Test func divergencesAreElementwise() {
        let trial = Trial()
        let mean = trial.input("mean", [3], [0, 1, -2])
        let zero = trial.input("zero", [3], [0, 0, 0])
        let own = standardNormalDivergence(mean: mean, logVariance: zero)
        let between = normalDivergence(mean: mean, logVariance: zero, fromMean: zero, otherLogVariance: zero)
        for result in trial.planned([own, between]) { expectClose(result, [0, 0.5, 2], .tight, "m^2 / 2") }
    }
}

private func discriminator(
    _ attributes: ReferenceCase.Attributes, _ tensors: [String: Tensor]
) throws -> Tensor {
    func tensor(_ name: String) throws -> Tensor { try #require(tensors[name]) }
    func activation(_ x: Tensor) -> Tensor {
        switch attributes.activation {
        case "silu": x.silu()
        case "tanh": x.tanh()
        default: x.leakyReLU(slope: attributes.slope ?? 0)
        }
    }
    var y = try tensor("x")
    for layer in 0..<2 {
        let product = y.convolution(
            try tensor("weight\(layer)"), stride: try #require(attributes.stride),
            padding: try #require(attributes.padding))
        y = activation(product + (try tensor("bias\(layer)")))
    }
    let product = y.sum(axes: [1, 2]).matrixProduct(try tensor("weight2"), transposeRight: true)
    return (product + (try tensor("bias2"))).reshaped([-1])
}

func loss(_ attributes: ReferenceCase.Attributes, _ tensors: [String: Tensor]) throws -> Tensor {
    func tensor(_ name: String) throws -> Tensor { try #require(tensors[name]) }
    let reduction: LossReduction = attributes.reduction == "sum_features" ? .sumFeatures : .mean
    let mask = attributes.masked == true ? try tensor("mask") : nil
    switch attributes.operation {
    case "squared_error": return squaredError(try tensor("x"), try tensor("target"), reduction)
    case "absolute_error": return absoluteError(try tensor("x"), try tensor("target"), reduction)
    case "huber":
        return huberLoss(
            try tensor("x"), try tensor("target"), delta: try #require(attributes.delta), reduction)
    case "binaryCrossEntropy":
        return binaryCrossEntropy(
            logits: try tensor("x"), targets: try tensor("target"), mask: mask, reduction)
    case "crossEntropy":
        return crossEntropy(
            logits: try tensor("x"), labels: try tensor("labels"), mask: mask,
            labelSmoothing: try #require(attributes.labelSmoothing))
    case "gaussianNegativeLogLikelihood":
        return gaussianNegativeLogLikelihood(
            mean: try tensor("mean"), logVariance: try tensor("logVariance"), target: try tensor("target"),
            reduction)
    case "kl_standard_normal":
        let mean = try tensor("mean")
        let divergence = standardNormalDivergence(mean: mean, logVariance: try tensor("logVariance"))
        return divergence.sum() / Float(mean.shape[0])
    case "kl_two_gaussians":
        let mean = try tensor("mean")
        let divergence = normalDivergence(
            mean: mean, logVariance: try tensor("logVariance"), fromMean: try tensor("otherMean"),
            otherLogVariance: try tensor("otherLogVariance"))
        return divergence.sum() / Float(mean.shape[0])
    case "hinge_discriminator":
        return AdversarialLoss.hinge.discriminator(real: try tensor("real"), generated: try tensor("fake"))
    case "hinge_generator": return AdversarialLoss.hinge.generator(generated: try tensor("fake"))
    case "non_saturating_discriminator":
        return AdversarialLoss.nonSaturating.discriminator(
            real: try tensor("real"), generated: try tensor("fake"))
    case "non_saturating_generator":
        return AdversarialLoss.nonSaturating.generator(generated: try tensor("fake"))
    default: throw UnknownOperation(name: attributes.operation)
    }
}
