internal import Foundation
import QuartetImaging

extension VectorScene {
    /// The scene as SVG 1.1 in its size in millimetres, one `g` with an `id` for each group.
    func svg() -> [UInt8] {
        var writer = SceneWriter()
        let size = "\(Self.number(width))mm\" height=\"\(Self.number(height))mm"
        writer.line(#"<?xml version="1.0" encoding="UTF-8"?>"#)
        writer.line(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"\(size)\" "
                + "viewBox=\"0 0 \(Self.number(width)) \(Self.number(height))\" role=\"img\">")
        writer.line("<title>\(Self.escaped(title))</title>")
        for element in elements { writer.write(element) }
        writer.line("</svg>")
        return Array(writer.text.utf8)
    }

    /// At most three digits after the point: micrometres.
    static func number(_ value: Double) -> String {
        guard value.magnitude < 1e12 else { return "0" }
        let rounded = (value * 1000).rounded() / 1000
        return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            // XML 1.0 has no other control characters.
            case let control where control.value < 32: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// Writes elements line by line, and gives groups of one name different identifiers.
private struct SceneWriter {
    private(set) var text = ""
    private var used: [String: Int] = [:]

    mutating func line(_ line: String) { text += line + "\n" }

    mutating func write(_ element: VectorScene.Element) {
        switch element {
        case .group(let name, let clip, let elements):
            let id = identifier(name)
            var attributes = "id=\"\(id)\""
            if let clip {
                line("<clipPath id=\"\(id)-clip\"><path d=\"\(Self.data(clip))\"/></clipPath>")
                attributes += " clip-path=\"url(#\(id)-clip)\""
            }
            line("<g \(attributes)>")
            for element in elements { write(element) }
            line("</g>")
        case .path(let path, let fill, let stroke):
            var attributes = "fill=\"\(fill?.hex ?? "none")\""
            if let stroke {
                attributes +=
                    " stroke=\"\(stroke.colour.hex)\" stroke-width=\"\(VectorScene.number(stroke.width))\""
                    + " stroke-linejoin=\"round\""
                attributes +=
                    stroke.dash.isEmpty
                    ? " stroke-linecap=\"round\""
                    : " stroke-dasharray=\"\(stroke.dash.map(VectorScene.number).joined(separator: " "))\""
            }
            line("<path d=\"\(Self.data(path))\" \(attributes)/>")
        case .text(let string, let point, let size, let anchor, let bold):
            let anchors: [TextAnchor: String] = [.start: "start", .middle: "middle", .end: "end"]
            line(
                "<text x=\"\(VectorScene.number(point.x))\" y=\"\(VectorScene.number(point.y))\" "
                    + "font-family=\"DejaVu Sans, sans-serif\" font-size=\"\(VectorScene.number(size))\""
                    + (bold ? " font-weight=\"bold\"" : "")
                    + " text-anchor=\"\(anchors[anchor] ?? "start")\">\(VectorScene.escaped(string))</text>")
        }
    }

    private mutating func identifier(_ name: String) -> String {
        let plain = name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let id = String(plain)
        used[id, default: 0] += 1
        let count = used[id] ?? 1
        return count == 1 ? id : "\(id)-\(count)"
    }

    /// An outline as the `d` of a path.
    private static func data(_ path: Path) -> String {
        func pair(_ point: Point) -> String {
            VectorScene.number(point.x) + " " + VectorScene.number(point.y)
        }
        return path.elements.map { element in
            switch element {
            case .move(let point): "M" + pair(point)
            case .line(let point): "L" + pair(point)
            case .curve(let first, let second, let end):
                "C" + pair(first) + " " + pair(second) + " " + pair(end)
            case .close: "Z"
            }
        }.joined()
    }
}
