/// A record that was flagged, with what drove its score.
public struct Alert: Sendable, Codable, Equatable {
    /// One field's share of a score.
    public struct Reason: Sendable, Codable, Equatable {
        /// The field's name in the log, or a window's.
        public var field: String
        /// Words for it: "bytes sent".
        public var title: String
        /// What the record has, as its log writes it.
        public var observed: String
        /// What normal records like it have.
        public var expected: String
        /// `-log` of its tail probability on normal records, in nats.
        public var surprise: Double

        public init(field: String, title: String, observed: String, expected: String, surprise: Double) {
            (self.field, self.title, self.observed) = (field, title, observed)
            (self.expected, self.surprise) = (expected, surprise)
        }
    }

    /// Kinds of deviation, by which alerts are grouped.
    public enum Deviation: String, Sendable, Codable, CaseIterable {
        case scan, beacon, exfiltration, volume, failure, service, value

        /// For a heading.
        public var title: String {
            switch self {
            case .scan: "Scan"
            case .beacon: "Regular intervals"
            case .exfiltration: "Bytes leaving"
            case .volume: "Unusual volume"
            case .failure: "Failed connections"
            case .service: "Unusual service"
            case .value: "Unusual values"
            }
        }
    }

    /// Seconds since 1970; nil where the log has no times.
    public var time: Double?
    public var source: String?
    public var sourcePort: Int?
    public var destination: String?
    public var destinationPort: Int?
    public var transport: String?
    public var service: String?
    /// The name that was asked for: of a DNS query, a TLS server, an HTTP host; nil where the log has none.
    public var domain: String?
    /// What the log calls the record, such as a Zeek uid.
    public var identifier: String?
    /// The log's file, the line's number in it, and the line.
    public var file: String
    public var lineNumber: Int
    public var line: String
    public var score: Double
    /// One normal record in so many scores as high.
    public var oneIn: Double
    public var deviation: Deviation
    /// The strongest first, at most five.
    public var reasons: [Reason]
    /// The ordinary records of the log that are nearest, where they stand and what they have instead.
    public var nearest: [String]

    public init(
        time: Double? = nil, source: String? = nil, sourcePort: Int? = nil, destination: String? = nil,
        destinationPort: Int? = nil, transport: String? = nil, service: String? = nil,
        domain: String? = nil, identifier: String? = nil, file: String, lineNumber: Int, line: String,
        score: Double,
        oneIn: Double, deviation: Deviation, reasons: [Reason], nearest: [String] = []
    ) {
        (self.time, self.source, self.sourcePort) = (time, source, sourcePort)
        (self.destination, self.destinationPort) = (destination, destinationPort)
        (self.transport, self.service, self.domain) = (transport, service, domain)
        self.identifier = identifier
        (self.file, self.lineNumber, self.line) = (file, lineNumber, line)
        (self.score, self.oneIn, self.deviation) = (score, oneIn, deviation)
        (self.reasons, self.nearest) = (reasons, nearest)
    }
}
