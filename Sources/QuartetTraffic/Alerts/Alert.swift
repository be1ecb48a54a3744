/// A record, or a source's behaviour over time, that was flagged, with the reasons for its score.
public struct Alert: Sendable, Codable, Equatable {
    /// One field's share of a score.
    public struct Reason: Sendable, Codable, Equatable {
        /// The field's name in the log, or the name of a statistic over time.
        public var field: String
        /// The name for a reader: "bytes sent".
        public var title: String
        /// The record's value, as its log writes it.
        public var observed: String
        /// The values of similar normal records.
        public var expected: String
        /// `-log` of its tail probability on normal records, in nats.
        public var surprise: Double

        public init(field: String, title: String, observed: String, expected: String, surprise: Double) {
            self.field = field
            self.title = title
            self.observed = observed
            self.expected = expected
            self.surprise = surprise
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

    /// An end of a connection.
    public struct Endpoint: Sendable, Equatable {
        /// An address, or a host's name.
        public var address: String?
        public var port: Int?

        public init(_ address: String?, port: Int? = nil) {
            self.address = address
            self.port = port
        }
    }

    /// Where a record stands.
    public struct LogLine: Sendable, Equatable {
        public var file: String
        /// From 1.
        public var number: Int
        public var text: String

        public init(file: String, number: Int, text: String) {
            self.file = file
            self.number = number
            self.text = text
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
    /// The requested name: of a DNS query, a TLS server, an HTTP host; nil where the log has none.
    public var domain: String?
    /// The record's name in the log, such as a Zeek uid.
    public var identifier: String?
    /// The log's file, the line's number in it, and the line.
    public var file: String
    public var lineNumber: Int
    public var line: String
    public var score: Double
    /// One normal record in this many scores as high.
    public var oneIn: Double
    public var deviation: Deviation
    /// The strongest first, at most five.
    public var reasons: [Reason]
    /// The record's values, with which it can be marked as normal; nil for behaviour over time.
    public var record: RecordValues?
    /// The nearest ordinary records of the log: where they stand and how they differ.
    public var nearest: [String] = []

    /// An alert without what only some logs have; set `time`, `transport`, `service`, `domain` and `identifier` where
    /// they are known.
    public init(
        at line: LogLine, from source: Endpoint, to destination: Endpoint, score: Double, oneIn: Double,
        deviation: Deviation, reasons: [Reason]
    ) {
        file = line.file
        lineNumber = line.number
        self.line = line.text
        self.source = source.address
        sourcePort = source.port
        self.destination = destination.address
        destinationPort = destination.port
        self.score = score
        self.oneIn = oneIn
        self.deviation = deviation
        self.reasons = reasons
    }
}
