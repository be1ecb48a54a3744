import Foundation

/// How regularly a source connects to a port of a destination: a moving mean and variance of the intervals.
struct ConnectionRhythm: Sendable {
    /// An interval of this length or more starts a new rhythm; so does a clock that goes back a day.
    static let longest = 7 * 86400.0

    var first = Double.nan
    var last = 0.0
    var mean: Float = 0
    var variance: Float = 0
    var intervals: UInt32 = 0
    /// Connections since the first.
    var records: UInt32 = 0

    /// Adds a connection. Connections within a second count as one beat, and late records give no interval.
    ///
    /// - Returns: the statistic; 0 for fewer than twelve intervals, or for a mean interval below ten seconds.
    @inline(__always)
    mutating func add(time: Double, isOutward: Bool) -> Float {
        let interval = time - last
        if !(interval > -86400 && interval < ConnectionRhythm.longest) || first.isNaN {
            (first, last, mean, variance, intervals, records) = (time, time, 0, 0, 0, 1)
            return 0
        }
        records &+= 1
        if !(interval > 1) { return 0 }
        last = time
        let share = max(1 / Float(intervals + 1), 1 / 64)
        intervals = min(intervals + 1, 1 << 20)
        if intervals == 1 { mean = Float(interval) }
        let error = Float(interval) - mean
        mean += share * error
        variance = (1 - share) * (variance + share * error * error)
        if intervals < 12 || mean < 10 { return 0 }
        let evidence = max(0, log(0.6 / max(variation, 0.01)))
        let hours = Float(min(max(time - first, 0) / 3600, 24))
        return (isOutward ? 3 : 1) * hours * evidence * Float(min(intervals, 64)) / 64
    }

    /// Standard deviation of the intervals over their mean.
    var variation: Float { variance.squareRoot() / max(mean, 1e-9) }
}

/// Bytes between a source and a destination, decaying with a half-life of six hours.
struct ByteBalance: Sendable {
    static let halfLife = 6 * 3600.0

    var first = Double.nan
    var time = 0.0
    var out = 0.0
    var `in` = 0.0
    /// Connections since the first.
    var records: UInt32 = 0

    /// - Parameter time: NaN for a record without time, at which nothing decays.
    /// - Returns: the statistic; 0 up to 10,000 bytes.
    @inline(__always)
    mutating func add(time: Double, out more: Double, in back: Double) -> Float {
        if first.isNaN { (first, self.time) = (time, time) }
        records &+= 1
        let passed = time - self.time
        if passed > 0 {
            let kept = exp2(-passed / ByteBalance.halfLife)
            (out, `in`, self.time) = (out * kept, `in` * kept, time)
        } else if passed < -86400 {
            // The clock was set back: decay is counted from here.
            self.time = time
        }
        // Totals stay finite whatever the log contains.
        out = min(out + more, 1e300)
        `in` = min(`in` + back, 1e300)
        if out <= 10_000 { return 0 }
        return Float(log(1 + out) * (out / (out + `in` + 1)))
    }
}
