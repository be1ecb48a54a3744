import ArgumentParser
import QuartetCommandLine
import QuartetImaginarium

/// `quartet design flat`.
struct FlatDesign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flat", abstract: "Draw the flat of a design: front and back in black and white.",
        discussion: """
            Writes NAME-flat.svg and NAME-flat.pdf for NAME.json, on a page in the format A4. Three line weights stand for \
            the outline, seams and details; stitches are dashed. In the SVG each piece is a group with its name. The back is \
            drafted from the same parameters as the front. Of an outfit each garment gets files of its own (NAME-2-flat.svg).

            EXAMPLE:
              quartet design flat designs/design-1.json --out flats
            """)

    @Argument(help: ArgumentHelp("JSON file of a design.", valueName: "file"), completion: .file())
    var record: String

    @Option(help: ArgumentHelp("Folder for the drawings.", valueName: "folder"), completion: .directory)
    var out = "flats"

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    private struct Document: Encodable { let files: [String] }

    func run() throws {
        common.apply()
        let files = try DesignFlat.write(record: record, to: out)
        if json.isRequested { return try JSONOutput.print(Document(files: files)) }
        for file in files { StandardOutput.show(file) }
    }
}
