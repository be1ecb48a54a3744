/// Reverse-mode differentiation: one table of rules that emit more nodes, and one walk. Gradients are tensors of the
/// same graph, so they can be differentiated again.
extension Graph {
    /// The gradients of a scalar with respect to tensors; zeros where it does not depend on them.
    public func gradients(of scalar: Tensor, withRespectTo targets: [Tensor]) -> [Tensor] {
        if scalar.elementCount != 1 { fatalError("gradients: \(scalar.text) is not a scalar.") }
        let reached = ancestors(of: scalar.index)
        let needed = descendants(of: targets.map(\.index), upTo: scalar.index)
        var upstream: [Int: Tensor] = [scalar.index: fill(1, shape: scalar.shape)]
        // Gradients of a node's further results, by node and result number.
        var others: [Int: [Int: Tensor]] = [:]
        for index in stride(from: scalar.index, through: 0, by: -1) where reached[index] && needed[index] {
            guard let gradient = upstream[index] else { continue }
            let inputs = nodes[index].inputs
            if inputs.isEmpty { continue }
            if case .otherResult(let number) = nodes[index].operation {
                others[inputs[0], default: [:]][number] = gradient
                if upstream[inputs[0]] == nil { upstream[inputs[0]] = fill(0, shape: nodes[inputs[0]].shape) }
                continue
            }
            let contributions = rule(tensor(index), inputs.map(tensor), gradient, others[index] ?? [:])
            for (input, contribution) in zip(inputs, contributions) where needed[input] {
                guard let contribution else { continue }
                upstream[input] = upstream[input].map { $0 + contribution } ?? contribution
            }
        }
        return targets.map { upstream[$0.index] ?? fill(0, shape: $0.shape) }
    }

    /// The table: the operands `x`, result `y` and upstream gradient `g` of an operation to the gradients of its operands;
    /// nil where no gradient flows.
    private func rule(_ y: Tensor, _ x: [Tensor], _ g: Tensor, _ others: [Int: Tensor]) -> [Tensor?] {
        switch y.node.operation {
        case .input, .parameter, .fill, .constant, .random, .stopGradient: return [nil]
        case .unary(let function): return [unaryRule(function, y, x[0], g)]
        case .binary(let function):
            let (a, b) = binaryRule(function, y, x[0], x[1], g)
            return [a?.reduced(toShape: x[0].shape), b?.reduced(toShape: x[1].shape)]
        case .select:
            let zero = fill(0, shape: g.shape)
            return [nil, x[0].select(g, zero), x[0].select(zero, g)]
        case .broadcast: return [g.reduced(toShape: x[0].shape)]
        case .reshape, .fullPrecision: return [g.reshaped(x[0].shape)]
        case .transpose(let order): return [g.transposed(order.indices.map { order.firstIndex(of: $0) ?? 0 })]
        case .axisMap(let axis, let map): return [g.mapped(axis: axis, by: map.transposed)]
        case .concatenate(let axis):
            var start = 0
            return x.map { part in
                defer { start += part.shape[axis] }
                return g.sliced(axis: axis, start..<start + part.shape[axis])
            }
        case .gather: return [g.scatteredRows(at: x[1], count: x[0].shape[0]), nil]
        case .scatterAdd: return [g.rows(at: x[1]), nil]
        case .reduce(.sum, _): return [g.broadcast(to: x[0].shape)]
        case .reduce(.maximum, let axes):
            let winners = x[0].equal(to: y)
            return [g / winners.sum(axes: Array(axes), keepingAxes: true) * winners]
        case .logSumExponential: return [g * (x[0] - y).exponential()]
        case .pick:
            let own = x[1].oneHot(classes: x[0].shape[x[0].rank - 1])
            return [g.reshaped(g.shape + [1]) * own, nil]
        case .matrixProduct(let left, let right): return matrixProductRule(left, right, x[0], x[1], g)
        case .convolution(let c): return [inputGradient(c, g, x[1]), weightGradient(c, x[0], g)]
        case .convolutionInputGradient(let c): return [convolution(c, g, x[1]), weightGradient(c, g, x[0])]
        case .convolutionWeightGradient(let c): return [inputGradient(c, x[1], g), convolution(c, x[0], g)]
        case .attention(let a): return attentionRule(a, x, g)
        case .rotary(let r):
            return [g.rotated(r.inverted, positions: x.dropFirst().first)] + x.dropFirst().map { _ in nil }
        case .attentionGradient:
            fatalError(
                "gradients: attention cannot be differentiated twice; compose it of primitives for second derivatives."
            )
        case .cache, .cacheAppend:
            fatalError("gradients: \(y.text) is a cache; no gradient flows through it.")
        case .quantizedProduct(let matrix), .quantizedRows(let matrix):
            fatalError(
                "gradients: \(y.text) is computed from \(matrix.name), which is frozen: no gradient flows here."
            )
        case .rootMeanSquareNorm, .gatedUnit:
            fatalError(
                "gradients: \(y.text) is for inference only; use standard arithmetic to train.")
        case .recurrence(let r): return r.gradients(of: y, x, g, others)
        case .recurrenceGradient, .recurrenceWeightGradient:
            fatalError(
                "gradients: \(y.text) cannot be differentiated again; recurrent layers have no second order.")
        case .otherResult: return [nil]
        }
    }

    private func attentionRule(_ a: AttentionGeometry, _ x: [Tensor], _ g: Tensor) -> [Tensor?] {
        let sources = Array(x.prefix(a.sourceCount))
        let masks = Array(x.dropFirst(a.sourceCount))
        return sources.indices.map {
            append(.attentionGradient(a, source: $0), sources + [g] + masks, shape: sources[$0].shape)
        } + masks.map { _ in nil }
    }

    private func unaryRule(_ function: UnaryFunction, _ y: Tensor, _ x: Tensor, _ g: Tensor) -> Tensor? {
        switch function {
        case .copy: g
        case .affine(let scale, _): g * scale
        case .exponential: g * y
        case .logarithm: g / x
        case .squareRoot: g / y * 0.5
        case .reciprocalSquareRoot: g * y * y * y * -0.5
        case .reciprocal: g * y * y * -1
        case .absolute: g * x.sign()
        case .sign, .step, .floor: nil
        case .square: g * x * 2
        case .sine: g * x.cosine()
        case .cosine: g * x.sine() * -1
        case .hyperbolicTangent: g.binary(.hyperbolicTangentGradient, y)
        case .sigmoid: g.binary(.sigmoidGradient, y)
        case .softplus: g * x.sigmoid()
        case .gelu: g.binary(.geluGradient, x)
        case .errorFunction: g * (x.squared() * -1).exponential() * 1.12837917
        case .rectifier: g.binary(.rectifierGradient, y)
        case .leakyRectifier(let slope): g.binary(.leakyRectifierGradient(slope: slope), y)
        case .clamp(let low, let high): g * (x - low).unary(.step) * (high - x).unary(.step)
        }
    }

    private func binaryRule(
        _ function: BinaryFunction, _ y: Tensor, _ a: Tensor, _ b: Tensor, _ g: Tensor
    ) -> (Tensor?, Tensor?) {
        switch function {
        case .add: (g, g)
        case .subtract: (g, g * -1)
        case .multiply: (g * b, g * a)
        case .divide: (g / b, g * y / b * -1)
        case .maximum: (g * preference(a, b), g * preference(b, a))
        case .minimum: (g * preference(b, a), g * preference(a, b))
        case .equal, .greater: (nil, nil)
        case .rectifierGradient: (g.binary(.rectifierGradient, b), nil)
        case .leakyRectifierGradient: (g.binary(function, b), nil)
        case .hyperbolicTangentGradient: (g.binary(function, b), g * a * b * -2)
        case .sigmoidGradient: (g.binary(function, b), g * a * (1 - b * 2))
        case .geluGradient:
            (
                g.binary(function, b),
                g * a * (b.squared() * -0.5).exponential() * (2 - b.squared()) * 0.398942280
            )
        }
    }

    /// 1 where `a` is greater, 0.5 at ties.
    private func preference(_ a: Tensor, _ b: Tensor) -> Tensor { a.greater(than: b) + a.equal(to: b) * 0.5 }

    private func matrixProductRule(_ left: Bool, _ right: Bool, _ a: Tensor, _ b: Tensor, _ g: Tensor)
        -> [Tensor?]
    {
        let da =
            left
            ? b.matrixProduct(g, transposeLeft: right, transposeRight: true)
            : g.matrixProduct(b, transposeRight: !right)
        let db =
            right
            ? g.matrixProduct(a, transposeLeft: true, transposeRight: left)
            : a.matrixProduct(g, transposeLeft: !left)
        return [da, db]
    }

    private func convolution(_ c: ConvolutionGeometry, _ input: Tensor, _ weights: Tensor) -> Tensor {
        append(.convolution(c), [input, weights], shape: c.result)
    }

    private func inputGradient(_ c: ConvolutionGeometry, _ result: Tensor, _ weights: Tensor) -> Tensor {
        append(.convolutionInputGradient(c), [result, weights], shape: c.input)
    }

    private func weightGradient(_ c: ConvolutionGeometry, _ input: Tensor, _ result: Tensor) -> Tensor {
        append(.convolutionWeightGradient(c), [input, result], shape: c.weights)
    }

    private func ancestors(of index: Int) -> [Bool] {
        var reached = [Bool](repeating: false, count: index + 1)
        reached[index] = true
        for node in stride(from: index, through: 0, by: -1) where reached[node] {
            for input in nodes[node].inputs { reached[input] = true }
        }
        return reached
    }

    private func descendants(of targets: [Int], upTo last: Int) -> [Bool] {
        var reached = [Bool](repeating: false, count: last + 1)
        for target in targets where target <= last { reached[target] = true }
        for node in 0...last where !reached[node] {
            reached[node] = nodes[node].inputs.contains { reached[$0] }
        }
        return reached
    }
}
