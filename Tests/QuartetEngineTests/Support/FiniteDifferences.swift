import QuartetEngine
import QuartetTestSupport
import Testing

/// A function of tensors, and all that is needed to differentiate it numerically.
struct Differentiable: CustomTestStringConvertible, Sendable {
    typealias Function = @Sendable ([Tensor]) -> Tensor

    let name: String
    let shapes: [Shape]
    /// Range of the operands' absolute values; signs are random unless `positive`.
    var magnitudes: ClosedRange<Float> = 0.3...1.2
    var positive = false
    /// Integers passed as the function's last operand, if any.
    var indices: [Float] = []
    let function: Function

    init(
        _ name: String, _ shapes: [Shape], _ magnitudes: ClosedRange<Float> = 0.3...1.2,
        positive: Bool = false,
        indices: [Float] = [], _ function: @escaping Function
    ) {
        (self.name, self.shapes, self.magnitudes) = (name, shapes, magnitudes)
        (self.positive, self.indices, self.function) = (positive, indices, function)
    }

    var testDescription: String { name }

    /// The gradient of a weighted sum of the function's elements by all operands, as one row. Differentiating it again
    /// checks second-order gradients.
    var gradient: Differentiable {
        let (function, count) = (function, shapes.count)
        return Differentiable(
            "gradient of \(name)", shapes, magnitudes, positive: positive, indices: indices
        ) { operands in
            let y = function(operands)
            let weighted = (y * y.graph.constant(Self.weights(y.elementCount, 7), shape: y.shape)).sum()
            let gradients = y.graph.gradients(of: weighted, withRespectTo: Array(operands.prefix(count)))
            return Tensor.concatenate(gradients.map { $0.reshaped([-1]) }, axis: 0)
        }
    }

    private static func weights(_ count: Int, _ seed: UInt64) -> [Float] {
        var generator = SeededGenerator(seed)
        return generator.floats(count, in: 0.5...1.5)
    }

    /// Compares the gradient with central differences, element by element, using the interpreter.
    func check(sourceLocation: SourceLocation = #_sourceLocation) {
        var generator = SeededGenerator(UInt64(name.utf8.reduce(0) { $0 &* 31 &+ Int($1) } & 0xffff))
        let graph = Graph()
        let operands = shapes.indices.map { graph.input("operand \($0)", shape: shapes[$0]) }
        let values = shapes.map { shape in
            generator.floats(shape.elementCount, in: magnitudes).map { value in
                positive || Bool.random(using: &generator) ? value : -value
            }
        }
        let indices = indices.isEmpty ? nil : graph.input("indices", shape: [indices.count], type: .int32)
        let y = function(operands + (indices.map { [$0] } ?? []))
        let weights = Self.weights(y.elementCount, 3)
        let scalar = (y * graph.constant(weights, shape: y.shape)).sum()
        let gradients = graph.gradients(of: scalar, withRespectTo: operands)

        func evaluate(_ wanted: [Tensor], _ values: [[Float]]) -> [[Float]] {
            var interpreter = Interpreter(graph, seed: 5)
            for (operand, elements) in zip(operands, values) { interpreter.write(elements, to: operand) }
            if let indices { interpreter.write(self.indices, to: indices) }
            return interpreter.evaluate(wanted)
        }

        let actual = evaluate(gradients, values)
        let step: Float = 1 / 128
        for (operand, elements) in values.enumerated() {
            let numerical = elements.indices.map { index -> Float in
                var (above, below) = (values, values)
                above[operand][index] += step
                below[operand][index] -= step
                let (high, low) = (evaluate([y], above)[0], evaluate([y], below)[0])
                var sum = 0.0
                for i in weights.indices { sum += Double(weights[i]) * (Double(high[i]) - Double(low[i])) }
                return Float(sum / (Double(above[operand][index]) - Double(below[operand][index])))
            }
            expectClose(
                actual[operand], numerical, Tolerance(relative: 1e-3, ofLargest: 1e-3, absolute: 1e-4),
                "\(name), operand \(operand)", sourceLocation: sourceLocation)
        }
    }
}
