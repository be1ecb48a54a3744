import ArgumentParser
import Foundation
import QuartetFiles
import QuartetImaginarium
import QuartetImaging

/// `quartet design redraw`.
struct RedrawDesign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redraw", abstract: "Draw a design again from its JSON file: the identical picture.",
        discussion: """
            The file may be edited before:
              colours.ground         the cloth's main colour; stitching, plain buttons and the like follow it
              colours.motifs         the pattern's other colours
              colours.parts          colours of parts, such as "sleeves": "#1c1c1f"
              colours.thread         stitching, where it shall not follow the ground
              garment.hemHeight      the hem below the neck point, in centimetres; so are all lengths of garment
              fabric                 which cloth, how large its pattern is (width) and how it shines (sheen)
            "request" and "prompt" only note what was asked for; changing them changes nothing.

            EXAMPLE:
              quartet design redraw designs/design-2.json --out again
            """)

    @Argument(help: ArgumentHelp("JSON file of a design.", valueName: "file"))
    var record: String

    @Option(help: ArgumentHelp("Folder for the pictures.", valueName: "folder"))
    var out = "designs/redrawn"

    @Flag(help: "Print the result as JSON.")
    var json = false

    @OptionGroup var options: DesignOptions

    private struct Document: Encodable {
        let picture: String
        let vector: String
        let swatch: String
    }

    func run() throws {
        options.common.apply()
        guard FileManager.default.isReadableFile(atPath: record) else {
            throw CommandFailure(.notFound, "\(record): cannot be read")
        }
        let pictures = try options.studio().redraw(record: record)
        try OutputFolder.prepare(out)
        let stem = out + "/" + URL(filePath: record).deletingPathExtension().lastPathComponent
        let document = Document(picture: stem + ".png", vector: stem + ".svg", swatch: stem + "-swatch.png")
        try pictures.picture.write(to: document.picture)
        try AtomicFile.write(pictures.svg, to: document.vector)
        try pictures.swatch.write(to: document.swatch)
        if json { return try JSONOutput.print(document) }
        for file in [document.picture, document.vector, document.swatch] { print(file) }
    }
}
