public import ArgumentParser
import QuartetCommandLine
import QuartetFiles
public import QuartetImaginarium

extension Lookbook.Form: ExpressibleByArgument {}

/// `quartet design lookbook`.
struct LookbookDesign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lookbook",
        abstract: "Put designs into a PDF: one or four on a page, or contact sheets.",
        discussion: """
            Takes JSON files of designs, and folders that contain them. The picture beside a JSON file is used; where there \
            is none, or the JSON file was changed after it, the design is drawn. Memory does not grow with the number of \
            designs.

            EXAMPLES:
              quartet design lookbook designs --out lookbook.pdf
              quartet design lookbook dresses --form contact --out sheets.pdf
            """)

    @Argument(
        help: ArgumentHelp("JSON files of designs, or folders of designs.", valueName: "file"),
        completion: .file())
    var designs: [String]

    @Option(help: ArgumentHelp("PDF file to write.", valueName: "file"), completion: .file())
    var out = "lookbook.pdf"

    @Option(help: ArgumentHelp("Designs on a page: one, four, or twenty.", valueName: "type"))
    var form = Lookbook.Form.single

    @OptionGroup var json: JSONOptions

    @OptionGroup var options: DesignOptions

    private struct Document: Encodable {
        let file: String
        let designs: [String]
        let leftOut: [String]
    }

    func validate() throws {
        guard out.lowercased().hasSuffix(".pdf") else {
            throw ValidationError("--out \(out): expected a name that ends in .pdf.")
        }
    }

    func run() throws {
        options.common.apply()
        try OutputFolder.check(forFile: out)
        let found = try Lookbook.records(in: designs)
        for file in found.leftOut { options.common.note("\(file): not a design; left out") }
        let book = Lookbook(catalogs: try DesignCatalogs(), form: form)
        var studio: DesignStudio?
        try book.write(
            records: found.records, to: out,
            draw: { design in
                if studio == nil { studio = try options.studio() }
                guard let studio else { throw CommandFailure(.failed, "the studio cannot be opened") }
                return try studio.redraw(design)
            },
            progress: { options.common.note("Page \($0) of \($1) …") })
        if json.isRequested {
            return try JSONOutput.print(
                Document(file: out, designs: found.records, leftOut: found.leftOut))
        }
        StandardOutput.show(out)
    }
}
