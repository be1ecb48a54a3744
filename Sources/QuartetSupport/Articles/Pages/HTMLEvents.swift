import CXML2

/// Receives the elements and texts of a page in their order.
protocol HTMLReceiver: AnyObject {
    /// - Parameter attributes: by name in lower case; an attribute without a value has an empty one.
    func start(_ name: String, _ attributes: [String: String])
    func end(_ name: String)
    func add(_ text: UnsafeBufferPointer<UInt8>)
}

/// Reads HTML through libxml2, which mends what is not well-formed, and builds no tree.
///
/// The parser sees only the bytes that it is given: it opens no connection and no file.
enum HTMLEvents {
    /// Elements around a text. Pages stay far below it.
    static let depthLimit = 500
    /// The parser compares each attribute of an element with all others.
    static let attributeLimit = 500

    /// - Throws: ``TextFault`` for a page that exceeds a limit.
    static func send(_ text: String, to receiver: any HTMLReceiver) throws(TextFault) {
        libraryIsReady
        let bytes = Array(text.utf8)
        try checkAttributes(bytes)
        guard !bytes.isEmpty, let context = htmlNewParserCtxt() else { return }
        defer { htmlFreeParserCtxt(context) }
        let state = ParserState(receiver)
        context.pointee._private = Unmanaged.passUnretained(state).toOpaque()
        setHandlers(context.pointee.sax)
        let options = HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_NOERROR.rawValue
        let document = withExtendedLifetime(state) {
            bytes.withUnsafeBytes { raw in
                htmlCtxtReadMemory(
                    context, raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count), nil,
                    "UTF-8",
                    Int32(options))
            }
        }
        if let document { xmlFreeDoc(document) }
        if let line = state.tooDeep {
            throw TextFault(
                line: line, "elements nested more than \(depthLimit) deep",
                "save the page again, or remove them")
        }
    }

    /// The parser hands its handlers the context; `_private` is its slot for the caller's data.
    private static func setHandlers(_ handlers: UnsafeMutablePointer<htmlSAXHandler>) {
        var sax = htmlSAXHandler()
        sax.initialized = UInt32(XML_SAX2_MAGIC)
        sax.startElement = { context, name, attributes in
            guard let state = ParserState.of(context), let name else { return }
            state.start(String(xml: name), attributes, in: context)
        }
        sax.endElement = { context, name in
            guard let state = ParserState.of(context), let name else { return }
            state.end(String(xml: name))
        }
        sax.characters = { context, text, count in
            guard let state = ParserState.of(context), let text else { return }
            state.receiver.add(UnsafeBufferPointer(start: text, count: Int(count)))
        }
        sax.ignorableWhitespace = sax.characters
        sax.cdataBlock = { _, _, _ in }
        sax.serror = { _, _ in }
        handlers.pointee = sax
    }

    private static func checkAttributes(_ text: [UInt8]) throws(TextFault) {
        var (line, count) = (1, 0)
        var (isInTag, isInGap) = (false, false)
        var quote: UInt8?
        for (index, byte) in text.enumerated() {
            if byte == 0x0A { line += 1 }
            if !isInTag {
                let next = index + 1 < text.count ? text[index + 1] : 0
                isInTag = byte == UInt8(ascii: "<") && (0x41...0x5A).contains(next & 0xDF)
                (count, quote, isInGap) = (0, nil, false)
                continue
            }
            if let open = quote {
                if byte == open { quote = nil }
                continue
            }
            switch byte {
            case UInt8(ascii: ">"): isInTag = false
            case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
            case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "/"):
                if !isInGap { count += 1 }
                isInGap = true
                continue
            default: break
            }
            isInGap = false
            guard count <= attributeLimit else {
                throw TextFault(
                    line: line, "an element with more than \(attributeLimit) attributes",
                    "save the page again, or remove them")
            }
        }
    }
}

/// What the handlers of one parse share.
private final class ParserState {
    let receiver: any HTMLReceiver
    private var depth = 0
    /// The line at which the elements became too deep.
    private(set) var tooDeep: Int?

    init(_ receiver: any HTMLReceiver) { self.receiver = receiver }

    static func of(_ context: UnsafeMutableRawPointer?) -> ParserState? {
        guard let slot = context?.assumingMemoryBound(to: xmlParserCtxt.self).pointee._private else {
            return nil
        }
        return Unmanaged<ParserState>.fromOpaque(slot).takeUnretainedValue()
    }

    func start(
        _ name: String, _ list: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?,
        in context: UnsafeMutableRawPointer?
    ) {
        if tooDeep != nil { return }
        depth += 1
        if depth > HTMLEvents.depthLimit, let parser = context?.assumingMemoryBound(to: xmlParserCtxt.self) {
            tooDeep = Int(xmlSAX2GetLineNumber(parser))
            xmlStopParser(parser)
            return
        }
        var attributes: [String: String] = [:]
        var next = list
        while let pair = next, let key = pair[0] {
            attributes[String(xml: key)] = pair[1].map { String(xml: $0) } ?? ""
            next = pair + 2
        }
        receiver.start(name, attributes)
    }

    func end(_ name: String) {
        if tooDeep != nil { return }
        depth -= 1
        receiver.end(name)
    }
}

/// libxml2 must be initialised before it is used from several threads.
private let libraryIsReady: Void = xmlInitParser()

extension String {
    /// A text of libxml2: UTF-8 with a terminating zero.
    fileprivate init(xml text: UnsafePointer<xmlChar>) { self.init(decodingCString: text, as: UTF8.self) }
}
