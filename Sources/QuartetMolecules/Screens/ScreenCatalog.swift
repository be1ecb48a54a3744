internal import Foundation
internal import QuartetCatalogs
public import QuartetFiles

/// The screens and alerts that are installed with the program, in `catalogs/molecules`, and those of the user.
///
/// It reads each catalog of alerts once, whichever screens ask for it.
public struct ScreenCatalog {
    private let folder: String
    private var catalogs: [String: AlertCatalog] = [:]

    public init() throws { folder = try ResourceLocator().folder(.catalogs) + "/molecules" }

    /// The names of the installed screens, in the order of the alphabet.
    public var names: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/screens")) ?? []
        return files.filter { $0.hasSuffix(".xml") }.map { String($0.dropLast(4)) }.sorted()
    }

    /// A screen.
    /// - Parameter name: that of an installed screen, or the path of a file of the same form: with a slash or `.xml`.
    public mutating func screen(_ name: String) throws -> Screen {
        let path = try self.path(of: name)
        let root = try Catalog.load(path, schema: folder + "/screens/screen.rng").root
        return Screen(
            name: name, title: try root.string("title"),
            rules: try root.children("rule").map { try rule($0, beside: path) })
    }

    /// The file of a screen.
    /// - Throws: ``UnknownScreen`` for a name that no installed screen has.
    public func path(of name: String) throws(UnknownScreen) -> String {
        if Self.isFile(name) { return name }
        if !names.contains(name) { throw UnknownScreen(name: name, known: names) }
        return "\(folder)/screens/\(name).xml"
    }

    /// A catalog of alerts.
    /// - Parameter name: that of an installed one, such as `pains`, or the path of a file of the same form.
    public mutating func alerts(_ name: String) throws -> AlertCatalog {
        let path = Self.isFile(name) ? name : "\(folder)/alerts/\(name).xml"
        if let catalog = catalogs[path] { return catalog }
        let catalog = try AlertCatalog(path: path)
        catalogs[path] = catalog
        return catalog
    }

    private static func isFile(_ name: String) -> Bool { name.contains("/") || name.hasSuffix(".xml") }

    private mutating func rule(_ element: CatalogElement, beside path: String) throws -> Screen.Rule {
        Screen.Rule(
            name: try element.string("name"), reference: element.attributes["reference"] ?? "",
            allowedFailures: try element.integer("allowed", default: 0),
            checks: try element.children.map { try check($0, beside: path) })
    }

    private mutating func check(_ element: CatalogElement, beside path: String) throws -> Screen.Check {
        switch element.name {
        case "range":
            if element.attributes["minimum"] == nil, element.attributes["maximum"] == nil {
                throw element.mistake("<range> without a bound", expected: "a minimum, a maximum or both")
            }
            let lowest = try element.number("minimum", default: -Double.greatestFiniteMagnitude)
            let highest = try element.number("maximum", default: Double.greatestFiniteMagnitude)
            guard lowest <= highest else {
                throw element.mistake("minimum=\"\(lowest)\" maximum=\"\(highest)\"", expected: "a range")
            }
            return .range(try element.choice("property"), lowest...highest)
        case "elements":
            let symbols = element.list("allowed")
            for symbol in symbols where !ElementName.all.contains(symbol) {
                throw element.mistake("'\(symbol)'", expected: "symbols of elements with commas between them")
            }
            return .elements(Set(symbols))
        case "alerts":
            let name = try element.string("catalog")
            if Self.isFile(name) {
                let beside = URL(filePath: path).deletingLastPathComponent()
                return .alerts(try alerts(URL(filePath: name, relativeTo: beside).path))
            }
            return .alerts(try alerts(name))
        default:
            return .alerts(
                try AlertCatalog(title: "screen", elements: [element], hydrogens: .asWritten))
        }
    }
}

/// A screen was asked for by a name that no installed one has.
public struct UnknownScreen: UserFacingError, Equatable {
    public let name: String
    public let known: [String]

    public var kind: FailureKind { .usage }
    public var description: String {
        "there is no screen '\(name)'; there are \(known.joined(separator: ", ")), or give a file with .xml"
    }
}
