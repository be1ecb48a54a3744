import Foundation
import QuartetTestSupport
import Testing

/// `lab classify`, `answer`, `entities`, `masked` and `summarise` on data made up here.
@Suite struct LabTaskTests {
    /// An encoder of a few words, which `lab masked train` made.
    private static let encoder: TemporaryFolder = {
        let folder = TemporaryFolder()
        let lines = [
            "the cat sat on it", "a dog in new york", "cat and cat", "dog on the mat", "it walks on the mat",
            "new york, the cat", "a dog walks in new york", "the mat in new york", "cat ?", "dog ?",
        ]
        let text = [[String]](repeating: lines, count: 12).joined().joined(separator: "\n")
        try? Data(text.utf8).write(to: URL(filePath: folder.file("words.txt")))
        _ = try? Program.run(
            ["lab", "masked", "train", "--data", "words.txt", "--vocabulary", "300", "--context", "48"]
                + ["--layers", "2", "--steps", "150"] + small, in: folder.path)
        return folder
    }()
    private static let tuning = [
        "--model", encoder.file("made"), "--whole", "--batch", "4", "--steps", "200", "--rate", "0.003",
        "--hold-back", "0", "--precision", "float32", "--quiet", "--json", "--out", "made",
    ]
    private static let small = [
        "--width", "32", "--heads", "4", "--dropout", "0", "--rate", "0.005", "--batch", "8",
        "--precision", "float32", "--quiet", "--json", "--out", "made",
    ]

    private func write(_ text: String, _ name: String, in folder: String) throws {
        try Data(text.utf8).write(to: URL(filePath: folder + "/" + name))
    }

    /// Runs a command that must succeed.
    private func run(_ arguments: [String], in folder: String, input: String = "") throws -> String {
        let run = try Program.run(["lab"] + arguments, in: folder, input: Data(input.utf8))
        #expect(run.status == 0, "\(arguments): \(run.errors)")
        return run.output
    }

    private func objects(_ output: String) throws -> [[String: Any]] {
        try output.split(separator: "\n").map { try Program.dictionary(String($0)) }
    }

    @Test func textsAreClassified() throws {
        try inFolder { folder in
            try write(
                "text,label\nthe cat,cats\na dog,dogs\n\"cat, and cat\",cats\ndog on the mat,dogs\n\n,cats\n",
                "data.csv", in: folder)
            let result = try Program.dictionary(
                try run(
                    ["classify", "train", "--data", "data.csv", "--text", "text", "--label", "label"]
                        + Self.tuning, in: folder))
            #expect(result["steps"] as? Int == 200 && result["classes"] as? Int == 2)
            #expect(result["accuracy"] == nil)
            for file in ["classifier.safetensors", "last.safetensors", "metrics.jsonl", "curves.png"] {
                #expect(FileManager.default.fileExists(atPath: folder + "/made/" + file), "\(file)")
            }
            let lines = try objects(
                try run(["classify", "-", "--model", "made"], in: folder, input: "cat\n\ndog\n"))
            #expect(lines.map { $0["label"] as? String } == ["cats", nil, "dogs"])
            #expect(lines.map { $0["text"] as? String } == ["cat", "", "dog"])
            #expect(lines[1].count == 1 && (lines[0]["confidence"] as? Double ?? 0) > 0.5)
        }
    }

    @Test func entitiesAreFound() throws {
        try inFolder { folder in
            let rows = [
                #"{"text": "the cat sat", "spans": [{"start": 4, "end": 7, "label": "animal"}]}"#,
                #"{"text": "a dog in it", "spans": [{"start": 2, "end": 5, "label": "animal"}]}"#,
                #"{"text": "on the mat", "spans": []}"#, #"{"text": "it sat", "spans": []}"#,
            ]
            try write(rows.joined(separator: "\n"), "data.jsonl", in: folder)
            let result = try Program.dictionary(
                try run(
                    ["entities", "train", "--data", "data.jsonl", "--validation", "data.jsonl"] + Self.tuning,
                    in: folder))
            #expect(result["f1"] as? Double == 1 && result["precision"] as? Double == 1)
            #expect((result["kinds"] as? [String: Double]) == ["animal": 1])
            let lines = try objects(
                try run(["entities", "-", "--model", "made"], in: folder, input: "😀 the cat\nmat\n"))
            let spans = try #require(lines[0]["spans"] as? [[String: Any]])
            #expect(spans.count == 1 && spans[0]["text"] as? String == "cat")
            #expect(spans[0]["start"] as? Int == 6 && spans[0]["end"] as? Int == 9)
            #expect((lines[1]["spans"] as? [Any])?.isEmpty == true)
        }
    }

    @Test(arguments: ["data.csv", "data.jsonl", "data.json"])
    func questionsAreAnswered(_ file: String) throws {
        try inFolder { folder in
            let rows = [
                ("cat ?", "the cat sat on it", "on it"), ("dog ?", "a dog in new york", "new york"),
                ("dog ?", "the cat sat on it", ""), ("cat ?", "a dog in new york", ""),
            ]
            let text: String
            switch file {
            case "data.csv":
                text = "question,answer,context\n" + rows.map { "\($0.0),\($0.2),\($0.1)\n" }.joined()
            case "data.jsonl":
                text = rows.map {
                    #"{"question": "\#($0.0)", "context": "\#($0.1)", "answer": "\#($0.2)"}"# + "\n"
                }.joined()
            default:
                func question(_ row: (String, String, String)) throws -> String {
                    let start = row.1.range(of: row.2).map {
                        row.1.distance(from: row.1.startIndex, to: $0.lowerBound)
                    }
                    let answers = start.map { #"{"text": "\#(row.2)", "answer_start": \#($0)}"# } ?? ""
                    return
                        #"{"context": "\#(row.1)", "qas": [{"question": "\#(row.0)", "answers": [\#(answers)]}]}"#
                }
                text = #"{"data": [{"paragraphs": [\#(try rows.map(question).joined(separator: ", "))]}]}"#
            }
            try write(text, file, in: folder)
            let result = try Program.dictionary(
                try run(
                    ["answer", "train", "--data", file, "--validation", file, "--batch", "4"] + Self.tuning,
                    in: folder))
            #expect(result["exactMatch"] as? Double == 1 && result["f1"] as? Double == 1)
            let ask = ["answer", "--text", "-", "--model", "made"]
            let found = try run(ask + ["cat ?"], in: folder, input: "the cat sat on it\n")
            #expect(found.hasPrefix("on it\ncharacters 12 to 17, confidence "))
            let json = try Program.dictionary(
                try run(ask + ["dog ?", "--json"], in: folder, input: "the cat sat on it"))
            #expect(json["answer"] == nil && json["margin"] as? Double ?? 0 < 0)
            let none = try run(ask + ["dog ?"], in: folder, input: "the cat sat on it")
            #expect(none.hasPrefix("The text does not answer this (margin −"), "\(none)")
            let forced = try run(
                ask + ["dog ?", "--threshold", "-100"], in: folder, input: "the cat sat on it")
            #expect(forced.contains("characters"))
        }
    }

    @Test func masksAreGuessed() throws {
        try inFolder { folder in
            try write(
                String(repeating: "one two three four five six seven eight\n", count: 40), "text.txt",
                in: folder)
            let train = ["masked", "train", "--data", "text.txt", "--vocabulary", "300", "--context", "24"]
            let result = try Program.dictionary(
                try run(train + Self.small + ["--steps", "250"], in: folder))
            let figures = try #require(result["heldBack"] as? [String: Any])
            #expect(try #require(figures["accuracy"] as? Double) > 0.9)
            let guesses = try run(
                ["masked", "one two [MASK] four", "--model", "made", "--count", "2"], in: folder)
            #expect(guesses.split(separator: "\n").count == 2 && guesses.contains(/^[01]\.\d+  three\n/))
            let several = try run(["masked", "one [MASK] three [MASK] five", "--model", "made"], in: folder)
            #expect(several.contains("mask 1\n") && several.contains("mask 2\n"))
            let none = try Program.run(["lab", "masked", "one two", "--model", "made"], in: folder)
            #expect(
                none.status == 64 && none.errors.contains("contains no [MASK]: write it in place of a word"))
            let again = try Program.run(["lab"] + train + Self.small, in: folder)
            #expect(again.status == 73 && again.errors.contains("continue it with --resume"))
            _ = try run(train + Self.small + ["--steps", "260", "--resume"], in: folder)
        }
    }

    @Test func textsAreSummarised() throws {
        try inFolder { folder in
            let (names, things) = (["ann", "bob", "eve", "joe"], ["tea", "milk", "rice", "corn"])
            let rows = (0..<64).map { index in
                let (name, thing) = (names[index % 4], things[index / 4 % 4])
                return
                    #"{"text": "Hello. My name is \#(name). I want \#(thing). No. \#(index)", "summary": "\#(name) wants \#(thing)"}"#
            }
            try write(rows.joined(separator: "\n"), "data.jsonl", in: folder)
            let result = try Program.dictionary(
                try run(
                    [
                        "summarise", "train", "--data", "data.jsonl", "--vocabulary", "330", "--context",
                        "32",
                        "--longest", "12", "--steps", "600", "--hold-back", "8",
                    ] + Self.small, in: folder))
            let written = try #require(result["summaries"] as? [String: Double])
            let first = try #require(result["firstSentences"] as? [String: Double])
            #expect(written["rouge1"] ?? 0 > 0.9 && first["rouge1"] ?? 1 < 0.5, "\(written) \(first)")
            #expect(result["validationTexts"] as? Int == 8)
            let summary = try run(
                ["summarise", "-", "--model", "made"], in: folder,
                input: "Hello. My name is eve. I want rice. No. 3")
            #expect(summary == "eve wants rice\n")
            let many = try objects(
                try run(["summarise", "data.jsonl", "--model", "made", "--beams", "1"], in: folder))
            #expect(many.count == 64 && many[0]["summary"] as? String == "ann wants tea")
        }
    }

    /// Input that cannot be used: the status, and what the message says.
    static let mistakes: [(arguments: [String], data: String, status: Int32, text: String)] = [
        (
            ["classify", "train", "--text", "text", "--label", "kind"], "text,label\na,b\n", 64,
            "there is no column 'kind'"
        ),
        (
            ["classify", "train", "--text", "text", "--label", "label"], "text,label\na,\n", 65,
            "data:2: the text has no class: give it one"
        ),
        (
            ["classify", "train", "--text", "text", "--label", "label"], "text,label\na,b\n", 65,
            "expected at least two with a text each"
        ),
        (
            ["entities", "train"], "the cat\n", 65,
            "data:1: it is not valid JSON; expected an object a line such as {\"text\""
        ),
        (["entities", "train"], "{\"text\": \"a\"}\n", 65, "data:1: 'spans' is missing"),
        (
            ["entities", "train"],
            "\n{\"text\": \"cat\", \"spans\": [{\"start\": 1, \"end\": 9, \"label\": \"x\"}]}\n", 65,
            "data:2: the span 1 to 9 is not a part of the text, which has 3 characters"
        ),
        (
            ["entities", "train"], "{\"text\": \"cat\", \"spans\": []}\n", 65,
            "has no text with a span to train on"
        ),
        (["entities", "train"], "", 65, "is empty; expected an object a line"),
        (["answer", "train"], "question,context\na,b\n", 64, "there is no column 'answer'"),
        (
            ["answer", "train"], "question,context,answer\nwho,the cat,dog\n", 65,
            "data:2: the answer \"dog\" is not in the context: copy it"
        ),
        (
            ["answer", "train"], "question,context,answer\n,the cat,cat\n", 65,
            "data:2: the question is empty"
        ),
        (["masked", "train", "--hold-back", "1"], "one line\n", 65, "has 1 line, and --hold-back takes 1"),
        (["masked", "train", "--hold-back", "0"], "one line\n", 65, "give more text or a smaller --context"),
        (
            ["summarise", "train"], "{\"text\": \"a\", \"summary\": \" \"}\n", 65,
            "data:1: the summary is empty"
        ),
        (["summarise", "train", "--longest", "300"], "", 64, "expected at most --context"),
    ]

    @Test(arguments: mistakes.indices)
    func mistakesAreExplained(_ index: Int) throws {
        let (arguments, data, status, text) = Self.mistakes[index]
        try inFolder { folder in
            try write(data, "data", in: folder)
            let encoder = Checkout.file("Fixtures/reference/encoders/bert-max-dense")
            let model = ["masked", "summarise"].contains(arguments[0]) ? [] : ["--model", encoder]
            let run = try Program.run(
                ["lab"] + arguments + ["--data", "data", "--out", "made"] + model, in: folder)
            #expect(run.status == status && run.errors.contains(text), "\(arguments): \(run.errors)")
            #expect(!FileManager.default.fileExists(atPath: folder + "/made"))
        }
    }

    @Test func modelsThatAreNotThereAreExplained() throws {
        try inFolder { folder in
            for (task, arguments) in [
                ("classify", ["-"]), ("entities", ["-"]), ("answer", ["who ?", "--text", "-"]),
                ("masked", ["a [MASK]"]), ("summarise", ["-"]),
            ] {
                let run = try Program.run(
                    ["lab", task] + arguments + ["--model", "none"], in: folder, input: Data("a\n".utf8))
                #expect(run.status == 66, "\(task)")
                #expect(
                    run.errors.contains("`quartet lab \(task) train --out none` makes one"), "\(run.errors)")
            }
            let file = try Program.run(
                ["lab", "answer", "train", "--data", "squad.json", "--out", "made"], in: folder)
            #expect(file.status == 66 && file.errors.contains("squad.json"))
            try write(#"{"data": [{"paragraphs": [{"context": "a"}]}]}"#, "squad.json", in: folder)
            let form = try Program.run(
                ["lab", "answer", "train", "--data", "squad.json", "--out", "made"], in: folder)
            #expect(form.status == 65 && form.errors.contains("'qas' is missing; expected SQuAD's form"))
            let place =
                #"{"context": "the cat", "qas": [{"question": "Q", "answers": [{"text": "cat", "answer_start": 3}]}]}"#
            try write(#"{"data": [{"paragraphs": [\#(place)]}]}"#, "squad.json", in: folder)
            let wrong = try Program.run(
                ["lab", "answer", "train", "--data", "squad.json", "--out", "made"], in: folder)
            #expect(wrong.status == 65 && wrong.errors.contains("the answer \"cat\" is not at character 3"))
        }
    }
}
