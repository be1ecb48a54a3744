internal import Foundation
public import QuartetModels

/// Selects and transforms the fields that a detector sees; fitted on the training records.
///
/// - Counts and durations become logarithms, other numbers stay unchanged.
/// - Categories stay unchanged. A destination port that occurs at least three times in training stays itself, all others
///   become their range (RFC 6335); source ports are random, so they always become their range.
/// - Addresses become their class; a name (such as the number of an autonomous system) becomes whether it was common, rare
///   or unseen in training at this end of the connection.
public struct ColumnReader: Sendable, Codable, Validatable {
    /// A number that is judged.
    public struct Number: Sendable, Codable, Equatable {
        let field: Int
        let isLogarithmic: Bool
    }

    /// A category that is judged.
    enum Category: Sendable, Codable {
        case value(field: Int)
        case port(field: Int, common: KeyTable)
        case portRange(field: Int)
        /// How often each name was seen: 1 rarely, 2 in at least one of a hundred records.
        case address(field: Int, names: KeyTable)

        var field: Int {
            switch self {
            case .value(let field), .port(let field, _), .portRange(let field), .address(let field, _): field
            }
        }
    }

    public let schema: RecordSchema
    public let numbers: [Number]
    let categories: [Category]

    public var categoryCount: Int { categories.count }

    /// The names of the fields behind the columns.
    package var numberFields: [String] { numbers.map { schema.fields[$0.field].name } }
    package var categoryFields: [String] { categories.map { schema.fields[$0.field].name } }

    /// Texts of values seen in training, for reports.
    @SortedKeys private var names: [UInt64: String]

    private static let fewestOfPort = 3
    private static let mostPorts = 1024
    private static let commonShare = 0.01

    /// - Parameters:
    ///   - batches: the training records, all of one schema.
    ///   - names: the texts of values of categories.
    public init(_ batches: [RecordBatch], names: [UInt64: String]) {
        let schema = batches.first?.schema ?? RecordSchema(format: "", fields: [])
        self.schema = schema
        let judged = schema.fields.indices.filter { schema.fields[$0].isJudged }
        numbers = judged.compactMap { index in
            switch schema.fields[index].kind {
            case .count, .duration: Number(field: index, isLogarithmic: true)
            case .number, .flag: Number(field: index, isLogarithmic: false)
            default: nil
            }
        }
        let total = batches.reduce(0) { $0 + $1.count }
        categories = judged.compactMap { index in
            let field = schema.fields[index]
            switch field.kind {
            case .category: return .value(field: index)
            case .port where field.role == .sourcePort: return .portRange(field: index)
            case .port: return .port(field: index, common: Self.commonPorts(index, batches))
            case .address: return .address(field: index, names: Self.names(index, batches, total: total))
            default: return nil
            }
        }
        _names = SortedKeys(wrappedValue: names)
    }

    private static func commonPorts(_ field: Int, _ batches: [RecordBatch]) -> KeyTable {
        var counts: [Int: Int] = [:]
        for batch in batches {
            for record in 0..<batch.count {
                if let port = Int(exactly: batch.number(field, of: record)) { counts[port, default: 0] += 1 }
            }
        }
        var common = KeyTable()
        let order = counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
        for (port, count) in order.prefix(mostPorts) where count >= fewestOfPort {
            common.set(UInt64(port) + 1, to: 1)
        }
        return common
    }

    private static func names(_ field: Int, _ batches: [RecordBatch], total: Int) -> KeyTable {
        var counts = KeyTable()
        var keys: Set<UInt64> = []
        for batch in batches {
            for record in 0..<batch.count {
                let key = batch.key(field, of: record)
                guard AddressClass(key: key) == .name, keys.count < 1 << 20 else { continue }
                keys.insert(key)
                counts.add(1, to: key)
            }
        }
        var names = KeyTable(capacity: keys.count)
        for key in keys {
            names.set(key, to: Double(counts[key] ?? 0) >= commonShare * Double(total) ? 2 : 1)
        }
        return names
    }

    public func columns(_ batch: RecordBatch) -> RecordColumns {
        let width = schema.fields.count
        return batch.withCells { cells in
            let numbers = numbers.map { number in
                [Float](unsafeUninitializedCapacity: batch.count) { column, count in
                    for record in 0..<batch.count {
                        let value = Double(bitPattern: cells[record * width + number.field])
                        column[record] = number.isLogarithmic ? RecordColumns.logarithm(value) : Float(value)
                    }
                    count = batch.count
                }
            }
            let categories = categories.map { category in
                [UInt64](unsafeUninitializedCapacity: batch.count) { column, count in
                    for record in 0..<batch.count {
                        column[record] = Self.key(cells[record * width + category.field], category)
                    }
                    count = batch.count
                }
            }
            return RecordColumns(count: batch.count, numbers: numbers, categories: categories)
        }
    }

    @inline(__always) private static func key(_ cell: UInt64, _ category: Category) -> UInt64 {
        switch category {
        case .value: return cell
        case .port(_, let common):
            let port = Double(bitPattern: cell)
            guard port >= 0, port < 65_536 else { return 0 }
            return common[UInt64(port) + 1] == nil ? range(port) : UInt64(port) + 16
        case .portRange:
            let port = Double(bitPattern: cell)
            return port >= 0 && port < 65_536 ? range(port) : 0
        case .address(_, let names):
            let kind = AddressClass(key: cell)
            return kind == .name ? 8 + UInt64(names[cell] ?? 0) : UInt64(kind.rawValue)
        }
    }

    /// System, registered and dynamic ports.
    @inline(__always) private static func range(_ port: Double) -> UInt64 {
        port < 1024 ? 1 : port < 49_152 ? 2 : 3
    }

    public func validate() throws(InvalidConfiguration) {
        for field in numbers.map(\.field) + categories.map(\.field) {
            try check("field", field, in: 0..<schema.fields.count)
        }
    }

    // MARK: For reports

    /// The field of a column: numbers first, then categories.
    func field(_ index: Int) -> Field {
        schema.fields[index < numbers.count ? numbers[index].field : categories[index - numbers.count].field]
    }

    /// A number of a column in the log's unit.
    package func value(_ place: Float, of number: Int) -> Double {
        guard numbers[number].isLogarithmic else { return Double(place) }
        return place < 0 ? -expm1(Double(-place)) : expm1(Double(place))
    }

    /// The text of a category's key.
    package func text(_ key: UInt64, of category: Int) -> String {
        switch categories[category] {
        case .value: key == 0 ? "none" : names[key] ?? "another"
        case .port, .portRange:
            switch key {
            case 0: "none"
            case 1: "a system port"
            case 2: "a registered port"
            case 3: "a dynamic port"
            case 16...: String(key - 16)
            default: "none"
            }
        case .address:
            switch key {
            case 8: "a name never seen"
            case 9: "a name seldom seen"
            case 10: "a common name"
            default: AddressClass(rawValue: UInt8(key & 7)).map(Self.text) ?? "none"
            }
        }
    }

    private static func text(_ kind: AddressClass) -> String {
        switch kind {
        case .missing: "none"
        case .privateUse: "a private address"
        case .publicUse: "a public address"
        case .multicast: "a multicast address"
        case .broadcast: "the broadcast address"
        case .local: "a local address"
        case .name: "a name"
        }
    }
}
