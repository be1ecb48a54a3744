/// Tokens by their bytes, to find those that begin at a place of a text.
struct TokenTrie: Sendable {
    /// The node behind each pair of a node and a byte.
    private var edges = PairTable()
    /// The token that ends at each node, or -1.
    private var ids: [Int32] = [-1]

    /// The node of the empty text.
    static let root = Int32(0)

    mutating func insert(_ token: some Sequence<UInt8>, id: Int32) {
        var node = Self.root
        for byte in token {
            if let next = edges[node, Int32(byte)] {
                node = next
            } else {
                let next = Int32(ids.count)
                edges[node, Int32(byte)] = next
                ids.append(-1)
                node = next
            }
        }
        ids[Int(node)] = id
    }

    @inline(__always)
    func node(after byte: UInt8, from node: Int32) -> Int32? { edges[node, Int32(byte)] }

    /// The token that ends at a node.
    @inline(__always)
    func token(at node: Int32) -> Int32? { ids[Int(node)] < 0 ? nil : ids[Int(node)] }
}
