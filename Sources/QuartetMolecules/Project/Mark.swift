/// What a chemist decided about a candidate. The last mark counts.
public struct Mark: Codable, Sendable, Equatable {
    public enum Decision: String, Codable, Sendable {
        case keep, drop
        /// An earlier mark is taken back.
        case open
    }

    public let candidate: String
    public let decision: Decision
    public let reason: String?
    /// ISO 8601, in UTC.
    public let time: String

    public init(candidate: String, decision: Decision, reason: String?, time: String) {
        (self.candidate, self.decision) = (candidate, decision)
        (self.reason, self.time) = (reason, time)
    }
}
