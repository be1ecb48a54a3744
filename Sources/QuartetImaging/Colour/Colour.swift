internal import Glibc

/// An sRGB colour (IEC 61966-2-1) with straight alpha; components are encoded values in 0...1.
public struct Colour: Sendable, Hashable {
    public var red: Double
    public var green: Double
    public var blue: Double
    public var alpha: Double

    public init(red: Double, green: Double, blue: Double, alpha: Double = 1) {
        (self.red, self.green, self.blue, self.alpha) = (red, green, blue, alpha)
    }

    /// A grey: 0 black, 1 white.
    public init(grey: Double, alpha: Double = 1) {
        self.init(red: grey, green: grey, blue: grey, alpha: alpha)
    }

    /// Reads `#rgb`, `#rrggbb` or `#rrggbbaa`, with or without the `#`; nil for anything else.
    public init?(hex: String) {
        let digits = hex.hasPrefix("#") ? hex.dropFirst() : hex[...]
        var values = digits.compactMap(\.hexDigitValue)
        guard values.count == digits.count, [3, 6, 8].contains(values.count) else { return nil }
        if values.count == 3 { values = values.flatMap { [$0, $0] } }
        func component(_ index: Int) -> Double {
            Double(values[2 * index] * 16 + values[2 * index + 1]) / 255
        }
        self.init(
            red: component(0), green: component(1), blue: component(2),
            alpha: values.count == 8 ? component(3) : 1)
    }

    /// `#rrggbb`, or `#rrggbbaa` for a colour that is not opaque.
    public var hex: String {
        let parts = alpha < 1 ? [red, green, blue, alpha] : [red, green, blue]
        return parts.reduce("#") { text, part in
            let digits = String(Self.byte(part), radix: 16)
            return text + (digits.count == 1 ? "0" : "") + digits
        }
    }

    /// Components rounded to 8 bits.
    public var bytes: (red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8) {
        (Self.byte(red), Self.byte(green), Self.byte(blue), Self.byte(alpha))
    }

    /// The same colour with another opacity.
    public func opacity(_ alpha: Double) -> Colour {
        Colour(red: red, green: green, blue: blue, alpha: alpha)
    }

    /// The colour `fraction` of the way to another, mixed in Lab so that the steps look even.
    public func mixed(with other: Colour, by fraction: Double) -> Colour {
        let (from, to) = (lab, other.lab)
        func between(_ first: Double, _ second: Double) -> Double { first + (second - first) * fraction }
        let lab = LabColour(
            lightness: between(from.lightness, to.lightness), a: between(from.a, to.a),
            b: between(from.b, to.b))
        return lab.colour.opacity(between(alpha, other.alpha))
    }

    /// Relative luminance (Rec. 709, of the linear components): 0 black, 1 white.
    public var luminance: Double {
        0.2126 * Self.linear(fromEncoded: red) + 0.7152 * Self.linear(fromEncoded: green)
            + 0.0722 * Self.linear(fromEncoded: blue)
    }

    public static let black = Colour(grey: 0)
    public static let white = Colour(grey: 1)
    public static let clear = Colour(grey: 0, alpha: 0)

    /// Eight colours that readers with colour-vision deficiency can distinguish (Okabe and Ito, 2008), in an
    /// order that suits lines on white.
    public static let okabeIto: [Colour] = [
        (0, 114, 178), (213, 94, 0), (0, 158, 115), (204, 121, 167), (230, 159, 0), (86, 180, 233),
        (0, 0, 0), (240, 228, 66),
    ].map { Colour(red: $0.0 / 255, green: $0.1 / 255, blue: $0.2 / 255) }

    /// The decoding of sRGB: `c / 12.92` up to 0.04045, `((c + 0.055) / 1.055)^2.4` beyond.
    public static func linear(fromEncoded value: Double) -> Double {
        value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }

    /// The encoding of sRGB: the inverse of ``linear(fromEncoded:)``.
    public static func encoded(fromLinear value: Double) -> Double {
        value <= 0.0031308 ? value * 12.92 : encodedPower(value)
    }

    /// The encoding above its straight end.
    static func encodedPower(_ value: Double) -> Double { 1.055 * pow(value, 1 / 2.4) - 0.055 }

    private static func byte(_ value: Double) -> UInt8 {
        value.isFinite ? UInt8((min(max(value, 0), 1) * 255).rounded()) : 0
    }
}
