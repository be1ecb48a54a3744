/// Finds merges: the pair of neighbours that is most frequent over all words becomes a token, again and again.
///
/// Sennrich et al. (2016), algorithm 1, with counts updated rather than recomputed: a merge touches only the words that
/// hold its pair, and changes only the counts of the pairs beside it. Among equally frequent pairs the one with the
/// smallest ids is merged, so the same words give the same merges.
struct MergeTraining {
    /// All tokens, numbered by their ids.
    private(set) var tokens: ByteStringTable
    private(set) var merges: [BytePairModel.Merge] = []
    private let continuingPrefix: [UInt8]

    /// Symbols of all words, one after another; a word shrinks in place.
    private var symbols: [Int32] = []
    private var starts: [Int] = []
    private var lengths: [Int32] = []
    private var counts: [Int] = []

    private var pairs = PairTable()
    private var pairCounts: [Int] = []
    /// The words in which a pair arose; it may have disappeared from them since.
    private var pairWords: [[Int32]] = []
    private var pairTokens: [(left: Int32, right: Int32)] = []
    /// Pairs whose count has risen since they were last put into the queue, each once.
    private var risen: [Int] = []
    private var hasRisen: [Bool] = []
    private var queue = MinimumHeap<Candidate>()

    private struct Candidate: Comparable, Sendable {
        let count: Int
        let left: Int32
        let right: Int32

        static func < (one: Candidate, other: Candidate) -> Bool {
            (-one.count, one.left, one.right) < (-other.count, other.left, other.right)
        }
    }

    init(tokens: ByteStringTable, continuingPrefix: String) {
        self.tokens = tokens
        self.continuingPrefix = Array(continuingPrefix.utf8)
    }

    /// Adds a word, given as the ids of its symbols, that occurs `count` times.
    mutating func add(_ word: [Int32], count: Int) {
        guard word.count > 1 else { return }
        let index = Int32(starts.count)
        starts.append(symbols.count)
        lengths.append(Int32(word.count))
        counts.append(count)
        symbols += word
        for (left, right) in zip(word, word.dropFirst()) { change(left, right, by: count, in: index) }
    }

    /// Merges until the number of tokens is reached, or no pair is frequent enough.
    mutating func run(
        vocabularySize: Int, minimumFrequency: Int, progress: (VocabularyProgress) throws -> Void
    ) throws {
        let least = max(minimumFrequency, 1)
        enqueueRisen()
        while tokens.count < vocabularySize, let candidate = queue.popMinimum() {
            let (left, right) = (candidate.left, candidate.right)
            guard let pair = pairs[left, right].map({ Int($0) }) else { continue }
            // Entries of the queue may be out of date: counts go down as neighbours merge.
            let count = pairCounts[pair]
            if count != candidate.count {
                if count >= least { queue.insert(Candidate(count: count, left: left, right: right)) }
                continue
            }
            if count < least { break }
            let merged = insertToken(left, right)
            merges.append(BytePairModel.Merge(left: left, right: right, merged: merged))
            pairCounts[pair] = 0
            let words = pairWords[pair]
            pairWords[pair] = []
            for word in words { merge(left, right, into: merged, word: word) }
            enqueueRisen()
            if merges.count % 256 == 0 {
                try progress(VocabularyProgress(tokens: tokens.count, total: vocabularySize))
            }
        }
        try progress(VocabularyProgress(tokens: tokens.count, total: vocabularySize))
    }

    private mutating func insertToken(_ left: Int32, _ right: Int32) -> Int32 {
        var token = Array(tokens.bytes[tokens.range(Int(left))])
        let rest = tokens.bytes[tokens.range(Int(right))]
        let isContinuing = !continuingPrefix.isEmpty && rest.starts(with: continuingPrefix)
        token += rest.dropFirst(isContinuing ? continuingPrefix.count : 0)
        return Int32(tokens.insert(token.span).index)
    }

    /// Merges all occurrences of a pair in a word, from the left.
    private mutating func merge(_ left: Int32, _ right: Int32, into merged: Int32, word: Int32) {
        let start = starts[Int(word)]
        let end = start + Int(lengths[Int(word)])
        let count = counts[Int(word)]
        var (read, write) = (start, start)
        while read < end {
            guard read + 1 < end, symbols[read] == left, symbols[read + 1] == right else {
                symbols[write] = symbols[read]
                (read, write) = (read + 1, write + 1)
                continue
            }
            if write > start {
                let before = symbols[write - 1]
                change(before, left, by: -count, in: word)
                change(before, merged, by: count, in: word)
            }
            if read + 2 < end {
                let after = symbols[read + 2]
                change(right, after, by: -count, in: word)
                change(merged, after, by: count, in: word)
            }
            symbols[write] = merged
            (read, write) = (read + 2, write + 1)
        }
        lengths[Int(word)] = Int32(write - start)
    }

    private mutating func change(_ left: Int32, _ right: Int32, by amount: Int, in word: Int32) {
        let pair: Int
        if let known = pairs[left, right] {
            pair = Int(known)
        } else {
            pair = pairCounts.count
            pairs[left, right] = Int32(pair)
            pairCounts.append(0)
            pairWords.append([])
            pairTokens.append((left, right))
            hasRisen.append(false)
        }
        pairCounts[pair] += amount
        guard amount > 0 else { return }
        if pairWords[pair].last != word { pairWords[pair].append(word) }
        if !hasRisen[pair] {
            hasRisen[pair] = true
            risen.append(pair)
        }
    }

    private mutating func enqueueRisen() {
        for pair in risen {
            let (left, right) = pairTokens[pair]
            queue.insert(Candidate(count: pairCounts[pair], left: left, right: right))
            hasRisen[pair] = false
        }
        risen.removeAll(keepingCapacity: true)
    }
}
