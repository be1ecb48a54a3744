internal import Glibc
import QuartetImaging

/// Folds and gathers of a panel as thin lines: how full it is, without shading.
enum FlatFolds {
    static func lines(_ panel: Panel) -> [Path] {
        guard panel.frame.stations.count >= 2 else { return [] }
        let frame = panel.frame
        // Only cloth that spreads hangs in folds; the rest of a picture's folds is shading.
        return (frame.fan >= 0.3 && panel.name != "leg" ? folds(panel.folds, frame) : [])
            + gathers(panel.folds.gatherTop, frame, fromEnd: false)
            + gathers(panel.folds.gatherEnd, frame, fromEnd: true)
    }

    /// From the hem upwards; shallow folds are left out.
    private static func folds(_ field: FoldField, _ frame: PanelFrame) -> [Path] {
        let deepest = field.ridges.map(\.depth).max() ?? 0
        return field.ridges.filter { $0.depth > 0.55 * deepest }.map { ridge in
            let start = max(ridge.start, field.gatherTop > 0 ? 0.42 : 0.3)
            let shares = [1.02, (1.02 + start) / 2, start]
            return .smooth(
                through: shares.map { share in
                    frame.point(share: share, across: ridge.across + ridge.drift * share)
                })
        }
    }

    /// Short strokes along a gathered edge, every 1.7 cm, by turns longer and shorter.
    private static func gathers(_ amount: Double, _ frame: PanelFrame, fromEnd: Bool) -> [Path] {
        guard amount >= 0.4, let first = frame.stations.first, let last = frame.stations.last else {
            return []
        }
        let edge = fromEnd ? last : first
        let length = last.along - first.along
        guard length > 1 else { return [] }
        let count = max(4, Int((edge.right - edge.left) / 1.7))
        return (1..<count).map { index in
            let across = -1 + 2 * Double(index) / Double(count)
            let reach = min((index % 2 == 0 ? 5.5 : 3.2) * amount, length * 0.4) / length
            let (from, to) = fromEnd ? (1.0, 1 - reach) : (0.0, reach)
            return Path(
                points: [
                    frame.point(share: from, across: across), frame.point(share: to, across: across),
                ], closed: false)
        }
    }
}

extension PanelFrame {
    /// The point at a share of the panel's length, and across from -1 at its left edge to 1 at its right.
    func point(share: Double, across: Double) -> Point {
        let (first, last) = (stations[0], stations[stations.count - 1])
        let along = first.along + (last.along - first.along) * share
        let index = min(stations.lastIndex { $0.along <= along } ?? 0, stations.count - 2)
        let (from, to) = (stations[index], stations[index + 1])
        let part = (along - from.along) / max(to.along - from.along, 1e-9)
        let left = from.left + (to.left - from.left) * part
        let right = from.right + (to.right - from.right) * part
        let u = (left + right) / 2 + (right - left) / 2 * across
        let y = along + sag * share * (1 - across * across)
        return origin + Point(sin(angle), cos(angle)) * y + Point(cos(angle), -sin(angle)) * u
    }
}
