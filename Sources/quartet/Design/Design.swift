import ArgumentParser

/// Garments from words.
struct Design: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Design garments from a description.",
        discussion: """
            `quartet design "PROMPT"` draws; see `quartet design draw --help` for its options.

            EXAMPLES:
              quartet design "a long blue dress with floral patterns"
              quartet design redraw designs/design-2.json --out again
              quartet design train fabric --data fashion/
            """,
        subcommands: [DrawDesign.self, RedrawDesign.self, TrainDesign.self],
        defaultSubcommand: DrawDesign.self)
}

/// Training what designs are made with.
struct TrainDesign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Train what designs are made with.", subcommands: [TrainFabric.self])
}
