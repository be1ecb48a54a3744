internal import Glibc

/// A colour in CIE 1976 L\*a\*b\* (CIE 15:2004) under the white of D65, the 2° observer.
public struct LabColour: Sendable, Hashable {
    /// L\*: 0 black, 100 white.
    public var lightness: Double
    /// a\*: green below, red above 0.
    public var a: Double
    /// b\*: blue below, yellow above 0.
    public var b: Double

    public init(lightness: Double, a: Double, b: Double) {
        (self.lightness, self.a, self.b) = (lightness, a, b)
    }

    /// White point of D65: (1, 1, 1) through sRGB's matrix, so that white has a\* = b\* = 0.
    private static let white = (x: 0.95047, y: 1.0, z: 1.08883)
    private static let epsilon = 216.0 / 24389.0
    private static let kappa = 24389.0 / 27.0

    /// From linear sRGB components.
    public init(linearRed red: Double, green: Double, blue: Double) {
        let x = 0.4124564 * red + 0.3575761 * green + 0.1804375 * blue
        let y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
        let z = 0.0193339 * red + 0.1191920 * green + 0.9503041 * blue
        func f(_ t: Double) -> Double { t > Self.epsilon ? cbrt(t) : (Self.kappa * t + 16) / 116 }
        let (fx, fy, fz) = (f(x / Self.white.x), f(y / Self.white.y), f(z / Self.white.z))
        self.init(lightness: 116 * fy - 16, a: 500 * (fx - fy), b: 200 * (fy - fz))
    }

    /// Linear sRGB components; outside 0...1 for a colour outside the gamut.
    public var linearRGB: (red: Double, green: Double, blue: Double) {
        let fy = (lightness + 16) / 116
        let (fx, fz) = (fy + a / 500, fy - b / 200)
        func inverse(_ f: Double) -> Double {
            f * f * f > Self.epsilon ? f * f * f : (116 * f - 16) / Self.kappa
        }
        let (x, y, z) = (
            inverse(fx) * Self.white.x, inverse(fy) * Self.white.y, inverse(fz) * Self.white.z
        )
        return (
            3.2404542 * x - 1.5371385 * y - 0.4985314 * z,
            -0.9692660 * x + 1.8760108 * y + 0.0415560 * z,
            0.0556434 * x - 0.2040259 * y + 1.0572252 * z
        )
    }

    /// The nearest sRGB colour by clamping each component.
    public var colour: Colour {
        let linear = linearRGB
        func encode(_ value: Double) -> Double { Colour.encoded(fromLinear: min(max(value, 0), 1)) }
        return Colour(red: encode(linear.red), green: encode(linear.green), blue: encode(linear.blue))
    }

    /// C\*ab, the distance from grey of the same lightness.
    public var chroma: Double { hypot(a, b) }

    /// hab in degrees, 0..<360: 0 red-pink, 90 yellow, 180 green, 270 blue.
    public var hue: Double {
        let degrees = atan2(b, a) * 180 / Double.pi
        return degrees < 0 ? degrees + 360 : degrees
    }

    /// ΔE\*ab (CIE 1976), the Euclidean distance; about 2.3 is just noticeable.
    public func distance(to other: LabColour) -> Double {
        let (dl, da, db) = (lightness - other.lightness, a - other.a, b - other.b)
        return (dl * dl + da * da + db * db).squareRoot()
    }
}

extension Colour {
    /// CIE L\*a\*b\* of this colour, without its alpha.
    public var lab: LabColour {
        LabColour(
            linearRed: Self.linear(fromEncoded: red), green: Self.linear(fromEncoded: green),
            blue: Self.linear(fromEncoded: blue))
    }
}
