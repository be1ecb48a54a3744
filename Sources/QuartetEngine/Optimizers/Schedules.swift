internal import Foundation

/// The learning rate over the steps of a training.
public enum LearningRateSchedule: Sendable, Equatable {
    case constant
    /// Half a cosine from the base rate down to `floor` (a fraction of it) at `total` steps (Loshchilov & Hutter, 2017).
    case cosine(total: Int, floor: Float = 0)
    /// Multiplied by `factor` after every `every` steps.
    case step(every: Int, factor: Float)

    /// The rate of step `step`, counted from 0. During the first `warmup` steps it rises linearly, `(step + 1) / warmup`; the
    /// schedule begins after that.
    public func rate(base: Float, step: Int, warmup: Int = 0) -> Float {
        if step < warmup { return base * Float(step + 1) / Float(warmup) }
        let step = step - warmup
        switch self {
        case .constant: return base
        case .cosine(let total, let floor):
            let span = max(total - warmup, 1)
            let share = 0.5 * (1 + Foundation.cos(Double.pi * Double(min(step, span)) / Double(span)))
            return base * Float(Double(floor) + (1 - Double(floor)) * share)
        case .step(let every, let factor):
            return Float(Double(base) * Foundation.pow(Double(factor), Double(step / max(every, 1))))
        }
    }
}

/// Lowers the learning rate when a measured loss stops falling: multiplies it by `factor` when the loss has not been below
/// `best (1 - threshold)` for more than `patience` measurements.
public struct PlateauSchedule: Sendable, Codable {
    public let factor: Float
    public let patience: Int
    public let threshold: Float
    public let minimum: Float
    public private(set) var rate: Float
    public private(set) var best = Float.infinity
    public private(set) var badCount = 0

    public init(
        base: Float, factor: Float = 0.1, patience: Int = 10, threshold: Float = 1e-4, minimum: Float = 0
    ) {
        (rate, self.factor, self.patience) = (base, factor, patience)
        (self.threshold, self.minimum) = (threshold, minimum)
    }

    /// Takes a measurement and returns the rate from here on.
    public mutating func measured(_ loss: Float) -> Float {
        if loss < best * (1 - threshold) {
            best = loss
            badCount = 0
        } else {
            badCount += 1
        }
        if badCount > patience {
            rate = max(rate * factor, minimum)
            badCount = 0
        }
        return rate
    }
}
