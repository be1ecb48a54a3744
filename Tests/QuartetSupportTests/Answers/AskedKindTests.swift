import QuartetSupport
import Testing

@Suite struct AskedKindTests {
    @Test(arguments: [
        ("how much is gift wrapping?", AskedKind.price), ("what would that cost me", .price),
        ("how much roughly?", .price), ("and the price?", .price), ("Was kostet der Versand?", .price),
        ("combien coûte la livraison ?", .price),
        ("how long do refunds take", .duration), ("Wie lange dauert das?", .duration),
        ("what time do you open on sundays", .time),
    ])
    func readsWhatIsAskedFor(_ message: String, _ kind: AskedKind) { #expect(AskedKind(message) == kind) }

    @Test(arguments: [
        "do you wrap presents?", "can I return shoes", "how do I wash wool", "how many points do I have",
        "how much time do I have",
    ])
    func leavesOtherQuestionsOpen(_ message: String) { #expect(AskedKind(message) == nil) }

    @Test(arguments: [
        (AskedKind.price, "Gift wrapping costs £4 an item.", true),
        (.price, "Returns are free of charge.", true),
        (.price, "We wrap in recycled paper.", false), (.price, "Order before 8pm.", false),
        (.duration, "Refunds take 5 working days.", true),
        (.duration, "Die Lieferung dauert zwei Werktage.", true),
        (.duration, "Working days are Monday to Friday.", false),
        (.duration, "Eine Lieferung an Packstationen bieten wir nicht an.", false),
        (.duration, "Le colis arrive en une semaine.", true),
        (.duration, "We send a refund to your card.", false), (.time, "We open at 9.30am.", true),
        (.time, "We open on weekdays.", false),
    ])
    func knowsWhatAnswers(_ kind: AskedKind, _ statement: String, _ isAnswer: Bool) {
        #expect(kind.isAnswered(by: statement) == isAnswer)
    }
}

@Suite struct MessagePartsTests {
    @Test(arguments: [
        (
            "what does express cost and do you ship to Norway?",
            ["what does express cost", "do you ship to Norway?"]
        ),
        (
            "Can I return shoes? And how long does the refund take?",
            ["Can I return shoes?", "how long does the refund take?"]
        ),
        (
            "I bought a coat in May. Can I still send it back? Where do I find the label?",
            ["I bought a coat in May. Can I still send it back?", "Where do I find the label?"]
        ),
    ])
    func findsTwoQuestions(_ message: String, _ parts: [String]) {
        #expect(MessageParts(message).questions == parts)
    }

    @Test(arguments: [
        "how long does delivery take?", "my coat and my boots are dirty, how do I clean them",
        "do you have size 12 and 14",
        "What? Really?", "", "black and white dress", "I ordered a dress. It is too small.",
    ])
    func leavesOneQuestionWhole(_ message: String) { #expect(MessageParts(message).questions == [message]) }
}
