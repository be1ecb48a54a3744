import Foundation
import QuartetModels
import QuartetSupport
import QuartetTestSupport
import Testing

/// Businesses and questions to a knowledge base become keys and examples.
@Suite struct TrainingMaterialTests {
    private static let gym = """
        {"business": "a gym", "passages": [
          {"id": "p1", "title": "Freezing", "heading": "How long", "text": "You can pause for 3 months. It costs £5."},
          {"id": "p2", "title": "Guests", "text": "Bring a friend for £8."}],
         "questions": [{"q": "off to Spain, must I pay?", "a": ["p1"]}, {"q": "is there a pool", "a": []}]}
        """

    private func write(_ text: String, _ name: String, in folder: String) throws -> String {
        let path = folder + "/" + name
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test func aBusinessIsReadAndNumbered() throws {
        try inFolder { folder in
            let path = try write(Self.gym, "gym.json", in: folder)
            let lines = try write(
                Self.gym.replacing("\n", with: " ") + "\n" + Self.gym.replacing("\n", with: " ") + "\n",
                "two.jsonl",
                in: folder)
            let businesses = try TrainingMaterial().read(path) + TrainingMaterial().read(lines)
            #expect(businesses.count == 3)
            #expect(businesses[0].passages[0].headings == ["How long"])
            #expect(businesses[0].passages[0].statements == ["You can pause for 3 months.", "It costs £5."])
            #expect(businesses[0].questions.map(\.right) == [[0], []])
            let material = QuestionTuning.material(businesses)
            #expect(material.examples.map(\.right) == [[0], [2], [4]])
            #expect(material.examples.map(\.collection) == [0, 1, 2])
            #expect(Set(material.keys.filter { $0.collection == 1 }.map(\.passage)) == [2, 3])
            #expect(
                material.keys.contains { $0.text == "Freezing. How long. It costs £5." && $0.passage == 0 })
        }
    }

    /// Answers come with their statements; those that the check would show come most often.
    @Test func answersMakeMaterialForAWriter() throws {
        let shop = """
            {"passages": [{"id": "p1", "title": "Fees", "text": "It is free. Delivery costs £5. Returns take 3 days."}],
             "questions": [
               {"q": "a", "a": ["p1"], "answer": "Delivery costs £5.", "sentences": [1], "reworded": "You pay £5."},
               {"q": "b", "a": ["p1"], "answer": "Delivery costs £6.", "sentences": [1], "reworded": "You pay £6."},
               {"q": "c", "a": ["p1"], "answer": "No.", "sentences": [7]}, {"q": "d", "a": ["p1"]}]}
            """
        try inFolder { folder in
            let business = try TrainingMaterial().read(write(shop, "shop.json", in: folder))
            let answers = WriterTuning.answers(business)
            #expect(answers.map(\.answer) == ["Delivery costs £5.", "Delivery costs £6."])
            #expect(answers[0].statements == ["Delivery costs £5."])
            #expect(answers[0].others == ["It is free.", "Returns take 3 days."])
            let material = WriterTuning.material(business)
            #expect(material.count { $0.question == "a" } == 5 && material.count { $0.question == "b" } == 1)
            #expect(
                material.filter { $0.statements == ["You pay £5."] }.map(\.answer) == ["Delivery costs £5."])
            #expect(material.last == .init("Fees", statements: ["It is free."], answer: "It is free."))
        }
    }

    /// An answer stands in its passage, also reworded, and not in another one; a changed one does not stand in its own.
    @Test func answersMakeStatementsForTheCheck() throws {
        let shop = """
            {"passages": [{"id": "p1", "title": "Fees", "text": "Delivery costs £5."},
                          {"id": "p2", "title": "Time", "text": "It takes a day."}],
             "questions": [{"q": "a", "a": ["p1"], "answer": "Yes, delivery costs £5.", "sentences": [0],
                            "reworded": "You pay £5.", "wrong": {"text": "No, delivery is free.", "kind": "meaning"}},
                           {"q": "b", "a": ["p2"]}]}
            """
        try inFolder { folder in
            let business = try TrainingMaterial().read(write(shop, "shop.json", in: folder))
            #expect(
                PairTuning.statements(business) == [
                    .init("Delivery costs £5.", right: "Delivery costs £5.", wrong: ["It takes a day."]),
                    .init("You pay £5.", right: "Delivery costs £5.", wrong: ["It takes a day."]),
                    .init("Delivery is free.", right: nil, wrong: ["Delivery costs £5."]),
                    .init("You do not pay £5.", right: nil, wrong: ["Delivery costs £5."]),
                ])
        }
    }

    @Test(arguments: [
        ("You can return it.", "You cannot return it."), ("We can't post it.", "We can post it."),
        ("We do not sell hats.", "We sell hats."), ("Do not iron it.", "Please iron it."),
        ("The label is free.", "The label is not free."), ("There is no fee.", "There is some fee."),
        ("Never wash it.", "Always wash it."), ("We refund it.", "We do not refund it."),
    ])
    func aStatementHasAnOpposite(statement: String, opposite: String) {
        #expect(NegatedStatement.opposite(of: statement) == opposite)
    }

    @Test func anOrderHasNoOpposite() { #expect(NegatedStatement.opposite(of: "Fold it.") == nil) }

    @Test(arguments: [
        ("No, it costs £5.", "It costs £5."), ("Yes: 30 days.", "30 days."), ("Yes.", ""),
        ("No problem: call us.", "No problem: call us."), ("Nobody pays.", "Nobody pays."),
        ("Ja, das geht.", "Das geht."), ("No – it costs £5.", "It costs £5."),
        ("Non – c’est gratuit.", "C’est gratuit."),
    ])
    func theOpeningYesOrNoIsLeftOut(answer: String, statement: String) {
        #expect(YesOrNo.removed(from: answer) == statement)
    }

    @Test func questionsToAKnowledgeBaseNameItsPassages() throws {
        try inFolder { folder in
            let articles = folder + "/articles"
            try FileManager.default.createDirectory(atPath: articles, withIntermediateDirectories: true)
            _ = try write(
                "---\ntitle: Returns\n---\n\n## Time\n\nWithin 30 days.\n\n## Cost\n\nThe label is free.\n",
                "returns.md",
                in: articles)
            let base = try KnowledgeBase.open(folder + "/kb.sqlite")
            _ = try KnowledgeImport(into: base, encoder: nil)([articles], at: Date(timeIntervalSince1970: 0))
            let table = try write(
                "question,article,heading\nwho pays the postage,returns,Cost\nany day,returns,\nsauna?,,\n",
                "q.csv",
                in: folder)
            let business = try #require(try TrainingMaterial(knowledge: base).read(table).first)
            #expect(business.questions.map(\.right) == [[1], [0, 1], []])
            #expect(throws: QuestionSetError.self) { try TrainingMaterial().read(table) }
            let unknown = try write("question,article\nwhy,nothing\n", "u.csv", in: folder)
            let error = #expect(throws: QuestionSetError.self) {
                try TrainingMaterial(knowledge: base).read(unknown)
            }
            #expect(error?.problem.contains("the article nothing") == true)
        }
    }

    /// A table with answers is one of articles, whatever further columns it has.
    @Test func answersMakeArticles() throws {
        try inFolder { folder in
            let table = try write("question,article,answer\nHow long?,x,Three days.\n", "faq.csv", in: folder)
            let base = try KnowledgeBase.open(folder + "/kb.sqlite")
            let report = try KnowledgeImport(into: base, encoder: nil)(
                [table], at: Date(timeIntervalSince1970: 0))
            #expect(report.questions == nil && report.new == ["how-long"])
        }
    }

    /// A CSV file with questions and articles, but no answers, is no file of articles.
    @Test func anImportTakesTheTeamsOwnQuestions() throws {
        try inFolder { folder in
            let article = try write("# Returns\n\nWithin 30 days.\n", "returns.md", in: folder)
            let table = try write("question,article\nsend it back?,returns\nlost,gone\n", "q.csv", in: folder)
            let base = try KnowledgeBase.open(folder + "/kb.sqlite")
            let report = try KnowledgeImport(into: base, encoder: nil)(
                [article, table], at: Date(timeIntervalSince1970: 0))
            #expect(report.questions == 2 && report.new == ["returns"])
            #expect(report.problems == ["questions name the article gone, which does not exist"])
            #expect(
                try base.questions() == [
                    QuestionRecord("send it back?", article: "returns"),
                    QuestionRecord("lost", article: "gone"),
                ])
        }
    }
}
