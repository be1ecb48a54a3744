import CXML2
internal import QuartetFiles

/// A parsed XML document. It owns libxml2's tree and frees it with the last reference.
///
/// The parser sees only the bytes that it is given. It opens no network connection and no other file, and it accepts no
/// document type declaration, so that there are no entities to expand.
final class ParsedDocument {
    let pointer: xmlDocPtr
    let file: String

    /// Parses `bytes`; throws ``CatalogError/invalid(path:mistakes:)`` with every error of the parser.
    init(bytes: [UInt8], file: String) throws {
        libraryIsReady
        guard let context = xmlNewParserCtxt() else {
            throw CatalogError.file(.cannotRead(file: file, reason: "not enough memory for the XML parser"))
        }
        defer { xmlFreeParserCtxt(context) }
        let diagnostics = Diagnostics(file: file)
        // The parser hands its handlers the context itself; `_private` is its slot for the caller's data.
        context.pointee._private = Unmanaged.passUnretained(diagnostics).toOpaque()
        context.pointee.sax.pointee.serror = { userData, error in
            guard let parser = userData?.assumingMemoryBound(to: xmlParserCtxt.self),
                let slot = parser.pointee._private, let error
            else { return }
            Unmanaged<Diagnostics>.fromOpaque(slot).takeUnretainedValue().add(error.pointee)
        }
        context.pointee.sax.pointee.internalSubset = { userData, _, _, _ in
            guard let parser = userData?.assumingMemoryBound(to: xmlParserCtxt.self),
                let slot = parser.pointee._private
            else { return }
            let diagnostics = Unmanaged<Diagnostics>.fromOpaque(slot).takeUnretainedValue()
            diagnostics.add(
                line: Int(xmlSAX2GetLineNumber(parser)), found: "a document type declaration",
                expected: "the root element: catalogs use no DTD and no entities of their own")
            xmlStopParser(parser)
        }
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_BIG_LINES.rawValue | XML_PARSE_NOCDATA.rawValue
        let document = bytes.withUnsafeBytes { raw in
            xmlCtxtReadMemory(
                context, raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count), nil, nil,
                Int32(options))
        }
        guard let document, diagnostics.mistakes.isEmpty else {
            if let document { xmlFreeDoc(document) }
            var mistakes = diagnostics.mistakes
            if mistakes.isEmpty {
                mistakes = [CatalogMistake(file: file, line: 0, found: "no XML document", expected: "XML")]
            }
            throw CatalogError.invalid(path: file, mistakes: mistakes)
        }
        self.pointer = document
        self.file = file
    }

    deinit { xmlFreeDoc(pointer) }

    /// The tree as values.
    func root() throws -> CatalogElement {
        guard let node = xmlDocGetRootElement(pointer) else {
            throw CatalogError.invalid(
                path: file,
                mistakes: [
                    CatalogMistake(file: file, line: 0, found: "no element", expected: "a root element")
                ])
        }
        return element(node)
    }

    private func element(_ node: xmlNodePtr) -> CatalogElement {
        var attributes: [String: String] = [:]
        var property = node.pointee.properties
        while let current = property {
            attributes[String(xml: current.pointee.name)] = content(of: current.pointee.children)
            property = current.pointee.next
        }
        var children: [CatalogElement] = []
        var text = ""
        var child = node.pointee.children
        while let current = child {
            switch current.pointee.type {
            case XML_ELEMENT_NODE: children.append(element(current))
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE: text += String(xml: current.pointee.content)
            default: break
            }
            child = current.pointee.next
        }
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return CatalogElement(
            name: String(xml: node.pointee.name), attributes: attributes, children: children, text: words,
            file: file, line: Int(xmlGetLineNo(node)))
    }

    private func content(of first: xmlNodePtr?) -> String {
        var text = ""
        var node = first
        while let current = node {
            text += String(xml: current.pointee.content)
            node = current.pointee.next
        }
        return text
    }
}

/// libxml2 must be initialised before it is used from several threads.
private let libraryIsReady: Void = xmlInitParser()

extension String {
    /// A text of libxml2: UTF-8 with a terminating zero; empty for a null pointer.
    init(xml pointer: UnsafePointer<xmlChar>?) {
        guard let pointer else {
            self = ""
            return
        }
        self = String(decodingCString: pointer, as: UTF8.self)
    }
}
