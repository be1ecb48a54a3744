internal import Glibc

/// JSON objects (RFC 8259), one on each line; fields are found by their paths, such as `flow.bytes_toserver`.
struct JSONLayout: Sendable {
    /// A name inside an object: a field, an object with further names, or both.
    struct Node: Sendable {
        var name: [UInt8]
        var field = -1
        var kind = CellKind.hash
        var scale = 1.0
        var children: [Int] = []
    }

    private(set) var nodes: [Node] = [Node(name: [])]
    let missing: MissingWords
    /// Lines with deeper objects are refused.
    private static let deepest = 64

    init(format: LogFormat) {
        missing = MissingWords(format.missing)
        var places: [Place: Int] = [:]
        for (field, names) in format.names.enumerated() {
            for name in names {
                add([name], field, format, &places)
                let parts = name.split(separator: ".").map(String.init)
                if parts.count > 1 { add(parts, field, format, &places) }
            }
        }
    }

    /// A name's place in the tree while it is built. Names are compared as bytes.
    private struct Place: Hashable {
        let parent: Int
        let name: [UInt8]
    }

    private mutating func add(
        _ path: [String], _ field: Int, _ format: LogFormat, _ places: inout [Place: Int]
    ) {
        var node = 0
        for part in path {
            let place = Place(parent: node, name: Array(part.utf8))
            if let child = places[place] {
                node = child
            } else {
                nodes.append(Node(name: place.name))
                nodes[node].children.append(nodes.count - 1)
                node = nodes.count - 1
                places[place] = node
            }
        }
        guard nodes[node].field < 0 else { return }
        nodes[node].field = field
        nodes[node].kind = format.kinds[field]
        nodes[node].scale = format.schema.fields[field].scale
    }

    /// Reads a line into `record`, in which every field is missing before.
    func read(
        _ line: UnsafeBufferPointer<UInt8>, into record: UnsafeMutablePointer<UInt64>
    ) -> LineFailure? {
        nodes.withUnsafeBufferPointer { nodes in
            var failure: LineFailure?
            var scanner = JSONScanner(line)
            let isWhole = scanner.object(from: 0, nodes, depth: Self.deepest) { node, value, isText in
                if missing.contains(value) || (!isText && value.elementsEqual("null".utf8)) { return true }
                guard let cell = CellReader.cell(value, node.pointee.kind, scale: node.pointee.scale) else {
                    if node.pointee.kind == .port { return true }
                    let start = value.baseAddress! - line.baseAddress!
                    failure = .badCell(field: node.pointee.field, start..<(start + value.count))
                    return false
                }
                record[node.pointee.field] = cell
                return true
            }
            if let failure { return failure }
            return isWhole && scanner.isAtEnd ? nil : .notJSON(at: scanner.index)
        }
    }

    func text(_ field: Int, in line: UnsafeBufferPointer<UInt8>) -> String? {
        nodes.withUnsafeBufferPointer { nodes in
            var text: String?
            var scanner = JSONScanner(line)
            _ = scanner.object(from: 0, nodes, depth: Self.deepest) { node, value, isText in
                guard node.pointee.field == field, !missing.contains(value) else { return true }
                if !isText, value.elementsEqual("null".utf8) { return true }
                text = isText ? JSONScanner.unescaped(value) : String(decoding: value, as: UTF8.self)
                return true
            }
            return text
        }
    }
}
