import Glibc
internal import QuartetCatalogs
import QuartetImaging

/// The paint that an SVG element inherits or sets.
struct MotifStyle: Sendable {
    private var fill: Colour? = .black
    private var stroke: Colour?
    private(set) var strokeWidth = 1.0
    private(set) var rule = FillRule.nonZero
    private(set) var isShown = true
    private var fillOpacity = 1.0
    private var strokeOpacity = 1.0
    private var opacity = 1.0

    var fillColour: Colour? { fill.map { $0.opacity(fillOpacity * opacity) } }
    var strokeColour: Colour? { strokeWidth > 0 ? stroke.map { $0.opacity(strokeOpacity * opacity) } : nil }

    /// The style of an element; declarations in `style` come before attributes.
    func over(_ element: CatalogElement, _ name: String) throws -> MotifStyle {
        var values = element.attributes
        for declaration in (element.attributes["style"] ?? "").split(separator: ";") {
            let parts = declaration.split(separator: ":", maxSplits: 1).map {
                $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            }
            if parts.count == 2 { values[parts[0]] = parts[1] }
        }
        func number(_ key: String, _ fallback: Double) throws -> Double {
            guard let text = values[key] else { return fallback }
            let trimmed = text.hasSuffix("px") ? String(text.dropLast(2)) : text
            guard let number = Double(trimmed), number.isFinite, number >= 0 else {
                throw MotifError.unusable(name, "line \(element.line): \(key)=\"\(text)\" is not a number")
            }
            return number
        }
        func colour(_ key: String, _ fallback: Colour?) throws -> Colour? {
            guard let text = values[key], text != "inherit" else { return fallback }
            if text == "none" || text == "transparent" { return nil }
            guard let colour = MotifColour.colour(text) else {
                throw MotifError.unusable(
                    name,
                    "line \(element.line): \(key)=\"\(text)\"; expected #rrggbb, rgb(r,g,b), a basic name or none"
                )
            }
            return colour
        }
        var style = self
        style.fill = try colour("fill", fill)
        style.stroke = try colour("stroke", stroke)
        style.strokeWidth = try number("stroke-width", strokeWidth)
        style.fillOpacity = min(try number("fill-opacity", fillOpacity), 1)
        style.strokeOpacity = min(try number("stroke-opacity", strokeOpacity), 1)
        style.opacity = opacity * min(try number("opacity", 1), 1)
        if let rule = values["fill-rule"] { style.rule = rule == "evenodd" ? .evenOdd : .nonZero }
        if values["display"] == "none" || values["visibility"] == "hidden" { style.isShown = false }
        return style
    }
}

/// Colours of SVG.
enum MotifColour {
    private static let names: [String: String] = [
        "black": "#000000", "white": "#ffffff", "red": "#ff0000", "green": "#008000", "blue": "#0000ff",
        "yellow": "#ffff00", "cyan": "#00ffff", "aqua": "#00ffff", "magenta": "#ff00ff", "fuchsia": "#ff00ff",
        "gray": "#808080", "grey": "#808080", "silver": "#c0c0c0", "maroon": "#800000", "navy": "#000080",
        "olive": "#808000", "teal": "#008080", "purple": "#800080", "lime": "#00ff00", "orange": "#ffa500",
        "pink": "#ffc0cb", "brown": "#a52a2a", "gold": "#ffd700", "crimson": "#dc143c",
        "currentcolor": "#000000",
    ]

    static func colour(_ text: String) -> Colour? {
        let low = text.lowercased()
        if let known = names[low] { return Colour(hex: known) }
        if low.hasPrefix("#"), low.count == 4 {
            return Colour(hex: "#" + low.dropFirst().flatMap { [$0, $0] })
        }
        if low.hasPrefix("#") { return Colour(hex: low) }
        guard low.hasPrefix("rgb("), low.hasSuffix(")") else { return nil }
        let parts = low.dropFirst(4).dropLast().split { $0 == "," || $0 == " " }.compactMap { part in
            part.hasSuffix("%") ? Double(part.dropLast()).map { $0 / 100 } : Double(part).map { $0 / 255 }
        }
        guard parts.count == 3, parts.allSatisfy({ (0...1).contains($0) }) else { return nil }
        return Colour(red: parts[0], green: parts[1], blue: parts[2])
    }
}

/// `transform` of SVG: matrix, translate, scale, rotate, one after the other.
enum MotifTransform {
    static func read(_ text: String, _ name: String) throws -> Affine {
        var map = Affine.identity
        for part in text.split(separator: ")") {
            guard part.contains(where: { $0 != "," && !$0.isWhitespace }) else { continue }
            let pieces = part.split(separator: "(", maxSplits: 1)
            let word = pieces.first?.filter { $0.isLetter } ?? ""
            let numbers = pieces.count < 2 ? [] : MotifPath.numbers(String(pieces[1]))
            guard let numbers, numbers.allSatisfy(\.isFinite), let next = step(word, numbers) else {
                throw MotifError.unusable(name, "transform=\"\(text.prefix(60))\" is not understood")
            }
            map = next.then(map)
        }
        return map
    }

    private static func step(_ word: String, _ n: [Double]) -> Affine? {
        switch (word, n.count) {
        case ("matrix", 6): Affine(a: n[0], b: n[1], c: n[2], d: n[3], tx: n[4], ty: n[5])
        case ("translate", 1): .translation(n[0], 0)
        case ("translate", 2): .translation(n[0], n[1])
        case ("scale", 1): .scale(n[0])
        case ("scale", 2): .scale(n[0], n[1])
        case ("rotate", 1): .rotation(n[0] * .pi / 180)
        case ("rotate", 3):
            Affine.translation(-n[1], -n[2]).then(.rotation(n[0] * .pi / 180)).then(.translation(n[1], n[2]))
        default: nil
        }
    }
}
