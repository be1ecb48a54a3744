internal import QuartetFiles

/// Reads logs one after another: any of the catalog's formats, or any table with a header row; compressed or not.
///
/// ```swift
/// let reader = try LogReader(["conn.log.gz"], catalog: FormatCatalog())
/// while let batch = try reader.nextBatch() { … }
/// ```
/// Not Sendable: one task reads; the batches may be used by others.
public final class LogReader {
    /// The schema of all batches.
    public let schema: RecordSchema
    public let rejected: RejectedLines
    /// Files in folders that were skipped because they are not in this format, with the reason.
    public let skippedFiles: [String]
    /// What the format was recognised by: "a Zeek header".
    public let recognition: String
    private let catalog: FormatCatalog
    private let format: LogFormat
    private var file: LogFile?
    private var waiting: [String]
    /// Why files were not read completely.
    private var failures: [LogError] = []
    /// Files without records.
    public private(set) var empty: [String] = []
    private var finishedRecords = 0
    private var finishedExcluded = 0

    /// - Parameters:
    ///   - paths: files and folders, read in order of their first records' times; "-" for standard input.
    ///   - format: the name of a format in the catalog; nil to recognise it from the content.
    ///   - schema: the schema that a model was trained on; columns are found by its names. Where the catalog has no format
    ///     of its name, it replaces what would be inferred from the content.
    public init(
        _ paths: [String], catalog: FormatCatalog, format: String? = nil, schema: RecordSchema? = nil,
        rejected: RejectedLines? = nil
    ) throws {
        if paths.isEmpty { throw LogError.file(.cannotRead(file: "(none)", reason: "no log was given")) }
        let catalog = catalog.limited(to: format)
        self.catalog = catalog
        self.rejected = try rejected ?? RejectedLines()
        let wanted = try Self.wanted(schema: schema, format: format, catalog)
        let found = try LogPaths(paths, catalog: catalog, format: wanted)
        (waiting, skippedFiles) = (found.files, found.skipped)
        let file = try Self.next(&waiting, &failures, &empty) { [rejected = self.rejected] in
            try LogFile($0, catalog: catalog, format: wanted, rejected: rejected)
        }
        guard let file else { throw failures.first ?? LogError.empty(file: paths.joined(separator: ", ")) }
        self.file = file
        self.format = file.format
        self.schema = file.format.schema
        recognition = file.recognition
    }

    /// Opens the next readable file; unreadable ones are reported at the end.
    private static func next(
        _ waiting: inout [String], _ failures: inout [LogError], _ empty: inout [String],
        _ open: (String) throws -> LogFile
    ) throws -> LogFile? {
        while !waiting.isEmpty {
            let path = waiting.removeFirst()
            do {
                return try open(path)
            } catch LogError.empty(let file) {
                empty.append(file)
            } catch let error as LogError {
                if error.isOfOutput { throw error }
                failures.append(error)
            }
        }
        return nil
    }

    /// The format that the model or the user requires; nil if the content decides.
    static func wanted(schema: RecordSchema?, format: String?, _ catalog: FormatCatalog) throws -> LogFormat?
    {
        if let format { _ = try catalog.format(named: format) }
        if let schema, let format, schema.format != format {
            throw TrafficModelError.otherFormat(file: "--format", found: format, expected: schema.format)
        }
        if let schema, let kept = schema.withoutCatalog(catalog) { return LogFormat(kept) }
        guard let name = schema?.format ?? format, name != FormatCatalog.tables else { return nil }
        return try catalog.format(named: name)
    }

    /// The name of the log's format.
    public var formatName: String { format.name }
    /// The name of the format for a sentence.
    public var formatTitle: String { format.title }
    /// Records so far.
    public var records: Int { finishedRecords + (file?.records ?? 0) }
    /// Lines so far that the format excludes, such as events of another type.
    public var excluded: Int { finishedExcluded + (file?.excluded ?? 0) }

    /// The next records, a few thousand at once; nil after the last.
    ///
    /// - Throws: ``LogError``, after the records of all files that could be read, including those before the damage in a
    ///   damaged file.
    public func nextBatch() throws -> RecordBatch? {
        while let file {
            do {
                if let batch = try file.nextBatch() { return batch }
            } catch let error as LogError {
                if error.isOfOutput { throw error }
                failures.append(error)
            }
            finishedRecords += file.records
            finishedExcluded += file.excluded
            self.file = nil
            self.file = try Self.next(&waiting, &failures, &empty) {
                try LogFile($0, catalog: catalog, format: format, rejected: rejected)
            }
        }
        try rejected.flush()
        if failures.isEmpty { return nil }
        defer { failures = [] }
        throw failures.count == 1 ? failures[0] : LogError.several(failures)
    }
}

extension RecordSchema {
    /// Itself when the catalog has no format of its name.
    fileprivate func withoutCatalog(_ catalog: FormatCatalog) -> RecordSchema? {
        catalog.formats.contains { $0.name == format && $0.name != FormatCatalog.tables } ? nil : self
    }
}
