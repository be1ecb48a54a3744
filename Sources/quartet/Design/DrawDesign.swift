import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetImaginarium

/// `quartet design "PROMPT"`.
struct DrawDesign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draw", abstract: "Draw designs from a description.",
        discussion: """
            Writes for each design a picture (design-1.png), a vector picture (.svg), a file from which it can be drawn \
            again (.json) and a seamless swatch of its cloth (-swatch.png), and contact sheets with 12 designs each \
            (designs.png, designs-2.png, …). Design 1 uses the default cut; the others vary whatever the prompt does not \
            specify.

            Designs of an earlier run in --out (design-N.* and designs*.png) are replaced; other files stay. Use another \
            folder to keep them.

            A colour or a cloth directly before a part applies to that part ("a shirt with black sleeves", "a velvet \
            collar"); hex colours such as #1e90ff also work. Several garments are drawn side by side ("a white shirt and \
            black trousers"). What is not wanted is left out ("no pockets", "anything but blue").

            EXAMPLES:
              quartet design "a long blue dress with floral patterns"
              quartet design "a green tartan mini skirt" --count 8 --seed 7 --out skirts
              quartet design "a white T-shirt" --motif heart.svg --at left-chest
              echo "black denim trousers" | quartet design - --json
            """)

    @Argument(help: ArgumentHelp("Description of the garment; - reads standard input.", valueName: "prompt"))
    var prompt: [String]

    @Option(
        help: ArgumentHelp(
            "Number of designs (default: the number in the prompt, or \(DesignStudio.usualCount)).",
            valueName: "number"))
    var count: Int?

    @Option(help: .seed)
    var seed: UInt64 = 1

    @Option(
        help: ArgumentHelp(
            "Colours of the cloth, the ground first: #rrggbb or names with commas between, or a palette file.",
            valueName: "text"))
    var palette: String?

    @Option(help: ArgumentHelp("Folder for the designs.", valueName: "folder"), completion: .directory)
    var out = "designs"

    @OptionGroup var pictures: PictureStyleOptions

    @OptionGroup var placement: MotifOptions

    @OptionGroup var json: JSONOptions

    @OptionGroup var options: DesignOptions

    /// Most bytes of a prompt on standard input: far above the longest prompt that is understood.
    private static let promptLimit = 1 << 20

    func validate() throws {
        if let count { try check(count, in: 1...DesignStudio.countLimit, "--count") }
    }

    func run() throws {
        options.common.apply()
        let words = try TextInput.read(prompt.joined(separator: " "), limit: Self.promptLimit)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let motif = try placement.placement()
        let colours = try palette.map { try PaletteList.read($0, catalog: DesignCatalogs().colours) } ?? []
        let studio = try options.studio()
        InterruptSignal.watch()
        let showsProgress = !json.isRequested && !options.common.quiet
        let result: DesignStudio.Result
        do {
            result = try studio.design(
                words, count: count, seed: seed, style: pictures.style, palette: colours,
                motif: motif, folder: out,
                progress: { progress in
                    switch progress {
                    case .read(let reading): if showsProgress { WishText.show(reading) }
                    case .drawing(let number, let total):
                        options.common.note("Drawing design \(number) of \(total) …")
                    case .finished: break
                    }
                }, isCancelled: { InterruptSignal.isRaised })
        } catch is CancellationError {
            throw CommandFailure(.failed, "stopped; nothing was written")
        }
        if json.isRequested {
            return try JSONOutput.print(
                Document(
                    prompt: words, seed: seed, reading: result.reading, designs: result.designs,
                    contactSheets: result.contactSheets))
        }
        for design in result.designs {
            StandardOutput.show("Design \(design.number)        \(design.picture)")
        }
        for sheet in result.contactSheets { StandardOutput.show("On one page     \(sheet)") }
        StandardOutput.show("Seed            \(seed)")
    }

    private struct Document: Encodable {
        let prompt: String
        let seed: UInt64
        let reading: WishReading
        let designs: [DesignStudio.Design]
        let contactSheets: [String]
    }
}
