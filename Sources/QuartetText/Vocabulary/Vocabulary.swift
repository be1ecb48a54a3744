/// The tokens of a tokenizer, numbered without gaps from 0: those of its model, and those added to it.
struct Vocabulary: Sendable {
    private var table: ByteStringTable
    /// Ids that only the list of added tokens has: the model does not use them.
    private var addedOnly: Set<Int32> = []

    var count: Int { table.count }

    /// Puts tokens in the order of their ids.
    ///
    /// - Throws: ``TokenizerError/vocabulary(_:reason:)`` if an id is missing, or an id or a token occurs twice.
    init(model: [(token: String, id: Int)], added: [(token: String, id: Int)], file: String) throws {
        let total = model.count + added.count
        var order = [(token: String, isAdded: Bool)?](repeating: nil, count: total)
        for (entries, isAdded) in [(model, false), (added, true)] {
            for (token, id) in entries {
                guard id >= 0 && id < total else {
                    throw TokenizerError.vocabulary(
                        file,
                        reason:
                            "token \(quoted(token)) has the id \(id), but with \(total) tokens the ids go from "
                            + "0 to \(total - 1); another id is missing or there twice")
                }
                if let other = order[id] {
                    throw TokenizerError.vocabulary(
                        file,
                        reason: "tokens \(quoted(other.token)) and \(quoted(token)) both have the id \(id)")
                }
                order[id] = (token, isAdded)
            }
        }
        table = ByteStringTable(capacity: total)
        for (id, entry) in order.enumerated() {
            // Every id is within bounds and none occurs twice, so none is missing.
            guard let (token, isAdded) = entry else { continue }
            guard table.insert(token).isNew else {
                throw TokenizerError.vocabulary(
                    file, reason: "token \(quoted(token)) is there twice, the second time with the id \(id)")
            }
            if isAdded { addedOnly.insert(Int32(id)) }
        }
    }

    func id(of token: String) -> Int32? { table.index(of: token).map { Int32($0) } }

    /// The id of a token of the model itself.
    func modelID(of token: Span<UInt8>) -> Int32? {
        table.index(of: token).map { Int32($0) }.flatMap { isOfModel($0) ? $0 : nil }
    }

    func modelID(of token: String) -> Int32? { modelID(of: Array(token.utf8).span) }

    /// The ids of the tokens `<0x00>` to `<0xFF>`, -1 where there is none.
    var byteTokens: [Int32] {
        (0..<256).map { byte in
            let hexadecimal = String(byte, radix: 16, uppercase: true)
            return modelID(of: "<0x\(byte < 16 ? "0" : "")\(hexadecimal)>") ?? -1
        }
    }

    func isOfModel(_ id: Int32) -> Bool { addedOnly.isEmpty || !addedOnly.contains(id) }

    func contains(_ id: Int32) -> Bool { id >= 0 && id < Int32(count) }

    /// The bytes of a token; the id must be one of this vocabulary.
    func bytes(of id: Int32) -> ArraySlice<UInt8> { table.bytes[table.range(Int(id))] }

    func token(_ id: Int32) -> String? {
        contains(id) ? String(decoding: bytes(of: id), as: UTF8.self) : nil
    }
}

/// A token as shown in messages: quoted, with unprintable characters escaped.
func quoted(_ token: String) -> String { token.debugDescription }
