import QuartetImaging

/// Layers of a garment that are one part of its vector picture, with the part's name.
struct VectorGroup {
    /// Unique within the garment: `bodice`, `sleeve-left` (the wearer's), `buttons`.
    let name: String
    private(set) var layers: [GarmentLayer]

    /// The garment's parts in drawing order; trims of a kind that follow each other are one part.
    static func groups(of garment: Garment) -> [VectorGroup] {
        var groups: [VectorGroup] = []
        var used: [String: Int] = [:]
        var last: String?
        for layer in garment.layers {
            let base = name(of: layer)
            if case .trim = layer, last == base {
                groups[groups.count - 1].layers.append(layer)
                continue
            }
            last = base
            let count = used[base, default: 0] + 1
            used[base] = count
            groups.append(VectorGroup(name: count == 1 ? base : "\(base)-\(count)", layers: [layer]))
        }
        return groups
    }

    private static func name(of layer: GarmentLayer) -> String {
        switch layer {
        case .panel(let panel):
            let words = panel.name.split(separator: " ").joined(separator: "-")
            let x = panel.outline.bounds?.centre.x ?? 0
            guard abs(x) > 1, !words.contains("left"), !words.contains("right") else { return words }
            return words + (x > 0 ? "-left" : "-right")
        case .trim(.button): return "buttons"
        case .trim(.zip): return "zip"
        case .trim(.buckle): return "buckle"
        case .trim(.cord): return "cords"
        case .trim(.rivet): return "rivets"
        case .trim(.label): return "label"
        }
    }
}
