internal import Foundation
internal import QuartetCatalogs
internal import QuartetFiles

/// The formats described in `catalogs/traffic`: one XML file each, valid by `log.rng`.
public struct FormatCatalog: Sendable {
    public let formats: [LogFormat]
    /// Whether logs of these formats are recognised; otherwise what the columns of a table mean is inferred from their
    /// names and values alone.
    private var isRecognised = true

    /// - Parameter folder: nil for the catalog installed with the program.
    public init(folder: String? = nil) throws {
        let folder = try folder ?? ResourceLocator().folder(.catalogs) + "/traffic"
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw CatalogError.file(.cannotRead(file: folder, reason: error.localizedDescription))
        }
        formats = try names.filter { $0.hasSuffix(".xml") }.sorted().map { name in
            let catalog = try Catalog.load(folder + "/" + name, schema: folder + "/log.rng")
            let format = try LogFormat(catalog.root)
            guard format.name + ".xml" == name else {
                throw catalog.root.mistake(
                    "name=\"\(format.name)\"", expected: "the file's name, \(name.dropLast(4))")
            }
            return format
        }
    }

    public var names: [String] { formats.map(\.name) }

    /// The name of tables that are not of a known format.
    static let tables = "csv"

    /// The formats that a log can be recognised as.
    var recognised: [LogFormat] { isRecognised ? formats.filter { !$0.required.isEmpty } : [] }

    /// As `--format` asks for: with "csv" no log is recognised as one of the known formats.
    func limited(to format: String?) -> FormatCatalog {
        var limited = self
        limited.isRecognised = isRecognised && format != Self.tables
        return limited
    }

    /// The format with a name.
    ///
    /// - Throws: ``LogError/noSuchFormat(name:known:)``.
    public func format(named name: String) throws -> LogFormat {
        guard let format = formats.first(where: { $0.name == name }) else {
            throw LogError.noSuchFormat(name: name, known: names)
        }
        return format
    }
}
