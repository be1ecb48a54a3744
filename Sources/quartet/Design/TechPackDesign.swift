import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetImaginarium

/// `quartet design techpack`.
struct TechPackDesign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "techpack", abstract: "Write the tech pack of a design: PDF, and CSV for the tables.",
        discussion: """
            Writes for NAME.json NAME-techpack.pdf (flats with points of measure, sizes XS to XXL in centimetres and inches, \
            bill of materials, seams by ISO 4915, care, colourways, origin), NAME-sizes-cm.csv, NAME-sizes-inch.csv, \
            NAME-materials.csv, NAME-seams.csv, and the palette as NAME-palette.ase and .gpl. M equals the flat. A pack that \
            would lack something is refused with the names of what is missing. Each garment of an outfit gets a pack \
            (NAME-2-techpack.pdf).

            EXAMPLE:
              quartet design techpack designs/design-1.json --style SS27-014 --out packs
            """)

    @Argument(help: ArgumentHelp("JSON file of a design.", valueName: "file"), completion: .file())
    var record: String

    @Option(help: ArgumentHelp("Folder for the files.", valueName: "folder"), completion: .directory)
    var out = "techpacks"

    @Option(
        help: ArgumentHelp(
            "Style number (default: letters of the garment and digits of the record).", valueName: "text"))
    var style: String?

    @Option(help: ArgumentHelp("Version of the style.", valueName: "number"))
    var styleVersion = 1

    @OptionGroup var json: JSONOptions

    @OptionGroup var options: DesignOptions

    private struct Document: Encodable { let files: [String] }

    func validate() throws {
        try check(styleVersion, in: 1...9999, "--style-version")
        if let style, style.isEmpty || style.count > 40 {
            throw ValidationError("--style \"\(style)\": expected 1 to 40 characters.")
        }
    }

    func run() throws {
        options.common.apply()
        let studio = try options.studio()
        let catalogs = try TechPack.Catalogs()
        // All packs are made before the first is written: an outfit's are whole or refused.
        let packs = try DesignFile.garments(of: record).map { name, design in
            let number = try StyleNumber(style, version: styleVersion, for: design)
            return (name, try TechPack(design, style: number, catalogs: catalogs))
        }
        let files = try packs.flatMap { name, pack in
            try pack.write(to: out, name: name) { try studio.redraw(DesignFile([$0])) }
        }
        if json.isRequested { return try JSONOutput.print(Document(files: files)) }
        for file in files { StandardOutput.show(file) }
    }
}
