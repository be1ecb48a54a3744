/// Byte-pair encoding: a piece is cut into symbols, and neighbours are merged in the order in which training merged them.
///
/// Sennrich et al., "Neural Machine Translation of Rare Words with Subword Units" (2016); over bytes: Radford et al.
/// (2019). The pair of lowest rank is merged first, the leftmost among equals.
struct BytePairModel: Sendable {
    struct Merge: Sendable, Equatable {
        let left: Int32
        let right: Int32
        /// The token that they form.
        let merged: Int32
    }

    struct Options: Sendable, Equatable {
        /// The token for text outside the vocabulary; nil to skip it.
        var unknown: Int32?
        /// Consecutive unknown characters become one token.
        var fusesUnknown = false
        /// Unknown characters are written as their bytes, `<0x00>` to `<0xFF>`.
        var fallsBackToBytes = false
        /// A piece that is a token as a whole is not divided.
        var ignoresMerges = false
        /// Written before every symbol of a word but the first.
        var continuingPrefix = ""
        /// Written after the last symbol of a word.
        var endSuffix = ""
    }

    let merges: [Merge]
    let options: Options
    let isByteLevel: Bool
    private let ranks: PairTable
    /// The token of each byte, -1 where there is none: of the byte's character, or of `<0x00>`.
    private let byteIDs: [Int32]

    init(merges: [Merge], options: Options, isByteLevel: Bool, vocabulary: Vocabulary) {
        (self.merges, self.options, self.isByteLevel) = (merges, options, isByteLevel)
        var ranks = PairTable(capacity: merges.count)
        for (rank, merge) in merges.enumerated() { ranks[merge.left, merge.right] = Int32(rank) }
        self.ranks = ranks
        byteIDs =
            isByteLevel
            ? ByteAlphabet.characters.map { vocabulary.modelID(of: String($0)) ?? -1 } : vocabulary.byteTokens
    }

    /// Buffers that one caller uses for all its pieces.
    struct Scratch: Sendable {
        fileprivate var ids: [Int32] = []
        fileprivate var lengths: [Int32] = []
        fileprivate var next: [Int32] = []
        fileprivate var previous: [Int32] = []
        /// Rank of the pair that begins at a symbol, or `noRank`.
        fileprivate var ranks: [Int32] = []
        /// Rank in the upper half, place in the lower: the smallest is the next merge.
        fileprivate var queue = MinimumHeap<UInt64>()
    }

    private static let noRank = Int32.max

    /// Appends the tokens of a piece.
    func tokenize(
        _ piece: Span<UInt8>, _ vocabulary: Vocabulary, _ scratch: inout Scratch,
        into result: inout [TokenSpan]
    ) {
        if options.ignoresMerges {
            let token =
                isByteLevel
                ? vocabulary.modelID(of: ByteAlphabet.encode(piece).span) : vocabulary.modelID(of: piece)
            if let token {
                result.append(TokenSpan(id: token, length: Int32(piece.count)))
                return
            }
        }
        scratch.ids.removeAll(keepingCapacity: true)
        scratch.lengths.removeAll(keepingCapacity: true)
        if isByteLevel {
            readBytes(piece, &scratch)
        } else {
            readCharacters(piece, vocabulary, &scratch)
        }
        merge(&scratch)
        var index = 0
        while index < scratch.ids.count {
            result.append(TokenSpan(id: scratch.ids[index], length: scratch.lengths[index]))
            index = Int(scratch.next[index])
        }
    }

    /// Symbols are bytes. A byte outside the vocabulary is unknown or skipped, and the next token covers it.
    private func readBytes(_ piece: Span<UInt8>, _ scratch: inout Scratch) {
        var reader = SymbolReader(options: options)
        for index in piece.indices {
            let id = byteIDs[Int(piece[index])]
            reader.append(id < 0 ? nil : id, length: 1, &scratch.ids, &scratch.lengths)
        }
        reader.finish(&scratch.ids, &scratch.lengths)
    }

    private func readCharacters(_ piece: Span<UInt8>, _ vocabulary: Vocabulary, _ scratch: inout Scratch) {
        var reader = SymbolReader(options: options)
        var index = 0
        while index < piece.count {
            let length = piece.scalar(at: index).length
            var symbol = index > 0 ? Array(options.continuingPrefix.utf8) : []
            for position in index..<index + length { symbol.append(piece[position]) }
            if index + length == piece.count { symbol.append(contentsOf: options.endSuffix.utf8) }
            let id = vocabulary.modelID(of: symbol.span)
            let asBytes =
                options.fallsBackToBytes
                && (index..<index + length).allSatisfy { byteIDs[Int(piece[$0])] >= 0 }
            if id == nil && asBytes {
                for position in index..<index + length {
                    reader.append(byteIDs[Int(piece[position])], length: 1, &scratch.ids, &scratch.lengths)
                }
            } else {
                reader.append(id, length: Int32(length), &scratch.ids, &scratch.lengths)
            }
            index += length
        }
        reader.finish(&scratch.ids, &scratch.lengths)
    }

    /// Applies all merges. Symbols form a linked list, so that a merge moves nothing.
    private func merge(_ scratch: inout Scratch) {
        let count = scratch.ids.count
        scratch.next.removeAll(keepingCapacity: true)
        scratch.previous.removeAll(keepingCapacity: true)
        scratch.ranks.removeAll(keepingCapacity: true)
        scratch.queue.removeAll()
        for index in 0..<count {
            scratch.next.append(Int32(index + 1))
            scratch.previous.append(Int32(index - 1))
            scratch.ranks.append(Self.noRank)
        }
        for index in 0..<max(count - 1, 0) { rankPair(at: index, &scratch) }
        while let entry = scratch.queue.popMinimum() {
            let rank = Int32(truncatingIfNeeded: entry >> 32)
            let left = Int(entry & 0xFFFF_FFFF)
            // An entry is out of date if its symbols have been merged with others since.
            let current = scratch.ranks[left]
            guard current != Self.noRank, merges[Int(current)].merged == merges[Int(rank)].merged else {
                continue
            }
            let right = Int(scratch.next[left])
            let after = Int(scratch.next[right])
            scratch.ids[left] = merges[Int(rank)].merged
            scratch.lengths[left] += scratch.lengths[right]
            scratch.next[left] = Int32(after)
            scratch.ranks[right] = Self.noRank
            if after < count { scratch.previous[after] = Int32(left) }
            rankPair(at: left, &scratch)
            if scratch.previous[left] >= 0 { rankPair(at: Int(scratch.previous[left]), &scratch) }
        }
    }

    @inline(__always)
    private func rankPair(at left: Int, _ scratch: inout Scratch) {
        let right = Int(scratch.next[left])
        guard right < scratch.ids.count, let rank = ranks[scratch.ids[left], scratch.ids[right]] else {
            scratch.ranks[left] = Self.noRank
            return
        }
        scratch.ranks[left] = rank
        scratch.queue.insert(UInt64(UInt32(bitPattern: rank)) << 32 | UInt64(left))
    }
}

/// Collects symbols, and the unknown ones among them.
private struct SymbolReader {
    let options: BytePairModel.Options
    private var unknownLength: Int32 = 0
    private var leftOut: Int32 = 0

    init(options: BytePairModel.Options) { self.options = options }

    mutating func append(_ id: Int32?, length: Int32, _ ids: inout [Int32], _ lengths: inout [Int32]) {
        if let id {
            flush(&ids, &lengths)
            ids.append(id)
            lengths.append(length + leftOut)
            leftOut = 0
        } else if options.unknown == nil {
            leftOut += length
        } else {
            if !options.fusesUnknown { flush(&ids, &lengths) }
            unknownLength += length
        }
    }

    mutating func finish(_ ids: inout [Int32], _ lengths: inout [Int32]) {
        flush(&ids, &lengths)
        if leftOut > 0, let last = lengths.indices.last { lengths[last] += leftOut }
    }

    private mutating func flush(_ ids: inout [Int32], _ lengths: inout [Int32]) {
        guard unknownLength > 0, let unknown = options.unknown else { return }
        ids.append(unknown)
        lengths.append(unknownLength)
        unknownLength = 0
    }
}
