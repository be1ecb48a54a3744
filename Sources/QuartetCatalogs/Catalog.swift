internal import Foundation
internal import QuartetFiles

/// A catalog: an XML file that follows the RELAX NG schema beside it.
///
/// `garments.xml` is validated against `garments.rng` in the same folder. libxml2 decides whether it is valid; when it is
/// not, ``SchemaExplainer`` walks the whole file, so that all mistakes are reported at once.
public struct Catalog: Sendable, Equatable {
    /// The file.
    public let path: String
    /// The root element.
    public let root: CatalogElement

    /// Largest catalog or schema that is read.
    public static let byteLimit = 8 << 20

    /// Loads and validates the catalog at `path`.
    ///
    /// - Parameter schema: path of the schema; by default the catalog's path with the ending `.rng`.
    /// - Throws: ``CatalogError`` with every mistake, each with file and line.
    public static func load(_ path: String, schema: String? = nil) throws -> Catalog {
        let schemaPath = schema ?? URL(fileURLWithPath: path).deletingPathExtension().path + ".rng"
        let document = try ParsedDocument(bytes: read(path), file: path)
        let root = try document.root()
        let relaxNG = try RelaxNGSchema(bytes: read(schemaPath), file: schemaPath)
        let diagnostics = try relaxNG.diagnostics(about: document)
        if !diagnostics.isEmpty {
            let explained = SchemaExplainer(schema: relaxNG.root).mistakes(in: root)
            throw CatalogError.invalid(path: path, mistakes: explained.isEmpty ? diagnostics : explained)
        }
        return Catalog(path: path, root: root)
    }

    private static func read(_ path: String) throws -> [UInt8] {
        do throws(FileError) {
            return try FileBytes.read(path, limit: byteLimit)
        } catch {
            throw CatalogError.file(error)
        }
    }
}
