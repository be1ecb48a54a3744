/// An element of a catalog: a tree of plain values with the places in the XML file that they come from.
public struct CatalogElement: Sendable, Equatable {
    /// Name of the element.
    public let name: String
    /// Attributes by name.
    public let attributes: [String: String]
    /// Child elements in the file's order.
    public let children: [CatalogElement]
    /// Character data directly inside the element, without surrounding white space.
    public let text: String
    /// The file that the element comes from.
    public let file: String
    /// Line of the element's start, counted from 1.
    public let line: Int

    public init(
        name: String, attributes: [String: String], children: [CatalogElement], text: String, file: String,
        line: Int
    ) {
        self.name = name
        self.attributes = attributes
        self.children = children
        self.text = text
        self.file = file
        self.line = line
    }

    /// The children called `name`, in the file's order.
    public func children(_ name: String) -> [CatalogElement] {
        children.filter { $0.name == name }
    }

    /// The first child called `name`.
    public func child(_ name: String) -> CatalogElement? {
        children.first { $0.name == name }
    }

    /// The child called `name`; throws ``CatalogError/invalid(path:mistakes:)`` when it is missing.
    public func requiredChild(_ name: String) throws -> CatalogElement {
        guard let child = child(name) else {
            throw mistake("<\(self.name)> has no <\(name)>", expected: "one <\(name)> inside it")
        }
        return child
    }

    /// The text of an attribute; throws when the attribute is missing.
    public func string(_ attribute: String) throws -> String {
        guard let value = attributes[attribute] else {
            throw mistake("<\(name)> has no attribute \(attribute)", expected: "\(attribute)=\"…\"")
        }
        return value
    }

    /// An attribute as a finite number; `fallback` when it is missing. Throws for text that is not a number.
    public func number(_ attribute: String, default fallback: Double? = nil) throws -> Double {
        guard let value = attributes[attribute] else {
            if let fallback { return fallback }
            throw mistake("<\(name)> has no attribute \(attribute)", expected: "\(attribute)=\"a number\"")
        }
        guard let number = Double(value), number.isFinite else {
            throw mistake("\(attribute)=\"\(value)\" in <\(name)>", expected: "a number")
        }
        return number
    }

    /// An attribute as a whole number; `fallback` when it is missing. Throws for text that is not a whole number.
    public func integer(_ attribute: String, default fallback: Int? = nil) throws -> Int {
        guard let value = attributes[attribute] else {
            if let fallback { return fallback }
            throw mistake(
                "<\(name)> has no attribute \(attribute)", expected: "\(attribute)=\"a whole number\"")
        }
        guard let number = Int(value) else {
            throw mistake("\(attribute)=\"\(value)\" in <\(name)>", expected: "a whole number")
        }
        return number
    }

    /// An attribute as one of the cases of a string enumeration; `fallback` when it is missing.
    public func choice<Choice: RawRepresentable & CaseIterable>(
        _ attribute: String, default fallback: Choice? = nil
    ) throws -> Choice where Choice.RawValue == String {
        let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        guard let value = attributes[attribute] else {
            if let fallback { return fallback }
            throw mistake("<\(name)> has no attribute \(attribute)", expected: "one of: \(all)")
        }
        guard let choice = Choice(rawValue: value) else {
            throw mistake("\(attribute)=\"\(value)\" in <\(name)>", expected: "one of: \(all)")
        }
        return choice
    }

    /// The items of a comma-separated attribute, trimmed, in order; empty when the attribute is missing.
    public func list(_ attribute: String) -> [String] {
        Self.items(attributes[attribute] ?? "")
    }

    /// The items of a comma-separated text, trimmed, with runs of white space collapsed and empty items removed.
    public static func items(_ text: String) -> [String] {
        text.split(separator: ",").map { item in
            item.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }.filter { !$0.isEmpty }
    }

    /// An error with this element's place, for a check that the schema cannot express.
    public func mistake(_ found: String, expected: String) -> CatalogError {
        .invalid(
            path: file,
            mistakes: [CatalogMistake(file: file, line: line, found: found, expected: expected)])
    }
}

extension CatalogElement {
    /// The root of an XML document that follows no schema: no document type declaration, no entities, nothing fetched.
    ///
    /// - Throws: ``CatalogError/invalid(path:mistakes:)`` with every error of the parser.
    public init(xml bytes: [UInt8], file: String) throws {
        self = try ParsedDocument(bytes: bytes, file: file).root()
    }
}
