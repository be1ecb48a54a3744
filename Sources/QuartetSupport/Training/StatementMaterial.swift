public import QuartetModels

extension PairTuning {
    /// Statements about passages, to tune a ``SupportCheck`` on: an answer, and the same in other words, stand in their passage
    /// and not in another one; an answer with a changed meaning does not stand in its own, nor does the opposite of an answer.
    /// A statement of each passage comes as it stands there and as its opposite.
    public static func statements(_ businesses: [TrainingBusiness]) -> [Example] {
        businesses.flatMap { business in
            let passages = business.passages.map { $0.statements.joined(separator: " ") }
            let answers = business.questions.enumerated().flatMap { number, question -> [Example] in
                guard let answer = question.answer, let place = question.right.first else { return [] }
                let other = (place + 1 + number % max(passages.count - 1, 1)) % passages.count
                let supported = [answer.text, answer.reworded].compactMap { $0 }
                let changed =
                    [answer.wrong].compactMap { $0 } + supported.compactMap(NegatedStatement.opposite)
                return supported.map {
                    Example($0, right: passages[place], wrong: other == place ? [] : [passages[other]])
                } + changed.map { Example($0, right: nil, wrong: [passages[place]]) }
            }
            let copies = business.passages.enumerated().flatMap { number, passage -> [Example] in
                guard !answers.isEmpty, !passage.statements.isEmpty else { return [] }
                let statement = passage.statements[number % passage.statements.count]
                guard let opposite = NegatedStatement.opposite(of: statement) else { return [] }
                return [
                    Example(statement, right: passages[number], wrong: []),
                    Example(opposite, right: nil, wrong: [passages[number]]),
                ]
            }
            return answers + copies
        }
    }
}
