internal import QuartetFiles
internal import QuartetModels

extension QuestionSet {
    /// The same questions with typing errors: letters in the wrong order, left out, typed twice or mistaken. Digits stay.
    ///
    /// - Parameter count: errors of a question.
    public func withTypingErrors(_ count: Int, seed: UInt64 = 0) -> QuestionSet {
        var set = self
        for index in set.items.indices {
            var generator = PhiloxGenerator(
                seed: seed, step: UInt64(index), stream: 0x5459_5045)
            for _ in 0..<count {
                set.items[index].question = TypingErrors.one(
                    in: set.items[index].question, using: &generator)
            }
        }
        return set
    }
}
