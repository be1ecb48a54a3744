import QuartetImaging

/// The points of measure of a sleeve, along and across its own direction.
struct SleeveMeasures {
    let parameters: GarmentParameters
    let front: Garment

    func distances() -> [MeasuredDistance] {
        guard parameters.sleeve.length > 0 else { return [] }
        let block = SleeveBlock(parameters)
        guard let sleeve = outline(block.isCap ? "cap sleeve" : "sleeve") else { return [] }
        guard !block.isCap else {
            let end = farthest(sleeve) { ($0 - block.top).length }
            return [MeasuredDistance("sleeve-length", block.top, end)]
        }
        let last = outline("cuff") ?? sleeve
        // The outer corner of the edge.
        let corner = farthest(last) { $0.dot(block.along) + 0.6 * $0.dot(block.across) }
        var distances = [MeasuredDistance("sleeve-length", block.top, corner)]
        if block.bodyEnd > 4 {
            let level = block.at(2.5, 0)
            let places = sleeve.crossings(through: level, along: block.across)
            if let inner = places.first, let outer = places.last {
                distances.append(
                    MeasuredDistance(
                        "upper-arm", level + block.across * inner, level + block.across * outer))
            }
        }
        let inside = corner - block.along * 0.25
        let places = last.crossings(through: inside, along: block.across)
        if let inner = places.first, let outer = places.last {
            distances.append(
                MeasuredDistance(
                    "sleeve-opening", inside + block.across * inner, inside + block.across * outer))
        }
        if let cuff = outline("cuff") {
            let middle = block.at(block.bodyEnd, block.cuffTop * 0.5)
            let heights = cuff.crossings(through: middle, along: block.along)
            if let top = heights.first, let low = heights.last {
                distances.append(
                    MeasuredDistance("cuff-height", middle + block.along * top, middle + block.along * low))
            }
        }
        return distances
    }

    /// The piece on the right of the drawing, which is drafted first.
    private func outline(_ name: String) -> Path? { front.panels.first { $0.name == name }?.outline }

    private func farthest(_ path: Path, _ reach: (Point) -> Double) -> Point {
        path.flattened(segments: 64).joined().max { reach($0) < reach($1) } ?? .zero
    }
}
