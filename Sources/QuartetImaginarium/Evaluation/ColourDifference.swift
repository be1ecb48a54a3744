internal import Foundation
package import QuartetImaging

extension LabColour {
    /// ΔE00, the colour difference of CIE 142-2001 (CIEDE2000) with weights of 1, after Sharma, Wu and Dalal (2005);
    /// about 1 is just noticeable.
    package func difference2000(to other: LabColour) -> Double {
        let meanChroma = (chroma + other.chroma) / 2
        let seventh = pow(meanChroma, 7)
        let stretch = 1 + 0.5 * (1 - (seventh / (seventh + pow(25, 7))).squareRoot())
        let first = LabColour(lightness: lightness, a: stretch * a, b: b)
        let second = LabColour(lightness: other.lightness, a: stretch * other.a, b: other.b)
        let (firstChroma, secondChroma) = (first.chroma, second.chroma)
        let areColoured = firstChroma * secondChroma > 1e-12

        var turn = areColoured ? second.hue - first.hue : 0
        if turn > 180 { turn -= 360 } else if turn < -180 { turn += 360 }
        let lightnessStep = other.lightness - lightness
        let chromaStep = secondChroma - firstChroma
        let hueStep = 2 * (firstChroma * secondChroma).squareRoot() * sin(Self.radians(turn / 2))

        let middleLightness = (lightness + other.lightness) / 2
        let middleChroma = (firstChroma + secondChroma) / 2
        var middleHue = first.hue + second.hue
        if areColoured {
            if abs(first.hue - second.hue) > 180 { middleHue += middleHue < 360 ? 360 : -360 }
            middleHue /= 2
        }
        func wave(_ factor: Double, _ shift: Double) -> Double {
            cos(Self.radians(factor * middleHue + shift))
        }
        let t = 1 - 0.17 * wave(1, -30) + 0.24 * wave(2, 0) + 0.32 * wave(3, 6) - 0.20 * wave(4, -63)
        let fromMiddle = (middleLightness - 50) * (middleLightness - 50)
        let lightnessScale = 1 + 0.015 * fromMiddle / (20 + fromMiddle).squareRoot()
        let chromaScale = 1 + 0.045 * middleChroma
        let hueScale = 1 + 0.015 * middleChroma * t
        let middleSeventh = pow(middleChroma, 7)
        let rotation =
            -2 * (middleSeventh / (middleSeventh + pow(25, 7))).squareRoot()
            * sin(Self.radians(60 * exp(-pow((middleHue - 275) / 25, 2))))
        let (l, c, h) = (
            lightnessStep / lightnessScale, chromaStep / chromaScale, hueStep / hueScale
        )
        return (l * l + c * c + h * h + rotation * c * h).squareRoot()
    }

    private static func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
}
