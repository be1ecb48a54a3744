import Glibc
import QuartetImaging

/// How cloth throws back light; it follows from the material.
public enum ClothLight: String, Sendable, Codable, CaseIterable {
    /// Cotton, wool, knits: soft, hardly any gleam.
    case matt
    /// Silk, satin, leather: highlights that stretch along the threads.
    case satin
    /// Velvet, corduroy, fleece: dark from the front, light where the pile is seen from the side.
    case pile

    public init(texture: ClothTexture, sheen: Double) {
        switch texture {
        case .pile, .corduroy, .fleece: self = .pile
        case .satin, .leather: self = .satin
        default: self = sheen >= 0.3 ? .satin : .matt
        }
    }
}

/// Light on cloth: one soft lamp at the upper left, shadow in hollows, and the material's sheen.
struct Lighting: Sendable {
    let light: ClothLight
    /// 0 matt to 1 mirror-like.
    let sheen: Float
    /// How clearly folds show: more on flowing and shiny cloth.
    let contrast: Float

    /// Direction to the lamp; z points to the viewer.
    private static let lamp: (x: Float, y: Float, z: Float) = (-0.409, -0.546, 0.731)
    /// Halfway between the lamp and the viewer (Blinn, 1977).
    private static let half: (x: Float, y: Float, z: Float) = (-0.220, -0.293, 0.930)
    /// Roughness of satin along its threads and across them: floats are long and even, neighbours differ.
    private static let roughness: (along: Float, across: Float) = (0.46, 0.21)

    init(light: ClothLight, sheen: Double, drape: Double) {
        self.light = light
        self.sheen = Float(sheen)
        contrast = Float(0.80 + 0.14 * drape + 0.16 * sheen)
    }

    /// The effect of the relief on the cloth's colour.
    ///
    /// - Parameters:
    ///   - slopeX: rise of the relief to the right, in centimetres per centimetre.
    ///   - slopeY: rise downwards.
    ///   - hollow: depth below the surroundings, in centimetres.
    ///   - edge: from 0 inside the panel to 1 at its edge.
    ///   - grain: direction of the threads on the picture, of length 1.
    /// - Returns: a factor for the colour, and light to add.
    func shade(
        slopeX: Float, slopeY: Float, hollow: Float, edge: Float, grain: (x: Float, y: Float)
    ) -> (factor: Float, gleam: Float) {
        let length = 1 / sqrtf(slopeX * slopeX + slopeY * slopeY + 1)
        let normal = (x: -slopeX * length, y: -slopeY * length, z: length)
        let lit = normal.x * Self.lamp.x + normal.y * Self.lamp.y + normal.z * Self.lamp.z
        var factor = 1 + contrast * (lit / Self.lamp.z - 1)
        factor *= 1 - min(max(hollow * 0.62, 0), 0.5)
        factor *= 1 + min(max(-hollow * 0.10, 0), 0.08)
        // The cloth turns away towards its edges, softly, as on a body.
        factor *= 1 - 0.07 * edge
        factor = min(max(factor, 0.2), 1.42)
        switch light {
        case .matt: return (factor, 0.10 * sheen * (gleam(normal, grain) - gleam((0, 0, 1), grain)))
        case .satin:
            let shine = gleam(normal, grain) - gleam((0, 0, 1), grain)
            return (factor * (1 + 0.25 * sheen * shine), max(0.30 * sheen * shine, 0))
        case .pile:
            // Fibres seen from the side catch light (asperity scattering); the pile leans downwards.
            let side = 1 - normal.z
            let nap = normal.x * grain.x + normal.y * grain.y
            let soft = 1 + 0.72 * (factor - 1)
            return (
                soft * (0.97 - 0.05 * sheen + (0.4 + 2.6 * sheen) * side - 0.2 * sheen * nap),
                0.10 * sheen * side
            )
        }
    }

    /// Ward's anisotropic highlight (1992) for the threads' direction, 0...1.
    private func gleam(_ normal: (x: Float, y: Float, z: Float), _ grain: (x: Float, y: Float)) -> Float {
        // The threads lie in the cloth: their direction tilts with it.
        let tilt = (normal.x * grain.x + normal.y * grain.y) / max(normal.z, 0.1)
        let size = 1 / sqrtf(1 + tilt * tilt)
        let thread = (x: grain.x * size, y: grain.y * size, z: -tilt * size)
        let across = (
            x: normal.y * thread.z - normal.z * thread.y, y: normal.z * thread.x - normal.x * thread.z,
            z: normal.x * thread.y - normal.y * thread.x
        )
        let h = Self.half
        let facing = max(normal.x * h.x + normal.y * h.y + normal.z * h.z, 0.05)
        let a = (thread.x * h.x + thread.y * h.y + thread.z * h.z) / Self.roughness.along
        let b = (across.x * h.x + across.y * h.y + across.z * h.z) / Self.roughness.across
        return expf(-(a * a + b * b) / (facing * facing))
    }
}
