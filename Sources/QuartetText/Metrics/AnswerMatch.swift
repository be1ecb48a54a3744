/// How answers to questions agree with the expected ones, as the public evaluation of SQuAD 2.0 computes it.
///
/// Texts are compared in lower case, without ASCII punctuation, without the words "a", "an" and "the", and with single
/// spaces. An answer is exact if it is then equal to one of the expected ones; its F1 is that of the words that both have,
/// the best among the expected ones. A question without an answer expects the empty text. Rajpurkar et al., "Know What
/// You Don't Know" (2018).
public struct AnswerMatch: Sendable, Equatable {
    /// Share of exact answers, from 0 to 1.
    public let exact: Double
    /// Mean F1, from 0 to 1.
    public let f1: Double

    /// - Parameters:
    ///   - answers: one for each question; empty where there is none.
    ///   - expected: what is accepted for each; nothing where there is no answer.
    /// - Throws: ``TokenizerError/setting(_:found:expected:)`` if there are no questions, or the numbers differ.
    public init(_ answers: [String], expected: [[String]]) throws {
        try TextMetric.check(answers, expected.map { $0.isEmpty ? [""] : $0 })
        var (exact, f1) = (0.0, 0.0)
        for (answer, accepted) in zip(answers, expected) {
            let words = Self.words(answer)
            // Expected answers without a word that counts are not compared with, unless there is no other.
            let known = accepted.map { Self.words($0) }.filter { !$0.isEmpty }
            let others = known.isEmpty ? [[]] : known
            exact += others.contains(words) ? 1 : 0
            f1 += others.reduce(0) { max($0, Self.f1(words, $1)) }
        }
        let count = Double(answers.count)
        (self.exact, self.f1) = (exact / count, f1 / count)
    }

    private static func f1(_ words: [String], _ others: [String]) -> Double {
        if words.isEmpty || others.isEmpty { return words == others ? 1 : 0 }
        var rest: [String: Int] = [:]
        for word in others { rest[word, default: 0] += 1 }
        var common = 0
        for word in words where rest[word, default: 0] > 0 {
            rest[word, default: 0] -= 1
            common += 1
        }
        return common == 0 ? 0 : 2 * Double(common) / Double(words.count + others.count)
    }

    private static func words(_ text: String) -> [String] {
        let kept = text.lowercased().unicodeScalars.filter { !isPunctuation($0) }
        // Articles are whole words, also beside marks that are not ASCII: "the—best".
        var (spaced, word) = ("", "")
        func end() {
            spaced += ["a", "an", "the"].contains(word) ? " " : word
            word = ""
        }
        for scalar in kept {
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                word.unicodeScalars.append(scalar)
            } else {
                end()
                spaced.unicodeScalars.append(scalar)
            }
        }
        end()
        return spaced.unicodeScalars.split { MTEvalWords.isSpace($0.value) }.map { String($0) }
    }

    /// Python's `string.punctuation`.
    private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }
}
