import QuartetImaging

extension Garment {
    /// Pieces that are cut so that stripes and checks run on from the panel below.
    private static let matched: Set<String> = [
        "placket", "fly", "chest pocket", "patch pocket", "kangaroo pocket", "cargo pocket", "bib pocket",
        "flap",
        "chest flap", "welt", "breast welt", "pocket bag", "pocket edge",
    ]

    /// Lets plackets, pockets and flaps continue the cloth of the panel that they lie on.
    mutating func matchCloth() {
        var below: [Panel] = []
        mapPanels { panel in
            var panel = panel
            if Self.matched.contains(panel.name), let centre = panel.outline.bounds?.centre {
                panel.carrier = below.last { $0.outline.contains(centre) }?.frame
            } else if panel.cloth == .main {
                below.append(panel)
            }
            return panel
        }
    }
}

extension Path {
    /// Whether a point lies inside: a ray to the right crosses the outline an odd number of times.
    func contains(_ point: Point) -> Bool {
        var crossings = 0
        for part in flattened() {
            guard var a = part.last else { continue }
            for b in part {
                if (a.y > point.y) != (b.y > point.y),
                    point.x < a.x + (b.x - a.x) * (point.y - a.y) / (b.y - a.y)
                {
                    crossings += 1
                }
                a = b
            }
        }
        return crossings % 2 == 1
    }
}
