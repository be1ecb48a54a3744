/// A token that is found in the text before the model sees it.
struct AddedToken: Sendable, Equatable {
    /// The longest content in bytes, as it is and normalised.
    static let longest = 1024

    var id: Int32
    var content: String
    /// Matches only at word boundaries.
    var isSingleWord = false
    /// Includes the white space before it.
    var stripsLeft = false
    /// Includes the white space after it.
    var stripsRight = false
    /// Matches in the normalised text.
    var isNormalized = false
    /// Marks structure and is left out of decoded text.
    var isSpecial = false
}

/// The part of a text in which special tokens are recognised.
enum SpecialTokenSearch {
    case everywhere
    case nowhere
    /// Inside these bytes, in their order.
    case inside([Range<Int>])

    func covers(_ place: Range<Int>) -> Bool {
        switch self {
        case .everywhere: return true
        case .nowhere: return false
        case .inside(let ranges):
            // The first range that ends behind the place's beginning.
            var (low, high) = (0, ranges.count)
            while low < high {
                let middle = (low + high) / 2
                if ranges[middle].upperBound <= place.lowerBound { low = middle + 1 } else { high = middle }
            }
            return low < ranges.count && ranges[low].lowerBound <= place.lowerBound
                && place.upperBound <= ranges[low].upperBound
        }
    }
}

/// Finds added tokens in a text: from the left, the longest at each place.
struct AddedTokenMatcher: Sendable {
    private struct Node {
        /// The children, by their byte.
        var children: [(byte: UInt8, node: Int)] = []
        /// Place of the token that ends here, or -1.
        var token = -1
    }

    private let tokens: [AddedToken]
    private var nodes = [Node()]
    /// Whether some token begins with a byte.
    private var isFirst = [Bool](repeating: false, count: 256)
    /// The length in bytes of the longest pattern: as much may be read at each place of a text.
    private(set) var longest = 0

    /// - Parameter patterns: the pattern of each token: its content, or its content normalised.
    init(_ tokens: [AddedToken], patterns: [[UInt8]]) {
        self.tokens = tokens
        for (index, pattern) in patterns.enumerated() {
            guard let first = pattern.first else { continue }
            longest = max(longest, pattern.count)
            isFirst[Int(first)] = true
            var node = 0
            for byte in pattern {
                if let child = nodes[node].children.first(where: { $0.byte == byte }) {
                    node = child.node
                } else {
                    nodes.append(Node())
                    nodes[node].children.append((byte, nodes.count - 1))
                    node = nodes.count - 1
                }
            }
            // The first of equal patterns wins.
            if nodes[node].token < 0 { nodes[node].token = index }
        }
    }

    var isEmpty: Bool { nodes.count == 1 }

    struct Section {
        let range: Range<Int>
        let token: AddedToken?
    }

    /// Cuts a text into added tokens and the text between them.
    ///
    /// - Parameter special: where special tokens are recognised; untrusted text should not produce them.
    func sections(of bytes: Span<UInt8>, special: SpecialTokenSearch) -> [Section] {
        var result: [Section] = []
        var (start, index) = (0, 0)
        while index < bytes.count {
            guard isFirst[Int(bytes[index])],
                let (token, end) = match(bytes, at: index, special)
            else {
                index += 1
                continue
            }
            if token.isSingleWord && touchesWord(bytes, index..<end) {
                index = end
                continue
            }
            var range = index..<end
            if token.stripsLeft {
                range = spaceStart(bytes, before: index, notBefore: start)..<range.upperBound
            }
            if token.stripsRight { range = range.lowerBound..<spaceEnd(bytes, from: end) }
            if start < range.lowerBound {
                result.append(Section(range: start..<range.lowerBound, token: nil))
            }
            result.append(Section(range: range, token: token))
            start = range.upperBound
            index = start
        }
        if start < bytes.count { result.append(Section(range: start..<bytes.count, token: nil)) }
        return result
    }

    private func match(_ bytes: Span<UInt8>, at start: Int, _ special: SpecialTokenSearch) -> (
        AddedToken, Int
    )? {
        var (node, index) = (0, start)
        var found: (AddedToken, Int)?
        while index < bytes.count, let child = nodes[node].children.first(where: { $0.byte == bytes[index] })
        {
            node = child.node
            index += 1
            let token = nodes[node].token
            if token >= 0 && (!tokens[token].isSpecial || special.covers(start..<index)) {
                found = (tokens[token], index)
            }
        }
        return found
    }

    private func touchesWord(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let before = range.lowerBound > 0 && isWord(bytes.scalar(before: range.lowerBound).scalar)
        return before || (range.upperBound < bytes.count && isWord(bytes.scalar(at: range.upperBound).scalar))
    }

    private func isWord(_ scalar: Unicode.Scalar) -> Bool { ScalarClass.of(scalar).contains(.word) }

    private func spaceStart(_ bytes: Span<UInt8>, before end: Int, notBefore start: Int) -> Int {
        var index = end
        while index > start {
            let (scalar, length) = bytes.scalar(before: index)
            guard ScalarClass.of(scalar).contains(.whitespace) else { break }
            index -= length
        }
        return index
    }

    private func spaceEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index < bytes.count {
            let (scalar, length) = bytes.scalar(at: index)
            guard ScalarClass.of(scalar).contains(.whitespace) else { break }
            index += length
        }
        return index
    }
}
