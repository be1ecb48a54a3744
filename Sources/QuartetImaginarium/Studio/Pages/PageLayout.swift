import QuartetImaging

/// Blocks one below the other on pages in the format A4, upright, in points. A block that does not fit goes to a new page
/// under the same title.
struct PageLayout {
    struct Page {
        let title: String
        var blocks: [(Canvas) throws -> Void] = []
    }

    private(set) var pages: [Page] = []
    private var y = 0.0
    /// Measures letters.
    let ruler: Canvas

    static let left = 40.0
    static let width = Paper.short - 2 * left
    static let top = 92.0
    static let bottom = Paper.long - 44

    init() throws { ruler = try Canvas(rasterWidth: 1, height: 1) }

    mutating func begin(_ title: String) {
        pages.append(Page(title: title))
        y = Self.top
    }

    /// Points that are left on the page.
    var room: Double { Self.bottom - y }

    mutating func add(_ height: Double, _ draw: @escaping (Canvas, Rect) throws -> Void) {
        if height > room, y > Self.top { begin(pages.last?.title ?? "") }
        let place = Rect(x: Self.left, y: y, width: Self.width, height: height)
        pages[pages.count - 1].blocks.append { try draw($0, place) }
        y += height
    }

    mutating func space(_ height: Double) { y += height }

    mutating func heading(_ text: String) {
        add(24) { canvas, place in
            canvas.text(text, at: Point(place.x, place.maxY - 8), font: Font(size: 11, bold: true))
        }
    }

    mutating func text(_ text: String, size: Double = 8.5, grey: Double = 0.2) {
        let font = Font(size: size)
        for line in ruler.wrapped(text, toWidth: Self.width, font: font) {
            add(size * 1.45) { canvas, place in
                canvas.text(
                    line, at: Point(place.x, place.maxY - size * 0.4), font: font,
                    with: .colour(Colour(grey: grey)))
            }
        }
    }
}
