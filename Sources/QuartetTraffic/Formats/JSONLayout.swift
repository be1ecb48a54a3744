internal import Glibc

/// JSON objects (RFC 8259), one on each line; fields are found by their paths, such as `flow.bytes_toserver`.
struct JSONLayout: Sendable {
    /// A name inside an object: a field, an object with further names, or both.
    struct Node: Sendable {
        var name: [UInt8]
        /// The object that it is in, and its place there.
        var parent = 0
        var place = 0
        var field = -1
        var kind = CellKind.hash
        var scale = 1.0
        var children: [Int] = []
    }

    private(set) var nodes: [Node] = [Node(name: [])]
    /// The nodes by ``JSONNames/key(_:in:)``.
    private var places = KeyTable()
    let missing: MissingWords
    /// Lines with deeper objects are refused.
    private static let deepest = 64

    init(format: LogFormat) {
        missing = MissingWords(format.missing)
        for (field, names) in format.names.enumerated() {
            for name in names {
                add([name], field, format)
                let parts = name.split(separator: ".").map(String.init)
                if parts.count > 1 { add(parts, field, format) }
            }
        }
    }

    private mutating func add(_ path: [String], _ field: Int, _ format: LogFormat) {
        var node = 0
        for part in path {
            let name = Array(part.utf8)
            let found = name.withUnsafeBufferPointer { name in
                withTree { tree in tree.find(name, in: node) }
            }
            if let found {
                node = found
            } else {
                places.set(JSONNames.key(name, in: node), to: UInt32(nodes.count))
                nodes.append(Node(name: name, parent: node, place: nodes[node].children.count))
                nodes[node].children.append(nodes.count - 1)
                node = nodes.count - 1
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
        withTree { tree in
            var failure: LineFailure?
            var scanner = JSONScanner(line)
            let isWhole = scanner.object(from: 0, tree, depth: Self.deepest) { node, value, isText in
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

    /// Calls `take` with each field that has a value in a line, and how to get its text. Of several values of one field
    /// the last one counts.
    func eachText(in line: UnsafeBufferPointer<UInt8>, _ take: (Int, () -> String) -> Void) {
        withTree { tree in
            var scanner = JSONScanner(line)
            _ = scanner.object(from: 0, tree, depth: Self.deepest) { node, value, isText in
                if missing.contains(value) || (!isText && value.elementsEqual("null".utf8)) { return true }
                take(node.pointee.field) {
                    isText ? JSONScanner.unescaped(value) : String(decoding: value, as: UTF8.self)
                }
                return true
            }
        }
    }

    private func withTree<Result>(_ body: (JSONNames) -> Result) -> Result {
        nodes.withUnsafeBufferPointer { body(JSONNames(nodes: $0, places: places)) }
    }
}
