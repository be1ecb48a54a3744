/// Finds the tokens that merges name.
struct MergeReader {
    private let vocabulary: Vocabulary
    private let prefix: [UInt8]
    private let file: String

    init(_ vocabulary: Vocabulary, continuingPrefix: String, file: String) {
        (self.vocabulary, prefix, self.file) = (vocabulary, Array(continuingPrefix.utf8), file)
    }

    /// A merge written as two tokens with a space between them.
    func merge(_ text: String, rank: Int) throws -> BytePairModel.Merge {
        let bytes = Array(text.utf8)
        let parts = bytes.split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw TokenizerError.vocabulary(
                file, reason: "merge \(rank), \(quoted(text)), is not two tokens with a space between them")
        }
        return try merge(Array(parts[0]), Array(parts[1]), rank: rank)
    }

    func merge(_ left: String, _ right: String, rank: Int) throws -> BytePairModel.Merge {
        try merge(Array(left.utf8), Array(right.utf8), rank: rank)
    }

    private func merge(_ left: [UInt8], _ right: [UInt8], rank: Int) throws -> BytePairModel.Merge {
        let rest = !prefix.isEmpty && right.starts(with: prefix) ? right[prefix.count...] : right[...]
        func id(_ token: [UInt8]) throws -> Int32 {
            guard let id = vocabulary.modelID(of: token.span) else {
                let names = [left, right, token].map { quoted(String(decoding: $0, as: UTF8.self)) }
                throw TokenizerError.vocabulary(
                    file,
                    reason: "merge \(rank) of \(names[0]) and \(names[1]) needs the token \(names[2]), which the "
                        + "vocabulary does not hold")
            }
            return id
        }
        return BytePairModel.Merge(left: try id(left), right: try id(right), merged: try id(left + rest))
    }
}
