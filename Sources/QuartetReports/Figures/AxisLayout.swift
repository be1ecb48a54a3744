internal import Glibc

/// An axis of a chart as it is drawn: its range, its ticks and the map from a value to a fraction of its length.
package struct AxisLayout: Sendable {
    package struct Tick: Sendable {
        package let value: Double
        /// Empty for minor ticks between decades.
        package let label: String
    }

    package let scale: Chart.Scale
    package let lower: Double
    package let upper: Double
    package let ticks: [Tick]

    /// Covers all finite values and ends at round numbers, unless a range is given.
    ///
    /// - Parameters:
    ///   - isSnug: whether the axis ends at the outermost values instead.
    ///   - tickCount: the approximate number of labelled ticks.
    package init(
        values: [Double], scale: Chart.Scale, range: ClosedRange<Double>? = nil, isSnug: Bool, tickCount: Int
    ) {
        let isLog = scale == .logarithmic
        // Numbers near the ends of `Double` would overflow below.
        let isUsable = { (value: Double) in abs(value) < 1e290 && (!isLog || value > 1e-290) }
        let usable = values.filter(isUsable)
        var low = usable.min() ?? (isLog ? 1 : 0)
        var high = usable.max() ?? (isLog ? 10 : 1)
        if let range, isUsable(range.lowerBound), isUsable(range.upperBound) {
            (low, high) = (range.lowerBound, range.upperBound)
        }
        if high - low <= max(abs(low), abs(high), 1e-280) * 1e-12 {
            let reach = isLog ? 0 : max(abs(low) * 0.1, 0.5)
            (low, high) = isLog ? (low / 2, high * 2) : (low - reach, high + reach)
        }
        self.scale = scale
        let keepsEnds = isSnug || range != nil
        if isLog && log10(high / low) >= 1 {
            if !keepsEnds {
                // Out to the next of 1, 2, 5 times a power of ten.
                (low, high) = (Self.logStep(low, up: false), Self.logStep(high, up: true))
            }
            ticks = Self.logarithmicTicks(low, high, tickCount)
        } else {
            let step = Self.niceStep((high - low) / Double(max(tickCount, 1)))
            if !keepsEnds {
                // Out to the next half step.
                let half = step / 2
                let roundedLow = (low / half + 1e-9).rounded(.down) * half
                low = isLog && roundedLow <= 0 ? low : roundedLow
                high = (high / half - 1e-9).rounded(.up) * half
            }
            ticks = Self.linearTicks(low, high, step)
        }
        (lower, upper) = (low, high)
    }

    /// 0 at the lower end, 1 at the upper; nil for NaN, and on a logarithmic axis for 0 and below.
    package func fraction(of value: Double) -> Double? {
        let place =
            switch scale {
            case .linear: (value - lower) / (upper - lower)
            case .logarithmic: value > 0 ? log10(value / lower) / log10(upper / lower) : .nan
            }
        return place.isFinite ? place : nil
    }

    /// The smallest of 1, 2, 2.5, 5 times a power of ten that is not below `raw`.
    package static func niceStep(_ raw: Double) -> Double {
        guard raw > 0, raw.isFinite else { return 1 }
        let power = pow(10, log10(raw).rounded(.down))
        let factor = [1, 2, 2.5, 5, 10].first { $0 * power >= raw * (1 - 1e-9) } ?? 10
        return factor * power
    }

    private static func linearTicks(_ low: Double, _ high: Double, _ step: Double) -> [Tick] {
        let first = (low / step - 1e-6).rounded(.up)
        let last = (high / step + 1e-6).rounded(.down)
        // For values far from zero and close together, doubles run out of digits: only the ends get ticks.
        guard first.isFinite, last.isFinite, last - first <= 50, first + 1 != first else {
            return [low, high].map { Tick(value: $0, label: NumberText.text($0)) }
        }
        return stride(from: first, through: last, by: 1).map { index in
            let value = index == 0 ? 0 : index * step
            let label = NumberText.text(value, step: step, largest: max(abs(low), abs(high)))
            return Tick(value: value, label: label)
        }
    }

    private static func logarithmicTicks(_ low: Double, _ high: Double, _ tickCount: Int) -> [Tick] {
        let first = Int(log10(low).rounded(.down))
        let last = Int(log10(high).rounded(.up))
        let labelled = max(1, Int((Double(last - first) / Double(max(tickCount, 1))).rounded(.up)))
        let isShort = last - first <= 2
        var ticks: [Tick] = []
        for exponent in first...last {
            for digit in 1...9 {
                let value = Double(digit) * pow(10, Double(exponent))
                guard value >= low * (1 - 1e-9), value <= high * (1 + 1e-9) else { continue }
                let isLabelled =
                    digit == 1 ? exponent % labelled == 0 : isShort && (digit == 2 || digit == 5)
                ticks.append(Tick(value: value, label: isLabelled ? NumberText.text(value) : ""))
            }
        }
        return ticks
    }

    private static func logStep(_ value: Double, up: Bool) -> Double {
        let power = pow(10, log10(value).rounded(.down))
        let steps = [1, 2, 5, 10].map { $0 * power }
        return up
            ? steps.first { $0 >= value * (1 - 1e-9) } ?? value
            : steps.last { $0 <= value * (1 + 1e-9) } ?? value
    }
}
