import QuartetEngine
import QuartetModels
import QuartetText
import Testing

/// Conversations and long texts with a small model of random weights.
@Suite struct ConversationTests {
    private static let template = """
        {% for message in messages %}{{ '<|im_start|>' + message.role + ' ' + message.content + '<|im_end|>' }}{% endfor %}\
        {% if add_generation_prompt %}{{ '<|im_start|>assistant ' }}{% endif %}
        """

    private func generator(context: Int = 96, template: String? = template) throws -> TextGenerator {
        var trainer = BytePairTrainer()
        trainer.specialTokens = ["<|im_start|>", "<|im_end|>"]
        let tokenizer = try trainer.train(on: ["user assistant system"])
        let store = ParameterStore()
        let model = LanguageModel(
            store.scope,
            .init(
                form: .gpt, vocabulary: tokenizer.vocabularySize, context: context, width: 16, layers: 1,
                heads: 2))
        store.initialize(seed: 4)
        return try TextGenerator(model, store, tokenizer, stopTokens: [], templateText: template)
    }

    private func options(_ tokens: Int) -> TextGenerator.Options {
        var options = TextGenerator.Options()
        options.maximumTokens = tokens
        return options
    }

    @Test func turnsContinueWhatWasRead() throws {
        let writer = try generator()
        let template = try writer.chatTemplate()
        var messages = [ChatMessage(.system, "Be brief."), ChatMessage(.user, "One?")]
        let first = try writer.answer(to: messages, in: template, options(6))
        messages += [ChatMessage(.assistant, first.text), ChatMessage(.user, "Two?")]
        let second = try writer.answer(to: messages, in: template, options(6))
        let fresh = try generator().answer(to: messages, in: template, options(6))
        #expect(second.tokens == fresh.tokens && second.promptTokens == fresh.promptTokens)
        #expect(second.promptTokens > first.promptTokens && first.droppedMessages == 0)
    }

    @Test func longConversationsLoseTheirOldestMessages() throws {
        let writer = try generator(context: 96)
        let template = try writer.chatTemplate()
        var messages = [ChatMessage(.system, "Be brief.")]
        for number in 0..<4 {
            messages += [ChatMessage(.user, "Question \(number)"), ChatMessage(.assistant, "An answer")]
        }
        messages.append(ChatMessage(.user, "The last"))
        // With the last question and answer it would fit, but without room for 20 tokens.
        let answer = try writer.answer(to: messages, in: template, options(20))
        #expect(answer.droppedMessages == 8 && answer.slides == 0)
        #expect(answer.end == .length && answer.tokens.count == 20)
        let kept = [messages[0]] + messages[(1 + answer.droppedMessages)...]
        let expected = try generator().answer(to: kept, in: template, options(20))
        #expect(answer.tokens == expected.tokens && expected.droppedMessages == 0)
        let long = ChatMessage(.user, String(repeating: "x", count: 100))
        #expect(throws: GenerationError.self) { try writer.answer(to: [long], in: template, options(5)) }
    }

    @Test func aLongPromptKeepsItsLastTokens() throws {
        let writer = try generator(context: 32)
        var options = options(50)
        let prompt = String(repeating: "the cat ", count: 20)
        #expect(throws: GenerationError.promptTooLong(tokens: 160, capacity: 32)) {
            try writer.continuation(of: prompt, options)
        }
        options.slides = true
        let answer = try writer.continuation(of: prompt, options)
        #expect(answer.tokens.count == 50 && answer.end == .length && answer.slides > 1)
        #expect(answer.promptTokens == 32 && answer.droppedTokens == 128)
        let same = try generator(context: 32).continuation(of: String(prompt.suffix(32)), options)
        #expect(same.tokens == answer.tokens && same.droppedTokens == 0)
        options.beams = 3
        let searched = try writer.continuation(of: prompt, options)
        #expect(searched.promptTokens == 16 && searched.end == .context && searched.tokens.count == 17)
    }

    @Test func beamsAreAtLeastAsLikelyAsGreed() throws {
        var options = options(2)
        let greedy = try generator().continuation(of: "the cat", options)
        // As many beams as tokens: no first token is left out.
        options.beams = 258
        var pieces = ""
        let best = try generator().continuation(of: "the cat", options) {
            pieces += $0
            return true
        }
        #expect(best.tokens.count == 2 && pieces == best.text && best.end == .length)
        #expect(best.logProbabilities.reduce(0, +) >= greedy.logProbabilities.reduce(0, +) - 1e-5)
    }

    @Test func withoutATemplateThereIsNoConversation() throws {
        let writer = try generator(template: nil)
        let error = #expect(throws: UnknownConversation.self) { try writer.chatTemplate() }
        #expect(error?.description.contains("--template") == true)
    }
}
