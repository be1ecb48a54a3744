internal import CXML2
internal import Foundation

/// An element of an XML or HTML document, read by libxml2.
public struct MarkupElement: Sendable {
    /// The parser's complaints about a document.
    public struct ParsingError: Error, CustomStringConvertible {
        public let description: String
    }

    public let name: String
    public let attributes: [String: String]
    public let children: [MarkupElement]
    /// The text of the element and of all elements in it, in the document's order.
    public let text: String

    /// Reads a well-formed XML document.
    public init(xml: String) throws {
        _ = libraryIsReady
        guard let context = xmlNewParserCtxt() else { fatalError("no memory for an XML parser") }
        defer { xmlFreeParserCtxt(context) }
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        let document = xml.utf8CString.withUnsafeBufferPointer {
            xmlCtxtReadMemory(context, $0.baseAddress, Int32($0.count - 1), nil, nil, Int32(options))
        }
        defer { if let document { xmlFreeDoc(document) } }
        guard let root = document.flatMap({ xmlDocGetRootElement($0) }), context.pointee.wellFormed == 1
        else {
            let error = context.pointee.lastError
            let message = error.message.map { String(cString: $0) } ?? "no document"
            throw ParsingError(description: "line \(error.line): \(message)")
        }
        self.init(root)
    }

    /// Reads an HTML document in which every element is closed in its place, except for those that never have content.
    public init(html: String) throws {
        try self.init(
            xml: html.replacing(/<(meta|link|img|br|hr)((?:[^>"]|"[^"]*")*)>/) { "<\($0.1)\($0.2)/>" })
    }

    private init(_ node: xmlNodePtr) {
        name = string(node.pointee.name)
        var attributes: [String: String] = [:]
        var attribute = node.pointee.properties
        while let current = attribute {
            attributes[string(current.pointee.name)] = content(
                UnsafeMutableRawPointer(current).assumingMemoryBound(to: xmlNode.self))
            attribute = current.pointee.next
        }
        self.attributes = attributes
        var children: [MarkupElement] = []
        var child = node.pointee.children
        while let current = child {
            if current.pointee.type == XML_ELEMENT_NODE { children.append(MarkupElement(current)) }
            child = current.pointee.next
        }
        self.children = children
        text = content(node)
    }

    /// The element and all elements in it, in the document's order.
    public var all: [MarkupElement] { [self] + children.flatMap(\.all) }

    /// All elements of a name, in the document's order.
    public func all(_ name: String) -> [MarkupElement] { all.filter { $0.name == name } }
}

private func string(_ text: UnsafePointer<xmlChar>?) -> String {
    text.map { String(decodingCString: $0, as: UTF8.self) } ?? ""
}

/// The text of a node with all references replaced.
private func content(_ node: xmlNodePtr) -> String {
    let text = xmlNodeGetContent(node)
    defer { free(text) }
    return string(text)
}

/// libxml2 asks for one call before it is used from several threads.
private let libraryIsReady: Void = xmlInitParser()
