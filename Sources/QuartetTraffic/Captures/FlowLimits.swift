/// How long connections of a capture stay open, in nanoseconds, and how many.
package struct FlowLimits: Sendable {
    /// Ended, or reset: what still comes are stragglers.
    package var afterEnd: Int64 = 5_000_000_000
    /// A SYN without an answer.
    package var unanswered: Int64 = 5_000_000_000
    package var datagrams: Int64 = 60_000_000_000
    package var established: Int64 = 300_000_000_000
    /// A connection that goes on longer is told of in parts.
    package var active: Int64 = 3_600_000_000_000
    /// A full table lets the longest idle go, those of the least worth first: about 50 MB.
    package var mostFlows = 1 << 17

    package init() {}
}
