import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetModels

/// Prints what a language model writes: the text as it comes, or JSON.
struct AnswerWriter {
    let isJSON: Bool
    let common: CommonOptions
    /// How long the model took to load.
    let loading: Duration
    /// Whether the text is found by a beam search.
    let isSearch: Bool
    /// Whether there are several answers: JSON takes one line for each.
    private(set) var isOneOfMany = false
    /// Whether a person reads the answers as they come: Ctrl-C then ends one answer.
    private(set) var isForTerminal = false

    init(isJSON: Bool, common: CommonOptions, loading: Duration, isSearch: Bool) {
        (self.isJSON, self.common, self.loading, self.isSearch) = (isJSON, common, loading, isSearch)
    }

    /// For the answers of a conversation.
    func inConversation(isTerminal: Bool) -> AnswerWriter {
        var writer = self
        (writer.isOneOfMany, writer.isForTerminal) = (true, isTerminal)
        return writer
    }

    /// Prints one answer.
    ///
    /// - Parameter generate: makes the answer and hands over each piece of it.
    func write(_ prompt: String, _ generate: (_ emit: (String) -> Bool) throws -> TextGenerator.Answer) throws
        -> TextGenerator.Answer
    {
        let started = ContinuousClock.now
        if isForTerminal {
            InterruptSignal.forget()
            InterruptSignal.watch(saying: "Stopping this answer. A second Ctrl-C ends the conversation.")
        }
        var first: ContinuousClock.Instant?
        let answer = try generate { piece in
            if !piece.isEmpty {
                if first == nil {
                    first = .now
                    // What was written so far is a result; before the first piece there is nothing to keep.
                    if !isForTerminal { InterruptSignal.watch() }
                }
                if !isJSON {
                    StandardOutput.pass(piece, terminator: "")
                    fflush(nil)
                }
            }
            return !InterruptSignal.isRaised
        }
        if isJSON {
            let result = Result(prompt, answer)
            try isOneOfMany ? JSONOutput.printLine(result) : JSONOutput.print(result)
            return answer
        }
        print()
        let ended = ContinuousClock.now
        if !isOneOfMany {
            common.note(timing(of: answer, reading: (first ?? ended) - started, all: ended - started))
        }
        return answer
    }

    /// Reports a message of a conversation that has no answer.
    ///
    /// - Parameter message: nil for one that could not be read.
    func write(_ error: any UserFacingError, for message: String?) throws {
        StandardError.print("\(error)")
        if isJSON { try JSONOutput.printLine(Failure(prompt: message, error: "\(error)")) }
    }

    private struct Failure: Encodable {
        let prompt: String?
        let error: String
    }

    /// How long it took. A beam search hands its text over at the end, so that reading cannot be told from writing.
    private func timing(of answer: TextGenerator.Answer, reading: Duration, all: Duration) -> String {
        let (loading, reading, all) = (loading / .seconds(1), reading / .seconds(1), all / .seconds(1))
        let (read, written) = (answer.promptTokens, answer.tokens.count)
        if isSearch {
            return String(
                format: "Loaded in %.2f s; read %d tokens and generated %d in %.2f s.", loading, read,
                written, all)
        }
        return String(
            format: "Loaded in %.2f s; read %d tokens in %.2f s; generated %d tokens at %.1f tokens/s.",
            loading, read,
            reading, written, Double(max(written - 1, 0)) / max(all - reading, 1e-9))
    }

    /// Says what the model did not see, and why a text ended before it was complete.
    ///
    /// - Parameter hasSystem: whether the conversation begins with a system message, which is never dropped.
    func explain(_ answer: TextGenerator.Answer, capacity: Int, hasSystem: Bool = false) {
        if answer.droppedTokens > 0 {
            StandardError.print(
                "The prompt has \(answer.droppedTokens + answer.promptTokens) tokens, but the model's context has room "
                    + "for \(capacity): it saw only the last \(answer.promptTokens).")
        }
        if answer.droppedMessages > 0 {
            StandardError.print(
                "The conversation and its answer are longer than the model's context of \(capacity) tokens: it did not "
                    + "see the first \(answer.droppedMessages) messages\(hasSystem ? " after the system message" : "")."
            )
        }
        if answer.slides > 0 {
            common.note(
                "The context of \(capacity) tokens was full (\(answer.slides) times): the text went on from its last half."
            )
        }
        switch answer.end {
        case .context:
            StandardError.print("The model's context of \(capacity) tokens is full: the text ends here.")
        case .length:
            common.note("The text ends at --max-tokens, \(answer.tokens.count).")
        case .stopToken, .cancelled: break
        }
    }

    private struct Result: Encodable {
        let prompt: String
        let text: String
        let tokens: [Int32]
        let logProbabilities: [Float]
        let end: String
        let promptTokens: Int
        let droppedTokens: Int
        let slides: Int
        let droppedMessages: Int

        init(_ prompt: String, _ answer: TextGenerator.Answer) {
            self.prompt = prompt
            text = answer.text
            tokens = answer.tokens
            logProbabilities = answer.logProbabilities
            end = answer.end.rawValue
            promptTokens = answer.promptTokens
            droppedTokens = answer.droppedTokens
            slides = answer.slides
            droppedMessages = answer.droppedMessages
        }
    }
}
