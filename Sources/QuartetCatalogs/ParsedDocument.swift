import CXML2

/// A parsed XML document, owned: libxml2's tree is freed with the last reference.
///
/// The parser sees only the bytes it is given: no network, no file but the one read by the loader, and no
/// document type declaration, so that there is no entity to expand.
final class ParsedDocument {
    let pointer: xmlDocPtr
    let file: String

    /// Parses `bytes`; throws ``CatalogError/invalid(path:mistakes:)`` with every complaint of the parser.
    init(bytes: [UInt8], file: String) throws {
        libraryIsReady
        guard let context = xmlNewParserCtxt() else {
            throw CatalogError.unreadable(path: file, reason: "not enough memory for the XML parser")
        }
        defer { xmlFreeParserCtxt(context) }
        let complaints = Complaints(file: file)
        // The parser hands its handlers the context itself; `_private` is its slot for the caller's data.
        context.pointee._private = Unmanaged.passUnretained(complaints).toOpaque()
        context.pointee.sax.pointee.serror = { userData, error in
            guard let parser = userData?.assumingMemoryBound(to: xmlParserCtxt.self),
                let slot = parser.pointee._private, let error
            else { return }
            Unmanaged<Complaints>.fromOpaque(slot).takeUnretainedValue().add(error.pointee)
        }
        context.pointee.sax.pointee.internalSubset = { userData, _, _, _ in
            guard let parser = userData?.assumingMemoryBound(to: xmlParserCtxt.self),
                let slot = parser.pointee._private
            else { return }
            let complaints = Unmanaged<Complaints>.fromOpaque(slot).takeUnretainedValue()
            complaints.add(
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
        guard let document, complaints.mistakes.isEmpty else {
            if let document { xmlFreeDoc(document) }
            var mistakes = complaints.mistakes
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

/// libxml2 asks for one call before it is used from several threads.
private let libraryIsReady: Void = xmlInitParser()

extension String {
    /// libxml2's text: UTF-8 that ends with a zero; nothing for a null pointer.
    init(xml pointer: UnsafePointer<xmlChar>?) {
        guard let pointer else {
            self = ""
            return
        }
        self = String(decodingCString: pointer, as: UTF8.self)
    }
}
