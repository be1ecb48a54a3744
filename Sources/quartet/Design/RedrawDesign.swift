import ArgumentParser
import Foundation
import QuartetImaginarium
import QuartetImaging

/// `quartet design redraw`.
struct RedrawDesign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redraw", abstract: "Draw a design again from its JSON file: the identical picture.",
        discussion: """
            The file may be edited before, to change a colour or a length.

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
            throw CommandFailure(.inputNotFound, "\(record): cannot be read")
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
