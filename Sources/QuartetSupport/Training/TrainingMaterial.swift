internal import Foundation
internal import QuartetFiles
public import QuartetModels
internal import QuartetText

/// Passages of a business with questions to them, to train search, pair encoder and writer on.
public struct TrainingBusiness: Sendable, Equatable {
    public struct Question: Sendable, Equatable {
        public var text: String
        /// The places in ``passages`` of those that answer; empty when none does.
        public var right: [Int]
        /// What is answered; nil where that is not written down.
        public var answer: Answer?

        public init(_ text: String, right: [Int], answer: Answer? = nil) {
            (self.text, self.right, self.answer) = (text, right, answer)
        }
    }

    /// An answer in a sentence, and what it rests on.
    public struct Answer: Sendable, Equatable {
        public var text: String
        /// The same in other words.
        public var reworded: String?
        /// The same with a changed meaning, which the passage does not support.
        public var wrong: String?
        /// The places of its statements in the right passage.
        public var statements: [Int]

        public init(_ text: String, reworded: String? = nil, wrong: String? = nil, statements: [Int]) {
            (self.text, self.reworded, self.wrong) = (text, reworded, wrong)
            self.statements = statements
        }
    }

    public var passages: [Passage]
    public var questions: [Question]

    public init(passages: [Passage], questions: [Question]) {
        (self.passages, self.questions) = (passages, questions)
    }
}

/// Reads training material from files: a JSON file of a business with its passages and questions, JSON lines with a
/// business each, or a CSV file of questions to the articles of a knowledge base (``QuestionSet``).
///
///     {"business": "a gym",
///      "passages": [{"id": "p01", "title": "Freezing", "heading": "How long", "text": "…"}],
///      "questions": [{"q": "off to Spain for 3 months, do I have to keep paying?", "a": ["p01"],
///                     "answer": "No, you can freeze it for up to 3 months.", "sentences": [0]}]}
///
/// `answer`, `sentences` (the numbers of the passage's sentences that it rests on, from 0), `reworded` (the answer in
/// other words) and `wrong` (`{"text": …}`, the answer with a changed meaning) may be missing. A yes or no at their
/// beginning is left out (``YesOrNo``).
public struct TrainingMaterial {
    /// The articles that questions in CSV files are about; nil when there are none.
    private let knowledge: KnowledgeBase?

    public init(knowledge: KnowledgeBase? = nil) { self.knowledge = knowledge }

    private struct Business: Decodable {
        struct Passage: Decodable {
            let id, title, text: String
            let heading: String?
        }
        struct Question: Decodable {
            let q: String
            let a: [String]
            struct Wrong: Decodable { let text: String }
            let answer, reworded: String?
            let wrong: Wrong?
            let sentences: [Int]?
        }
        let passages: [Passage]
        let questions: [Question]
    }

    /// - Throws: ``QuestionSetError`` with the place.
    public func read(_ path: String) throws -> [TrainingBusiness] {
        if path.lowercased().hasSuffix(".csv") { return [try questionsToKnowledge(path)] }
        let text = try FileBytes.text(of: try FileBytes.read(path, limit: 1 << 30), name: path)
        guard path.hasSuffix(".jsonl") else { return [try business(text[...], path, row: nil)] }
        return try text.split(separator: "\n").enumerated().map {
            try business($1, path, row: $0 + 1)
        }
    }

    private func business(_ text: Substring, _ path: String, row: Int?) throws -> TrainingBusiness {
        let business: Business
        do {
            business = try JSONDecoder().decode(Business.self, from: Data(text.utf8))
        } catch {
            throw QuestionSetError(file: path, row: row, problem: DecodingError.reason(of: error))
        }
        let passages = business.passages.map { passage in
            Passage(
                article: passage.id, place: 0, title: passage.title,
                headings: [passage.heading].compactMap { $0 }.filter { !$0.isEmpty && $0 != passage.title },
                statements: SentenceSplitter.sentences(of: passage.text))
        }
        let places = Dictionary(business.passages.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let questions = try business.questions.map { question in
            let right = try question.a.map { id in
                guard let place = places[id] else {
                    throw QuestionSetError(
                        file: path, row: row,
                        problem: "\"\(question.q)\" names the passage \(id), which does not exist")
                }
                return place
            }
            let answer = question.answer.flatMap { text -> TrainingBusiness.Answer? in
                guard right.count == 1, let statements = question.sentences, !statements.isEmpty,
                    statements.allSatisfy(passages[right[0]].statements.indices.contains)
                else { return nil }
                return TrainingBusiness.Answer(
                    YesOrNo.removed(from: text), reworded: question.reworded.map(YesOrNo.removed),
                    wrong: question.wrong.map { YesOrNo.removed(from: $0.text) },
                    statements: statements.sorted())
            }
            return TrainingBusiness.Question(question.q, right: right.sorted(), answer: answer)
        }
        return TrainingBusiness(passages: passages, questions: questions)
    }

    /// Any passage of an article that answers may be the right one; with a heading, those that stand under it.
    private func questionsToKnowledge(_ path: String) throws -> TrainingBusiness {
        guard let knowledge else {
            throw QuestionSetError(
                file: path, row: nil,
                problem: "has questions to articles: name their knowledge base with --kb")
        }
        let passages = try knowledge.articles().flatMap { article in
            try knowledge.passages(of: article.id).map(\.passage)
        }
        let places = Dictionary(grouping: passages.indices) { passages[$0].article }
        let questions = try QuestionSet(path: path).items.map { item in
            let right = try item.articles.flatMap { article in
                guard let all = places[article] else {
                    throw QuestionSetError(
                        file: path, row: nil,
                        problem: "\"\(item.question)\" names the article \(article), which does not exist")
                }
                let named = all.filter { place in
                    item.heading.map { passages[place].headings.contains($0) } ?? false
                }
                return named.isEmpty ? all : named
            }
            return TrainingBusiness.Question(item.question, right: right)
        }
        return TrainingBusiness(passages: passages, questions: questions)
    }
}

/// A question with passages that answer it and passages that do not.
public struct TrainingGroup: Sendable, Equatable {
    public var question: String
    /// Passages that answer, title and headings in front; empty when none does.
    public var right: [String]
    /// Passages that do not, the ones that come nearest first.
    public var wrong: [String]

    /// Wrong passages that are kept of a question.
    public static let most = 15
}

extension TrainingBusiness {
    /// Each question with its right passages and with the other passages whose meaning and words are nearest.
    public func groups(_ encoder: SharedEncoder) throws -> [TrainingGroup] {
        let texts = passages.map(\.encodedText)
        let vectors = try encoder.vectors(of: texts)
        let asked = try encoder.questionVectors(of: questions.map(\.text))
        let words = texts.map { Set(SearchWords($0).content) }
        return zip(questions, asked).map { question, vector in
            let content = Set(SearchWords(question.text).content)
            func nearness(_ place: Int) -> Float {
                let cosine = zip(vector, vectors[place]).reduce(Float(0)) { $0 + $1.0 * $1.1 }
                let shared = content.intersection(words[place]).count
                return cosine + 0.3 * Float(shared) / Float(max(content.count, 1))
            }
            let right = question.right.map { ($0, nearness($0)) }.sorted { ($0.1, $1.0) > ($1.1, $0.0) }
            let wrong = texts.indices.filter { !question.right.contains($0) }.map { ($0, nearness($0)) }
                .sorted { ($0.1, $1.0) > ($1.1, $0.0) }
            // An article may have many passages, of which one answers: probably the nearest.
            return TrainingGroup(
                question: question.text, right: right.prefix(1).map { texts[$0.0] },
                wrong: wrong.prefix(TrainingGroup.most).map { texts[$0.0] })
        }
    }
}

extension QuestionTuning {
    /// Keys and examples of businesses: all texts by which the search finds a passage.
    public static func material(_ businesses: [TrainingBusiness]) -> (keys: [Key], examples: [Example]) {
        var (keys, examples) = ([Key](), [Example]())
        var first = 0
        for (number, business) in businesses.enumerated() {
            for (place, passage) in business.passages.enumerated() {
                keys += VectorTexts.texts(of: passage, synonyms: []).map {
                    Key($0.text, passage: first + place, collection: number)
                }
            }
            examples += business.questions.filter { !$0.right.isEmpty }.map { question in
                Example(question.text, right: question.right.map { first + $0 }, collection: number)
            }
            first += business.passages.count
        }
        return (keys, examples)
    }
}
