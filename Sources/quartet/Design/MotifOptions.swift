public import ArgumentParser
import QuartetCommandLine
import QuartetImaginarium

extension PlacementMotif.Place: ExpressibleByArgument {}

/// A drawing on one place of the garment.
struct MotifOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Drawing to put onto the garment: an SVG file of flat shapes.", valueName: "file"),
        completion: .file(extensions: ["svg"]))
    var motif: String?

    @Option(help: ArgumentHelp("Where the drawing sits; left is the wearer's.", valueName: "place"))
    var at: PlacementMotif.Place?

    @Option(
        help: ArgumentHelp(
            "Width of the drawing, in centimetres (default: usual for the place).", valueName: "cm"))
    var motifCm: Double?

    func validate() throws {
        guard motif == nil else {
            if let motifCm { try check(motifCm, in: PlacementMotif.widths, "--motif-cm") }
            return
        }
        if at != nil || motifCm != nil { throw ValidationError("--at and --motif-cm need --motif FILE.svg") }
    }

    /// The motif, if one is asked for.
    func placement() throws -> PlacementMotif? {
        try motif.map { try PlacementMotif(contentsOf: $0, at: at ?? .chest, width: motifCm) }
    }
}
