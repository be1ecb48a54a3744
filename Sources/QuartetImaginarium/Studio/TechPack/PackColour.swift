import QuartetImaging

/// A colour of a design, with a name.
public struct PackColour: Sendable, Equatable {
    /// What it is used for: ground, motif, collar, thread.
    public let use: String
    public let name: String
    public let hex: String

    var colour: Colour { Colour(hex: hex) ?? .black }
}

extension ColourCatalog {
    /// A colour under the name of the nearest one in the catalog.
    func packColour(_ use: String, _ hex: String) -> PackColour {
        let name = Colour(hex: hex).flatMap { nearest(to: $0)?.name } ?? ""
        return PackColour(use: use, name: name, hex: hex)
    }

    /// All colours of a plan: ground, motifs, parts.
    func palette(of plan: ColourPlan) -> [PackColour] {
        [packColour("ground", plan.ground)]
            + plan.motifs.enumerated().map { packColour("motif \($0 + 1)", $1) }
            + plan.parts.sorted { $0.key < $1.key }.map { packColour($0.key, $0.value) }
    }
}
