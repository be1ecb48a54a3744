/// A regular expression as instructions (Thompson, "Regular Expression Search Algorithm", 1968).
struct ExpressionProgram: Sendable {
    enum Instruction: Sendable {
        /// Consumes a character of the class with this number.
        case character(Int)
        /// Goes on at the first place, or else at the second.
        case split(Int, Int)
        case jump(Int)
        case place(TextPlace)
        /// Whether the character before is of the class with this number.
        case behind(Int, isWanted: Bool)
        /// Whether the next character is.
        case next(Int, isWanted: Bool)
        /// Asks the program with this number.
        case ahead(Int, isWanted: Bool)
        case match
    }

    private(set) var instructions: [Instruction] = []
    private(set) var classes: [CompiledClass] = []
    /// The expressions that lookahead asks for.
    private(set) var lookaheads: [ExpressionProgram] = []
    private var room: Int
    /// The work for a character is at most twice this. The longest public expressions take about 100.
    static let mostInstructions = 1000

    init(_ expression: Expression) throws(ExpressionError) {
        try self.init(expression, room: Self.mostInstructions)
    }

    private init(_ expression: Expression, room: Int) throws(ExpressionError) {
        self.room = room
        try add(expression)
        try append(.match)
    }

    private mutating func append(_ instruction: Instruction) throws(ExpressionError) {
        guard room > 0 else {
            throw ExpressionError(
                description: "a regular expression of more than \(Self.mostInstructions) steps")
        }
        room -= 1
        instructions.append(instruction)
    }

    private mutating func number(of set: CharacterClass) -> Int {
        classes.append(CompiledClass(set))
        return classes.count - 1
    }

    private mutating func add(_ expression: Expression) throws(ExpressionError) {
        switch expression {
        case .character(let set): try append(.character(number(of: set)))
        case .sequence(let parts): for part in parts { try add(part) }
        case .choice(let alternatives): try add(alternatives)
        case .repeated(let part, let least, let most, let isLazy):
            try add(part, atLeast: least, atMost: most, isLazy: isLazy)
        case .place(let place): try append(.place(place))
        case .behind(let set, let isWanted): try append(.behind(number(of: set), isWanted: isWanted))
        case .ahead(.character(let set), let isWanted):
            try append(.next(number(of: set), isWanted: isWanted))
        case .ahead(let inner, let isWanted):
            let program = try ExpressionProgram(inner, room: room)
            room = program.room
            lookaheads.append(program)
            try append(.ahead(lookaheads.count - 1, isWanted: isWanted))
        }
    }

    private mutating func add(_ alternatives: [Expression]) throws(ExpressionError) {
        var ends: [Int] = []
        for alternative in alternatives.dropLast() {
            let split = instructions.count
            try append(.match)
            try add(alternative)
            ends.append(instructions.count)
            try append(.match)
            instructions[split] = .split(split + 1, instructions.count)
        }
        if let last = alternatives.last { try add(last) }
        for end in ends { instructions[end] = .jump(instructions.count) }
    }

    private mutating func add(
        _ part: Expression, atLeast least: Int, atMost most: Int?, isLazy: Bool
    ) throws(ExpressionError) {
        func split(_ into: Int, _ past: Int) -> Instruction {
            isLazy ? .split(past, into) : .split(into, past)
        }
        for _ in 0..<least {
            let before = instructions.count
            try add(part)
            // Nothing any number of times is nothing.
            if instructions.count == before { return }
        }
        guard let most else {
            let start = instructions.count
            try append(.match)
            try add(part)
            try append(.jump(start))
            instructions[start] = split(start + 1, instructions.count)
            return
        }
        var options: [Int] = []
        for _ in least..<most {
            options.append(instructions.count)
            try append(.match)
            try add(part)
        }
        for option in options { instructions[option] = split(option + 1, instructions.count) }
    }
}
