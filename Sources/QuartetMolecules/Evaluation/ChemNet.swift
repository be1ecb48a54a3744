internal import QuartetEngine

/// ChemNet, the network whose activations the Fréchet ChemNet distance compares (Preuer et al., J. Chem. Inf. Model. 2018,
/// 58, 1736). It was trained to predict assays; what counts here is the state before its last layer. Frozen; many tasks can
/// use it at once.
///
///     one-hot symbols / 35        [350, 35]
///     two convolutions, SELU      [88, 32]     kernel 4, stride 2, as many positions as ceil(length / 2)
///     LSTM from end to start      [88, 128]
///     LSTM from start to end      [512]        its last state
public final class ChemNet: Sendable {
    /// Width of the activations.
    public static let width = 512
    static let length = 350
    private static let batch = 128

    private let inference: Inference

    /// Loads the published weights.
    /// - Throws: ``CheckpointError`` when the file does not hold this network, ``OutOfMemory``.
    public init(path: String) throws {
        let store = ParameterStore()
        let network = ChemNetLayers(store.scope)
        try store.load(SafetensorsFile(path: path))
        inference = try Inference(threads: Machine.threads) { graph in
            let symbols = graph.input("symbols", shape: [Self.batch, Self.length], type: .int32)
            return ([symbols], [network(symbols)])
        }
    }

    /// Activations of canonical SMILES, ``width`` numbers for each, in order.
    public func activations(of smiles: [String]) -> [Float] {
        var result: [Float] = []
        result.reserveCapacity(smiles.count * Self.width)
        for first in stride(from: 0, to: smiles.count, by: Self.batch) {
            let part = smiles[first..<min(first + Self.batch, smiles.count)]
            var symbols = part.flatMap(ChemNetSymbols.padded)
            // The last batch is filled up with empty rows.
            let missing = Self.batch * Self.length - symbols.count
            symbols += [Int32](repeating: ChemNetSymbols.nothing, count: missing)
            result += inference.run([.integers(symbols)]).prefix(part.count * Self.width)
        }
        return result
    }
}

/// The layers, with the names of the published weights.
private struct ChemNetLayers {
    let first, second: Convolution1D
    let backward, forward: LSTM

    init(_ scope: ParameterScope) {
        first = Convolution1D(
            scope("layer0"), inputs: ChemNetSymbols.count, outputs: 32, kernel: 4, stride: 2, bias: false)
        second = Convolution1D(scope("layer1"), inputs: 32, outputs: 32, kernel: 4, stride: 2, bias: false)
        backward = LSTM(scope("layer2"), inputs: 32, hidden: 128)
        forward = LSTM(scope("layer3"), inputs: 128, hidden: ChemNet.width)
    }

    /// `[batch, 350]` to `[batch, 512]`.
    func callAsFunction(_ symbols: Tensor) -> Tensor {
        let x = Self.table(in: symbols.graph).rows(at: symbols)
        let picture = Self.halved(Self.halved(x, by: first), by: second).transposed([1, 0, 2])
        let states = backward(Self.reversed(picture), order: .timeFirst).sequence
        return forward(Self.reversed(states), order: .timeFirst).states[0]
    }

    /// A row for each symbol, and one of zeros.
    private static func table(in graph: Graph) -> Tensor {
        let count = ChemNetSymbols.count
        var table = [Float](repeating: 0, count: (count + 1) * count)
        for symbol in 0..<count { table[symbol * count + symbol] = 1 / Float(count) }
        return graph.constant(table, shape: [count + 1, count])
    }

    /// "Same" padding gives an odd zero to the end.
    private static func halved(_ x: Tensor, by layer: Convolution1D) -> Tensor {
        let length = x.shape[1]
        let padding = ((length + 1) / 2 - 1) * 2 + 4 - length
        let map = AxisMap.zeroPadding(length, before: padding / 2, after: padding - padding / 2)
        return selu(layer(x.mapped(axis: 1, by: map)))
    }

    private static func reversed(_ x: Tensor) -> Tensor {
        x.mapped(axis: 0, by: .taking((0..<x.shape[0]).reversed(), of: x.shape[0]))
    }

    /// `scale (x if x > 0, else alpha (e^x - 1))` (Klambauer et al., 2017).
    private static func selu(_ x: Tensor) -> Tensor {
        let positive = x.relu()
        return (positive + ((x - positive).exponential() - 1) * 1.673_263_2) * 1.050_701
    }
}
