import Foundation

/// A source's behaviour in the current hour: counts, and the largest value of each statistic with the connections that
/// gave it.
struct SourceWindow: Sendable {
    /// The connections that gave a statistic's largest value.
    struct Detail: Sendable {
        var destination: UInt64 = 0
        var port: Int32 = -1
        /// Mean of the intervals and their coefficient of variation, or bytes out and in.
        var first: Float = 0
        var second: Float = 0
        /// How many connections; 0 where all of the source's count.
        var records: UInt32 = 0
        /// When the behaviour began.
        var start = 0.0
    }

    /// 0 in a place that was never used.
    var source: UInt64 = 0
    var hour = 0
    /// Times of the first record and of the latest.
    var start = 0.0
    var end = 0.0
    var records: UInt32 = 0
    var failed: UInt32 = 0
    /// Bits set in the maps of destinations and of (destination, port).
    var hostBits: UInt16 = 0
    var portBits: UInt16 = 0
    /// Whether the source belongs to the network that is watched.
    var isInternal = false
    /// Families with a finding in this hour, a bit each.
    var found: UInt8 = 0
    /// By ``WindowStatistic``.
    var best = SIMD8<Float>(repeating: 0)
    /// The value that was last compared with the baseline.
    var judged = SIMD8<Float>(repeating: 0)
    var ports = Detail()
    var rhythm = Detail()
    var bytes = Detail()

    init() {}

    init(source: UInt64, hour: Int, start: Double, isInternal: Bool) {
        self.source = source
        self.hour = hour
        self.start = start
        end = start
        self.isInternal = isInternal
    }

    func detail(_ statistic: WindowStatistic) -> Detail {
        switch statistic {
        case .hosts, .failures: Detail(start: start)
        case .ports: ports
        case .rhythm: rhythm
        case .bytesOut: bytes
        }
    }

    /// Linear counting (Whang, Vander-Zanden and Taylor 1990): the expected number of distinct values by the number
    /// of bits set among m = 1,024, `-m log(share of zeros)`. A full map counts as half a zero.
    static let distinct: [Float] = (0...1024).map { bits in
        Float(-1024 * log(max(Double(1024 - bits), 0.5) / 1024))
    }
}
