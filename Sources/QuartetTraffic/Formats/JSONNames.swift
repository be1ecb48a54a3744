/// Finds the names of JSON objects in the tree of a ``JSONLayout``, while its memory is borrowed. Names are compared as
/// bytes, without regard to the case of ASCII letters.
struct JSONNames {
    typealias Bytes = UnsafeBufferPointer<UInt8>
    let nodes: UnsafeBufferPointer<JSONLayout.Node>
    let places: KeyTable

    /// Where an object's names begin, and which of them is expected next: the objects of one log keep their order.
    struct Cursor {
        let parent: Int
        fileprivate var expected = 0

        init(_ parent: Int) { self.parent = parent }
    }

    func node(_ index: Int) -> UnsafePointer<JSONLayout.Node> { nodes.baseAddress! + index }

    /// The node of a name; nil if there is none.
    @inline(__always) func find(_ name: Bytes, _ cursor: inout Cursor) -> UnsafePointer<JSONLayout.Node>? {
        let isNext = node(cursor.parent).pointee.children.withUnsafeBufferPointer { children -> Int? in
            guard cursor.expected < children.count, isSame(children[cursor.expected], name) else {
                return nil
            }
            return children[cursor.expected]
        }
        if let isNext {
            cursor.expected += 1
            return node(isNext)
        }
        return findElsewhere(name, &cursor)
    }

    @inline(never) private func findElsewhere(
        _ name: Bytes, _ cursor: inout Cursor
    ) -> UnsafePointer<JSONLayout.Node>? {
        var found = find(name, in: cursor.parent)
        if found == nil, name.contains(UInt8(ascii: "\\")) {
            let plain = Array(JSONScanner.unescaped(name).utf8)
            found = plain.withUnsafeBufferPointer { find($0, in: cursor.parent) }
        }
        guard let found else { return nil }
        cursor.expected = node(found).pointee.place + 1
        return node(found)
    }

    /// The child of a node with a name.
    func find(_ name: Bytes, in parent: Int) -> Int? {
        guard let place = places[Self.key(name, in: parent)].map(Int.init) else { return nil }
        if isSame(place, name), node(place).pointee.parent == parent { return place }
        // Two names with one hash.
        return node(parent).pointee.children.first { isSame($0, name) }
    }

    @inline(__always) private func isSame(_ index: Int, _ name: Bytes) -> Bool {
        node(index).pointee.name.withUnsafeBufferPointer { wanted in
            guard wanted.count == name.count else { return false }
            for index in 0..<name.count where Self.lower(name[index]) != wanted[index] { return false }
            return true
        }
    }

    @inline(__always) private static func lower(_ byte: UInt8) -> UInt8 {
        byte &- UInt8(ascii: "A") < 26 ? byte | 32 : byte
    }

    /// A hash of a name below a node (FNV-1a).
    static func key(_ name: some Sequence<UInt8>, in parent: Int) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(parent)
        for byte in name { hash = (hash ^ UInt64(lower(byte))) &* 0x0000_0100_0000_01B3 }
        return hash
    }
}
