import Glibc
import QuartetImaging

/// The right sleeve; the left one mirrors it.
///
/// The sleeve hangs along a direction from the vertical. Its inner seam starts at the underarm; its outer edge
/// goes around the shoulder's tip and runs at the sleeve's width from the inner seam.
struct SleeveBlock {
    let parameters: GarmentParameters
    let neck: NecklineBlock

    init(_ parameters: GarmentParameters) {
        self.parameters = parameters
        self.neck = NecklineBlock(parameters: parameters)
    }

    var sleeve: GarmentParameters.Sleeve { parameters.sleeve }
    var radians: Double { sleeve.angle * Double.pi / 180 }
    /// Down the sleeve.
    var along: Point { Point(sin(radians), cos(radians)) }
    /// Across it, to the outside.
    var across: Point { Point(cos(radians), -sin(radians)) }

    /// Where the sleeve leaves the body at the top.
    var top: Point {
        parameters.neckline.shape == .offShoulder ? neck.offShoulderTip : neck.shoulderTip
    }

    func at(_ v: Double, _ u: Double) -> Point {
        neck.underarm + along * v + across * u
    }

    /// The top in the sleeve's own coordinates.
    var topPlace: (v: Double, u: Double) {
        let fromUnderarm = top - neck.underarm
        return (fromUnderarm.dot(along), fromUnderarm.dot(across))
    }

    /// Distance along the sleeve from the underarm to the cuff.
    var innerLength: Double {
        let length = sleeve.length + topPlace.v
        // A deep armhole must not eat up a short sleeve.
        guard parameters.isCurrent, sleeve.length > 12 else { return length }
        return max(length, 0.32 * sleeve.length)
    }

    /// Whether the sleeve passes the elbow.
    var isLong: Bool { innerLength > 32 }

    /// Whether the sleeve ends above the underarm.
    var isCap: Bool { innerLength < 2.5 }

    /// Sleeves that hang down show less of their width than those that stand away.
    var bicepWidth: Double {
        setIn * sleeve.bicep * (1.16 + 0.24 * min(max((sleeve.angle - 14) / 28, 0), 1)) * sleeve.upper
    }
    /// Whether the sleeve is set in smoothly, below the end of the shoulder seam.
    private var isSetIn: Bool {
        parameters.isCurrent && sleeve.gather == 0 && !sleeve.isRaglan
            && parameters.neckline.shape != .offShoulder
    }

    /// Set-in sleeves turn part of their width to the back; those of jackets, with a padded head, more of it.
    private var setIn: Double {
        guard isSetIn, isLong else { return 1 }
        return parameters.family == .outerwear ? 0.84 : 0.92
    }

    var cuffWidth: Double {
        // Sleeves that end above the wrist are as wide as the arm there.
        let share = min(max(sleeve.length / Measure.arm, 0), 1)
        let upper = bicepWidth / sleeve.upper * 1.02
        let there = upper + (sleeve.cuff * 1.62 - upper) * share
        return there * sleeve.cuffFactor
    }
    var middleWidth: Double {
        (bicepWidth / sleeve.upper * 0.52 + sleeve.cuff * 0.80) * sleeve.middle
    }

    var hasBand: Bool {
        !isCap
            && (parameters.has(.rib) || parameters.has(.cuffs)
                || (sleeve.gather > 0 && sleeve.cuffFactor < 1))
    }
    var bandHeight: Double { parameters.has(.rib) ? 6.2 : (sleeve.length < 30 ? 2.2 : 5.6) }
    var bodyEnd: Double { hasBand ? innerLength - bandHeight : innerLength }

    func outer() -> Outline {
        let (v, u) = topPlace
        let width = bicepWidth
        let gather = sleeve.gather
        var line = Outline(from: top)
        // The cap follows the shoulder; gathered heads rise above it.
        let rise = gather * (sleeve.upper > 1.2 ? 2.2 : 0.4)
        let cap = max(-v, 6)
        var points = [
            at(v + cap * 0.13 - rise * 0.4, u + (width - u) * 0.33 + rise * 0.5),
            at(v + cap * 0.38, u + (width - u) * 0.70 + rise * 0.7),
        ]
        if isSetIn {
            // From the shoulder's end the sleeve falls at once, without a hump.
            points = [
                at(v + cap * 0.10, u + 1.5), at(v + cap * 0.36, u + (width - u) * 0.46),
                at(v + cap * 0.66, u + (width - u) * 0.74),
            ]
        }
        if bodyEnd > 4 {
            points.append(
                isSetIn
                    ? at(min(bodyEnd * 0.1, 1), u + (width - u) * 0.92)
                    : at(-cap * 0.12, u + (width - u) * 0.97))
        }
        let long = bodyEnd
        if long > 16 {
            points.append(at(long * 0.45, middleWidth + (width - middleWidth) * 0.25))
            points.append(at(long * 0.78, sleeve.middle > 1.1 ? middleWidth : (middleWidth + cuffTop) / 2))
        } else if sleeve.middle > 1.1 {
            points.append(at(long * 0.5, max(width, middleWidth)))
        }
        points.append(at(long, cuffTop))
        line.smooth(points)
        return line
    }

    /// Width at the sleeve's end, above a band.
    var cuffTop: Double { hasBand && sleeve.gather > 0 ? cuffWidth * 1.25 : cuffWidth }

    func inner() -> Outline {
        var line = Outline(from: at(bodyEnd, 0))
        let bulge = sleeve.middle > 1.2 ? -1.6 : 0.4
        line.smooth([at(bodyEnd * 0.5, bulge), neck.underarm])
        return line
    }
}
