import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetModels
import QuartetSupport

/// Questions with passages and answers: SQuAD's JSON (1.1 and 2.0), CSV or tab-separated values, or JSON lines, the last
/// three with question, context and answer.
enum QuestionFile {
    /// - Throws: `CommandFailure` with the line or the question for an answer that its passage does not hold.
    static func read(_ path: String) throws -> [AnswerTuning.Example] {
        var name = path.lowercased()
        if name.hasSuffix(".gz") { name = String(name.dropLast(3)) }
        if name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") { return try lines(path) }
        return try name.hasSuffix(".json") ? squad(path) : table(path)
    }

    // MARK: SQuAD

    private struct Squad: Decodable {
        let data: [Article]

        struct Article: Decodable { let paragraphs: [Paragraph] }
        struct Paragraph: Decodable {
            let context: String
            let qas: [Question]
        }
        struct Question: Decodable {
            let question: String
            let answers: [Answer]
            let isImpossible: Bool?

            enum CodingKeys: String, CodingKey {
                case question, answers
                case isImpossible = "is_impossible"
            }
        }
        struct Answer: Decodable {
            let text: String
            let start: Int

            enum CodingKeys: String, CodingKey {
                case text
                case start = "answer_start"
            }
        }
    }

    private static func squad(_ path: String) throws -> [AnswerTuning.Example] {
        let file: Squad
        do {
            file = try JSONDecoder().decode(Squad.self, from: Data(try TextInput.file(path).utf8))
        } catch let error as DecodingError {
            throw CommandFailure(
                .badData,
                "\(TextInput.name(of: path)): \(DecodingError.reason(of: error)); expected SQuAD's form: data, "
                    + "paragraphs, context, qas, question, answers, text, answer_start")
        }
        return try file.data.flatMap(\.paragraphs).flatMap { paragraph in
            let scalars = Array(paragraph.context.unicodeScalars)
            return try paragraph.qas.map { question in
                let answers = question.isImpossible == true ? [] : question.answers
                return AnswerTuning.Example(
                    question.question, passage: paragraph.context,
                    answers: try answers.map { answer in
                        let text = Array(answer.text.unicodeScalars)
                        // The place comes from the file and may be any number.
                        let rest = scalars.dropFirst(max(answer.start, 0))
                        guard answer.start >= 0, !text.isEmpty, rest.starts(with: text)
                        else {
                            throw CommandFailure(
                                .badData,
                                "\(TextInput.name(of: path)): \"\(question.question)\": the answer \"\(answer.text)\" is not "
                                    + "at character \(answer.start) of its context")
                        }
                        return answer.start..<answer.start + text.count
                    })
            }
        }
    }

    // MARK: Rows

    private struct Row: Decodable {
        let question, context: String
        let answer: String?
    }

    private static func lines(_ path: String) throws -> [AnswerTuning.Example] {
        try LabJSONLines.read(
            path, as: Row.self,
            example: #"{"question": "Who sat?", "context": "The cat sat.", "answer": "The cat"}"#
        ).map { line, row in try example(row, path, line) }
    }

    private static func table(_ path: String) throws -> [AnswerTuning.Example] {
        // Two readings of the same rows: one for two of the columns, one for the third.
        let questions = try MessageTable(path: path, text: "question", label: "context")
        let answers = try MessageTable(path: path, text: "answer")
        var examples: [AnswerTuning.Example] = []
        while let row = try questions.next(), let answer = try answers.next() {
            examples.append(
                try example(
                    Row(question: row.text, context: row.label ?? "", answer: answer.text), path, row.line))
        }
        return examples
    }

    /// - Parameter row: without an answer if its text is blank.
    private static func example(_ row: Row, _ path: String, _ line: Int) throws -> AnswerTuning.Example {
        let answer = (row.answer ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        if TextInput.isBlank(row.question) { throw LabJSONLines.failure(path, line, "the question is empty") }
        if TextInput.isBlank(row.context) { throw LabJSONLines.failure(path, line, "the context is empty") }
        if answer.isEmpty { return .init(row.question, passage: row.context, answers: []) }
        guard let range = row.context.range(of: answer, options: .literal) else {
            throw LabJSONLines.failure(
                path, line,
                "the answer \"\(answer.prefix(60))\" is not in the context: copy it from there, or leave it empty if there "
                    + "is none")
        }
        let scalars = row.context.unicodeScalars
        let start = scalars.distance(from: scalars.startIndex, to: range.lowerBound)
        return .init(
            row.question, passage: row.context, answers: [start..<start + answer.unicodeScalars.count])
    }
}
