import CXML2

/// A RELAX NG schema (XML syntax, OASIS specification of 3 December 2001), compiled by libxml2.
final class RelaxNGSchema {
    private let schema: xmlRelaxNGPtr
    /// The schema as a tree, for the explainer.
    let root: CatalogElement

    /// Compiles the schema; throws ``CatalogError/unusableSchema(path:mistakes:)`` when it is not one.
    init(bytes: [UInt8], file: String) throws {
        let document: ParsedDocument
        let root: CatalogElement
        do {
            document = try ParsedDocument(bytes: bytes, file: file)
            root = try document.root()
        } catch CatalogError.invalid(_, let mistakes) {
            throw CatalogError.unusableSchema(path: file, mistakes: mistakes)
        }
        let complaints = Complaints(file: file)
        // Included files would be opened behind the loader's back.
        Self.refuseInclusions(root, complaints)
        guard complaints.mistakes.isEmpty else {
            throw CatalogError.unusableSchema(path: file, mistakes: complaints.mistakes)
        }
        // The compiler takes its own copy of the document.
        guard let parser = xmlRelaxNGNewDocParserCtxt(document.pointer) else {
            throw CatalogError.unreadable(path: file, reason: "not enough memory for the schema")
        }
        defer { xmlRelaxNGFreeParserCtxt(parser) }
        xmlRelaxNGSetParserStructuredErrors(
            parser, collectComplaint, Unmanaged.passUnretained(complaints).toOpaque())
        guard let schema = xmlRelaxNGParse(parser), complaints.mistakes.isEmpty else {
            throw CatalogError.unusableSchema(path: file, mistakes: complaints.mistakes)
        }
        self.schema = schema
        self.root = root
    }

    deinit { xmlRelaxNGFree(schema) }

    /// What libxml2 finds wrong with the document; nothing when it follows the schema.
    func complaints(about document: ParsedDocument) throws -> [CatalogMistake] {
        guard let context = xmlRelaxNGNewValidCtxt(schema) else {
            throw CatalogError.unreadable(path: document.file, reason: "not enough memory to validate")
        }
        defer { xmlRelaxNGFreeValidCtxt(context) }
        let complaints = Complaints(file: document.file)
        xmlRelaxNGSetValidStructuredErrors(
            context, collectComplaint, Unmanaged.passUnretained(complaints).toOpaque())
        let status = xmlRelaxNGValidateDoc(context, document.pointer)
        if status != 0, complaints.mistakes.isEmpty {
            complaints.add(line: 0, found: "not valid against its schema", expected: "")
        }
        return status == 0 ? [] : complaints.mistakes
    }

    private static func refuseInclusions(_ element: CatalogElement, _ complaints: Complaints) {
        if element.name == "include" || element.name == "externalRef" {
            complaints.add(
                line: element.line, found: "<\(element.name)>", expected: "a schema in one file")
        }
        for child in element.children { refuseInclusions(child, complaints) }
    }
}

private let collectComplaint: xmlStructuredErrorFunc = { userData, error in
    guard let userData, let error else { return }
    Unmanaged<Complaints>.fromOpaque(userData).takeUnretainedValue().add(error.pointee)
}
