import QuartetImaging

/// Draws buttons, zips, buckles, cords, rivets and labels.
struct TrimPainter {
    let linework: Linework

    private var cloth: DesignCloth { linework.cloth }

    func paint(_ trim: Trim, into buffer: inout LightBuffer) throws {
        guard let bounds = bounds(of: trim) else { return }
        let layout = linework.layout
        let window = layout.window(bounds, room: 4 + 0.8 * layout.scale)
        let picture = try layout.picture(window) {
            Self.draw(trim, cloth: cloth, thin: linework.width(0.06), on: $0)
        }
        let mask = PixelField(window, coverageOf: picture)
        let lift = 0.22 * layout.scale
        buffer.shadow(mask, radius: lift, dx: Int(lift * 0.5), dy: Int(lift * 0.8), strength: 0.5)
        buffer.lay(picture, at: window, mask: nil)
    }

    private func bounds(of trim: Trim) -> Rect? {
        switch trim {
        case .button(let centre, let radius, _), .rivet(let centre, let radius):
            Rect(x: centre.x - radius, y: centre.y - radius, width: 2 * radius, height: 2 * radius)
        case .zip(let path, let width), .cord(let path, let width):
            path.bounds?.inset(by: -width)
        case .buckle(let rect), .label(let rect): rect
        }
    }

    /// Draws a trim in centimetres, on either kind of picture.
    static func draw(_ trim: Trim, cloth: DesignCloth, thin: Double, on canvas: Canvas) {
        switch trim {
        case .button(let centre, let radius, let part):
            button(centre, radius, cloth.colour(ofPart: part) ?? buttonColour(cloth), thin, canvas)
        case .zip(let path, let width): zip(path, width, cloth, canvas)
        case .buckle(let rect): buckle(rect, thin, canvas)
        case .cord(let path, let width):
            let colour = cloth.colour(ofPart: "drawstring") ?? cloth.ground.mixed(with: .white, by: 0.55)
            canvas.stroke(
                path, with: colour.mixed(with: .black, by: 0.45),
                style: StrokeStyle(width: width, cap: .round))
            canvas.stroke(path, with: colour, style: StrokeStyle(width: width * 0.74, cap: .round))
        case .rivet(let centre, let radius):
            metal(Path.circle(centre: centre, radius: radius), centre, radius, copper, canvas)
        case .label(let rect):
            canvas.fill(.roundedRect(rect, radius: 0.15), with: Colour(grey: 0.93, alpha: 0.9))
            canvas.stroke(
                .roundedRect(rect, radius: 0.15), with: Colour(grey: 0.5, alpha: 0.5),
                style: StrokeStyle(width: thin))
        }
    }

    private static let copper = Colour(red: 0.72, green: 0.50, blue: 0.33)

    private static func buttonColour(_ cloth: DesignCloth) -> Colour {
        var lab = cloth.ground.lab
        lab.lightness = lab.lightness > 72 ? 90 : max(lab.lightness * 0.55, 14)
        lab.a *= 0.5
        lab.b *= 0.5
        return lab.colour
    }

    private static func button(
        _ centre: Point, _ radius: Double, _ colour: Colour, _ thin: Double, _ canvas: Canvas
    ) {
        let disc = Path.circle(centre: centre, radius: radius)
        let light = Point(centre.x - radius * 0.35, centre.y - radius * 0.4)
        canvas.fill(
            disc,
            with: .radialGradient(
                from: light, fromRadius: 0, to: centre, toRadius: radius,
                stops: [
                    GradientStop(0, colour.mixed(with: .white, by: 0.45)), GradientStop(0.6, colour),
                    GradientStop(1, colour.mixed(with: .black, by: 0.45)),
                ]))
        canvas.stroke(
            Path.circle(centre: centre, radius: radius * 0.68),
            with: colour.mixed(with: .black, by: 0.4).opacity(0.6),
            style: StrokeStyle(width: thin))
        for (x, y) in [(-1.0, -1.0), (1, -1), (-1, 1), (1, 1)] {
            let hole = Point(centre.x + x * radius * 0.24, centre.y + y * radius * 0.24)
            canvas.fill(
                .circle(centre: hole, radius: radius * 0.12), with: colour.mixed(with: .black, by: 0.75))
        }
        canvas.stroke(
            disc, with: colour.mixed(with: .black, by: 0.7).opacity(0.7), style: StrokeStyle(width: thin))
    }

    private static func metal(
        _ path: Path, _ centre: Point, _ radius: Double, _ colour: Colour, _ canvas: Canvas
    ) {
        canvas.fill(
            path,
            with: .radialGradient(
                from: Point(centre.x - radius * 0.3, centre.y - radius * 0.35), fromRadius: 0, to: centre,
                toRadius: radius,
                stops: [
                    GradientStop(0, colour.mixed(with: .white, by: 0.7)), GradientStop(0.55, colour),
                    GradientStop(1, colour.mixed(with: .black, by: 0.5)),
                ]))
    }

    private static func zip(_ path: Path, _ width: Double, _ cloth: DesignCloth, _ canvas: Canvas) {
        let tape = cloth.colour(ofPart: "zip") ?? cloth.ground.mixed(with: .black, by: 0.4)
        let teeth = Colour(grey: 0.74)
        canvas.stroke(path, with: tape, style: StrokeStyle(width: width))
        canvas.stroke(path, with: Colour(grey: 0.16), style: StrokeStyle(width: width * 0.46))
        canvas.stroke(path, with: teeth, style: StrokeStyle(width: width * 0.40, dash: [0.22, 0.16]))
        guard let bounds = path.bounds else { return }
        let pull = Rect(x: bounds.centre.x - 0.5, y: bounds.minY + 0.2, width: 1.0, height: 3.0)
        canvas.fill(.roundedRect(pull, radius: 0.35), with: Colour(grey: 0.62))
        canvas.stroke(
            .roundedRect(pull, radius: 0.35), with: Colour(grey: 0.25), style: StrokeStyle(width: 0.1))
    }

    private static func buckle(_ rect: Rect, _ thin: Double, _ canvas: Canvas) {
        let frame = Path.roundedRect(rect.inset(by: 0.35), radius: 0.6)
        canvas.stroke(frame, with: Colour(grey: 0.22), style: StrokeStyle(width: 0.85))
        canvas.stroke(frame, with: Colour(red: 0.78, green: 0.72, blue: 0.56), style: StrokeStyle(width: 0.6))
        var prong = Path()
        prong.move(to: Point(rect.minX + 0.4, rect.centre.y))
        prong.line(to: Point(rect.maxX - 0.3, rect.centre.y))
        canvas.stroke(
            prong, with: Colour(red: 0.66, green: 0.60, blue: 0.44),
            style: StrokeStyle(width: 0.4, cap: .round))
    }
}
