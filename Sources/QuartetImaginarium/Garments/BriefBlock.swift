import QuartetImaging

/// The legs of bodysuits and swimsuits, and the brief below a tankini.
struct BriefBlock {
    let parameters: GarmentParameters
    let bodice: BodiceBlock

    /// Height of the leg's curve on the side.
    static let legHeight = 15.0
    /// Half width at the crotch.
    static let crotch = 4.2

    /// The back, seen below the leg's curve in front.
    func behind() -> [Panel] {
        guard parameters.has(.brief) else { return [] }
        let (bottom, top) = (bodice.bottom, bodice.bottom - Self.legHeight)
        let half = min(bodice.halfWidth(at: top - 4), bodice.halfWidth(at: top))
        return [BriefPanels(top: top - 4, bottom: bottom + 0.8, half: half - 0.4, side: 4.2).back()]
    }

    /// The separate brief, a hand's breadth below the top.
    func front() -> [Panel] {
        guard parameters.has(.separateBrief) else { return [] }
        let brief = BriefPanels(
            top: bodice.bottom + 7, bottom: bodice.bottom + 30, half: parameters.bodice.hip - 2.6, side: 7)
        return [brief.back(), brief.front()]
    }

    /// The leg's curve from the side to the centre of the crotch, in place of a hem.
    func legLine() -> Outline {
        let (bottom, top) = (bodice.bottom, bodice.bottom - Self.legHeight)
        let edge = bodice.halfWidth(at: top)
        var line = Outline(edge, top)
        line.curve(
            Point(edge * 0.66, top + 2.4), Point(edge * 0.34, bottom - 6), to: Point(Self.crotch, bottom))
        line.curve(Point(2.4, bottom + 0.5), Point(1, bottom + 0.6), to: Point(0, bottom + 0.6))
        return line
    }
}
