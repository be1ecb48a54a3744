public import QuartetModels

extension PairTuning {
    /// Statements about passages, to tune a ``SupportCheck`` on: an answer, and the same in other words, stand in their
    /// passage and not in another one; an answer with a changed meaning does not stand in its own.
    public static func statements(_ businesses: [TrainingBusiness]) -> [Example] {
        businesses.flatMap { business in
            business.questions.enumerated().flatMap { number, question -> [Example] in
                guard let answer = question.answer, let place = question.right.first else { return [] }
                let passages = business.passages.map { $0.statements.joined(separator: " ") }
                let other = (place + 1 + number % max(passages.count - 1, 1)) % passages.count
                let supported = [answer.text, answer.reworded].compactMap { $0 }.map {
                    Example($0, right: passages[place], wrong: other == place ? [] : [passages[other]])
                }
                let changed = answer.wrong.map { Example($0, right: nil, wrong: [passages[place]]) }
                return supported + [changed].compactMap { $0 }
            }
        }
    }
}
