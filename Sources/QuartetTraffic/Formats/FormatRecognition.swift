internal import QuartetFiles
internal import QuartetReports

/// The format of a log, recognised from its first lines.
struct FormatRecognition {
    /// Where the names of the columns come from.
    enum Style: Sendable {
        case zeek(ZeekHeader)
        /// The first line is a header row.
        case header(separator: UInt8)
        /// The order of columns is that of the format.
        case positional(separator: UInt8)
        case json
    }

    let format: LogFormat
    let style: Style
    /// Nil until a header names the columns.
    let layout: LineLayout?

    /// The name of a format that was inferred from JSON lines.
    static let jsonName = "json"

    /// Columns that a message names.
    private static let mostNamed = 10
    private static let separators: [UInt8] = [9, 44, 59, 124, 32]

    /// - Parameters:
    ///   - lines: the first lines, without their line ends.
    ///   - format: the requested format; nil for the one that fits.
    static func recognise(
        _ lines: [[UInt8]], file: String, catalog: FormatCatalog, format wanted: LogFormat?
    ) throws -> FormatRecognition {
        guard let first = lines.first else { throw LogError.empty(file: file) }
        if let kind = FileSignature.name(first) { throw LogError.notLog(file: file, kind: kind) }
        let known = wanted.map { [$0] } ?? catalog.recognised
        let found: FormatRecognition?
        if first.first == 35 {
            found = try zeek(lines, file: file, known: known, wanted: wanted, catalog: catalog)
        } else if first.first(where: { $0 > 32 }) == 123 {
            found = json(lines, known: known, wanted: wanted, catalog: catalog)
        } else {
            found = table(lines, known: known, wanted: wanted, catalog: catalog)
        }
        if let found { return found }
        if let wanted {
            throw LogError.notThatFormat(
                file: file, format: wanted.name, reason: missing(wanted, shown(first)))
        }
        throw LogError.unknownFormat(
            file: file, found: "the first line is \(shown(first))",
            known: catalog.formats.filter { !$0.required.isEmpty }.map(\.name))
    }

    /// Why a log is not in a format that is asked for.
    private static func missing(_ format: LogFormat, _ line: String) -> String {
        let all = format.required.isEmpty ? Array(format.schema.fields.indices) : format.required
        let names = all.prefix(mostNamed).map { format.schema.fields[$0].name }.joined(separator: ", ")
        let more = all.count > mostNamed ? " and \(all.count - mostNamed) more" : ""
        let columns = names + more
        let which = format.required.isEmpty ? "most of its columns (\(columns))" : "its columns \(columns)"
        return "\(which) were not found in \(line)"
    }

    /// The beginning of a line for a message.
    static func shown(_ line: [UInt8]) -> String {
        let text = String(decoding: line.prefix(60), as: UTF8.self)
        return "'" + SafeText.visible(text) + (line.count > 60 ? "…'" : "'")
    }

    private static func zeek(
        _ lines: [[UInt8]], file: String, known: [LogFormat], wanted: LogFormat?, catalog: FormatCatalog
    ) throws -> FormatRecognition? {
        var header = ZeekHeader()
        for line in lines {
            guard line.first == 35 else { break }
            _ = header.take(String(decoding: line, as: UTF8.self))
        }
        guard !header.fields.isEmpty else { return nil }
        let format: LogFormat
        if let wanted {
            format = wanted
            guard wanted.suits(wanted.fields(of: header.fields)) else { return nil }
        } else if let path = header.path, let named = known.first(where: { $0.zeekPath == path }),
            named.matches(named.fields(of: header.fields))
        {
            format = named
        } else if let fitting = known.first(where: {
            header.path == nil && $0.zeekPath != nil && $0.matches($0.fields(of: header.fields))
        }) {
            format = fitting
        } else {
            format = SchemaInference(catalog: catalog).zeek(header, lines)
        }
        return FormatRecognition(format: format, style: .zeek(header), layout: layout(header, format))
    }

    /// The layout that a Zeek header describes.
    static func layout(_ header: ZeekHeader, _ format: LogFormat) -> LineLayout {
        .separated(
            SeparatedLayout(
                separator: header.separator, fields: format.fields(of: header.fields), format: format,
                missing: [header.unset, header.empty], hasSpacedTail: header.hasSpacedTail))
    }

    private static func json(
        _ lines: [[UInt8]], known: [LogFormat], wanted: LogFormat?, catalog: FormatCatalog
    ) -> FormatRecognition? {
        var paths: [String] = []
        var seen = Set<String>()
        for line in lines.prefix(200) {
            let found = line.withUnsafeBufferPointer { JSONScanner.paths($0) } ?? []
            for value in found where seen.insert(value.path).inserted { paths.append(value.path) }
        }
        guard !paths.isEmpty else { return nil }
        // The format with the most of these paths.
        let fitting = known.map { ($0, $0.fields(of: paths)) }.filter { $0.0.matches($0.1) || wanted != nil }
        let best = fitting.max { fieldsFound($0.1) < fieldsFound($1.1) }?.0
        let format = wanted ?? best ?? SchemaInference(catalog: catalog).json(paths, lines)
        if let wanted {
            let fields = wanted.fields(of: paths)
            // JSON leaves out what a record does not have, so that the first ones may lack most of an inferred format.
            let isOpen = wanted.name == jsonName && fieldsFound(fields) > 0
            guard isOpen || wanted.suits(fields) else { return nil }
        }
        return FormatRecognition(format: format, style: .json, layout: .json(JSONLayout(format: format)))
    }

    private static func fieldsFound(_ fields: [Int]) -> Int { fields.reduce(0) { $0 + ($1 >= 0 ? 1 : 0) } }

    private static func table(
        _ lines: [[UInt8]], known: [LogFormat], wanted: LogFormat?, catalog: FormatCatalog
    ) -> FormatRecognition? {
        let first = lines[0]
        var best: (score: Int, found: FormatRecognition)?
        for separator in separators {
            let names = cells(first, separator)
            guard names.count > 1 else { continue }
            for format in known {
                let fields = format.fields(of: names)
                let count = Self.fieldsFound(fields)
                guard wanted == nil ? format.matches(fields) : format.suits(fields),
                    count > best?.score ?? 0
                else { continue }
                let layout = SeparatedLayout(separator: separator, fields: fields, format: format)
                best = (
                    count,
                    FormatRecognition(
                        format: format, style: .header(separator: separator), layout: .separated(layout))
                )
            }
        }
        if let best { return best.found }
        for separator in separators {
            if let found = positional(lines, separator, known) { return found }
        }
        // A table is a header and records: a single line is any text.
        guard wanted == nil, lines.count > 1 else { return nil }
        for separator in separators {
            let names = cells(first, separator)
            guard names.count > 1, looksLikeNames(names),
                separator != 32
                    || lines.dropFirst().prefix(20).allSatisfy({ cells($0, 32).count == names.count })
            else { continue }
            let format = SchemaInference(catalog: catalog).table(names, lines.dropFirst(), separator)
            let layout = SeparatedLayout(
                separator: separator, fields: format.fields(of: names), format: format)
            return FormatRecognition(
                format: format, style: .header(separator: separator), layout: .separated(layout))
        }
        return nil
    }

    /// A format without a header row: the number of columns is right, and at least nine of ten lines are records of it. The
    /// first line is not a header.
    private static func positional(
        _ lines: [[UInt8]], _ separator: UInt8, _ known: [LogFormat]
    ) -> FormatRecognition? {
        let first = cells(lines[0], separator)
        let sample = lines.prefix(200)
        for format in known {
            for order in format.positional where order.count == first.count {
                let layout = SeparatedLayout(separator: separator, fields: order, format: format)
                if looksLikeNames(first), !isRecord(lines[0], layout, format.schema) { continue }
                let records = sample.count { isRecord($0, layout, format.schema) }
                guard records * 10 >= sample.count * 9 else { continue }
                return FormatRecognition(
                    format: format, style: .positional(separator: separator), layout: .separated(layout))
            }
        }
        return nil
    }

    /// Whether a line has values where numbers are expected, addresses of a network and times after 1973: other tables can
    /// have as many columns.
    private static func isRecord(_ line: [UInt8], _ layout: SeparatedLayout, _ schema: RecordSchema) -> Bool {
        var record = schema.fields.map { $0.kind.isNumeric ? Double.nan.bitPattern : 0 }
        let failure = line.withUnsafeBufferPointer { bytes in
            record.withUnsafeMutableBufferPointer { layout.read(bytes, into: $0.baseAddress!) }
        }
        if failure != nil { return false }
        return zip(schema.fields, record).allSatisfy { field, cell in
            switch field.kind {
            case .address: cell == 0 || AddressClass(key: cell) != .name
            case .time: !(Double(bitPattern: cell) < 1e8)
            default: true
            }
        }
    }

    static func cells(_ line: [UInt8], _ separator: UInt8) -> [String] {
        let splitter = SeparatedLayout(
            separator: separator, fields: [], format: LogFormat(RecordSchema(format: "", fields: [])))
        return line.withUnsafeBufferPointer { $0.isEmpty ? [] : splitter.texts($0) }
    }

    /// Whether cells can be names of columns: most of them different words.
    private static func looksLikeNames(_ cells: [String]) -> Bool {
        let words = cells.filter { cell in
            guard let first = cell.unicodeScalars.first else { return false }
            return first.properties.isAlphabetic || first == "_" || first == "#"
        }
        let printable = cells.allSatisfy {
            $0.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 0xFFFD }
        }
        return printable && Set(words).count * 10 >= cells.count * 6
    }
}
