public import ArgumentParser
import Foundation
import QuartetCatalogs
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
public import QuartetImaginarium

extension ClothRepeat: ExpressibleByArgument {}

/// `quartet design fabric "PROMPT"`.
struct FabricDesign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fabric", abstract: "Draw cloth by itself as a seamless tile for print.",
        discussion: """
            Writes the tile (tile.png), one entry of the palette a pixel (layers.png), vectors with a named group for each \
            colour (tile.svg), the palette for other programs (palette.ase, palette.gpl), all colourways on a page \
            (colourways.png), the tile in each further one (colourway-b.png …), and what draws it again (record.json). \
            Further cloths of --count have numbers (tile-2.png). Cloths of an earlier run in --out are replaced.

            --repeat-cm is the width of one repeat. The tile is the rectangle that repeats by itself: two repeats wide for a \
            half-drop, two high for a half-brick, two by two for a mirror. Prints are drawn from outlines at any resolution, \
            woven cloth thread by thread.

            EXAMPLES:
              quartet design fabric "Hawaiian leaves, three colours" --repeat half-drop
              quartet design fabric "navy leaves on cream" --dpi 300 --out leaves
              quartet design fabric "floral print" --palettes library.ase --colourways 4
              quartet design fabric paisley --palette "#1d3557,#f1faee,#e63946"
              quartet design fabric --from fabric/record.json --out again
            """)

    @Argument(help: ArgumentHelp("Description of the cloth; - reads standard input.", valueName: "prompt"))
    var prompt: [String] = []

    @Option(help: ArgumentHelp("Draw a recorded cloth again.", valueName: "file"), completion: .file())
    var from: String?

    @Option(
        name: .customLong("repeat"),
        help: ArgumentHelp("How copies lie side by side (default: straight).", valueName: "type"))
    var placement: ClothRepeat?

    @Option(help: ArgumentHelp("Width of one repeat in centimetres (default: 24).", valueName: "number"))
    var repeatCm: Double?

    @Option(help: ArgumentHelp("Dots an inch (default: 150).", valueName: "number"))
    var dpi: Double?

    @Option(help: ArgumentHelp("Pixels of the tile instead of --dpi, such as 2000x2000.", valueName: "text"))
    var pixels: String?

    @Option(
        help: ArgumentHelp(
            "Colours, the ground first: #rrggbb or names with commas between, or a palette file.",
            valueName: "text"))
    var palette: String?

    @Option(help: ArgumentHelp("Palettes in all, each keeps light and dark in place.", valueName: "number"))
    var colourways: Int?

    @Option(
        help: ArgumentHelp(
            "Library of palettes for the colourways: ASE, GPL, ACO or CSV (default: Wada's).",
            valueName: "file"),
        completion: .file())
    var palettes: String?

    @Option(help: ArgumentHelp("Number of cloths.", valueName: "number"))
    var count: Int?

    @Option(help: .seed)
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Folder for the files.", valueName: "folder"), completion: .directory)
    var out = "fabric"

    @OptionGroup var json: JSONOptions

    @OptionGroup var options: DesignOptions

    private struct Document: Encodable {
        let prompt: String?
        let reading: WishReading?
        let cloths: [ClothStudio.Cloth]
    }

    func validate() throws {
        if let count { try check(count, in: 1...ClothStudio.countLimit, "--count") }
        if let colourways { try check(colourways, in: 1...ClothStudio.colourwayLimit, "--colourways") }
        if pixels != nil, dpi != nil { throw ValidationError("--pixels and --dpi exclude each other.") }
        let own: [Any?] = [placement, repeatCm, dpi, pixels, palette, colourways, palettes, count]
        if from != nil, !prompt.isEmpty || own.contains(where: { $0 != nil }) {
            throw ValidationError(
                "--from draws a record as it is; leave out the description and its options.")
        }
        if from == nil, prompt.isEmpty {
            throw ValidationError("a description of the cloth, or --from, is missing.")
        }
    }

    func run() throws {
        options.common.apply()
        let studio = ClothStudio(catalogs: try options.catalogs())
        if let from {
            return try show(
                Document(prompt: nil, reading: nil, cloths: [studio.redraw(record: from, folder: out)]))
        }
        let words = try TextInput.read(prompt.joined(separator: " "), limit: 1 << 20)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let cloth = try clothOptions()
        let source = try options.source()
        InterruptSignal.watch()
        let isTalking = !json.isRequested && !options.common.quiet
        do {
            let result = try studio.design(
                words, options: cloth, count: count ?? 1, seed: seed, source: source, folder: out,
                progress: { reading, number in
                    if number == 1, isTalking { WishText.show(reading) }
                    options.common.note("Drawing cloth \(number) of \(count ?? 1) …")
                }, isCancelled: { InterruptSignal.isRaised })
            try show(Document(prompt: words, reading: result.reading, cloths: result.cloths))
        } catch is CancellationError {
            throw CommandFailure(.failed, "stopped; nothing was written")
        }
    }

    private func clothOptions() throws -> ClothOptions {
        let placement = placement ?? .straight
        let size =
            if let pixels {
                try pixelSize(pixels, placement)
            } else {
                try ClothSize(repeatWidth: repeatCm ?? 24, dotsPerInch: dpi ?? 150, placement: placement)
            }
        return ClothOptions(
            palette: try palette.map { try PaletteList.read($0, catalog: DesignCatalogs().colours) },
            placement: placement, size: size, colourways: colourways ?? 1,
            library: try palettes.map(PaletteFile.read) ?? PaletteCatalog().palettes,
            libraryName: palettes ?? "the catalog")
    }

    private func pixelSize(_ text: String, _ placement: ClothRepeat) throws -> ClothSize {
        let sides = text.lowercased().split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        guard sides.count == 2, let width = sides[0], let height = sides[1] else {
            throw ValidationError("--pixels \(text): expected width and height, such as 2000x1500.")
        }
        return try ClothSize(
            repeatWidth: repeatCm ?? 24, width: width, height: height, placement: placement)
    }

    private func show(_ document: Document) throws {
        if json.isRequested { return try JSONOutput.print(document) }
        for cloth in document.cloths {
            StandardOutput.show("Cloth \(cloth.number)         \(cloth.tile)")
            StandardOutput.show("Colours         \(cloth.colours.joined(separator: ", "))")
            for file in [cloth.layers, cloth.vector] + cloth.palettes + cloth.colourways {
                StandardOutput.show("                \(file)")
            }
            StandardOutput.show("Colourways      \(cloth.contactSheet)")
            StandardOutput.show("Record          \(cloth.record)")
        }
    }
}
