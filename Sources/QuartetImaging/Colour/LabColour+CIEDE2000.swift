internal import Glibc

extension LabColour {
    /// ΔE00, the difference of CIEDE2000 (ISO/CIE 11664-6:2014) with all weights 1, as Sharma, Wu and Dalal (2005)
    /// write it: 1 is just noticeable side by side.
    public func difference2000(to other: LabColour) -> Double {
        let seventh = pow((chroma + other.chroma) / 2, 7)
        let g = 0.5 * (1 - (seventh / (seventh + pow(25, 7))).squareRoot())
        let first = LabColour(lightness: lightness, a: a * (1 + g), b: b)
        let second = LabColour(lightness: other.lightness, a: other.a * (1 + g), b: other.b)
        let (c1, c2) = (first.chroma, second.chroma)
        let isGrey = c1 * c2 == 0
        var turn = isGrey ? 0 : second.hue - first.hue
        if turn > 180 { turn -= 360 } else if turn < -180 { turn += 360 }
        let deltaHue = 2 * (c1 * c2).squareRoot() * Self.sine(turn / 2)
        var hue = first.hue + second.hue
        if !isGrey {
            if abs(first.hue - second.hue) > 180 { hue += hue < 360 ? 360 : -360 }
            hue /= 2
        }
        let (meanLightness, meanChroma) = ((lightness + other.lightness) / 2, (c1 + c2) / 2)
        let t =
            1 - 0.17 * Self.sine(hue - 30 + 90) + 0.24 * Self.sine(2 * hue + 90)
            + 0.32 * Self.sine(3 * hue + 6 + 90) - 0.20 * Self.sine(4 * hue - 63 + 90)
        let square = (meanLightness - 50) * (meanLightness - 50)
        let weightL = 1 + 0.015 * square / (20 + square).squareRoot()
        let (weightC, weightH) = (1 + 0.045 * meanChroma, 1 + 0.015 * meanChroma * t)
        let bend = 30 * exp(-pow((hue - 275) / 25, 2))
        let power = pow(meanChroma, 7)
        let rotation = -Self.sine(2 * bend) * 2 * (power / (power + pow(25, 7))).squareRoot()
        let (l, c, h) = (
            (other.lightness - lightness) / weightL, (c2 - c1) / weightC, deltaHue / weightH
        )
        return max(l * l + c * c + h * h + rotation * c * h, 0).squareRoot()
    }

    /// The sine of an angle in degrees.
    private static func sine(_ degrees: Double) -> Double { sin(degrees * .pi / 180) }
}
