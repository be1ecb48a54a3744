/// What happens to the matches at which a text is split.
enum SplitBehavior: String, Sendable, CaseIterable {
    case removed = "Removed"
    case isolated = "Isolated"
    case mergedWithPrevious = "MergedWithPrevious"
    case mergedWithNext = "MergedWithNext"
    /// Matches that touch become one piece.
    case contiguous = "Contiguous"

    /// Appends the pieces of a part to a list; empty ones are skipped.
    ///
    /// - Parameters:
    ///   - matches: the matches in the part, from left to right.
    ///   - isInverted: whether the text between the matches counts as the match.
    func split(
        _ part: Range<Int>, at matches: [Range<Int>], isInverted: Bool, into pieces: inout [Range<Int>]
    ) {
        var all: [(range: Range<Int>, isMatch: Bool)] = []
        var start = part.lowerBound
        for match in matches {
            if match.lowerBound > start { all.append((start..<match.lowerBound, isInverted)) }
            all.append((match, !isInverted))
            start = match.upperBound
        }
        if start < part.upperBound { all.append((start..<part.upperBound, isInverted)) }

        var result: [Range<Int>] = []
        switch self {
        case .removed: result = all.filter { !$0.isMatch }.map(\.range)
        case .isolated: result = all.map(\.range)
        case .mergedWithPrevious:
            var wasMatch = false
            for (range, isMatch) in all {
                if isMatch && !wasMatch, let last = result.popLast() {
                    result.append(last.lowerBound..<range.upperBound)
                } else {
                    result.append(range)
                }
                wasMatch = isMatch
            }
        case .mergedWithNext:
            var wasMatch = false
            for (range, isMatch) in all.reversed() {
                if isMatch && !wasMatch, let last = result.popLast() {
                    result.append(range.lowerBound..<last.upperBound)
                } else {
                    result.append(range)
                }
                wasMatch = isMatch
            }
            result.reverse()
        case .contiguous:
            var wasMatch: Bool?
            for (range, isMatch) in all {
                if isMatch == wasMatch, let last = result.popLast() {
                    result.append(last.lowerBound..<range.upperBound)
                } else {
                    result.append(range)
                }
                wasMatch = isMatch
            }
        }
        pieces.append(contentsOf: result.lazy.filter { !$0.isEmpty })
    }
}
