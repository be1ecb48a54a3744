public import QuartetFiles
internal import QuartetReports

/// The labels that a log contains, to find those that somebody misspelt.
public struct LabelTally: Sendable {
    private let field: Int
    private let wanted: Set<String>
    /// The records with one of these labels.
    private let sought: NormalRecords
    /// Records by the label's cell, and how the log spells it.
    private var counts: [UInt64: Int] = [:]
    private var texts: [UInt64: String] = [:]
    public private(set) var records = 0

    /// Labels that are kept; a column of identifiers has more.
    private static let most = 64
    private static let mostNamed = 10

    /// - Parameter values: the labels that should be in the log.
    public init(_ rule: NormalRecords, values: [String]) {
        (field, wanted, sought) = (rule.field, Set(values), rule.withLabels(values))
    }

    public mutating func add(_ batch: RecordBatch) {
        records += batch.count
        for record in 0..<batch.count {
            let key = batch.key(field, of: record)
            // Those that should be there are kept whatever else is.
            guard counts[key] != nil || counts.count < Self.most || sought.contains(batch, record) else {
                continue
            }
            counts[key, default: 0] += 1
            if texts[key] == nil { texts[key] = batch.text(field, of: record) ?? "(none)" }
        }
    }

    /// Labels that no record has; numbers may be spelt in several ways.
    private var absent: [String] {
        let found = Set(texts.values)
        let numbers = Set(found.compactMap(Double.init))
        return wanted.subtracting(found).filter { Double($0).map { !numbers.contains($0) } ?? true }.sorted()
    }

    /// What to tell the user when some of the labels are in the log and others are not; nil when all are.
    ///
    /// - Throws: ``LabelError`` when none of them is there.
    public func warning(_ column: String) throws(LabelError) -> String? {
        let absent = absent
        if absent.isEmpty || records == 0 { return nil }
        let error = LabelError(column: column, absent: absent, found: named)
        if absent.count == wanted.count { throw error }
        return error.description
    }

    private var named: [String] {
        let frequent = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.mostNamed)
        return frequent.map { key, count in
            "\(texts[key] ?? "") (\(NumberText.counted(count, "record")))"
        } + (counts.count > Self.mostNamed ? ["and others"] : [])
    }
}

/// Labels that no record of a log has.
public struct LabelError: UserFacingError, Equatable {
    public let column: String
    public let absent: [String]
    /// The labels that there are, the most frequent first.
    public let found: [String]

    public var kind: FailureKind { .badData }

    public var description: String {
        "No record has the label \(absent.joined(separator: " or ")) in the column \(column); its labels are: "
            + found.joined(separator: ", ") + "."
    }
}
