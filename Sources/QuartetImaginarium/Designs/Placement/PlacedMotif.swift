import Glibc
import QuartetImaging

/// A motif on its panel: the drawing and the map from its coordinates to the garment's centimetres.
struct PlacedMotif: Sendable {
    /// Index among the garment's panels, in drawing order.
    let panel: Int
    let outline: Path
    private let drawing: MotifDrawing
    private let map: Affine

    /// Throws ``MotifError/noPlace(_:garment:)`` where the garment lacks the place.
    init(_ motif: PlacementMotif, on garment: Garment) throws {
        drawing = try MotifDrawing(svg: motif.svg, name: "the motif")
        let spots = garment.panels.enumerated().compactMap { index, panel in
            Self.spot(motif.place, panel).map { (index, panel, $0) }
        }
        guard let bounds = drawing.bounds, let (index, panel, spot) = spots.last else {
            throw MotifError.noPlace(motif.place, garment: garment.name)
        }
        self.panel = index
        outline = panel.outline
        let width = min(motif.width, spot.room.width)
        let scale = min(width / bounds.width, spot.room.height / max(bounds.height, 1e-9))
        // A print at the hem stands on it; others hang from or lie around their place.
        let lift = spot.stands ? bounds.height * scale / 2 : 0
        map = Affine.translation(-bounds.centre.x, -bounds.centre.y).then(.scale(scale))
            .then(.rotation(-panel.frame.angle)).then(.translation(spot.centre.x, spot.centre.y - lift))
    }

    func draw(on canvas: Canvas) { drawing.draw(on: canvas, map) }

    private typealias Spot = (centre: Point, room: (width: Double, height: Double), stands: Bool)

    /// The middle of a place on a panel and the room for a motif there, in centimetres; nil for other panels.
    private static func spot(_ place: PlacementMotif.Place, _ panel: Panel) -> Spot? {
        guard let bounds = panel.outline.bounds, panel.cloth == .main else { return nil }
        let words = panel.name
        let isUpper = ["bodice", "front", "poncho", "kaftan", "back"].contains { words.contains($0) }
        let (width, height) = (bounds.width, bounds.height)
        // The chest lies below the neckline, whatever the garment's length.
        let chest = bounds.minY + min(0.36 * height, 23)
        switch place {
        case .chest where isUpper && width > 24:
            return (Point(bounds.centre.x, chest + 2), (0.7 * width, 0.55 * height), false)
        case .leftChest where isUpper && bounds.maxX > 10:
            let middle = max(bounds.minX, 0)
            return (Point(middle + (bounds.maxX - middle) * 0.46, chest - 2), (0.28 * width, 14), false)
        case .back where words == "back":
            return (
                Point(bounds.centre.x, bounds.minY + min(0.34 * height, 24)), (0.7 * width, 0.6 * height),
                false
            )
        case .hem
        where panel.frame.angle == 0 && height > 20 && (isUpper || words == "skirt" || words == "leg"):
            return (Point(bounds.minX + 0.72 * width, bounds.maxY - 4), (0.4 * width, 0.4 * height), true)
        case .sleeve where words == "sleeve":
            let (along, across) = middle(of: panel.frame)
            return (panel.frame.point(along: along, across: across), (10, 0.6 * height), false)
        case .pocket where words.contains("pocket") && !words.contains("edge") && !words.contains("bag"):
            return (bounds.centre, (0.75 * width, 0.7 * height), false)
        default: return nil
        }
    }

    /// The middle of the upper arm: a third of the way along a sleeve.
    private static func middle(of frame: PanelFrame) -> (along: Double, across: Double) {
        guard let first = frame.stations.first, let last = frame.stations.last else { return (0, 0) }
        let along = max(first.along, 0) + (last.along - max(first.along, 0)) * 0.3
        let station = frame.stations.last { $0.along <= along } ?? first
        return (along, (station.left + station.right) / 2)
    }
}

extension PanelFrame {
    /// The point of the garment at a place on the panel.
    func point(along: Double, across: Double) -> Point {
        Point(
            origin.x + across * cos(angle) + along * sin(angle),
            origin.y - across * sin(angle) + along * cos(angle))
    }
}

extension [DesignRecord] {
    /// The records with a motif on the first garment that has the place.
    func placing(_ motif: PlacementMotif) throws -> [DesignRecord] {
        var records = self
        for index in indices {
            records[index].motif = motif
            let garment =
                motif.place == .back
                ? BackDrafter(records[index]).garment() : GarmentDrafter.draft(records[index].garment)
            if (try? PlacedMotif(motif, on: garment)) != nil { return records }
            records[index].motif = nil
        }
        throw MotifError.noPlace(motif.place, garment: map(\.garment.name).joined(separator: ", "))
    }
}
