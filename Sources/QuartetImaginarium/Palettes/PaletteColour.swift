internal import Foundation
import QuartetImaging

/// Colours of the spaces that palette files use, as sRGB.
enum PaletteColour {
    /// Ink coverages in 0...1, without a profile: what a screen shows of them is an approximation.
    static func cmyk(_ cyan: Double, _ magenta: Double, _ yellow: Double, _ black: Double) -> Colour {
        func part(_ ink: Double) -> Double { (1 - clamped(ink)) * (1 - clamped(black)) }
        return Colour(red: part(cyan), green: part(magenta), blue: part(yellow))
    }

    /// CIE L\*a\*b\* under D50, as Photoshop and Illustrator store it (white point of ICC.1; the matrix has Bradford's
    /// adaptation to D65 in it).
    static func lab50(_ lightness: Double, _ a: Double, _ b: Double) -> Colour {
        let fy = (lightness + 16) / 116
        let (fx, fz) = (fy + a / 500, fy - b / 200)
        func inverse(_ f: Double) -> Double {
            f * f * f > 216 / 24389.0 ? f * f * f : (116 * f - 16) / (24389 / 27.0)
        }
        let (x, y, z) = (0.96422 * inverse(fx), inverse(fy), 0.82521 * inverse(fz))
        func encoded(_ value: Double) -> Double { Colour.encoded(fromLinear: clamped(value)) }
        return Colour(
            red: encoded(3.1338561 * x - 1.6168667 * y - 0.4906146 * z),
            green: encoded(-0.9787684 * x + 1.9161415 * y + 0.0334540 * z),
            blue: encoded(0.0719453 * x - 0.2289914 * y + 1.4052427 * z))
    }

    static func rgb(_ red: Double, _ green: Double, _ blue: Double) -> Colour {
        Colour(red: clamped(red), green: clamped(green), blue: clamped(blue))
    }

    /// Hue, saturation and brightness, each in 0...1.
    static func hsb(_ hue: Double, _ saturation: Double, _ brightness: Double) -> Colour {
        func part(_ shift: Double) -> Double {
            let k = (shift + 6 * hue).truncatingRemainder(dividingBy: 6)
            return brightness * (1 - saturation * max(0, min(k, 4 - k, 1)))
        }
        return rgb(part(5), part(3), part(1))
    }

    private static func clamped(_ value: Double) -> Double { min(max(value, 0), 1) }
}
