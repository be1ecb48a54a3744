import QuartetImaging

/// One side of a garment as a flat: black lines without shading, a group for each piece, in centimetres.
struct FlatView: Sendable {
    let name: String
    let garment: Garment

    /// Panels that only a shaded picture needs: what is seen under a hem.
    private static let unseen: Set<String> = ["back of the skirt", "inside hem"]

    private var layers: [GarmentLayer] {
        garment.layers.filter { layer in
            if case .panel(let panel) = layer { !Self.unseen.contains(panel.name) } else { true }
        }
    }

    /// The silhouette below, then the pieces in the order in which they lie: each hides what is behind it.
    var group: VectorScene.Element {
        let silhouette = layers.compactMap { layer -> VectorScene.Element? in
            guard case .panel(let panel) = layer else { return nil }
            return .path(panel.outline, stroke: FlatLines.outline)
        }
        let pieces = layers.map { layer in
            switch layer {
            case .panel(let panel): piece(panel)
            case .trim(let trim): FlatTrims.group(trim)
            }
        }
        return .group(name, [.group(name + " outline", silhouette)] + pieces)
    }

    private func piece(_ panel: Panel) -> VectorScene.Element {
        let lines =
            panel.lines.map { VectorScene.Element.path($0.path, stroke: FlatLines.stroke($0.kind)) }
            + FlatFolds.lines(panel).map { .path($0, stroke: FlatLines.detail) }
        var elements: [VectorScene.Element] = [.path(panel.outline, fill: .white)]
        if !lines.isEmpty { elements.append(.group(panel.name + " lines", clip: panel.outline, lines)) }
        elements.append(.path(panel.outline, stroke: FlatLines.seam))
        return .group(panel.name, elements)
    }
}
