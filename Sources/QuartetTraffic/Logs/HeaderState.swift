/// The layout of a log's lines: follows the headers between them, and the line that ends the records.
struct HeaderState {
    /// What a line is.
    enum Meaning {
        /// Empty, or between the end of the records and the next header.
        case skip
        /// A header: the records after it have ``HeaderState/layout``.
        case starts
        /// The line that ends the records.
        case ends
        case record
    }

    let format: LogFormat
    private var style: FormatRecognition.Style
    /// How the records after the latest header are parsed; nil after the header of another format.
    private(set) var layout: LineLayout?
    /// The Zeek header that ``layout`` follows.
    private var current: ZeekHeader?
    private var headerIsNext = false
    private var hasEnded = false

    init(_ found: FormatRecognition) {
        (format, style, layout) = (found.format, found.style, found.layout)
        if case .header = style { headerIsNext = true }
        if case .zeek(let header) = style { current = header }
    }

    /// What the format was recognised by.
    var recognition: String {
        switch style {
        case .zeek(let header): "a Zeek header" + (header.path.map { " of path \($0)" } ?? "")
        case .header: "a header row"
        case .positional: "the shapes of its columns, without a header row"
        case .json: "the keys of JSON lines"
        }
    }

    /// What the next line is. A table's header between records is recognised only when it is not a record: see
    /// ``takesAsHeader(_:)``.
    @inline(__always) mutating func meaning(of line: UnsafeBufferPointer<UInt8>) -> Meaning {
        if line.isEmpty { return .skip }
        if headerIsNext || hasEnded || line[0] == UInt8(ascii: "#"), let found = boundary(line) {
            return found
        }
        guard let ending = format.ending, line.elementsEqual(ending.utf8) else { return .record }
        hasEnded = true
        return .ends
    }

    /// What a line is where headers are expected; nil for an ordinary line.
    @inline(never) private mutating func boundary(_ line: UnsafeBufferPointer<UInt8>) -> Meaning? {
        if headerIsNext {
            headerIsNext = false
            return .starts
        }
        if hasEnded {
            guard takesAsHeader(line) else { return .skip }
            hasEnded = false
            return .starts
        }
        guard case .zeek = style else { return nil }
        return takesAsZeekHeader(line) ? .starts : .skip
    }

    /// Takes a line of a Zeek header.
    ///
    /// - Returns: whether the layout may be another one from here on.
    private mutating func takesAsZeekHeader(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        guard case .zeek(var header) = style else { return false }
        let namesColumns = header.take(String(decoding: line, as: UTF8.self))
        style = .zeek(header)
        // Concatenated logs repeat their headers, which changes nothing.
        guard namesColumns, !(current.map(header.hasColumns) ?? false) else { return false }
        current = header
        let fields = format.fields(of: header.fields)
        layout =
            format.suits(fields)
            ? FormatRecognition.layout(header, format) : nil
        return true
    }

    /// Whether a line that is not a record is a table's header, which then decides the layout: concatenated files repeat it.
    mutating func takesAsHeader(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        let separator: UInt8
        switch style {
        case .header(let mark), .positional(let mark): separator = mark
        case .zeek, .json: return false
        }
        guard line.count < 1 << 16, Self.canBeginName(line[0]) else { return false }
        let fields = format.fields(of: FormatRecognition.cells(Array(line), separator))
        let isHeader = format.suits(fields)
        if isHeader {
            layout = .separated(SeparatedLayout(separator: separator, fields: fields, format: format))
        }
        return isHeader
    }

    /// A letter (or another byte from "A" on), a quote, an underscore or a space.
    private static func canBeginName(_ byte: UInt8) -> Bool {
        byte | 32 >= UInt8(ascii: "a") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: " ")
    }

    /// Why a line is not a record, for the user.
    func reason(_ failure: LineFailure, _ line: UnsafeBufferPointer<UInt8>) -> String {
        switch failure {
        case .empty: return "the line contains NUL bytes"
        case .columns(let found), .fewerColumns(let found):
            if layout == nil, case .zeek(let header) = style {
                return "the header above it belongs to \(header.path ?? "another log"), not to \(format.name)"
            }
            var columns = 0
            if case .separated(let separated) = layout { columns = separated.columns.count }
            return "found \(found) columns, expected \(columns)"
        case .badCell(let field, let range):
            let cell = FormatRecognition.shown(Array(line[range]))
            let field = format.schema.fields[field]
            return "\(field.name) is \(cell), expected a \(field.kind == .time ? "time" : "number")"
        case .openQuote: return "a quote is not closed"
        case .notJSON(let place): return "not a JSON object: error at byte \(place + 1)"
        }
    }
}
