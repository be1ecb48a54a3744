/// The places of a text where a lookahead matches, found in one pass from the end to the start.
///
/// An instruction leads to a match at a place if what it consumes is there and the next instruction leads to a match
/// behind it.
struct LookaheadTable {
    private var matches: [Bool]
    private let start: Int
    private(set) var steps = 0

    subscript(index: Int) -> Bool { matches[index - start] }

    init(_ program: ExpressionProgram, _ bytes: Span<UInt8>, _ part: Range<Int>) {
        start = part.lowerBound
        matches = [Bool](repeating: false, count: part.count + 1)
        let inner = program.lookaheads.map { LookaheadTable($0, bytes, part) }
        steps = inner.reduce(0) { $0 + $1.steps }
        let predecessors = program.predecessors
        var following = [Bool](repeating: false, count: program.instructions.count)
        var leads = following
        var pending: [Int] = []
        var index = part.upperBound
        while true {
            for (number, instruction) in program.instructions.enumerated() {
                leads[number] = false
                switch instruction {
                case .match: leads[number] = true
                case .character(let set):
                    leads[number] =
                        index < part.upperBound && following[number + 1]
                        && program.classes[set].length(bytes, at: index) > 0
                default: continue
                }
                if leads[number] { pending.append(number) }
            }
            // Back along the instructions that consume nothing.
            while let number = pending.popLast() {
                for before in predecessors[number] where !leads[before] {
                    let condition = program.instructions[before]
                    let holds =
                        if case .ahead(let asked, let isWanted) = condition {
                            inner[asked][index] == isWanted
                        } else {
                            program.holds(condition, bytes, part, at: index)
                        }
                    guard holds else { continue }
                    leads[before] = true
                    pending.append(before)
                }
            }
            steps += program.instructions.count
            matches[index - start] = leads[0]
            swap(&following, &leads)
            if index == part.lowerBound { break }
            index -= bytes.scalar(before: index).length
        }
    }
}

extension ExpressionProgram {
    /// The instructions that go to each instruction without consuming anything.
    fileprivate var predecessors: [[Int]] {
        var result = [[Int]](repeating: [], count: instructions.count)
        for (number, instruction) in instructions.enumerated() {
            switch instruction {
            case .split(let first, let second):
                result[first].append(number)
                result[second].append(number)
            case .jump(let target): result[target].append(number)
            case .place, .behind, .next, .ahead: result[number + 1].append(number)
            case .character, .match: break
            }
        }
        return result
    }
}
