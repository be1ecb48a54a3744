internal import QuartetModels
public import QuartetReports

extension FabricModel {
    /// The model's card with the figures that its file contains.
    ///
    /// - Parameter name: of the file.
    public func card(_ name: String) -> ModelCard {
        let configuration = configuration
        let widths = configuration.widths.map(String.init).joined(separator: ", ")
        var facts: [ModelCard.Fact] = [
            .init("classes", "\(classes.count): \(classes.map(\.rawValue).joined(separator: ", "))"),
            .init(
                "network",
                "a conditional texture GAN's generator, widths \(widths), \(configuration.globalLatents) latent "
                    + "variables of the whole and \(configuration.localLatents) of each place, "
                    + "\(NumberText.grouped(parameterCount)) parameters"),
        ]
        if let pictures = metadata["pictures"] {
            facts.append(
                .init("pictures seen in training", Int(pictures).map(NumberText.grouped) ?? pictures))
        }
        if let seed = metadata["seed"] { facts.append(.init("seed", seed)) }
        return ModelCard(
            title: name,
            summary:
                "The generator of cloth of Quartet's designs: it makes seamless structure maps, from 0 for ground to 1 "
                + "for figure, whose sides are multiples of 64 pixels.",
            facts: facts)
    }
}
