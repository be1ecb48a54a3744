import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetImaginarium
import QuartetImaging

/// `quartet design redraw`.
struct RedrawDesign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redraw", abstract: "Redraw a design from its JSON file, identically.",
        discussion: """
            Edit the file first to change the design:
              colours.ground         main colour of the cloth; stitching, plain buttons and similar details follow it
              colours.motifs         other colours of the pattern
              colours.parts          colours of parts, such as "sleeves": "#1c1c1f"
              colours.thread         colour of the stitching, if it should not follow the ground
              garment.hemHeight      distance of the hem below the neck point; lengths in garment are in centimetres
              fabric                 the cloth, the size of its pattern (width) and its sheen
              fabric.layers          what the generator made; remove it to have the cloth of another seed made
            "request" and "prompt" are a record of the original prompt; editing them has no effect.

            EXAMPLE:
              quartet design redraw designs/design-2.json --out again
            """)

    @Argument(help: ArgumentHelp("JSON file of a design.", valueName: "file"), completion: .file())
    var record: String

    @Option(help: ArgumentHelp("Folder for the pictures.", valueName: "folder"), completion: .directory)
    var out = "designs/redrawn"

    @OptionGroup var framing: PictureStyleOptions

    @OptionGroup var json: JSONOptions

    @OptionGroup var options: DesignOptions

    private struct Document: Encodable {
        let picture: String
        let vector: String
        let swatches: [String]
        let crops: [String]
    }

    func run() throws {
        options.common.apply()
        try OutputFolder.check(out)
        let studio = try options.studio()
        let pictures = try studio.redraw(record: record, style: framing.style)
        let design = try DesignFile(contentsOf: record)
        if design.isOlder {
            options.common.note(
                "\(record): an earlier version drew this design; its folds and its grain now fall differently"
            )
        }
        let stem = out + "/" + URL(filePath: record).deletingPathExtension().lastPathComponent
        let document = Document(
            picture: stem + ".png", vector: stem + ".svg",
            swatches: DesignStudio.swatches(of: stem, garments: design.records.count),
            crops: framing.style.crops.map { "\(stem)-\($0.rawValue).png" })
        try OutputFolder.prepare(out)
        try pictures.write(stem: stem, design, title: studio.altText(design))
        if json.isRequested { return try JSONOutput.print(document) }
        for file in [document.picture, document.vector] + document.swatches + document.crops {
            StandardOutput.show(file)
        }
    }
}
