import Glibc
import QuartetImaging

/// Where washed denim is pale: in the middle of thighs and of panels, and along seams and edges.
struct Fading: Sendable {
    /// 0 not at all to 1.
    let amount: Float
    private let noise: ValueNoise

    init?(_ amount: Float, seed: UInt64) {
        guard amount > 0 else { return nil }
        self.amount = amount
        noise = ValueNoise(seed: seed, label: "fading")
    }

    /// The share by which a place is paler.
    ///
    /// - Parameters:
    ///   - place: on its panel.
    ///   - edge: 1 at the panel's edge.
    func share(_ place: GrainMap.Place, _ point: Point, edge: Float) -> Float {
        let (x, y) = (Float(point.x), Float(point.y))
        let middle = expf(
            -3.2 * place.across * place.across - 9 * (place.share - 0.42) * (place.share - 0.42))
        let worn = 0.5 + 0.5 * noise(x / 0.7, y / 1.6)
        let broad = 0.8 + 0.35 * noise(x / 5 + 9, y / 8)
        return amount * min(max(0.34 * middle * broad + 0.22 * edge * edge * worn, 0), 0.6)
    }
}
