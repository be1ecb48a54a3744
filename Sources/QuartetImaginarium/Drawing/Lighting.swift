import Glibc

/// Light on cloth: one soft lamp at the upper left, shadow in hollows, and the material's sheen.
struct Lighting: Sendable {
    /// 0 matt to 1 mirror-like.
    let sheen: Float
    /// How clearly folds show: more on flowing and shiny cloth.
    let contrast: Float

    /// Direction to the lamp; z points to the viewer.
    private static let lamp: (x: Float, y: Float, z: Float) = (-0.409, -0.546, 0.731)
    /// Halfway between the lamp and the viewer (Blinn, 1977).
    private static let half: (x: Float, y: Float, z: Float) = (-0.220, -0.293, 0.930)

    init(sheen: Double, drape: Double) {
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
    /// - Returns: a factor for the colour, and light to add.
    func shade(slopeX: Float, slopeY: Float, hollow: Float, edge: Float) -> (factor: Float, gleam: Float) {
        let length = 1 / sqrtf(slopeX * slopeX + slopeY * slopeY + 1)
        let (nx, ny, nz) = (-slopeX * length, -slopeY * length, length)
        let lit = nx * Self.lamp.x + ny * Self.lamp.y + nz * Self.lamp.z
        var factor = 1 + contrast * (lit / Self.lamp.z - 1)
        factor *= 1 - min(max(hollow * 0.62, 0), 0.5)
        factor *= 1 + min(max(-hollow * 0.10, 0), 0.08)
        factor *= 1 - 0.17 * edge * edge
        factor = min(max(factor, 0.16), 1.42)
        let facing = max(nx * Self.half.x + ny * Self.half.y + nz * Self.half.z, 0)
        let narrow = powf(facing, 10 + 34 * sheen)
        let flat = powf(Self.half.z, 10 + 34 * sheen)
        let gleam = sheen * 0.34 * max(narrow - flat * 0.9, 0)
        return (factor, gleam)
    }
}
