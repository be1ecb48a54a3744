import QuartetEngine
import QuartetTestSupport

/// A random computation: chains of elementwise functions, reductions, stretching, transpositions, maps, products,
/// convolutions, joins and look-ups with shared parts, several outputs and gradients. The same seed makes the same.
struct RandomGraph {
    let trial = Trial()
    let store = ParameterStore()
    private(set) var outputs: [Tensor] = []
    private(set) var gradients: [(parameter: Parameter, gradient: Tensor)] = []
    private var generator: SeededGenerator
    private var pool: [Tensor] = []
    private var parameters: [Parameter] = []
    private let extents: [Int]
    private let largest: Int

    /// - Parameters:
    ///   - steps: operations before the gradients.
    ///   - extents: possible extents of an axis.
    ///   - largest: maximum number of elements of a tensor.
    init(seed: UInt64, steps: Int, extents: [Int], largest: Int) {
        (self.extents, self.largest) = (extents, largest)
        generator = SeededGenerator(seed)
        for index in 0..<2 {
            let shape = randomShape()
            pool.append(trial.input("input \(index)", shape, generator.floats(shape.elementCount)))
        }
        for _ in 0..<steps {
            let made = next()
            if made.elementCount <= largest && made.elementCount > 0 && made.rank <= 5 { pool.append(made) }
        }
        outputs = Array(pool.suffix(3)) + [pool[pool.count / 2]]
        let scalar = outputs.map { ($0 * weights(of: $0.shape)).sum() / Float($0.elementCount).squareRoot() }
            .reduce(trial.graph.fill(0)) { $0 + $1 }
        outputs.append(scalar)
        let used = parameters
        let all = trial.graph.gradients(
            of: scalar, withRespectTo: used.map { trial.graph.parameter($0) } + [pool[0]])
        gradients = zip(used, all).map { ($0, $1) }
        outputs.append(all[all.count - 1])
        store.initialize(seed: seed)
    }

    private mutating func pick<T>(_ values: [T]) -> T {
        values[Int.random(in: 0..<values.count, using: &generator)]
    }

    private mutating func randomShape() -> Shape {
        var shape: Shape = []
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let extent = pick(extents)
            if shape.elementCount * extent <= largest { shape = shape + [extent] }
        }
        return shape.isEmpty ? [pick(extents)] : shape
    }

    private mutating func parameter(_ shape: Shape) -> Tensor {
        let parameter = store.scope.parameter(
            "p\(parameters.count)", shape: shape, .normal(standardDeviation: 1))
        parameters.append(parameter)
        return trial.graph.parameter(parameter)
    }

    private mutating func weights(of shape: Shape) -> Tensor {
        trial.graph.constant(generator.floats(shape.elementCount), shape: shape)
    }

    private mutating func next() -> Tensor {
        let x = pick(pool)
        switch Int.random(in: 0..<20, using: &generator) {
        case 0...3: return unary(x)
        case 4...6: return binary(x)
        case 7: return composite(x)
        case 8: return x.transposed(Array(0..<x.rank).shuffled(using: &generator))
        case 9: return reshaped(x)
        case 10, 11: return reduction(x)
        case 12: return x.rank == 0 ? unary(x) : x.maximum(axis: pick(Array(0..<x.rank)))
        case 13, 14: return map(x)
        case 15: return product(x)
        case 16: return convolution(x)
        case 17: return joined(x)
        case 18: return rows(x)
        default: return random(x)
        }
    }

    private mutating func unary(_ x: Tensor) -> Tensor {
        switch Int.random(in: 0..<16, using: &generator) {
        case 0: x.tanh()
        case 1: x.sigmoid()
        case 2: x.relu()
        case 3: x.leakyReLU(slope: 0.2)
        case 4: x.sine()
        case 5: x.cosine()
        case 6: x.softplus() - 0.5
        case 7: x.tanh().exponential()
        case 8: (x.squared() + 1).logarithm()
        case 9: (x.squared() + 0.5).squareRoot()
        case 10: (x.absolute() + 1).reciprocalSquareRoot()
        case 11: 1 / (x.absolute() + 1)
        case 12: x.errorFunction()
        case 13: x.clamped(low: -0.7, high: 0.6)
        case 14: x * 0.7 + 0.1
        default: x.gelu()
        }
    }

    private mutating func binary(_ x: Tensor) -> Tensor {
        var other = pick(pool)
        let fits = zip(x.shape.reversed(), other.shape.reversed()).allSatisfy {
            $0 == $1 || $0 == 1 || $1 == 1
        }
        let stretched = zip(x.shape.reversed(), other.shape.reversed()).reduce(1) { $0 * max($1.0, $1.1) }
        if !fits || stretched * max(x.elementCount, other.elementCount) / max(stretched, 1) > largest {
            // A vector along some of the axes.
            let first = Int.random(in: 0...max(x.rank - 1, 0), using: &generator)
            let shape = Shape(x.shape.dropFirst(first).map { Bool.random(using: &generator) ? $0 : 1 })
            other = Bool.random(using: &generator) ? parameter(shape) : weights(of: shape)
        }
        switch Int.random(in: 0..<9, using: &generator) {
        case 0, 1: return x + other
        case 2: return x - other
        case 3, 4: return (x * other).tanh()
        case 5: return x / (other.absolute() + 1)
        case 6: return x.maximum(other)
        case 7: return other.minimum(x)
        default:
            let sum = x + other
            return pool[0].shape == sum.shape ? pool[0].select(sum, sum * 0.5) : sum
        }
    }

    private mutating func composite(_ x: Tensor) -> Tensor {
        if x.rank == 0 { return x.squared() }
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return x.softmax()
        case 1: return x.logSoftmax() * 0.2
        case 2:
            let axes = x.rank > 1 ? Array(0..<x.rank - 1) : [0]
            let centred = x - x.mean(axes: axes, keepingAxes: true)
            return centred
                * (centred.squared().mean(axes: axes, keepingAxes: true) + 0.1).reciprocalSquareRoot()
        default:
            let centred = x - x.mean(axes: [-1], keepingAxes: true)
            let variance = centred.squared().mean(axes: [-1], keepingAxes: true)
            return centred * (variance + 0.1).reciprocalSquareRoot() * 0.5 + x.stoppingGradient() * 0.1
        }
    }

    private mutating func reshaped(_ x: Tensor) -> Tensor {
        if Bool.random(using: &generator), x.rank > 1 {
            let axis = Int.random(in: 0..<x.rank - 1, using: &generator)
            var shape = Array(x.shape)
            shape[axis] *= shape.remove(at: axis + 1)
            return x.reshaped(shape)
        }
        guard let axis = x.shape.firstIndex(where: { $0 % 2 == 0 }), x.rank < 5 else {
            return x.reshaped([-1])
        }
        var shape = Array(x.shape)
        shape[axis] /= 2
        shape.insert(2, at: axis + (Bool.random(using: &generator) ? 1 : 0))
        return x.reshaped(shape)
    }

    private mutating func reduction(_ x: Tensor) -> Tensor {
        let axes = (0..<x.rank).filter { _ in Bool.random(using: &generator) }
        let keeping = Bool.random(using: &generator)
        if Int.random(in: 0..<6, using: &generator) == 0 { return x.mean() }
        let result = x.mean(axes: axes, keepingAxes: keeping)
        // Stretched again, as normalisations do.
        return keeping && Bool.random(using: &generator) ? result.broadcast(to: x.shape) : result
    }

    private mutating func map(_ x: Tensor) -> Tensor {
        if x.rank == 0 { return x }
        let axis = Int.random(in: 0..<x.rank, using: &generator)
        let extent = x.shape[axis]
        switch Int.random(in: 0..<7, using: &generator) {
        case 0: return x.sliced(axis: axis, extent / 3..<extent)
        case 1: return x.sliced(axis: axis, 0..<extent, step: 2)
        case 2: return x.mapped(axis: axis, by: .zeroPadding(extent, before: 1, after: 2))
        case 3: return x.mapped(axis: axis, by: .circularPadding(extent, before: 2, after: 1))
        case 4: return x.mapped(axis: axis, by: .nearestUpsampling(extent, factor: 2))
        case 5:
            return x.mapped(axis: axis, by: .linearUpsampling(extent, factor: 2, circular: extent % 2 == 0))
        default:
            return extent < 2 ? x : x.mapped(axis: axis, by: .averagePooling(extent, size: 2, stride: 1))
        }
    }

    private mutating func product(_ x: Tensor) -> Tensor {
        if x.rank < 2 { return x.reshaped([-1, 1]).matrixProduct(parameter([1, pick(extents)])) }
        let inner = x.shape[x.rank - 1]
        let outputs = pick(extents)
        let scale = 1 / Float(inner).squareRoot()
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return x.matrixProduct(x, transposeRight: true) * scale
        case 1: return x.matrixProduct(parameter([inner, outputs])) * scale
        case 2:
            let y = x.matrixProduct(parameter([outputs, inner]), transposeRight: true) + parameter([outputs])
            return Bool.random(using: &generator) ? y.relu() : y.tanh()
        default:
            let rows = x.shape[x.rank - 2]
            return x.matrixProduct(x.sine(), transposeLeft: true) / Float(rows).squareRoot()
        }
    }

    private mutating func convolution(_ x: Tensor) -> Tensor {
        let channels = pick([1, 2, 3, 4].filter { x.elementCount % $0 == 0 })
        let pixels = x.elementCount / channels
        let width = [8, 6, 5, 4, 3, 2, 1].first { pixels % $0 == 0 } ?? 1
        let images = pixels / width > 64 && pixels / width % 4 == 0 ? 4 : 1
        let picture = x.reshaped([images, pixels / width / images, width, channels])
        let outputs = pick([1, 2, 3, 4, 8, 16])
        if Bool.random(using: &generator) {
            let weights = parameter([channels, outputs, 4, 4]) * 0.2
            return picture.transposedConvolution(weights, stride: 2, padding: 1)
        }
        let groups = channels == 4 && outputs % 2 == 0 ? 2 : 1
        let y = picture.convolution(
            parameter([outputs, channels / groups, 3, 3]), stride: pick([1, 2]), padding: 1, groups: groups)
        return Bool.random(using: &generator) ? (y + parameter([outputs])).leakyReLU(slope: 0.2) : y * 0.3
    }

    private mutating func joined(_ x: Tensor) -> Tensor {
        if x.rank == 0 { return x.reshaped([1]) }
        let axis = Int.random(in: 0..<x.rank, using: &generator)
        return Tensor.concatenate(
            [x, x.cosine(), weights(of: x.shape), x * 2].shuffled(using: &generator), axis: axis)
    }

    private mutating func rows(_ x: Tensor) -> Tensor {
        let table = x.rank == 0 ? parameter([4, 3]) : x.reshaped([-1, x.shape[x.rank - 1]])
        let count = Int.random(in: 1...12, using: &generator)
        let indices = (0..<count).map { _ in Float(Int.random(in: 0..<table.shape[0], using: &generator)) }
        let tensor = trial.input("indices \(pool.count)", [count], indices, isWhole: true)
        return table.rows(at: tensor)
    }

    private mutating func random(_ x: Tensor) -> Tensor {
        Bool.random(using: &generator)
            ? x + trial.graph.normal(shape: x.shape) * 0.3 : x * trial.graph.uniform(shape: x.shape)
    }
}
