internal import QuartetEngine

/// A token embedding: a trained table, or one that stays in a mapped file.
enum TokenTable {
    case trained(Embedding)
    case quantized(QuantizedMatrix)

    /// `[...]` of int32 to `[..., width]`.
    func callAsFunction(_ tokens: Tensor) -> Tensor {
        switch self {
        case .trained(let table): table(tokens)
        case .quantized(let matrix): matrix.rows(at: tokens)
        }
    }

    /// The projection from vectors to token scores by the same table (Press & Wolf, 2017): `scores = x E^T`.
    var tied: any Projection {
        switch self {
        case .trained(let table): TiedProjection(weight: table.weight)
        case .quantized(let matrix): QuantizedProjection(matrix: matrix)
        }
    }
}

/// `y = x W^T` with a parameter that another layer owns.
struct TiedProjection: Projection {
    let weight: Parameter

    func callAsFunction(_ x: Tensor) -> Tensor {
        x.matrixProduct(x.graph.parameter(weight), transposeRight: true)
    }
}

/// `y = x W^T` with a matrix that stays in its file.
struct QuantizedProjection: Projection {
    let matrix: QuantizedMatrix

    func callAsFunction(_ x: Tensor) -> Tensor { x.product(with: matrix) }
}
