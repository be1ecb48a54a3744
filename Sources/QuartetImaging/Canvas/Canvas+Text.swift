internal import CCairo

/// A typeface and its size.
public struct Font: Sendable, Hashable {
    /// If the family is not installed, the system substitutes the nearest.
    public var family: String
    public var size: Double
    public var isBold: Bool
    public var isItalic: Bool

    public init(size: Double, bold: Bool = false, italic: Bool = false, family: String = "DejaVu Sans") {
        (self.size, isBold, isItalic, self.family) = (size, bold, italic, family)
    }
}

/// Which horizontal position of a line of text is placed at the given point.
public enum TextAnchor: Sendable { case start, middle, end }

/// Which vertical position of a line of text is placed at the given point.
public enum TextBaseline: Sendable {
    /// The baseline.
    case alphabetic
    /// The middle of the capital letters.
    case centre
    /// The top of the font's ascent.
    case top
    /// The bottom of the font's descent.
    case bottom
}

extension Canvas {
    /// Draws one line of text.
    public func text(
        _ string: String, at point: Point, font: Font, with paint: Paint = .colour(.black),
        anchor: TextAnchor = .start, baseline: TextBaseline = .alphabetic
    ) {
        let string = Self.drawable(string)
        select(font)
        let width = advance(of: string)
        let x =
            switch anchor {
            case .start: point.x
            case .middle: point.x - width / 2
            case .end: point.x - width
            }
        var metrics = cairo_font_extents_t()
        cairo_font_extents(context, &metrics)
        let y =
            switch baseline {
            case .alphabetic: point.y
            case .centre: point.y + 0.365 * font.size  // half of the capitals' height, 0.73 of the size
            case .top: point.y + metrics.ascent
            case .bottom: point.y - metrics.descent
            }
        cairo_move_to(context, x, y)
        withSource(paint) { cairo_show_text(context, string) }
        cairo_new_path(context)
    }

    /// The width of a line of text, in points.
    public func width(of string: String, font: Font) -> Double {
        select(font)
        return advance(of: Self.drawable(string))
    }

    /// The text if it fits; otherwise as much of it as fits, ending in "…".
    public func truncated(_ string: String, toWidth limit: Double, font: Font) -> String {
        guard width(of: string, font: font) > limit else { return string }
        var kept = Substring(string)
        while !kept.isEmpty {
            kept.removeLast()
            let candidate = kept + "…"
            if width(of: String(candidate), font: font) <= limit { return String(candidate) }
        }
        return ""
    }

    /// The text in lines no wider than `limit`, broken at spaces; a word that is longer gets a line of its own.
    public func wrapped(_ string: String, toWidth limit: Double, font: Font) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in string.split(whereSeparator: \.isWhitespace) {
            let longer = line.isEmpty ? String(word) : line + " " + word
            if line.isEmpty || width(of: longer, font: font) <= limit {
                line = longer
            } else {
                lines.append(line)
                line = String(word)
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }

    private func select(_ font: Font) {
        cairo_select_font_face(
            context, font.family, font.isItalic ? CAIRO_FONT_SLANT_ITALIC : CAIRO_FONT_SLANT_NORMAL,
            font.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
        cairo_set_font_size(context, font.size)
        // Without hinting, so that widths are the same at every scale and in SVG.
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        cairo_set_font_options(context, options)
        cairo_font_options_destroy(options)
    }

    private func advance(of string: String) -> Double {
        var extents = cairo_text_extents_t()
        cairo_text_extents(context, string, &extents)
        return extents.x_advance
    }

    /// A NUL would end the text early; line breaks and other controls have no glyph.
    private static func drawable(_ string: String) -> String {
        String(String.UnicodeScalarView(string.unicodeScalars.map { $0.value < 32 ? " " : $0 }))
    }
}
