import CXML2
internal import QuartetFiles

/// A RELAX NG schema (XML syntax, OASIS specification of 3 December 2001), compiled by libxml2.
final class RelaxNGSchema {
    private let schema: xmlRelaxNGPtr
    /// The schema as a tree, for the explainer.
    let root: CatalogElement

    /// Compiles the schema; throws ``CatalogError/unusableSchema(path:mistakes:)`` when it is not a valid schema.
    init(bytes: [UInt8], file: String) throws {
        let document: ParsedDocument
        let root: CatalogElement
        do {
            document = try ParsedDocument(bytes: bytes, file: file)
            root = try document.root()
        } catch CatalogError.invalid(_, let mistakes) {
            throw CatalogError.unusableSchema(path: file, mistakes: mistakes)
        }
        let diagnostics = Diagnostics(file: file)
        // libxml2 would open included files by itself.
        Self.refuseInclusions(root, diagnostics)
        guard diagnostics.mistakes.isEmpty else {
            throw CatalogError.unusableSchema(path: file, mistakes: diagnostics.mistakes)
        }
        // The compiler takes its own copy of the document.
        guard let parser = xmlRelaxNGNewDocParserCtxt(document.pointer) else {
            throw CatalogError.file(.cannotRead(file: file, reason: "not enough memory for the schema"))
        }
        defer { xmlRelaxNGFreeParserCtxt(parser) }
        xmlRelaxNGSetParserStructuredErrors(
            parser, collectDiagnostic, Unmanaged.passUnretained(diagnostics).toOpaque())
        guard let schema = xmlRelaxNGParse(parser), diagnostics.mistakes.isEmpty else {
            throw CatalogError.unusableSchema(path: file, mistakes: diagnostics.mistakes)
        }
        self.schema = schema
        self.root = root
    }

    deinit { xmlRelaxNGFree(schema) }

    /// What libxml2 finds wrong with the document; empty when it is valid.
    func diagnostics(about document: ParsedDocument) throws -> [CatalogMistake] {
        guard let context = xmlRelaxNGNewValidCtxt(schema) else {
            throw CatalogError.file(.cannotRead(file: document.file, reason: "not enough memory to validate"))
        }
        defer { xmlRelaxNGFreeValidCtxt(context) }
        let diagnostics = Diagnostics(file: document.file)
        xmlRelaxNGSetValidStructuredErrors(
            context, collectDiagnostic, Unmanaged.passUnretained(diagnostics).toOpaque())
        let status = xmlRelaxNGValidateDoc(context, document.pointer)
        if status != 0, diagnostics.mistakes.isEmpty {
            diagnostics.add(line: 0, found: "not valid against its schema", expected: "")
        }
        return status == 0 ? [] : diagnostics.mistakes
    }

    private static func refuseInclusions(_ element: CatalogElement, _ diagnostics: Diagnostics) {
        if element.name == "include" || element.name == "externalRef" {
            diagnostics.add(
                line: element.line, found: "<\(element.name)>", expected: "a schema in one file")
        }
        for child in element.children { refuseInclusions(child, diagnostics) }
    }
}

private let collectDiagnostic: xmlStructuredErrorFunc = { userData, error in
    guard let userData, let error else { return }
    Unmanaged<Diagnostics>.fromOpaque(userData).takeUnretainedValue().add(error.pointee)
}
