import QuartetSupport
import QuartetTestSupport
import Testing

/// Questions with answers from CSV and JSON.
@Suite struct QuestionTests {
    private func read(_ text: String, as name: String = "faq.csv") throws -> ReadArticles {
        let folder = TemporaryFolder()
        return try withExtendedLifetime(folder) { try ArticleFiles().read([folder.write(text, to: name)]) }
    }

    @Test(arguments: [
        "question,answer", "Frage;Antwort", "Question\tRéponse", "pregunta,respuesta", "title,text",
        " QUESTION , Answer ",
        "\u{FEFF}question,answer",
    ])
    func findsTheColumns(_ header: String) throws {
        let separator = header.contains(";") ? ";" : header.contains("\t") ? "\t" : ","
        let read = try read("\(header)\r\nHow long?\(separator)\"30 days, or\r\n**more**.\"\r\n")
        #expect(read.problems.isEmpty)
        #expect(
            read.articles == [
                Article(id: "how-long", title: "How long?", blocks: [.paragraph("30 days, or more.")])
            ])
    }

    @Test func takesKeysFromColumns() throws {
        let read = try read(
            """
            id,question,answer,tags,audience,language,owner
            a,One?,Yes.,"x, y",staff,de,Ann
            ,Two?,<p>No.</p><ul><li>Never</ul>,,,,
            """)
        #expect(read.problems.isEmpty)
        #expect(read.articles.map(\.id) == ["a", "two"])
        #expect(read.articles.map(\.audience) == [.staff, .customers])
        #expect(read.articles[0].tags == ["x", "y"] && read.articles[0].language == "de")
        #expect(read.articles[1].blocks == [.paragraph("No."), .item("Never", depth: 0, number: nil)])
    }

    @Test(arguments: [
        ("question,answer\nOne?,Yes.\nTwo?,\"No.\nThree?,Yes.\n", 3, "does not end", 1),
        ("question,answer\nOne?,\"Yes\" it is.\nTwo?,No.\n", 2, "quotation mark", 0),
        ("question,answer\nOne?,Yes.\n12\" boots?,No.\n", 3, "quotation mark", 1),
        ("question,answer\nOne?,Yes, it is.\nTwo?,No.\n", 2, "3 cells below 2 columns", 1),
        ("question,answer\n\"One\n?\",Yes.\n\nTwo?\nThree?,No.\n", 5, "1 cells below 2 columns", 2),
        ("question,answer\nOne?,\nTwo?,No.\n", 2, "no answer", 1),
        ("question,answer\n,Yes.\n", 2, "no question", 0),
        ("question,answer,audience\nOne?,Yes.,all\nTwo?,No.,\n", 2, "audience is 'all'", 1),
        ("question,answer,audience\nOne?,Yes.\n", 2, "2 cells below 3 columns", 0),
        ("question,answer,Audiance\nOne?,Yes.,staff\n", 1, "unknown column 'Audiance'", 0),
        (
            "question,answer,audience,audience\nOne?,Yes.,staff,customers\n", 1,
            "the column 'audience' twice", 0
        ),
        ("name,value\na,b\n", 1, "expected 'question' and 'answer'", 0),
    ])
    func reportsRows(_ table: String, _ line: Int, _ reason: String, _ count: Int) throws {
        let read = try read(table)
        let problem = try #require(read.problems.first)
        #expect(
            problem.line == line && problem.outcome == .refused && "\(problem)".contains(reason),
            "\(read.problems)")
        #expect(read.articles.count == count)
    }

    @Test func namesTheLineOfABadByte() throws {
        let folder = TemporaryFolder()
        let path = try folder.write(
            Array("question,answer\nOne?,Gr".utf8) + [0xF6, 0xDF, 0x65], to: "faq.csv")
        let problem = try #require(try ArticleFiles().read([path]).problems.first)
        #expect("\(problem)".contains("line 2 is not UTF-8") && "\(problem)".contains("iconv"))
    }

    @Test func idsAreStable() throws {
        let header = "question,answer\n"
        let one = "How do I return?,By post.\n"
        let other = "How do I: return!,In a shop.\n"
        let ids = try read(header + one + other).articles.map(\.id)
        #expect(ids[0] == "how-do-i-return" && ids[1].hasPrefix("how-do-i-return-") && ids[1] != ids[0])
        #expect(try read(header + one + "New?,Row.\n" + other).articles.map(\.id) == [ids[0], "new", ids[1]])
        // The same question twice is one article.
        let twice = try read(header + one + "How do I return?,In a shop.\n")
        #expect(twice.articles.count == 1)
        #expect(twice.problems.first?.line == 3 && twice.problems.first?.what.contains("faq.csv:2") == true)
        #expect(try read(header + "???,What.\n").articles[0].id.hasPrefix("question-"))
        #expect(try read(header + "返品できますか？,はい。\n").articles[0].id == "返品できますか")
    }

    @Test(arguments: [
        #"[{"question": "One?", "answer": "Yes."}]"#,
        #"{"faqs": [{"title": "One?", "text": "Yes."}], "version": 2}"#,
        #"{"question": "One?", "answer": ["Yes."], "tags": null}"#,
        "{\"question\": \"One?\", \"answer\": \"Yes.\"}\n\n",
    ])
    func readsJSON(_ text: String) throws {
        let read = try read(text, as: "faq.json")
        #expect(read.articles == [Article(id: "one", title: "One?", blocks: [.paragraph("Yes.")])])
        #expect(read.problems.isEmpty)
    }

    @Test func readsLinesOfJSONAndMarkdownInIt() throws {
        let read = try read(
            """
            {"id": "returns", "text": "# Returns\\nWithin 30 days.", "tags": ["a", "b, c"], "language": "en"}
            {"id": "x", "text": 5}
            {"id": "y", "text": "Text"
            """, as: "articles.jsonl")
        #expect(read.articles.map(\.title) == ["Returns", "X"])
        #expect(
            read.articles[0].tags == ["a", "b, c"]
                && read.articles[0].blocks == [.paragraph("Within 30 days.")])
        #expect(read.problems.map(\.line) == [3])
    }

    @Test(arguments: [
        (#"[{"question": "One?", "answer": "Yes.", "audience": "all"}]"#, "entry 1: audience is 'all'"),
        (
            #"[{"question": "One?", "answer": "Yes.", "audience": ["a", 1]}]"#,
            "entry 1: 'audience' is no text"
        ),
        (#"[{"question": "One?", "answer": {"text": "Yes."}}]"#, "entry 1: 'answer' is no text"),
        (#"[{"question": "One?", "answer": "Yes.", "internal": "staff"}]"#, "write 'audience'"),
        (#"["One?"]"#, "entry 1: no object"), (#"[]"#, "no text"), (#"{"x": 1}"#, "without a list"),
        ("3", "no valid JSON"),
        ("[{\n\"question\": }]", "no valid JSON"), (String(repeating: "[", count: 100_000), "no valid JSON"),
    ])
    func refusesJSON(_ text: String, _ reason: String) throws {
        let read = try read(text, as: "faq.json")
        #expect(read.articles.isEmpty)
        #expect(
            read.problems.contains { $0.outcome == .refused && "\($0)".contains(reason) }, "\(read.problems)")
    }

    @Test func readsAnyTable() throws {
        var random = SeededGenerator(11)
        let pieces = ["\"", ",", "\n", "a", ";", "\t", "\r\n", "question", "answer", " ", "é", "\"\""]
        let folder = TemporaryFolder()
        for index in 0..<200 {
            let table =
                "question,answer\n"
                + (0..<20).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            for article in try ArticleFiles().read([folder.write(table, to: "\(index).csv")]).articles {
                #expect(!article.blocks.isEmpty && !article.title.isEmpty)
            }
        }
    }
}
