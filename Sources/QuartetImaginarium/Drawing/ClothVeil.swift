import Glibc

/// Cloth through which the panel below or the ground shows.
struct ClothVeil: Sendable, Equatable {
    /// Share of the cloth that its threads cover.
    let density: Float
    /// Whether holes and figures differ, as in lace.
    let hasHoles: Bool

    /// Nil for dense cloth.
    init?(_ fabric: FabricPaint) {
        if fabric.cloth == .lace || fabric.facts?.figure == .lace {
            (density, hasHoles) = (0.86, true)
        } else if fabric.texture == .sheer {
            // Nets stand off and let more light through than flowing chiffon.
            (density, hasHoles) = (fabric.drape < 0.7 ? 0.50 : 0.74, false)
        } else {
            return nil
        }
    }

    /// Brightness of the lining under lace, as a share of the cloth's.
    static let lining: Float = 0.5

    /// Whether a lining lies under a panel: lace is lined over the body, and bare over the arms.
    func lines(_ panel: Panel) -> Bool {
        hasHoles && panel.cloth == .main && !panel.name.contains("sleeve") && !panel.name.contains("cuff")
    }

    /// How much of a pixel the cloth covers.
    ///
    /// - Parameters:
    ///   - level: the cloth's brightness here as a share of its mean.
    ///   - slopeX: rise of the relief to the right; slanting cloth is seen through more of its threads.
    ///   - slopeY: rise downwards.
    ///   - edge: 1 at the panel's edge, where it is folded twice.
    func cover(_ level: Float, _ slopeX: Float, _ slopeY: Float, _ edge: Float) -> Float {
        var share = density
        if hasHoles { share *= 0.38 + 0.62 * smoothStep(0.72, 1.02, level) }
        let layers = sqrtf(1 + slopeX * slopeX + slopeY * slopeY) * (1 + 0.45 * edge * edge)
        return 1 - powf(max(1 - share, 0), layers)
    }
}
