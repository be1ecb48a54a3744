/// Dropout (Srivastava et al., 2014): in training each element is set to zero with probability `rate`; the others are
/// scaled by `1 / (1 - rate)`.
public struct Dropout {
    public let rate: Float

    public init(rate: Float) {
        if !(0..<1 ~= rate) { fatalError("Dropout: rate \(rate) is outside 0..<1.") }
        self.rate = rate
    }

    public func callAsFunction(_ x: Tensor, mode: Mode) -> Tensor {
        if mode == .evaluation || rate == 0 { return x }
        let kept = (x.graph.uniform(shape: x.shape) - rate + 1).floor()
        return x * kept * (1 / (1 - rate))
    }
}
