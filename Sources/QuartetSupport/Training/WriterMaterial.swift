public import QuartetModels
internal import QuartetText

extension WriterTuning {
    /// The answers of businesses with the statements that they rest on.
    public static func answers(_ businesses: [TrainingBusiness]) -> [Example] {
        businesses.flatMap { business in
            business.questions.compactMap { question -> Example? in
                guard let answer = question.answer, let place = question.right.first else { return nil }
                let all = business.passages[place].statements
                let others = all.indices.filter { !answer.statements.contains($0) }
                return Example(
                    question.text, statements: answer.statements.map { all[$0] },
                    others: others.map { all[$0] }, answer: answer.text)
            }
        }
    }

    /// What a writer is trained on. An answer that the check would show comes four times, because its statements stand
    /// among others each time, and once from the same in other words, so that it is not always copied; another answer comes
    /// once. A statement of each passage is copied.
    public static func material(_ businesses: [TrainingBusiness]) -> [Example] {
        let answers = answers(businesses)
        let shown = answers.filter(isShown)
        let questions = Set(shown.map { [$0.question, $0.answer] })
        let reworded = businesses.flatMap(\.questions).compactMap { question -> Example? in
            guard let answer = question.answer, let reworded = answer.reworded,
                questions.contains([question.text, answer.text])
            else { return nil }
            return Example(question.text, statements: [reworded], answer: answer.text)
        }
        let copies = businesses.flatMap(\.passages).enumerated().compactMap { number, passage -> Example? in
            guard !passage.statements.isEmpty else { return nil }
            let statement = passage.statements[number % passage.statements.count]
            let title = ([passage.title] + passage.headings).joined(separator: ". ")
            return Example(title, statements: [statement], answer: statement)
        }
        return answers + shown + shown + shown + reworded + copies
    }

    private static func isShown(_ example: Example) -> Bool {
        SentenceSplitter.sentences(of: example.answer).allSatisfy {
            SupportCheck().faults(of: $0, in: example.statements, support: nil).isEmpty
        }
    }
}
