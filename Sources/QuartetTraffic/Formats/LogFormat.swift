internal import QuartetCatalogs

/// One kind of log, as the catalog describes it: its fields, their names in the files, and how its files are
/// distinguished from others.
public struct LogFormat: Sendable {
    /// Keeps or excludes records by the value of one field.
    struct Filter: Sendable {
        let field: Int
        let keys: [UInt64]
        let keeps: Bool
    }

    public let name: String
    public let title: String
    public let schema: RecordSchema
    /// How each field's bytes become a cell.
    let kinds: [CellKind]
    /// Each field's names in files, in lower case, its own first.
    let names: [[String]]
    /// The field of each of these names; where two fields share a name, the first.
    private let fieldsByName: [String: Int]
    /// Fields that a file must have to be recognised as this format.
    let required: [Int]
    /// The `#path` of Zeek's logs.
    let zeekPath: String?
    /// Words that stand for "no value".
    let missing: [String]
    /// Orders of fields in files without a header row; -1 for a column that is skipped.
    let positional: [[Int]]
    let filters: [Filter]
    /// A line that ends the records; the lines after it are skipped up to the next header.
    let ending: String?

    /// Reads `<log>`, the root of a file in `catalogs/traffic`.
    init(_ root: CatalogElement) throws {
        name = try root.string("name")
        title = try root.string("title")
        zeekPath = root.attributes["zeek"]
        missing = (root.attributes["missing"] ?? "").split(separator: " ").map(String.init)
        ending = root.attributes["ending"]
        let elements = root.children("field")
        var fields: [Field] = []
        var kinds: [CellKind] = []
        for element in elements {
            let kind: FieldKind = try element.choice("kind")
            let role: FieldRole? = element.attributes["role"] == nil ? nil : try element.choice("role")
            fields.append(
                Field(
                    name: try element.string("name"), title: element.attributes["title"], kind: kind,
                    role: role,
                    unit: element.attributes["unit"], scale: try element.number("scale", default: 1),
                    isJudged: Self.isJudged(kind) && element.attributes["encoding"] != "ignored"))
            kinds.append(Self.cellKind(kind, spelling: element.attributes["spelling"]))
        }
        schema = RecordSchema(format: name, fields: fields)
        self.kinds = kinds
        names = elements.map { element in
            [element.attributes["name"] ?? ""].map { $0.lowercased() }
                + element.list("names").map { $0.lowercased() }
        }
        fieldsByName = Self.fieldsByName(names)
        var seen: [String: String] = [:]
        for (element, field) in zip(elements, fields)
        where seen.updateValue(field.name, forKey: field.name) != nil {
            throw element.mistake("a second field \(field.name)", expected: "each name once")
        }
        required = elements.indices.filter { elements[$0].attributes["key"] == "yes" }
        let schema = schema
        func index(_ name: String, in element: CatalogElement) throws -> Int {
            if name == "*" { return -1 }
            guard let index = schema.field(named: name) else {
                throw element.mistake("the field \(name)", expected: "a field of this log")
            }
            return index
        }
        positional = try root.children("columns").flatMap { element in
            let all = element.list("of")
            let order =
                try all.isEmpty ? Array(schema.fields.indices) : all.map { try index($0, in: element) }
            let least = try element.integer("least", default: order.count)
            guard least >= 1, least <= order.count else {
                throw element.mistake(
                    "least=\"\(least)\"", expected: "at most \(order.count), the number of fields")
            }
            return (least...order.count).map { Array(order.prefix($0)) }
        }
        filters = try (root.children("only") + root.children("skip")).map { element in
            Filter(
                field: try index(try element.string("field"), in: element),
                keys: element.list("values").map { RecordBatch.hash($0) }, keeps: element.name == "only")
        }
        for filter in filters where schema.fields[filter.field].kind.isNumeric {
            throw root.mistake(
                "records chosen by \(schema.fields[filter.field].name)",
                expected: "a field of words, not of numbers")
        }
    }

    /// The format of a table whose fields are already known: inferred, or stored in a model.
    public init(_ schema: RecordSchema, missing: [String] = LogFormat.usualMissing) {
        (name, title, self.schema) = (schema.format, "table", schema)
        kinds = schema.fields.map { Self.cellKind($0.kind, spelling: nil) }
        names = schema.fields.map { [$0.name.lowercased()] }
        fieldsByName = Self.fieldsByName(names)
        (required, zeekPath, self.missing) = ([], nil, missing)
        (positional, filters, ending) = ([], [], nil)
    }

    /// Words for a missing value in tables of unknown origin.
    public static let usualMissing = ["-", "NA", "N/A", "null", "NULL", "None", "(empty)"]

    /// Whether a detector may use fields of a kind.
    static func isJudged(_ kind: FieldKind) -> Bool {
        switch kind {
        case .count, .duration, .number, .flag, .category, .port, .address: true
        case .time, .identifier, .label, .text: false
        }
    }

    static func cellKind(_ kind: FieldKind, spelling: String?) -> CellKind {
        switch kind {
        case .count, .duration, .number: .number
        case .flag: .flag
        case .port: .port
        case .time: spelling == "joined" ? .timeJoined : spelling == "day-first" ? .timeDayFirst : .time
        case .address: .address
        case .category, .identifier, .label, .text: .hash
        }
    }

    private static func fieldsByName(_ names: [[String]]) -> [String: Int] {
        var fields: [String: Int] = [:]
        for (field, names) in names.enumerated() {
            for name in names where fields[name] == nil { fields[name] = field }
        }
        return fields
    }

    /// The field of each column of a header row; -1 for an unknown column.
    func fields(of header: [String]) -> [Int] {
        var used = Set<Int>()
        return header.map { name in
            guard let field = fieldsByName[name.lowercased()], used.insert(field).inserted else { return -1 }
            return field
        }
    }

    /// The kind of the field with a name, wherever it stands.
    func kind(ofName name: String) -> FieldKind? {
        fieldsByName[name.lowercased()].map { schema.fields[$0].kind }
    }

    /// Whether a record passes the filters.
    @inline(__always) func keeps(_ record: UnsafeMutablePointer<UInt64>) -> Bool {
        filters.allSatisfy { $0.keys.contains(record[$0.field]) == $0.keeps }
    }

    /// Whether a file with these columns can be read as this format when it is asked for. One whose fields were inferred
    /// requires none of them, but a log that lacks most is another one.
    func suits(_ fields: [Int]) -> Bool { required.isEmpty ? namesMost(fields) : matches(fields) }

    /// Whether columns name at least two of three fields, of those that a detector may use: a log need not have the labels
    /// of the one that the format was inferred from.
    private func namesMost(_ fields: [Int]) -> Bool {
        let judged = schema.fields.indices.filter { schema.fields[$0].isJudged }
        let needed = judged.isEmpty ? Array(schema.fields.indices) : judged
        let found = Set(fields)
        return needed.count { found.contains($0) } * 3 >= needed.count * 2 && !needed.isEmpty
    }

    /// Whether a file with these columns is of this format.
    func matches(_ fields: [Int]) -> Bool { !required.isEmpty && required.allSatisfy { fields.contains($0) } }
}
