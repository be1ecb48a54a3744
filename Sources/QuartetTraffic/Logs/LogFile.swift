/// One log, from lines to batches of records.
final class LogFile {
    let format: LogFormat
    let name: String
    private(set) var records = 0
    /// Lines that the format's filters exclude.
    private(set) var excluded = 0
    /// Where the line after the last one that was read begins in the file; of a followed file.
    private(set) var position = 0
    /// The last bytes before ``position``, at most 256.
    private(set) var bytesBefore: [UInt8] = []

    private let lines: any LineSource
    private let isFollowed: Bool
    private let reported: Int
    private var header: HeaderState
    /// Blocks with lines that are still to be read, the next one last.
    private var blocks: [LineBlock]
    /// What ended the lines behind these blocks.
    private var failure: LogError?
    /// Where the next line begins in its block, and its number.
    private var offset = 0
    private var lineNumber = 0
    private let rejected: RejectedLines
    private let rejectedBefore: Int
    /// Lines so far that should be records.
    private var lineCount = 0

    convenience init(
        _ path: String, catalog: FormatCatalog, format: LogFormat?, rejected: RejectedLines
    ) throws {
        try self.init(
            LineReader(try ByteStream(path: path)), catalog: catalog, format: format, rejected: rejected)
    }

    /// - Parameters:
    ///   - isFollowed: whether lines may come after the source had none: a few bad ones do not make the whole log
    ///     unreadable then.
    ///   - reported: malformed lines before this offset have been reported.
    init(
        _ lines: any LineSource, catalog: FormatCatalog, format wanted: LogFormat?, rejected: RejectedLines,
        isFollowed: Bool = false, reported: Int = 0
    ) throws {
        (self.lines, self.isFollowed, self.reported, self.rejected) = (lines, isFollowed, reported, rejected)
        (name, rejectedBefore) = (lines.name, rejected.count)
        lines.onLongLine = { [name] number, length, beginning throws(LogError) in
            try beginning.withUnsafeBufferPointer { bytes throws(LogError) in
                try rejected.add(bytes, file: name, number: number) {
                    "the line has \(length) bytes, more than \(LineReader.longestLine)"
                }
            }
        }
        let recogniser = try LogRecogniser(lines, catalog: catalog, format: wanted)
        (format, header) = (recogniser.found.format, HeaderState(recogniser.found))
        (blocks, failure) = (recogniser.blocks.reversed(), recogniser.failure)
    }

    /// What the format was recognised by.
    var recognition: String { header.recognition }

    /// The next records; nil at the end.
    func nextBatch() throws -> RecordBatch? {
        while let block = try nextBlock() {
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
        try checkMostlyReadable(atEnd: true)
        return nil
    }

    private func nextBlock() throws -> LineBlock? {
        if blocks.isEmpty {
            do throws(LogError) {
                if let failure {
                    self.failure = nil
                    throw failure
                }
                guard let block = try lines.nextBlock() else { return nil }
                blocks.append(block)
            } catch {
                guard case .damaged(let file, let reason, _) = error else { throw error }
                throw LogError.damaged(file: file, reason: reason, records: records)
            }
        }
        let block = blocks[blocks.count - 1]
        if offset == 0 { lineNumber = block.firstLine }
        return block
    }

    /// The records of a block from `offset` on, up to its end or to a header that may change the columns.
    private func read(_ block: LineBlock) throws -> RecordBatch {
        var batch = BatchAssembly(block, format, header.layout)
        try block.bytes.withUnsafeBufferPointer { bytes in
            for line in BlockLines(bytes, from: offset, number: lineNumber) {
                if batch.isFull { return }
                (offset, lineNumber) = (line.next, line.number + 1)
                let text = UnsafeBufferPointer(rebasing: bytes[line.content])
                switch header.meaning(of: text) {
                case .skip, .ends: continue
                case .starts: if batch.isComplete(before: header.layout) { return }
                case .record:
                    lineCount += 1
                    switch batch.append(line, text) {
                    case .kept: continue
                    case .excluded: excluded += 1
                    case .failed(let failure):
                        if header.takesAsHeader(text) {
                            lineCount -= 1
                            if batch.isComplete(before: header.layout) { return }
                        } else if block.start + line.next > reported {
                            try rejected.add(text, file: name, number: line.number) {
                                header.reason(failure, text)
                            }
                        }
                    }
                }
            }
        }
        records += batch.count
        return batch.finished(source: name)
    }

    private func checkMostlyReadable(atEnd: Bool) throws(LogError) {
        let bad = rejected.count - rejectedBefore
        guard bad > lineCount / 2, (atEnd && !isFollowed) || lineCount > 1000 else { return }
        throw .mostlyMalformed(
            file: name, format: format.name, rejected: bad, lines: lineCount,
            examples: rejected.first.filter { $0.file == name }.map {
                "line \($0.number): \($0.reason): \($0.beginning)"
            })
    }
}
