internal import Foundation

/// The primitives by their definitions.
extension Interpreter {
    static func apply(_ function: UnaryFunction, _ x: Float) -> Float {
        switch function {
        case .copy: x
        case .affine(let scale, let offset): scale * x + offset
        case .exponential: expf(x)
        case .logarithm: logf(x)
        case .squareRoot: x.squareRoot()
        case .reciprocalSquareRoot: 1 / x.squareRoot()
        case .reciprocal: 1 / x
        case .absolute: abs(x)
        case .sign: x > 0 ? 1 : (x < 0 ? -1 : 0)
        case .step: x > 0 ? 1 : 0
        case .square: x * x
        case .sine: sinf(x)
        case .cosine: cosf(x)
        case .hyperbolicTangent: tanhf(x)
        case .sigmoid: 1 / (1 + expf(-x))
        case .softplus: max(x, 0) + log1pf(expf(-abs(x)))
        case .gelu: x * Float(erfc(-Double(x) / 2.0.squareRoot()) / 2)
        case .errorFunction: erff(x)
        case .floor: x.rounded(.down)
        case .rectifier: max(x, 0)
        case .leakyRectifier(let slope): x < 0 ? slope * x : x
        case .clamp(let low, let high): min(max(x, low), high)
        }
    }

    static func apply(_ function: BinaryFunction, _ a: Float, _ b: Float) -> Float {
        switch function {
        case .add: a + b
        case .subtract: a - b
        case .multiply: a * b
        case .divide: a / b
        case .maximum: max(a, b)
        case .minimum: min(a, b)
        case .equal: a == b ? 1 : 0
        case .greater: a > b ? 1 : 0
        case .rectifierGradient: b > 0 ? a : 0
        case .leakyRectifierGradient(let slope): b > 0 ? a : slope * a
        case .hyperbolicTangentGradient: a * (1 - b * b)
        case .sigmoidGradient: a * b * (1 - b)
        case .geluGradient: a * geluSlope(Double(b))
        }
    }

    private static func geluSlope(_ x: Double) -> Float {
        Float(erfc(-x / 2.0.squareRoot()) / 2 + x * exp(-x * x / 2) / (2 * Double.pi).squareRoot())
    }

    /// `log(sum exp(x))` along the last axis.
    static func logSums(_ elements: [Float], width: Int) -> [Float] {
        stride(from: 0, to: elements.count, by: width).map { start in
            let row = elements[start..<start + width]
            let most = row.max() ?? -.infinity
            if most.isInfinite { return most }
            return Float(Double(most) + log(row.reduce(0.0) { $0 + exp(Double($1) - Double(most)) }))
        }
    }

    /// Offsets of the elements of a tensor of this shape whose axes have these strides.
    static func walk(_ shape: Shape, _ strides: [Int]) -> [Int] {
        var offsets = [0]
        for (extent, stride) in zip(shape, strides) {
            offsets = offsets.flatMap { offset in (0..<extent).map { offset + $0 * stride } }
        }
        return offsets
    }

    static func stretched(_ elements: [Float], _ shape: Shape, _ target: Shape) -> [Float] {
        shape == target ? elements : walk(target, shape.broadcastStrides(to: target)).map { elements[$0] }
    }

    static func mapped(_ elements: [Float], _ shape: Shape, _ axis: Int, _ map: AxisMap) -> [Float] {
        let outer = shape[..<axis].reduce(1, *)
        let inner = shape[(axis + 1)...].reduce(1, *)
        var result = [Float](repeating: 0, count: outer * map.rows * inner)
        for o in 0..<outer {
            for row in 0..<map.rows {
                for entry in map.entries(ofRow: row) {
                    for i in 0..<inner {
                        result[(o * map.rows + row) * inner + i] +=
                            entry.weight * elements[(o * map.columns + entry.column) * inner + i]
                    }
                }
            }
        }
        return result
    }

    static func concatenated(_ parts: [[Float]], _ shapes: [Shape], _ axis: Int) -> [Float] {
        let rows = shapes[0][..<axis].reduce(1, *)
        let widths = shapes.map { $0[axis...].reduce(1, *) }
        return (0..<rows).flatMap { row in
            zip(parts, widths).flatMap { part, width in part[row * width..<(row + 1) * width] }
        }
    }

    static func reduced(_ elements: [Float], _ shape: Shape, _ axes: Range<Int>, _ reduction: Reduction)
        -> [Float]
    {
        let outer = shape[..<axes.lowerBound].reduce(1, *)
        let middle = shape[axes].reduce(1, *)
        let inner = shape[axes.upperBound...].reduce(1, *)
        return (0..<outer * inner).map { index in
            let start = index / inner * middle * inner + index % inner
            let line = (0..<middle).map { elements[start + $0 * inner] }
            return reduction == .sum ? Float(line.reduce(0.0) { $0 + Double($1) }) : line.max() ?? -.infinity
        }
    }

    static func matrixProduct(
        _ operands: [[Float]], _ shapes: [Shape], _ result: Shape, _ transposeLeft: Bool,
        _ transposeRight: Bool
    ) -> [Float] {
        let rank = result.count
        let m = result[rank - 2]
        let n = result[rank - 1]
        let k = transposeLeft ? shapes[0][rank - 2] : shapes[0][rank - 1]
        var values: [Float] = []
        for batch in 0..<result.dropLast(2).reduce(1, *) {
            for row in 0..<m {
                for column in 0..<n {
                    var sum = 0.0
                    for i in 0..<k {
                        let a = operands[0][batch * m * k + (transposeLeft ? i * m + row : row * k + i)]
                        let b = operands[1][
                            batch * k * n + (transposeRight ? column * k + i : i * n + column)]
                        sum += Double(a) * Double(b)
                    }
                    values.append(Float(sum))
                }
            }
        }
        return values
    }

    /// Calls the body for each product in a convolution's sums, with the positions of input, weight and result.
    private static func products(_ c: ConvolutionGeometry, _ body: (Int, Int, Int) -> Void) {
        let extents = c.resultExtents
        let (height, width, inputs) = (c.input[1], c.input[2], c.input[3])
        let (outputs, groupInputs) = (c.weights[0], c.weights[1])
        let groupOutputs = outputs / c.groups
        for image in 0..<c.input[0] {
            for (y, x) in (0..<extents[0]).flatMap({ y in (0..<extents[1]).map { (y, $0) } }) {
                for (ky, kx) in (0..<c.weights[2]).flatMap({ ky in (0..<c.weights[3]).map { (ky, $0) } }) {
                    let row = y * c.stride[0] - c.padding[0] + ky * c.dilation[0]
                    let column = x * c.stride[1] - c.padding[1] + kx * c.dilation[1]
                    guard (0..<height) ~= row, (0..<width) ~= column else { continue }
                    for output in 0..<outputs {
                        for i in 0..<groupInputs {
                            let channel = output / groupOutputs * groupInputs + i
                            body(
                                ((image * height + row) * width + column) * inputs + channel,
                                ((output * groupInputs + i) * c.weights[2] + ky) * c.weights[3] + kx,
                                ((image * extents[0] + y) * extents[1] + x) * outputs + output)
                        }
                    }
                }
            }
        }
    }

    static func convolution(_ c: ConvolutionGeometry, input: [Float], weights: [Float]) -> [Float] {
        var sums = [Double](repeating: 0, count: c.result.elementCount)
        products(c) { sums[$2] += Double(input[$0]) * Double(weights[$1]) }
        return sums.map(Float.init)
    }

    static func inputGradient(_ c: ConvolutionGeometry, result: [Float], weights: [Float]) -> [Float] {
        var sums = [Double](repeating: 0, count: c.input.elementCount)
        products(c) { sums[$0] += Double(result[$2]) * Double(weights[$1]) }
        return sums.map(Float.init)
    }

    static func weightGradient(_ c: ConvolutionGeometry, input: [Float], result: [Float]) -> [Float] {
        var sums = [Double](repeating: 0, count: c.weights.elementCount)
        products(c) { sums[$1] += Double(input[$0]) * Double(result[$2]) }
        return sums.map(Float.init)
    }
}
