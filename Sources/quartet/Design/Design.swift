import ArgumentParser

/// `quartet design`.
struct Design: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Design garments from a description.",
        discussion: """
            `quartet design "PROMPT"` draws; `quartet design draw --help` lists its options.

            EXAMPLES:
              quartet design "a long blue dress with floral patterns"
              quartet design fabric "navy leaves on cream" --repeat half-drop
              quartet design read "a navy blazer over a white shirt"
              quartet design redraw designs/design-2.json --out again
              quartet design train fabric --data fashion/
            """,
        subcommands: [
            DrawDesign.self, FabricDesign.self, ReadWish.self, RedrawDesign.self, FlatDesign.self,
            TechPackDesign.self, LookbookDesign.self, EvaluateDesign.self, TrainDesign.self,
        ],
        defaultSubcommand: DrawDesign.self)
}

/// `quartet design train`.
struct TrainDesign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Train the models behind designs.",
        subcommands: [TrainFabric.self, TrainTagger.self])
}
