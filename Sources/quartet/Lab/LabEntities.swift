import ArgumentParser
import QuartetCommandLine
import QuartetModels

/// `quartet lab entities`.
struct LabEntities: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "entities", abstract: "Named entities: an encoder (BERT) with a head for each token.",
        discussion: """
            `quartet lab entities FILE --model FOLDER` finds them; `quartet lab entities find --help` lists its options.

            EXAMPLES:
              quartet lab entities train --data entities.jsonl --out lab/entities
              quartet lab entities messages.txt --model lab/entities
            """,
        subcommands: [TrainEntities.self, FindEntities.self], defaultSubcommand: FindEntities.self)
}

/// `quartet lab entities find`.
struct FindEntities: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "Print the entities of each line of a file.",
        discussion: """
            Prints one JSON object a line: text, and spans, each with label, start, end (in characters, counted from 0; the \
            end is behind the last one), text and confidence (the mean probability of its tokens' classes).

            EXAMPLES:
              quartet lab entities messages.txt --model lab/entities
              echo "two nights from May 3rd" | quartet lab entities - --model lab/entities
            """)

    @Argument(help: "File with one text per line; - reads standard input.", completion: .file())
    var file: String

    @OptionGroup var model: TunedModelOptions

    @OptionGroup var common: CommonOptions

    private struct Line: Encodable {
        let text: String
        let spans: [Span]

        struct Span: Encodable {
            let label: String
            let start, end: Int
            let text: String
            let confidence: Double

            init(_ finding: EntityTagger.Finding) {
                (label, start, end) = (finding.entity.label, finding.entity.start, finding.entity.end)
                (text, confidence) = (finding.text, finding.confidence)
            }
        }
    }

    func run() throws {
        common.apply()
        let lines = try TextInput.lines(file)
        let tagger = try EntityTagger(
            tuned: model.file("entities.safetensors", madeBy: "quartet lab entities train"),
            encoder: model.encoder)
        for start in stride(from: 0, to: lines.count, by: 256) {
            let chunk = Array(lines[start..<min(start + 256, lines.count)])
            for (text, found) in zip(chunk, try tagger.entities(in: chunk)) {
                try JSONOutput.printLine(Line(text: text, spans: found.map(Line.Span.init)))
            }
        }
    }
}
