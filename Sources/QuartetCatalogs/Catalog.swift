internal import Foundation

/// A catalog: an XML file that follows the RELAX NG schema beside it.
///
/// `garments.xml` is validated against `garments.rng` in the same folder. libxml2 is the judge; where it
/// says no, ``SchemaExplainer`` walks the whole file, so that all mistakes are told at once.
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
    /// - Throws: ``CatalogError`` with every mistake that was found, each with file and line.
    public static func load(_ path: String, schema: String? = nil) throws -> Catalog {
        let schemaPath = schema ?? URL(fileURLWithPath: path).deletingPathExtension().path + ".rng"
        let document = try ParsedDocument(bytes: read(path), file: path)
        let root = try document.root()
        let relaxNG = try RelaxNGSchema(bytes: read(schemaPath), file: schemaPath)
        let complaints = try relaxNG.complaints(about: document)
        if !complaints.isEmpty {
            let explained = SchemaExplainer(schema: relaxNG.root).mistakes(in: root)
            throw CatalogError.invalid(path: path, mistakes: explained.isEmpty ? complaints : explained)
        }
        return Catalog(path: path, root: root)
    }

    private static func read(_ path: String) throws -> [UInt8] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CatalogError.notFound(path: path)
        }
        if isFolder.boolValue { throw CatalogError.unreadable(path: path, reason: "it is a folder") }
        do {
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
            guard size <= byteLimit else {
                throw CatalogError.tooLarge(path: path, bytes: size, limit: byteLimit)
            }
            return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch let error as CatalogError {
            throw error
        } catch {
            throw CatalogError.unreadable(path: path, reason: error.localizedDescription)
        }
    }
}
