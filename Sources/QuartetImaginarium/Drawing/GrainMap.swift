import Glibc
import QuartetImaging

/// A panel's own coordinates: from places on the garment to places along and across the panel, and on its cloth.
struct GrainMap: Sendable {
    struct Place {
        /// Across and along the panel, in centimetres.
        var u: Float
        var v: Float
        /// Share of the panel's length, 0...1.
        var share: Float
        /// Place between the edges, -1...1, and beyond them where the panel is wider than its frame.
        var across: Float
        /// Half the panel's width here, in centimetres.
        var half: Float
    }

    private let frame: PanelFrame
    private let sine: Float
    private let cosine: Float
    private let referenceHalf: Float
    /// The frame whose cloth the panel continues; stripes then meet at the panel's edges.
    private let carrier: [GrainMap]
    private let origin: (x: Float, y: Float)

    /// The map of a panel; its cloth goes on where it lies on another panel's.
    init(_ panel: Panel) {
        self.init(panel.frame, carrier: panel.carrier)
    }

    init(_ frame: PanelFrame, carrier: PanelFrame? = nil) {
        self.frame = frame
        self.carrier = carrier.map { [GrainMap($0)] } ?? []
        origin = (Float(frame.origin.x), Float(frame.origin.y))
        sine = Float(sin(frame.angle))
        cosine = Float(cos(frame.angle))
        let middle = frame.stations[frame.stations.count / 2]
        referenceHalf = Float(max(middle.right - middle.left, 0.5) / 2)
    }

    /// Direction of the threads on the picture.
    var direction: (x: Float, y: Float) { (sine, cosine) }

    func place(_ point: Point) -> Place {
        let (x, y) = (Float(point.x - frame.origin.x), Float(point.y - frame.origin.y))
        let u = x * cosine - y * sine
        let v = x * sine + y * cosine
        let stations = frame.stations
        let first = Float(stations[0].along)
        let last = Float(stations[stations.count - 1].along)
        let clamped = min(max(v, first), last)
        var index = 1
        while index < stations.count - 1, clamped > Float(stations[index].along) { index += 1 }
        let (a, b) = (stations[index - 1], stations[index])
        let part = (clamped - Float(a.along)) / max(Float(b.along - a.along), 0.01)
        let left = Float(a.left) + Float(b.left - a.left) * part
        let right = Float(a.right) + Float(b.right - a.right) * part
        let half = max((right - left) / 2, 0.2)
        return Place(
            u: u, v: v, share: (clamped - first) / max(last - first, 0.01),
            across: (u - (left + right) / 2) / half, half: half)
    }

    /// The point of the cloth at a point of the garment that has this place on the panel, in centimetres.
    ///
    /// All panels are cut from one length of cloth: panels whose grain hangs straight share its coordinates, and turned ones
    /// meet it at their origin.
    func cloth(_ place: Place, at point: Point) -> (x: Float, y: Float) {
        if let below = carrier.first { return below.cloth(below.place(point), at: point) }
        let fan = Float(frame.fan)
        let across = min(max(place.across, -1.3), 1.3)
        return (
            origin.x + place.u * (1 - fan) + across * referenceHalf * fan,
            origin.y + place.v + Float(frame.sag) * place.share * across * across
        )
    }
}
