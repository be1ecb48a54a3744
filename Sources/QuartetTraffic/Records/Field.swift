internal import Foundation

/// The kind of a field; it decides how the field is encoded.
public enum FieldKind: String, Sendable, Codable, CaseIterable {
    /// A count of bytes, packets or events, compared by its logarithm.
    case count
    /// Seconds, compared by their logarithm.
    case duration
    /// A number compared directly, such as a rate or an entropy.
    case number
    /// 0 or 1.
    case flag
    /// One of a small set of words or codes.
    case category
    case port
    case address
    /// A point in time, in seconds since 1970.
    case time
    /// An identifier of the record; never used to judge it.
    case identifier
    /// A label of the record; never used to judge it.
    case label
    /// Free text; used only in reports.
    case text

    /// Whether values are read as numbers; all others as hashes of their bytes.
    var isNumeric: Bool {
        switch self {
        case .count, .duration, .number, .flag, .port, .time: true
        case .category, .address, .identifier, .label, .text: false
        }
    }
}

/// The role of a field in the description of a connection, whatever its name in the log.
public enum FieldRole: String, Sendable, Codable, CaseIterable {
    case source, sourcePort, destination, destinationPort, transport, service, state
    case start, end, duration, bytesOut, bytesIn, packetsOut, packetsIn, identifier, label
    /// The requested name: of a DNS query, a TLS server or an HTTP host.
    case domain
}

/// A field of a log.
public struct Field: Sendable, Codable, Equatable {
    /// Its name in the log.
    public var name: String
    /// A title for reports: "bytes sent".
    public var title: String
    public var kind: FieldKind
    public var role: FieldRole?
    /// Such as "bytes" or "seconds".
    public var unit: String?
    /// The factor from the unit of the log to the unit of the kind: 1e-6 for times in microseconds.
    public var scale: Double
    /// Whether a detector uses it.
    public var isJudged: Bool

    public init(
        name: String, title: String? = nil, kind: FieldKind, role: FieldRole? = nil, unit: String? = nil,
        scale: Double = 1, isJudged: Bool = true
    ) {
        (self.name, self.title, self.kind, self.role) = (name, title ?? name, kind, role)
        (self.unit, self.scale, self.isJudged) = (unit, scale, isJudged)
    }

    /// A number of the field as people write it, with its unit.
    func text(_ value: Double) -> String {
        let size = abs(value)
        let number: String
        if size >= 1e15 || (size > 0 && size < 1e-4) {
            number = String(format: "%.2e", value)
        } else if size >= 100 || value == value.rounded() {
            number = String(format: "%.0f", value)
        } else {
            number = String(format: "%.3g", value)
        }
        return unit.map { "\(number) \($0)" } ?? number
    }
}

/// The fields of a log's records, in the order of its columns.
public struct RecordSchema: Sendable, Codable, Equatable {
    /// The format's name in the catalog.
    public var format: String
    public var fields: [Field]

    public init(format: String, fields: [Field]) { (self.format, self.fields) = (format, fields) }

    public func field(_ role: FieldRole) -> Int? { fields.firstIndex { $0.role == role } }

    /// The names of label columns, but for the label itself and that of the format.
    public func furtherLabels(beside label: Int?) -> [String] {
        fields.indices.filter { $0 != label && fields[$0].kind == .label && fields[$0].role != .label }
            .map { fields[$0].name }
    }

    public func field(named name: String) -> Int? { fields.firstIndex { $0.name == name } }
}
