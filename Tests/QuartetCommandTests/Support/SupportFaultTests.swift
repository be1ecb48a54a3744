import Foundation
import QuartetTestSupport
import Testing

/// What goes wrong around `quartet support`: unreadable messages, processes that work at once, disks, and weights.
@Suite struct SupportFaultTests {
    @Test func unreadableMessagesStopNoOther() throws {
        let desk = try SupportDesk.imported()
        let messages: [Data] = [
            Data("hello".utf8), Data([0x61, 0xC3, 0x28]), Data(repeating: 0x78, count: 10 << 20),
            Data("how often do I wax leather boots?".utf8),
        ]
        let input = Data(messages.joined(separator: [0x0A])) + [0x0A]
        let run = try desk.run(["ask", "-", "--json"], input: input)
        #expect(run.status == 65 && run.errors.contains("without an answer: 2"), "\(run.errors)")
        let lines = try run.output.split(separator: "\n").map { try Program.dictionary(String($0)) }
        #expect(lines.map { $0["error"] == nil } == [true, false, false, true])
        #expect((lines.last?["text"] as? String)?.contains("wax") == true)
        let chat = try desk.run(["chat"], input: input)
        #expect(chat.status == 65 && chat.output.contains("wax"), "\(chat.errors)")
    }

    @Test func aWriterIsRefusedThatIsNone() throws {
        let desk = try SupportDesk.imported()
        let digits = Checkout.file("weights/digits.safetensors")
        let run = try desk.run(["ask", "wax?", "--writer", digits])
        #expect(run.status == 65 && run.errors.contains("holds no writer of answers"), "\(run.errors)")
        #expect(try desk.run(["ask", "wax?", "--writer", "nowhere.safetensors"]).status == 66)
        let questions = #"{"passages": [{"id": "p", "title": "T", "text": "It is."}], "questions": []}"#
        try desk.folder.write(questions, to: "shop.json")
        let training = try desk.run(["train", "writer", "--data", "shop.json"])
        #expect(training.status == 65 && training.errors.contains("keys answer and sentences"))
    }

    /// A conversation goes on while another process imports, again and again.
    @Test func aChatGoesOnDuringImports() async throws {
        let desk = try SupportDesk.imported()
        for article in 0..<200 {
            try desk.folder.write(
                "# Subject \(article)\n" + String(repeating: "A sentence about things. ", count: 40),
                to: "more/\(article).md")
        }
        async let imports = Task.detached {
            try (0..<3).map { round in
                try desk.folder.write("# Round\nRound \(round).", to: "more/round.md")
                return try desk.run(["import", "more", "articles"])
            }
        }.value
        let questions = Data(String(repeating: "can I send goods back?\n", count: 150).utf8)
        let chat = try desk.run(["ask", "-", "--session", "s", "--json"], input: questions)
        #expect(chat.status == 0, "\(chat.errors)")
        #expect(chat.output.split(separator: "\n").count == 150)
        for run in try await imports { #expect(run.status == 0, "\(run.errors)") }
        #expect(try desk.run(["list"]).output.split(separator: "\n").count == 203)
    }

    /// `ulimit -f` ends a write in the middle, as a quota does.
    @Test func aFileThatMayNotGrowIsAnError() throws {
        let desk = try SupportDesk.imported()
        let script =
            "export QUARTET_HOME='\(desk.home)'; ulimit -f 40; \"$0\" support import \"$@\""
        for article in 0..<60 {
            try desk.folder.write(
                "# Subject \(article)\n" + String(repeating: "Sentence \(article) about things. ", count: 90),
                to: "more/\(article).md")
        }
        let run = try Program.shell(
            script, "quartet", ["more", "--kb", desk.path], in: desk.folder.path)
        #expect(run.status != 0 && run.status < 128 && run.errors.contains("desk.sqlite"), "\(run.errors)")
        #expect(try desk.run(["list"]).output.split(separator: "\n").count == 2)
        #expect(try desk.run(["import", "more"]).status == 0)
    }

    @Test func aDamagedKnowledgeBaseIsExported() throws {
        let desk = try SupportDesk.imported()
        for article in 0..<60 {
            try desk.folder.write(
                "# Subject \(article)\n" + String(repeating: "Sentence \(article). ", count: 90),
                to: "more/\(article).md")
        }
        #expect(try desk.run(["import", "more"]).status == 0)
        #expect(try desk.run(["list"]).output.contains("returns\ten\tcustomers\tReturns"))
        let bytes = try desk.folder.bytes("desk.sqlite")
        for ending in ["-wal", "-shm"] { unlink(desk.path + ending) }
        try desk.folder.write(bytes.prefix(bytes.count / 2), to: "desk.sqlite")
        let run = try desk.run(["export", "--out", "saved"])
        #expect(run.status == 65 && run.errors.contains("saved to saved: "), "\(run.errors)")
        #expect(try desk.folder.names(in: "saved").count > 5)
    }

    /// The next best model serves, and the reply says which.
    @Test func theShippedEncoderServesForADamagedOne() throws {
        let desk = try SupportDesk.imported()
        let name = "home/models/all-MiniLM-L6-v2"
        try desk.folder.write(#"{"model_type": "bert"}"#, to: name + "/config.json")
        let cut = try desk.run(["ask", "how do I care for leather boots?", "--json"])
        #expect(cut.status == 0 && cut.errors.contains(name), "\(cut.errors)")
        #expect(cut.errors.contains("support-encoder serves in place of all-MiniLM-L6-v2"), "\(cut.errors)")
        #expect(try Program.dictionary(cut.output)["encoder"] as? String == "support-encoder")
    }

    /// A question that shares no word with the article: the vectors of the shipped encoder find it, words alone do not.
    @Test func theShippedEncoderFindsByMeaning() throws {
        let desk = try SupportDesk.imported()
        let question = ["ask", "how should I look after my shoes?"]
        let reply = try #require(try desk.objects(question).first)
        #expect(reply["encoder"] as? String == "support-encoder")
        #expect(reply["action"] as? String == "answer")
        #expect((reply["text"] as? String)?.contains("every four weeks") == true, "\(reply)")
    }

    /// A file cut after this many bytes, and one with these bytes in the middle of its weights.
    @Test(arguments: [0, 300, 1 << 20, nil])
    func wordsServeForADamagedShippedEncoder(bytes: Int?) throws {
        let desk = try SupportDesk.imported()
        let weights = "home/weights"
        try FileManager.default.removeItem(atPath: desk.folder.file(weights))
        var file = try Data(
            contentsOf: URL(filePath: Checkout.file("weights/support-encoder.safetensors")))
        let middle = 5 << 20..<6 << 20
        if let bytes {
            file = file.prefix(bytes)
        } else {
            file.replaceSubrange(middle, with: Data(repeating: 0xFF, count: middle.count))
        }
        try desk.folder.write(file, to: weights + "/support-encoder.safetensors")
        let run = try desk.run(["ask", "how often do I wax leather boots?", "--json"])
        #expect(run.status == 0 && run.errors.contains("support-encoder.safetensors"), "\(run.errors)")
        let reply = try Program.dictionary(run.output)
        #expect(reply["encoder"] as? String == "words only")
        #expect((reply["text"] as? String)?.contains("every four weeks") == true, "\(reply)")
    }

    /// Articles that were imported before the encoder was fetched.
    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: Checkout.file("models/all-MiniLM-L6-v2")),
            "the models were not fetched; scripts/fetch-models gets them"))
    func articlesWithoutVectorsAreFoundByWords() throws {
        let desk = try SupportDesk.imported()
        try FileManager.default.createSymbolicLink(
            atPath: desk.folder.file("home/models"), withDestinationPath: Checkout.file("models"))
        let question = ["ask", "how do I care for leather boots?", "--json"]
        let before = try desk.run(question)
        #expect(before.status == 0 && before.errors.contains("import them again"), "\(before.errors)")
        #expect((try Program.dictionary(before.output)["encoder"] as? String)?.contains("words only") == true)
        #expect(try desk.run(["import", "articles"]).output.contains("Unchanged: 2"))
        let after = try desk.run(question)
        #expect(!after.errors.contains("import them again"))
        #expect((try Program.dictionary(after.output)["encoder"] as? String)?.contains("words only") == false)
    }

    @Test func anEmptyKnowledgeBaseAnswersNothing() throws {
        let desk = try SupportDesk.imported()
        #expect(try desk.run(["remove", "returns", "boots"]).status == 0)
        let questions = Data("how do I care for boots?\nand how often?\nboots!\n".utf8)
        let replies = try desk.objects(["ask", "-", "--session", "s"], input: questions)
        #expect(replies.count == 3 && replies.last?["action"] as? String == "escalate")
        #expect(replies.allSatisfy { ($0["reason"] as? String) != "language" })
        #expect(try desk.run(["lint"]).status == 0 && desk.run(["stats"]).status == 0)
    }

    @Test func questionsShowWhichArticlesNobodyFinds() throws {
        let desk = try SupportDesk.imported()
        for article in 0..<4 {
            try desk.folder.write(
                "# Wax \(article)\nWax for leather and boots, kind \(article).", to: "articles/w\(article).md"
            )
        }
        try desk.folder.write("# Umbrellas\nWe sell none.", to: "articles/umbrellas.md")
        #expect(try desk.run(["import", "articles"]).status == 0)
        try desk.folder.write(
            "question,article\ncan I send goods back?,returns\nthe boots of my brother,umbrellas\n",
            to: "questions.csv")
        let lint = try desk.run(["lint", "--questions", "questions.csv"])
        #expect(lint.output.contains("umbrellas: its questions do not find it"), "\(lint.output)")
        #expect(lint.output.contains(/w\d: no question finds it, and none is about it/), "\(lint.output)")
        #expect(!lint.output.contains("returns:"))
    }
}
