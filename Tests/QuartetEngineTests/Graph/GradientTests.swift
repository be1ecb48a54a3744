import QuartetEngine
import Testing

/// Every rule of the gradient table against central differences; the smooth ones also to second order.
@Suite struct GradientTests {
    @Test(arguments: smooth + piecewise) func agreesWithDifferences(_ function: Differentiable) {
        function.check()
    }

    @Test(arguments: smooth + piecewise) func agreesWithDifferencesTwice(_ function: Differentiable) {
        function.gradient.check()
    }

    @Test(
        arguments: smooth.filter { ["tanh", "sigmoid", "convolution", "matrix product"].contains($0.name) })
    func agreesWithDifferencesThrice(_ function: Differentiable) { function.gradient.gradient.check() }

    @Test func tiesShareTheGradient() {
        let trial = Trial()
        let a = trial.input("a", [3], [1, 2, 2])
        let b = trial.input("b", [3], [1, 5, 2])
        let elementwise = trial.graph.gradients(of: a.maximum(b).sum(), withRespectTo: [a, b])
        let along = trial.graph.gradients(of: a.maximum(axis: 0).sum(), withRespectTo: [a])
        let results = trial.planned(elementwise + along)
        #expect(results == [[0.5, 0, 0.5], [0.5, 1, 0.5], [0, 0.5, 0.5]])
    }

    @Test func stopsAndStepsHaveNoGradient() {
        let trial = Trial()
        let x = trial.input("x", [4], [-1.5, -0.5, 0.5, 1.5])
        let y = x.stoppingGradient() * x + x.sign() + x.floor() + x.greater(than: x * 2) + x.equal(to: x)
        let gradients = trial.graph.gradients(of: y.sum(), withRespectTo: [x])
        #expect(trial.planned(gradients) == [[-1.5, -0.5, 0.5, 1.5]])
    }

    @Test func isZeroWithoutDependence() {
        let trial = Trial()
        let x = trial.input("x", [2], [1, 2])
        let other = trial.input("other", [2, 3], [Float](repeating: 1, count: 6))
        let gradients = trial.graph.gradients(of: x.sum(), withRespectTo: [other, x])
        #expect(gradients[0].shape == [2, 3])
        #expect(trial.planned(gradients) == [[Float](repeating: 0, count: 6), [1, 1]])
        #expect(trial.interpreted(gradients) == [[Float](repeating: 0, count: 6), [1, 1]])
    }

    @Test func valuesUsedTwiceAddUp() {
        let trial = Trial()
        let x = trial.input("x", [2], [3, -2])
        let y = x * x + x * 4 + (x + x)
        let gradients = trial.graph.gradients(of: y.sum(), withRespectTo: [x, y])
        #expect(trial.planned(gradients) == [[12, 2], [1, 1]])
    }
}

private let smooth: [Differentiable] =
    [
        Differentiable("affine", [[5]]) { (1.5 - $0[0] * 2) / 3 },
        Differentiable("exponential", [[5]]) { $0[0].exponential() },
        Differentiable("logarithm", [[5]], 0.5...2, positive: true) { $0[0].logarithm() },
        Differentiable("square root", [[5]], 0.5...2, positive: true) { $0[0].squareRoot() },
        Differentiable("reciprocal square root", [[5]], 0.6...2, positive: true) {
            $0[0].reciprocalSquareRoot()
        },
        Differentiable("reciprocal", [[5]], 0.8...2) { $0[0].reciprocal() },
        Differentiable("square", [[5]]) { $0[0].squared() },
        Differentiable("sine", [[5]]) { $0[0].sine() },
        Differentiable("cosine", [[5]]) { $0[0].cosine() },
        Differentiable("tanh", [[5]]) { $0[0].tanh() },
        Differentiable("sigmoid", [[5]]) { $0[0].sigmoid() },
        Differentiable("softplus", [[5]]) { $0[0].softplus() },
        Differentiable("error function", [[5]]) { $0[0].errorFunction() },
        Differentiable("gelu", [[5]]) { $0[0].gelu() },
        Differentiable("gelu by tanh", [[5]]) { $0[0].geluTanh() },
        Differentiable("silu", [[5]]) { $0[0].silu() },
        Differentiable("softmax", [[2, 4]]) { $0[0].softmax() },
        Differentiable("log sum of exponentials", [[2, 4]]) { $0[0].logSumExponential() },
        Differentiable("pick", [[3, 4]], indices: [2, 0, 3]) { $0[0].sine().picked(at: $0[1]) },
        Differentiable("cross-entropy", [[3, 4]], indices: [2, 0, 3]) {
            crossEntropy(logits: $0[0], labels: $0[1], labelSmoothing: 0.1)
        },
        Differentiable("log softmax", [[2, 4]]) { $0[0].logSoftmax() },
        Differentiable("log sum of exponentials", [[2, 4]]) { $0[0].logSumExponential() },
        Differentiable("sum of two", [[2, 3], [3]]) { ($0[0] + $0[1]).tanh() },
        Differentiable("difference", [[2, 1], [1, 3]]) { ($0[0] - $0[1]).sine() },
        Differentiable("product", [[2, 3], [2, 1]]) { $0[0] * $0[1] },
        Differentiable("quotient", [[2, 3], [3]], 0.8...1.5) { $0[0] / $0[1] },
        Differentiable("quotient of a number", [[4]], 0.8...1.5) { 2 / $0[0] },
        Differentiable("stretching", [[2, 1, 3]]) { ($0[0].broadcast(to: [2, 2, 4, 3]) * 0.5).sine() },
        Differentiable("reshape", [[2, 6]]) { $0[0].sine().reshaped([3, -1]).squared() },
        Differentiable("full precision", [[4]]) { $0[0].squared().inFullPrecision() * 2 },
        Differentiable("transposition", [[2, 3, 2]]) { $0[0].transposed([2, 0, 1]).sine() },
        Differentiable("slice", [[2, 5, 2]]) { $0[0].sliced(axis: 1, 1..<5, step: 2).squared() },
        Differentiable("padding", [[1, 3, 3, 2]]) {
            $0[0].sine().padded(1, .circular).padded(1, .reflect).squared()
        },
        Differentiable("up-sampling", [[1, 2, 3, 1]]) {
            $0[0].sine().upsampled(factor: 2, .bilinear).squared()
        },
        Differentiable("average pooling", [[1, 4, 4, 2]]) { $0[0].averagePooled(size: 3, stride: 1).sine() },
        Differentiable("joining", [[2, 2], [2, 3]]) {
            Tensor.concatenate([$0[0].sine(), $0[1], $0[0]], axis: 1).squared()
        },
        Differentiable("sum", [[2, 3, 2]]) { $0[0].sum(axes: [0, 2]).sine() },
        Differentiable("mean of squares", [[2, 3, 2]]) {
            $0[0].squared().mean(axes: [1], keepingAxes: true).squareRoot()
        },
        Differentiable("rows", [[4, 2]], indices: [2, 0, 2, 3, 1, 2]) {
            ($0[0].rows(at: $0[1].reshaped([2, 3])) * 0.7).sine()
        },
        Differentiable("matrix product", [[2, 3], [3, 2]]) { $0[0].matrixProduct($0[1]).sine() },
        Differentiable("matrix product nt", [[2, 3], [2, 3]]) {
            $0[0].matrixProduct($0[1], transposeRight: true).sine()
        },
        Differentiable("matrix product tn", [[3, 2], [3, 2]]) {
            $0[0].matrixProduct($0[1], transposeLeft: true).sine()
        },
        Differentiable("matrix product tt", [[3, 2], [2, 3]]) {
            $0[0].matrixProduct($0[1], transposeLeft: true, transposeRight: true).sine()
        },
        Differentiable("batched product", [[2, 2, 3], [2, 2, 3]]) {
            $0[0].matrixProduct($0[1], transposeRight: true).sine()
        },
        Differentiable("convolution", [[1, 4, 3, 2], [2, 2, 3, 3]]) {
            ($0[0].convolution($0[1], stride: 2, padding: 1) * 0.3).sine()
        },
        Differentiable("convolution in groups", [[1, 4, 4, 2], [4, 1, 3, 3]]) {
            ($0[0].convolution($0[1], padding: 2, dilation: 2, groups: 2) * 0.3).sine()
        },
        Differentiable("transposed convolution", [[1, 2, 3, 2], [2, 2, 4, 4]]) {
            ($0[0].transposedConvolution($0[1], stride: 2, padding: 1) * 0.3).sine()
        },
        Differentiable("one pixel transposed", [[2, 1, 1, 3], [3, 2, 2, 2]]) {
            ($0[0].transposedConvolution($0[1]) * 0.5).sine()
        },
    ]

/// Functions with kinks, on operands away from the kinks.
private let piecewise: [Differentiable] = [
    Differentiable("absolute", [[6]]) { $0[0].absolute() * $0[0] },
    Differentiable("relu", [[6]]) { $0[0].relu() * $0[0] },
    Differentiable("leaky relu", [[6]]) { $0[0].leakyReLU(slope: 0.2) * $0[0] },
    Differentiable("clamp", [[6]], 0.3...0.6) { ($0[0] * 2).clamped(low: -0.9, high: 1) * $0[0] },
    Differentiable("maximum", [[5], [5]], 0.3...0.6) { ($0[0] * 3).maximum($0[1]) * $0[1] },
    Differentiable("minimum", [[5], [5]], 0.3...0.6) { ($0[0] * 3).minimum($0[1]) * $0[1] },
    Differentiable("select", [[6], [6], [6]]) { $0[0].select($0[1] * $0[2], $0[1].sine()) },
    Differentiable("maximum of an axis", [[2, 3]]) {
        ($0[0] + $0[0].graph.constant([0, 9, 0, 4, 0, 0], shape: [2, 3])).maximum(axis: 1).squared()
    },
    Differentiable("max pooling", [[1, 4, 4, 1]]) { x in
        let order = x[0].graph.constant((0..<16).map { Float($0 * 7 % 16) }, shape: [1, 4, 4, 1])
        return (x[0] * 0.2 + order).maxPooled(size: 3, stride: 2, padding: 1).squared()
    },
    Differentiable("huber, near", [[6], [6]]) { huberLoss($0[0], $0[1], delta: 5, .mean).reshaped([1]) },
    Differentiable("huber, far", [[6], [6]], 0.3...0.6) {
        huberLoss($0[0], $0[1] * 3, delta: 0.2, .mean).reshaped([1])
    },
]
