import ArgumentParser
import Foundation
import QuartetEngine
import QuartetFiles
import QuartetImaginarium

/// `quartet design "PROMPT"`.
struct DrawDesign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draw", abstract: "Draw designs from a description (the default).",
        discussion: """
            Writes for each design a picture (design-1.png), a vector picture (.svg), all that it takes to draw it again \
            (.json) and a seamless swatch of its cloth (-swatch.png), and one page with all of them (designs.png). \
            Design 1 is the garment as it is usually cut; the others differ in what the words leave open.

            A folder holds the designs of one call: designs that an earlier call left in --out (design-N.* and \
            designs.png) are replaced, other files stay. Name another folder to keep them.

            A colour before a part is the part's ("a shirt with black sleeves"); #rrggbb is a colour, too. A design \
            has one garment, one pattern and one material.

            EXAMPLES:
              quartet design "a long blue dress with floral patterns"
              quartet design "a green tartan mini skirt" --count 8 --seed 7 --out skirts
              echo "black denim trousers" | quartet design - --json
            """)

    @Argument(help: ArgumentHelp("What to draw, in words; - reads standard input.", valueName: "prompt"))
    var prompt: [String]

    @Option(
        help: ArgumentHelp(
            "How many designs (default: what the prompt says, else \(DesignStudio.usualCount)).",
            valueName: "number"))
    var count: Int?

    @Option(help: ArgumentHelp("The same seed gives the same designs.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Folder for the designs.", valueName: "folder"))
    var out = "designs"

    @Flag(help: "Print the result as JSON.")
    var json = false

    @OptionGroup var options: DesignOptions

    func validate() throws {
        if let count { try check(count, in: 1...DesignStudio.countLimit, "--count") }
    }

    func run() throws {
        options.common.apply()
        let words = try prompt == ["-"] ? Self.standardInput() : prompt.joined(separator: " ")
        let studio = try options.studio()
        InterruptSignal.watch()
        let isLoud = !json && !options.common.quiet
        let result: DesignStudio.Result
        do {
            result = try studio.design(
                words, count: count, seed: seed, folder: out,
                progress: { progress in
                    switch progress {
                    case .read(let reading): if isLoud { Self.tell(reading) }
                    case .drawing(let number, let total):
                        options.common.note("Drawing design \(number) of \(total) …")
                    case .finished: break
                    }
                }, isCancelled: { InterruptSignal.isRaised })
        } catch is CancellationError {
            throw CommandFailure(.failed, "stopped; nothing was written")
        }
        if json {
            return try JSONOutput.print(
                Document(
                    prompt: words, seed: seed, reading: result.reading, designs: result.designs,
                    contactSheet: result.contactSheet))
        }
        for design in result.designs { print("Design \(design.number)        \(design.picture)") }
        print("All on one page \(result.contactSheet)")
        print("Seed            \(seed)")
    }

    private struct Document: Encodable {
        let prompt: String
        let seed: UInt64
        let reading: PromptReading
        let designs: [DesignStudio.Design]
        let contactSheet: String
    }

    /// What was understood, and what was not.
    private static func tell(_ reading: PromptReading) {
        for (index, part) in reading.understood.enumerated() {
            print("\(index == 0 ? "Understood      " : "                ")\(part.words) → \(part.meaning)")
        }
        for correction in reading.corrections { print("Corrected       \(correction)") }
        for unused in reading.unused { print("Not used        \(unused)") }
        if !reading.unknown.isEmpty {
            print("Not understood  \(reading.unknown.map { "\"\($0)\"" }.joined(separator: ", "))")
        }
    }

    private static func standardInput() throws -> String {
        let limit = 1 << 20
        let data = try FileHandle.standardInput.read(upToCount: limit + 1) ?? Data()
        guard data.count <= limit else {
            throw CommandFailure(
                .badData,
                "standard input: more than \(limit) bytes, expected a prompt of at most \(PromptReader.characterLimit) characters"
            )
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw CommandFailure(.badData, "standard input: expected a prompt in UTF-8")
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
