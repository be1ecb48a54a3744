internal import Foundation

/// How good a value of a property is, from 0 to 1 (Derringer & Suich, J. Qual. Technol. 1980, 12, 214; the forms are those
/// of GuacaMol).
public enum Desirability: Sendable, Equatable {
    /// The value itself, kept between 0 and 1.
    case itself
    /// 1 between the bounds, which may be infinite; outside exp(-d²/(2·width²)), where d is the distance to the nearer one.
    case within(Double, Double, width: Double)
    /// 0 up to `from`, 1 beyond `to`, a straight line between; `from` may be the larger one.
    case line(from: Double, to: Double)

    public func callAsFunction(_ value: Double) -> Double {
        switch self {
        case .itself: return min(max(value, 0), 1)
        case .within(let low, let high, let width):
            let distance = max(low - value, value - high, 0)
            return exp(-0.5 * pow(distance / width, 2))
        case .line(let from, let to): return min(max((value - from) / (to - from), 0), 1)
        }
    }

    /// Whether the value is as good as it can be: what a hard limit asks.
    func isFull(_ value: Double) -> Bool {
        switch self {
        case .itself: value >= 1
        case .within(let low, let high, _): (low...high).contains(value)
        case .line(let from, let to): from < to ? value >= to : value <= to
        }
    }
}
