/// Guesses the kinds of the fields in a table of unknown origin from their names and first values. Names that suggest a
/// kind are listed in the catalog's `csv`.
struct SchemaInference {
    private let hints: LogFormat?
    private let catalog: FormatCatalog

    /// A column with more different words than this, and more than a twentieth of its values, is text.
    private static let mostWords = 256
    private static let mostRows = 4000
    /// Names of a second label. Alone they can mean anything.
    private static let besideLabel: Set = ["category", "type", "subtype", "class", "subclass", "family"]

    init(catalog: FormatCatalog) {
        self.catalog = catalog
        hints = catalog.formats.first { $0.name == FormatCatalog.tables }
    }

    func table(_ names: [String], _ lines: ArraySlice<[UInt8]>, _ separator: UInt8) -> LogFormat {
        var columns = names.map { _ in ColumnSample() }
        // Concatenated files repeat their header.
        for line in lines.prefix(Self.mostRows) where FormatRecognition.cells(line, separator) != names {
            for (index, text) in FormatRecognition.cells(line, separator).enumerated()
            where index < columns.count {
                columns[index].add(text)
            }
        }
        return LogFormat(RecordSchema(format: "csv", fields: fields(names, columns)))
    }

    func json(_ paths: [String], _ lines: [[UInt8]]) -> LogFormat {
        var columns = Dictionary(uniqueKeysWithValues: paths.map { ($0, ColumnSample()) })
        for line in lines.prefix(Self.mostRows) {
            for value in line.withUnsafeBufferPointer({ JSONScanner.paths($0) }) ?? []
            where value.text != "null" {
                columns[value.path, default: ColumnSample()].add(value.text)
            }
        }
        return LogFormat(
            RecordSchema(
                format: FormatRecognition.jsonName,
                fields: fields(paths, paths.map { columns[$0] ?? ColumnSample() })))
    }

    func zeek(_ header: ZeekHeader, _ lines: [[UInt8]]) -> LogFormat {
        var columns = header.fields.map { _ in ColumnSample() }
        for line in lines.prefix(Self.mostRows) where line.first != 35 {
            for (index, text) in FormatRecognition.cells(line, header.separator).enumerated()
            where index < columns.count && text != header.unset {
                columns[index].add(text)
            }
        }
        var fields = fields(header.fields, columns)
        for (index, kind) in header.schema(missing: []).enumerated() {
            guard let kind else { continue }
            fields[index].kind = kind
            fields[index].isJudged = LogFormat.isJudged(kind)
        }
        // A log that lacks columns of the format of its path is not of that format, and two must not share a name.
        let name = "zeek-" + (header.path ?? "log")
        let isTaken = catalog.formats.contains { $0.name == name }
        return LogFormat(RecordSchema(format: isTaken ? name + "-columns" : name, fields: fields))
    }

    private func fields(_ names: [String], _ columns: [ColumnSample]) -> [Field] {
        let hinted = hints?.fields(of: names) ?? names.map { _ in -1 }
        let fields = zip(zip(names, columns), hinted).enumerated().map { index, column in
            let ((name, sample), hint) = column
            let given = hint >= 0 ? hints?.schema.fields[hint] : nil
            var kind = sample.kind(mostWords: Self.mostWords)
            var role: FieldRole?
            if let given, sample.agrees(with: given.kind) { (kind, role) = (given.kind, given.role) }
            // A second column of this kind has no role, but it tells as much about a record.
            if hint < 0, let other = hints?.kind(ofName: name), other == .label || other == .identifier {
                kind = other
            }
            return Field(
                name: name.isEmpty ? "column \(index + 1)" : name, title: role == nil ? nil : given?.title,
                kind: kind,
                role: role, unit: role == nil ? nil : given?.unit, isJudged: LogFormat.isJudged(kind))
        }
        guard fields.contains(where: { $0.kind == .label }) else { return fields }
        return fields.map { field in
            var field = field
            if field.role == nil, Self.besideLabel.contains(field.name.lowercased()) {
                (field.kind, field.isJudged) = (.label, false)
            }
            return field
        }
    }
}

/// Statistics of the first values of a column.
struct ColumnSample {
    private var values = 0
    private var numbers = 0
    private var wholes = 0
    private var times = 0
    private var addresses = 0
    private var flags = 0
    private var (least, most) = (Double.infinity, -Double.infinity)
    private var words = Set<UInt64>()
    private static let missing = Set(LogFormat.usualMissing + [""])

    mutating func add(_ text: String) {
        guard !Self.missing.contains(text) else { return }
        values += 1
        var text = text
        text.withUTF8 { bytes in
            if words.count < 5000 { words.insert(RecordBatch.hash(bytes)) }
            if let number = CellReader.number(bytes) {
                numbers += 1
                if number == number.rounded() { wholes += 1 }
                if number.isFinite { (least, most) = (min(least, number), max(most, number)) }
            } else if TimeReader.seconds(bytes) != nil {
                times += 1
            } else if AddressClass.classify(bytes) != .name {
                addresses += 1
            }
            if CellReader.flag(bytes).map({ $0 == 0 || $0 == 1 }) == true { flags += 1 }
        }
    }

    func kind(mostWords: Int) -> FieldKind {
        guard values > 0 else { return .text }
        if flags == values { return .flag }
        if numbers == values { return wholes == values && least >= 0 && most > 100 ? .count : .number }
        if times == values { return .time }
        if addresses == values { return .address }
        return words.count <= max(mostWords, values / 20) && words.count < max(values * 3 / 4, 8)
            ? .category : .text
    }

    /// Whether the kind that a name suggests fits the values.
    func agrees(with kind: FieldKind) -> Bool {
        switch kind {
        case .category, .label, .identifier, .text: true
        case .address: true
        case .count, .duration: numbers == values && (values == 0 || least >= 0)
        case .number: numbers == values
        case .flag: flags == values
        case .port: wholes == values && (values == 0 || (least >= 0 && most <= 65535))
        case .time: times == values || (numbers == values && (values == 0 || least >= 0))
        }
    }
}
