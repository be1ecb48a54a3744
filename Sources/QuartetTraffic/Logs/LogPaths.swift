internal import Foundation
internal import QuartetFiles

/// The files that a user named, with folders replaced by the logs in them, in order of time.
struct LogPaths {
    /// In the order in which they are read.
    let files: [String]
    /// Files in folders that were skipped because they are not in this format, with the reason.
    let skipped: [String]

    private struct Candidate {
        let path: String
        var start: Double?
        var format = ""
    }

    /// - Parameters:
    ///   - paths: files, folders (with everything in them except hidden files) and "-".
    ///   - wanted: the format that files in folders must have; nil if all must have the same.
    init(_ paths: [String], catalog: FormatCatalog, format wanted: LogFormat?) throws {
        var found: [Candidate] = []
        var skipped: [String] = []
        for path in paths {
            guard Self.kind(path) == .typeDirectory else {
                found.append(Candidate(path: path))
                continue
            }
            var inside: [Candidate] = []
            for file in try Self.files(in: path) {
                do {
                    inside.append(try Self.look(file, catalog, wanted))
                } catch {
                    skipped.append("\(error)")
                }
            }
            guard !inside.isEmpty else { throw LogError.noLogs(folder: path, skipped: skipped) }
            let formats = Dictionary(grouping: inside, by: \.format).mapValues(\.count)
            guard formats.count == 1 else { throw LogError.severalFormats(folder: path, files: formats) }
            found += inside
        }
        self.skipped = skipped
        guard found.count > 1, found.allSatisfy({ Self.kind($0.path) == .typeRegular }) else {
            files = found.map(\.path)
            return
        }
        // A file that cannot be read is reported when it is read.
        for index in found.indices where found[index].format.isEmpty {
            found[index].start = try? Self.look(found[index].path, catalog, wanted).start
        }
        // Unless each of them has a time, the order is the user's.
        if found.allSatisfy({ $0.start != nil }) {
            let order = found.indices.sorted {
                (found[$0].start ?? 0, $0) < (found[$1].start ?? 0, $1)
            }
            found = order.map { found[$0] }
        }
        files = found.map(\.path)
    }

    private static func kind(_ path: String) -> FileAttributeType? {
        // Standard input can be read only once.
        if path == "-" { return nil }
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        return (try? FileManager.default.attributesOfItem(atPath: target))?[.type] as? FileAttributeType
    }

    private static func files(in folder: String) throws -> [String] {
        // The enumerator does not follow links.
        let target = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        guard let all = FileManager.default.enumerator(atPath: target) else {
            throw LogError.file(.cannotRead(file: folder, reason: "the folder cannot be listed"))
        }
        var files: [String] = []
        while let name = all.nextObject() as? String {
            if name.split(separator: "/").contains(where: { $0.hasPrefix(".") }) { continue }
            let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
            if kind(path) == .typeRegular { files.append(path) }
        }
        return files.sorted()
    }

    /// The format of a file and the time of its first record that has one.
    private static func look(_ path: String, _ catalog: FormatCatalog, _ wanted: LogFormat?) throws
        -> Candidate
    {
        let file = try LogFile(path, catalog: catalog, format: wanted, rejected: RejectedLines())
        let fields = file.format.schema.fields
        let field =
            file.format.schema.field(.start) ?? fields.firstIndex { $0.kind == .time }
        var start: Double?
        if let batch = try file.nextBatch(), let field {
            start = (0..<batch.count).lazy.map { batch.number(field, of: $0) }.first { $0.isFinite }
        } else if file.records == 0 {
            throw LogError.empty(file: path)
        }
        return Candidate(path: path, start: start, format: file.format.name)
    }
}
