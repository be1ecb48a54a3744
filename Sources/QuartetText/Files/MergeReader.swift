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
        guard let space = bytes.firstIndex(of: 0x20), !bytes[(space + 1)...].contains(0x20) else {
            throw TokenizerError.vocabulary(
                file, reason: "merge \(rank), \(quoted(text)), is not two tokens with a space between them")
        }
        return try merge(bytes, 0..<space, space + 1..<bytes.count, rank: rank)
    }

    func merge(_ left: String, _ right: String, rank: Int) throws -> BytePairModel.Merge {
        var bytes = Array(left.utf8)
        let middle = bytes.count
        bytes.append(contentsOf: right.utf8)
        return try merge(bytes, 0..<middle, middle..<bytes.count, rank: rank)
    }

    private func merge(
        _ bytes: [UInt8], _ left: Range<Int>, _ right: Range<Int>, rank: Int
    ) throws -> BytePairModel.Merge {
        var joined = Array(bytes[left])
        let isContinuing = !prefix.isEmpty && bytes[right].starts(with: prefix)
        joined.append(contentsOf: bytes[right].dropFirst(isContinuing ? prefix.count : 0))
        let span = bytes.span
        guard let leftID = vocabulary.modelID(of: span.extracting(left)) else {
            throw missing(bytes[left], bytes[left], bytes[right], rank)
        }
        guard let rightID = vocabulary.modelID(of: span.extracting(right)) else {
            throw missing(bytes[right], bytes[left], bytes[right], rank)
        }
        guard let merged = vocabulary.modelID(of: joined.span) else {
            throw missing(joined[...], bytes[left], bytes[right], rank)
        }
        return BytePairModel.Merge(left: leftID, right: rightID, merged: merged)
    }

    private func missing(
        _ token: ArraySlice<UInt8>, _ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>, _ rank: Int
    ) -> TokenizerError {
        let names = [left, right, token].map { quoted(String(decoding: $0, as: UTF8.self)) }
        return .vocabulary(
            file,
            reason:
                "merge \(rank) of \(names[0]) and \(names[1]) needs the token \(names[2]), which the vocabulary "
                + "does not hold")
    }
}
