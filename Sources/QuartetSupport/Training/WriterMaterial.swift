public import QuartetModels

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

    /// What a writer is trained on: each answer twice, because its statements stand among others each time; each once more,
    /// from the same in other words, so that it is not always copied; and a statement of each passage, which is.
    public static func material(_ businesses: [TrainingBusiness]) -> [Example] {
        let answers = answers(businesses)
        let reworded = businesses.flatMap(\.questions).compactMap { question -> Example? in
            guard let answer = question.answer, let reworded = answer.reworded else { return nil }
            return Example(question.text, statements: [reworded], answer: answer.text)
        }
        let copies = businesses.flatMap(\.passages).enumerated().compactMap { number, passage -> Example? in
            guard !passage.statements.isEmpty else { return nil }
            let statement = passage.statements[number % passage.statements.count]
            let title = ([passage.title] + passage.headings).joined(separator: ". ")
            return Example(title, statements: [statement], answer: statement)
        }
        return answers + answers + reworded + copies
    }
}
