internal import Glibc

/// One log, from bytes to batches of records.
final class LogFile {
    let format: LogFormat
    let name: String
    private let lines: any LineSource
    private var style: FormatRecognition.Style
    private var layout: LineLayout?
    private var blocks: [LineBlock]
    private var offset = 0
    private var lineNumber = 0
    private let rejected: RejectedLines
    private var rejectedHere: Int
    private var linesHere = 0
    private var hasEnded = false
    private var template: [UInt64]
    private(set) var records = 0
    private(set) var passedOver = 0
    private let isFollowed: Bool
    /// Where the line after the last one that was taken begins in the file.
    private(set) var position = 0
    /// The last bytes before ``position``, some hundred at most.
    private(set) var bytesBefore: [UInt8] = []

    /// Rows that a schema is guessed from, at most.
    private static let sampleLines = 2000

    convenience init(
        _ path: String, catalog: FormatCatalog, format: LogFormat?, rejected: RejectedLines
    ) throws {
        try self.init(
            LineReader(try ByteStream(path: path)), catalog: catalog, format: format, rejected: rejected)
    }

    /// - Parameter isFollowed: more lines may come after the source had none: a few bad ones are no verdict then.
    init(
        _ reader: any LineSource, catalog: FormatCatalog, format wanted: LogFormat?, rejected: RejectedLines,
        isFollowed: Bool = false
    ) throws {
        lines = reader
        self.isFollowed = isFollowed
        name = reader.name
        self.rejected = rejected
        rejectedHere = rejected.count
        var problem: LogError?
        reader.onLongLine = { number, length, beginning in
            do throws(LogError) {
                try beginning.withUnsafeBufferPointer { bytes throws(LogError) in
                    try rejected.add(bytes, file: reader.name, number: number) {
                        "the line has \(length) bytes, more than \(LineReader.longestLine)"
                    }
                }
            } catch {
                problem = error
            }
        }
        var blocks: [LineBlock] = []
        var sample: [[UInt8]] = []
        var recognised: FormatRecognition?
        var failure: LogError?
        repeat {
            do throws(LogError) {
                guard let block = try reader.nextBlock() else { break }
                blocks.append(block)
                Self.sample(block, into: &sample)
            } catch {
                failure = error
                break
            }
            // A stream that goes on tells its format by its first lines; only a guess needs more of them.
            if sample.isEmpty { continue }
            recognised = try? FormatRecognition.recognise(
                sample, file: reader.name, catalog: catalog, format: wanted)
            if let recognised, !recognised.format.required.isEmpty || wanted != nil { break }
            recognised = nil
        } while sample.count < Self.sampleLines
        if let problem { throw problem }
        if sample.isEmpty { throw failure ?? LogError.empty(file: reader.name) }
        let found =
            try recognised
            ?? FormatRecognition.recognise(sample, file: reader.name, catalog: catalog, format: wanted)
        (format, style, layout) = (found.format, found.style, found.layout)
        template = found.format.schema.fields.map { $0.kind.isNumeric ? Double.nan.bitPattern : 0 }
        self.blocks = blocks.reversed()
        pendingFailure = failure
        if case .header = style { headerIsAhead = true }
    }

    /// What the format was known by.
    var recognition: String {
        switch style {
        case .zeek(let header): "a Zeek header" + (header.path.map { " of path \($0)" } ?? "")
        case .header: "a header row"
        case .positional: "the shapes of its columns, without a header row"
        case .json: "the keys of JSON lines"
        }
    }

    private var pendingFailure: LogError?
    private var headerIsAhead = false

    private static func sample(_ block: LineBlock, into sample: inout [[UInt8]]) {
        block.bytes.withUnsafeBufferPointer { bytes in
            var start = 0
            while start < bytes.count, sample.count < sampleLines {
                let end = bytes[start...].firstIndex(of: 10) ?? bytes.count
                let line = content(bytes, start, end, isFirst: block.firstLine == 1 && start == 0)
                if !line.isEmpty { sample.append(Array(bytes[line])) }
                start = end + 1
            }
        }
    }

    /// A line without its carriage return, and the first one without what may stand before its text.
    @inline(__always) private static func content(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, isFirst: Bool
    ) -> Range<Int> {
        var (first, last) = (start, end)
        if last > first, bytes[last - 1] == 13 { last -= 1 }
        if isFirst, last - first >= 3, bytes[first] == 0xEF, bytes[first + 1] == 0xBB,
            bytes[first + 2] == 0xBF
        {
            first += 3
        }
        // A header's "#" that stands behind white space.
        if isFirst, let mark = bytes[first..<last].firstIndex(where: { $0 != 32 && $0 != 9 }),
            bytes[mark] == 35
        {
            first = mark
        }
        return first..<last
    }

    /// The next records; nil at the end.
    func nextBatch() throws -> RecordBatch? {
        while true {
            if blocks.isEmpty {
                if let failure = pendingFailure {
                    pendingFailure = nil
                    throw told(failure)
                }
                do throws(LogError) {
                    guard let block = try lines.nextBlock() else {
                        try checkMostlyReadable(atEnd: true)
                        return nil
                    }
                    blocks.append(block)
                } catch {
                    throw told(error)
                }
            }
            if offset == 0 { lineNumber = blocks[blocks.count - 1].firstLine }
            let block = blocks[blocks.count - 1]
            let batch = try read(block)
            if isFollowed {
                let end = min(offset, block.bytes.count)
                position = block.start + end
                bytesBefore = Array(block.bytes[max(0, end - 256)..<end])
            }
            if offset >= block.bytes.count {
                blocks.removeLast()
                offset = 0
            }
            try checkMostlyReadable(atEnd: false)
            if batch.count > 0 { return batch }
        }
    }

    private func told(_ failure: LogError) -> LogError {
        guard case .damaged(let file, let reason, _) = failure else { return failure }
        return .damaged(file: file, reason: reason, records: records)
    }

    private func checkMostlyReadable(atEnd: Bool) throws(LogError) {
        let bad = rejected.count - rejectedHere
        guard bad > linesHere / 2, (atEnd && !isFollowed) || linesHere > 1000 else { return }
        throw .mostlyMalformed(
            file: name, format: format.name, rejected: bad, lines: linesHere,
            examples: rejected.first.filter { $0.file == name }.map {
                "line \($0.number): \($0.reason): \($0.beginning)"
            })
    }

    /// Reads lines from `offset` up to the block's end, or up to a header that changes the columns.
    private func read(_ block: LineBlock) throws -> RecordBatch {
        let width = format.schema.fields.count
        let room = block.lineCount
        var ranges: [Range<Int>] = []
        var numbers: [Int] = []
        ranges.reserveCapacity(room)
        numbers.reserveCapacity(room)
        var count = 0
        let before = layout
        let cells = try block.bytes.withUnsafeBufferPointer { bytes in
            try [UInt64](unsafeUninitializedCapacity: max(room, 1) * width) { cells, used in
                try template.withUnsafeBufferPointer { template in
                    while offset < bytes.count {
                        let isFirst = lineNumber == 1
                        let end =
                            memchr(bytes.baseAddress! + offset, 10, bytes.count - offset)
                            .map {
                                UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) - bytes.baseAddress!
                            } ?? bytes.count
                        let range = Self.content(bytes, offset, end, isFirst: isFirst)
                        let line = UnsafeBufferPointer(rebasing: bytes[range])
                        let number = lineNumber
                        if line.isEmpty || hasEnded {
                            if !hasEnded || line.isEmpty || !startsAgain(line) {
                                (offset, lineNumber) = (end + 1, number + 1)
                                continue
                            }
                        }
                        if headerIsAhead || isHeader(line) {
                            if count > 0 { break }
                            (offset, lineNumber) = (end + 1, number + 1)
                            headerIsAhead = false
                            continue
                        }
                        if let ending = format.ending, line.elementsEqual(ending.utf8) {
                            hasEnded = true
                            (offset, lineNumber) = (end + 1, number + 1)
                            continue
                        }
                        let record = cells.baseAddress! + count * width
                        record.initialize(from: template.baseAddress!, count: width)
                        let failure =
                            block.hasZeros && line.contains(0) ? .empty : parse(line, record)
                        linesHere += 1
                        if let failure {
                            if isRepeatedHeader(line) {
                                linesHere -= 1
                                if count > 0 { break }
                                takeHeader(line)
                            } else {
                                try reject(line, number, failure)
                            }
                        } else if isKept(record) {
                            ranges.append(range)
                            numbers.append(number)
                            count += 1
                        } else {
                            passedOver += 1
                        }
                        (offset, lineNumber) = (end + 1, number + 1)
                    }
                }
                used = count * width
            }
        }
        records += count
        return RecordBatch(
            schema: format.schema, count: count, cells: cells, bytes: block.bytes, lines: ranges,
            lineNumbers: numbers, source: name, layout: before)
    }

    @inline(__always) private func parse(
        _ line: UnsafeBufferPointer<UInt8>, _ record: UnsafeMutablePointer<UInt64>
    ) -> LineFailure? {
        switch layout {
        case .separated(let layout): layout.read(line, into: record)
        case .json(let layout): layout.read(line, into: record)
        case nil: .columns(0)
        }
    }

    private func isKept(_ record: UnsafeMutablePointer<UInt64>) -> Bool {
        for filter in format.filters where filter.keys.contains(record[filter.field]) != filter.keeps {
            return false
        }
        return true
    }

    /// Takes a line of a Zeek header in; the caller has flushed the records before it.
    private func isHeader(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        guard line[0] == 35, case .zeek(var header) = style else { return false }
        let text = String(decoding: line, as: UTF8.self)
        if header.take(text) {
            let fields = format.fields(of: header.fields)
            layout =
                format.matches(fields) || format.required.isEmpty
                ? FormatRecognition.layout(header, format) : nil
        }
        style = .zeek(header)
        return true
    }

    private func isRepeatedHeader(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        let separator: UInt8
        switch style {
        case .header(let mark), .positional(let mark): separator = mark
        default: return false
        }
        guard line.count < 1 << 16, line[0] | 32 >= 97 || line[0] == 34 || line[0] == 95 || line[0] == 32
        else { return false }
        let fields = format.fields(of: FormatRecognition.cells(Array(line), separator))
        if format.required.isEmpty {
            return fields.filter { $0 >= 0 }.count * 10 >= format.schema.fields.count * 8
        }
        return format.matches(fields)
    }

    private func takeHeader(_ line: UnsafeBufferPointer<UInt8>) {
        switch style {
        case .header(let separator), .positional(let separator):
            let names = FormatRecognition.cells(Array(line), separator)
            layout = .separated(
                SeparatedLayout(separator: separator, fields: format.fields(of: names), format: format))
        default: break
        }
    }

    /// After the line that ends the records: a header begins new ones.
    private func startsAgain(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        guard isRepeatedHeader(line) else { return false }
        hasEnded = false
        takeHeader(line)
        headerIsAhead = true
        return true
    }

    private func reject(_ line: UnsafeBufferPointer<UInt8>, _ number: Int, _ failure: LineFailure) throws {
        let layout = layout
        try rejected.add(line, file: name, number: number) { [format, style] in
            let columns: Int
            if case .separated(let separated) = layout {
                columns = separated.columns.count
            } else {
                columns = 0
            }
            switch failure {
            case .empty: return "there are NUL bytes in it"
            case .columns(let found), .fewerColumns(let found):
                if layout == nil, case .zeek(let header) = style {
                    return "its header is not one of \(format.name), but of \(header.path ?? "another log")"
                }
                return "\(found) columns; \(columns) were expected"
            case .badCell(let field, let range):
                let cell = FormatRecognition.shown(Array(line[range]))
                let field = format.schema.fields[field]
                return "\(field.name) is \(cell), no \(field.kind == .time ? "time" : "number")"
            case .openQuote: return "a quote is never closed"
            case .notJSON(let place): return "no JSON object: it breaks at byte \(place + 1)"
            }
        }
    }
}
