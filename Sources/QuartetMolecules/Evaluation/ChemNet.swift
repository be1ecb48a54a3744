internal import QuartetCatalogs
internal import QuartetEngine
internal import QuartetFiles

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
    /// Molecules that are computed together.
    private static let batch = 128

    private let inference: Inference
    /// The file of the weights.
    let path: String

    /// The published weights, which are installed with the program.
    /// - Throws: ``CheckpointError`` when the file is damaged, ``OutOfMemory``.
    public convenience init() throws {
        try self.init(path: ResourceLocator().file("molecules/chemnet/chemnet.safetensors", in: .catalogs))
    }

    /// Loads the published weights from a file.
    /// - Throws: ``CheckpointError`` when the file does not hold this network, ``OutOfMemory``.
    public init(path: String) throws {
        let store = ParameterStore()
        let network = ChemNetLayers(store.scope)
        try store.load(SafetensorsFile(path: path))
        self.path = path
        // One thread a batch: as many batches at once as there are threads.
        inference = try Inference { graph in
            let symbols = graph.input("symbols", shape: [Self.batch, Self.length], type: .int32)
            return ([symbols], [network(symbols)])
        }
    }

    /// Activations of canonical SMILES, ``width`` numbers for each, in order.
    public func activations(of smiles: [String]) -> [Float] {
        var result: [Float] = []
        result.reserveCapacity(smiles.count * Self.width)
        for first in stride(from: 0, to: smiles.count, by: Self.batch) {
            result += batch(smiles[first..<min(first + Self.batch, smiles.count)])
        }
        return result
    }

    /// Sums of the activations of canonical SMILES, computed on all cores.
    ///
    /// - Parameter progress: is told how many are done.
    public func sums(
        of smiles: [String], progress: (Int) -> Void = { _ in }
    ) throws -> GaussianSums {
        var sums = GaussianSums(width: Self.width)
        var next = 0
        try OrderedPipeline.run(
            reading: {
                if next >= smiles.count { return nil }
                defer { next += Self.batch }
                return smiles[next..<min(next + Self.batch, smiles.count)]
            }, workers: Machine.threads, working: { self.batch($0) },
            { _, activations in
                sums.add(rows: activations)
                progress(sums.count)
                return true
            })
        return sums
    }

    /// Activations of at most a batch.
    private func batch(_ smiles: ArraySlice<String>) -> [Float] {
        var symbols = smiles.flatMap(ChemNetSymbols.padded)
        // The last batch is filled up with empty rows.
        symbols += [Int32](
            repeating: ChemNetSymbols.nothing, count: Self.batch * Self.length - symbols.count)
        return Array(inference.run([.integers(symbols)]).prefix(smiles.count * Self.width))
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
