/// Finds the matches of an expression in a part of a text, in time linear in its length.
///
/// The search backtracks and prefers as Perl does, but never visits an instruction at a place twice: what failed there
/// once fails again (the "bit state" search of RE2; Cox, "Regular Expression Matching: the Virtual Machine Approach",
/// 2009). What one attempt has visited also holds for the attempts that begin further right.
struct ExpressionSearch {
    private let program: ExpressionProgram
    private let bytes: [UInt8]
    private let part: Range<Int>
    /// For each lookahead the places where it matches; computed when it is first asked.
    private var lookaheads: [LookaheadTable?]
    private var visited: VisitedPlaces
    private var stack: [(instruction: Int, place: Int)] = []
    /// Instructions visited so far.
    private(set) var steps = 0

    init(_ program: ExpressionProgram, _ bytes: [UInt8], _ part: Range<Int>) {
        (self.program, self.bytes, self.part) = (program, bytes, part)
        lookaheads = program.lookaheads.map { _ in nil }
        visited = VisitedPlaces(instructions: program.instructions.count, from: part.lowerBound)
    }

    /// All matches from left to right; an empty one right behind another does not count.
    mutating func matches() -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = part.lowerBound
        while start <= part.upperBound {
            visited.forget(before: start)
            guard let end = match(from: start), end > start || result.last?.upperBound != end else {
                start += start < part.upperBound ? bytes.span.scalar(at: start).length : 1
                continue
            }
            result.append(start..<end)
            // The places of the match itself did not fail; only its end can be visited again.
            visited.clear(end)
            start = end
        }
        return result
    }

    /// The end of the match that begins at a place.
    private mutating func match(from start: Int) -> Int? {
        stack.removeAll(keepingCapacity: true)
        stack.append((0, start))
        while var (instruction, place) = stack.popLast() {
            while visited.insert(instruction, at: place) {
                steps += 1
                switch program.instructions[instruction] {
                case .match: return place
                case .jump(let target):
                    instruction = target
                    continue
                case .split(let first, let second):
                    stack.append((second, place))
                    instruction = first
                    continue
                case .character(let number):
                    let length =
                        place < part.upperBound ? program.classes[number].length(bytes.span, at: place) : 0
                    if length == 0 { break }
                    (instruction, place) = (instruction + 1, place + length)
                    continue
                case .place, .behind, .next, .ahead:
                    if !holds(program.instructions[instruction], at: place) { break }
                    instruction += 1
                    continue
                }
                break
            }
        }
        return nil
    }

    private mutating func holds(_ condition: ExpressionProgram.Instruction, at index: Int) -> Bool {
        guard case .ahead(let number, let isWanted) = condition else {
            return program.holds(condition, bytes.span, part, at: index)
        }
        if lookaheads[number] == nil {
            let table = LookaheadTable(program.lookaheads[number], bytes.span, part)
            steps += table.steps
            lookaheads[number] = table
        }
        return lookaheads[number]?[index] == isWanted
    }
}

extension ExpressionProgram {
    /// Whether a condition other than lookahead holds at a place.
    func holds(_ condition: Instruction, _ bytes: Span<UInt8>, _ part: Range<Int>, at index: Int) -> Bool {
        switch condition {
        case .place(let place): return place.holds(bytes, part, at: index)
        case .behind(let number, let isWanted):
            guard index > part.lowerBound else { return !isWanted }
            let start = index - bytes.scalar(before: index).length
            return (classes[number].length(bytes, at: start) > 0) == isWanted
        case .next(let number, let isWanted):
            guard index < part.upperBound else { return !isWanted }
            return (classes[number].length(bytes, at: index) > 0) == isWanted
        case .character, .split, .jump, .ahead, .match: return true
        }
    }
}

/// The pairs of instruction and place that were visited: a row of bits for each place from the first one that still
/// matters to the last one reached.
private struct VisitedPlaces {
    private var bits: [UInt64] = []
    private var first: Int
    private let width: Int

    init(instructions: Int, from first: Int) {
        (self.first, width) = (first, (instructions + 63) / 64)
    }

    /// Returns false if the pair was there.
    @inline(__always)
    mutating func insert(_ instruction: Int, at place: Int) -> Bool {
        let word = (place - first) * width + instruction >> 6
        if word >= bits.count {
            bits.append(contentsOf: repeatElement(0, count: word + width - bits.count))
        }
        let bit = UInt64(1) << UInt64(instruction & 63)
        if bits[word] & bit != 0 { return false }
        bits[word] |= bit
        return true
    }

    mutating func clear(_ place: Int) {
        let start = (place - first) * width
        for word in start..<min(start + width, bits.count) { bits[word] = 0 }
    }

    /// Frees the rows before a place, now and then.
    mutating func forget(before place: Int) {
        let words = (place - first) * width
        guard words > 1 << 14, words > bits.count / 2 else { return }
        bits.removeFirst(min(words, bits.count))
        first = place
    }
}
