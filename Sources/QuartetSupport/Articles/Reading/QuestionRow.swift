internal import Foundation

/// A question with its answer, from a row of a table or an object of JSON.
struct QuestionRow {
    /// Its values by the names in the file.
    var values: [KeyEntry]
    /// In the file, counted from 1; nil where it is not known.
    var line: Int?
    /// What messages call it: "entry 3" where there is no line.
    var name = ""

    /// What a column holds.
    enum Column: Equatable {
        case question, answer
        case key(ArticleKey)
        case unknown(String)

        /// Names in English, German, French and Spanish, without diacritics.
        private static let questions: Set<String> = [
            "question", "questions", "q", "frage", "fragen", "pregunta", "preguntas", "titel", "titre",
            "titulo",
        ]
        private static let answers: Set<String> = [
            "answer", "answers", "a", "antwort", "antworten", "reponse", "reponses", "respuesta",
            "respuestas", "text",
            "texte", "texto", "body", "content", "inhalt", "contenu", "contenido",
        ]
        static let expectation = "expected 'question' and 'answer', or 'title' and 'text'"

        init(_ name: String) {
            let plain = PlainText.line(name)
            let folded = plain.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
            if Self.questions.contains(folded) {
                self = .question
            } else if Self.answers.contains(folded) {
                self = .answer
            } else if let key = ArticleKey.allCases.first(where: { $0.rawValue.lowercased() == folded }) {
                self = .key(key)
            } else {
                self = .unknown(plain)
            }
        }
    }

    /// The article, and what is wrong with the row.
    func read(file: String) -> ReadFile {
        var result = ReadFile()
        var draft = ArticleDraft()
        draft.line = line
        var (question, answer) = ("", "")
        var keys: [KeyEntry] = []
        for var entry in values {
            let text = entry.values.joined(separator: "\n\n")
            switch Column(entry.name) {
            case .question: if question.isEmpty { question = PlainText.line(text) }
            case .answer: if answer.isEmpty { answer = text }
            case .key(let key):
                // A cell of a column may be empty: the row then does not have the key.
                entry.name = key.rawValue
                if !PlainText.line(text).isEmpty { keys.append(entry) }
            case .unknown: break
            }
        }
        let (problems, isSafe) = draft.set(keys, file: file)
        result.problems = problems.map { named($0) }
        guard isSafe else { return result }
        do throws(TextFault) {
            if HTMLPage.isPiece(answer) {
                let page = try HTMLPage(answer)
                (draft.blocks, draft.links) = (page.blocks, page.links)
            } else {
                try draft.take(answer)
            }
        } catch {
            let fault = TextFault(line: line, error.what, error.remedy)
            result.problems.append(named(ArticleProblem(file: file, fault, .refused)))
            return result
        }
        if draft.title == nil {
            draft.title = question.isEmpty ? nil : question
        } else if !question.isEmpty {
            draft.synonyms.append(question)
        }
        draft.takeTitle()
        guard !draft.blocks.isEmpty, draft.title != nil || draft.id != nil else {
            let missing = draft.blocks.isEmpty ? "answer" : "question"
            let fault = TextFault(line: line, "no \(missing)", "write one, or remove the row")
            result.problems.append(named(ArticleProblem(file: file, fault, .refused)))
            return result
        }
        result.drafts = [draft]
        return result
    }

    private func named(_ problem: ArticleProblem) -> ArticleProblem {
        var problem = problem
        if !name.isEmpty { problem.what = "\(name): " + problem.what }
        return problem
    }
}
