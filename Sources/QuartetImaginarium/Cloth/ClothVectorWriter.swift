internal import Foundation
import QuartetImaging

/// Writes a tile as SVG: a group for each colour, named after its ink.
struct ClothVectorWriter {
    let record: ClothRecord
    let title: String
    private var body = ""
    private var weave: [[Bool]]?

    init(record: ClothRecord, title: String) { (self.record, self.title) = (record, title) }

    mutating func group(_ ink: Int, name: String, _ colour: Colour, _ content: (inout Self) -> Void) {
        let id = ClothRecord.inkName(ink).replacing(" ", with: "-")
        body += "<g id=\"\(id)\" fill=\"\(colour.hex)\"><title>\(VectorScene.escaped(name))</title>\n"
        content(&self)
        body += "</g>\n"
    }

    mutating func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
        body += "<path d=\"\(Self.box(x, y, width, height))\"/>\n"
    }

    private static func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> String {
        "M\(number(x)) \(number(y))h\(number(width))v\(number(height))h\(number(-width))z"
    }

    /// Two digits: a hundredth of a place.
    private static func number(_ value: Double) -> String {
        let rounded = (value * 100).rounded() / 100
        return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
    }

    private static func pair(_ point: Point) -> String { number(point.x) + " " + number(point.y) }

    mutating func path(_ path: Path) {
        guard !path.elements.isEmpty else { return }
        body += "<path fill-rule=\"evenodd\" d=\""
        for element in path.elements {
            switch element {
            case .move(let point): body += "M" + Self.pair(point)
            case .line(let point): body += "L" + Self.pair(point)
            case .curve(let first, let second, let end):
                body += "C" + Self.pair(first) + " " + Self.pair(second) + " " + Self.pair(end)
            case .close: body += "Z"
            }
        }
        body += "\"/>\n"
    }

    /// The runs of an ink's threads; masks show the warp, or the weft, where it lies on top.
    mutating func threads(of ink: UInt8, _ threads: ThreadInks) {
        let placement = record.placement
        let (across, down) = (threads.warp.count * placement.columns, threads.weft.count * placement.rows)
        // Where copies are shifted, threads break at the border of each repeat.
        var (weft, warp) = ("", "")
        for column in 0..<placement.columns {
            let start = column * threads.warp.count
            for run in Self.runs(
                down,
                where: { row in
                    let place = placement.place(
                        start, row, width: threads.warp.count, height: threads.weft.count)
                    return threads.weft[place.y] == ink
                })
            {
                weft += Self.box(
                    Double(start), Double(run.lowerBound), Double(threads.warp.count), Double(run.count))
            }
        }
        for row in 0..<placement.rows {
            let start = row * threads.weft.count
            for run in Self.runs(
                across,
                where: { column in
                    let place = placement.place(
                        column, start, width: threads.warp.count, height: threads.weft.count)
                    return threads.warp[place.x] == ink
                })
            {
                warp += Self.box(
                    Double(run.lowerBound), Double(start), Double(run.count), Double(threads.weft.count))
            }
        }
        // A weave of one crossing shows threads of one direction: stripes.
        let shows = threads.showsWarp
        if shows.count > 1 || shows[0].count > 1 {
            weave = shows
            if !weft.isEmpty { body += "<path mask=\"url(#weft)\" d=\"\(weft)\"/>\n" }
            if !warp.isEmpty { body += "<path mask=\"url(#warp)\" d=\"\(warp)\"/>\n" }
        } else {
            let stripes = shows[0][0] ? warp : weft
            if !stripes.isEmpty { body += "<path d=\"\(stripes)\"/>\n" }
        }
    }

    private static func runs(_ count: Int, where isIn: (Int) -> Bool) -> [Range<Int>] {
        var (runs, start): ([Range<Int>], Int?) = ([], nil)
        for index in 0...count {
            if index < count, isIn(index) {
                start = start ?? index
            } else if let first = start {
                runs.append(first..<index)
                start = nil
            }
        }
        return runs
    }

    /// The document; one unit is a place of the map, or a thread.
    func finish(width: Int, height: Int) -> [UInt8] {
        let placement = record.placement
        let size = (
            record.size.repeatWidth * Double(placement.columns),
            record.size.repeatHeight * Double(placement.rows)
        )
        var text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="\(Self.number(size.0))cm" \
            height="\(Self.number(size.1))cm" viewBox="0 0 \(width) \(height)" preserveAspectRatio="none" role="img">
            <title>\(VectorScene.escaped(title))</title>

            """
        if let weave, let ends = weave.first?.count {
            for (name, isWarp) in [("warp", true), ("weft", false)] {
                var cells = ""
                for (pick, row) in weave.enumerated() {
                    for (end, shows) in row.enumerated() where shows == isWarp {
                        cells += Self.box(Double(end), Double(pick), 1, 1)
                    }
                }
                text += """
                    <pattern id="weave-\(name)" width="\(ends)" height="\(weave.count)" patternUnits="userSpaceOnUse">\
                    <path fill="#fff" shape-rendering="crispEdges" d="\(cells)"/></pattern>
                    <mask id="\(name)" maskUnits="userSpaceOnUse" x="0" y="0" width="\(width)" height="\(height)">\
                    <path fill="url(#weave-\(name))" d="\(Self.box(0, 0, Double(width), Double(height)))"/></mask>

                    """
            }
        }
        return Array((text + body + "</svg>\n").utf8)
    }
}
