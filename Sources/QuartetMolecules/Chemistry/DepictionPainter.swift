internal import QuartetImaging

/// Draws a structural formula into a frame, in the manner of the ACS style: thin lines, letters in the colour of their
/// element, bonds that end short of letters.
struct DepictionPainter {
    private let depiction: Depiction
    private let frame: Rect
    /// Points of a bond.
    private let bond: Double
    private let origin: QuartetImaging.Point
    private let centre: QuartetImaging.Point
    private let neighbours: [[Int]]
    /// Where the hydrogens of each atom's letters stand.
    private let sides: [LabelSide]

    /// The length of a bond where there is room: as on a page of a journal, a little larger for the screen.
    private static let longestBond = 19.0
    static let ink = Colour(grey: 0.12)
    static let mark = Colour(red: 0.98, green: 0.72, blue: 0.62)

    init(_ depiction: Depiction, in frame: Rect) {
        (self.depiction, self.frame) = (depiction, frame)
        var neighbours = [[Int]](repeating: [], count: depiction.atoms.count)
        for bond in depiction.bonds {
            neighbours[bond.begin].append(bond.end)
            neighbours[bond.end].append(bond.begin)
        }
        self.neighbours = neighbours
        sides = depiction.atoms.indices.map { index in
            let place = depiction.atoms[index].place
            return LabelSide(
                bonds: neighbours[index].map { (depiction.atoms[$0].place - place).unit })
        }
        // Letters and marks reach beyond the atoms.
        let extents = zip(depiction.atoms, sides).map { atom, side in
            let reach = atom.label?.reach(hydrogens: side) ?? AtomLabel.Reach()
            return Rect(
                x: atom.place.x - reach.left, y: atom.place.y - reach.up, width: reach.left + reach.right,
                height: reach.up + reach.down)
        }
        let whole = extents.dropFirst().reduce(extents.first ?? Rect(x: 0, y: 0, width: 1, height: 1)) {
            $0.union($1)
        }
        bond = min(Self.longestBond, frame.width / whole.width, frame.height / whole.height)
        (origin, centre) = (whole.centre, frame.centre)
    }

    func draw(on canvas: Canvas) {
        drawMarks(on: canvas)
        for bond in depiction.bonds { draw(bond, on: canvas) }
        for index in depiction.atoms.indices { drawLabel(of: index, on: canvas) }
    }

    private func place(_ atom: Int) -> QuartetImaging.Point { onPage(depiction.atoms[atom].place) }

    private func onPage(_ point: QuartetImaging.Point) -> QuartetImaging.Point {
        centre + (point - origin) * bond
    }

    private var line: StrokeStyle { StrokeStyle(width: max(0.6, bond * 0.075), cap: .round) }
    private var fontSize: Double { bond * AtomLabel.fontSize }

    // MARK: Marks

    /// A band below marked atoms and the bonds between them.
    private func drawMarks(on canvas: Canvas) {
        let band = StrokeStyle(width: bond * 0.62, cap: .round)
        for bond in depiction.bonds
        where depiction.atoms[bond.begin].isMarked && depiction.atoms[bond.end].isMarked {
            canvas.stroke(
                Path(points: [place(bond.begin), place(bond.end)], closed: false), with: Self.mark,
                style: band)
        }
        for (index, atom) in depiction.atoms.enumerated() where atom.isMarked {
            canvas.fill(.circle(centre: place(index), radius: bond * 0.4), with: Self.mark)
        }
    }

    // MARK: Bonds

    private func draw(_ drawn: Depiction.Bond, on canvas: Canvas) {
        let (from, to) = (place(drawn.begin), place(drawn.end))
        let along = (to - from).unit
        let across = QuartetImaging.Point(-along.y, along.x)
        let start = from + along * gap(drawn.begin)
        let end = to - along * gap(drawn.end)
        func stroke(_ a: QuartetImaging.Point, _ b: QuartetImaging.Point, _ style: StrokeStyle? = nil) {
            canvas.stroke(Path(points: [a, b], closed: false), with: Self.ink, style: style ?? line)
        }
        let width = bond * 0.17
        switch (drawn.style, drawn.order) {
        case (.wedge, _):
            let corners = [start, end + across * width, end - across * width]
            canvas.fill(Path(points: corners), with: Self.ink)
        case (.hash, _): hash(from: start, to: end, across, width, on: canvas)
        case (.wavy, _):
            canvas.stroke(wave(from: start, to: end, across), with: Self.ink, style: line)
        case (.crossed, _):
            let side = across * (width * 0.8)
            stroke(start + side, end - side)
            stroke(start - side, end + side)
        case (_, 2): double(drawn, start, end, across, width, stroke)
        case (_, 3):
            stroke(start, end)
            stroke(start + across * width, end + across * width)
            stroke(start - across * width, end - across * width)
        case (_, 0): stroke(start, end, StrokeStyle(width: line.width, cap: .butt, dash: [2, 2]))
        default: stroke(start, end)
        }
    }

    /// In a ring the second line is inside. Elsewhere it is on the side of the other bonds; at the end of a chain both
    /// lines are beside the axis.
    private func double(
        _ drawn: Depiction.Bond, _ start: QuartetImaging.Point, _ end: QuartetImaging.Point,
        _ across: QuartetImaging.Point, _ width: Double,
        _ stroke: (QuartetImaging.Point, QuartetImaging.Point, StrokeStyle?) -> Void
    ) {
        let middle = (place(drawn.begin) + place(drawn.end)) / 2
        let isEnd =
            drawn.ringCentre == nil && [drawn.begin, drawn.end].contains { neighbours[$0].count == 1 }
        var side: Double
        if let ring = drawn.ringCentre {
            side = across.dot(onPage(ring) - middle)
        } else {
            let others = (neighbours[drawn.begin] + neighbours[drawn.end]).filter {
                $0 != drawn.begin && $0 != drawn.end
            }
            side = others.reduce(0) { $0 + across.dot(place($1) - middle) }
        }
        if isEnd {
            let half = across * (width * 0.62)
            stroke(start + half, end + half, nil)
            stroke(start - half, end - half, nil)
            return
        }
        side = side < 0 ? -1 : 1
        let shift = across * (side * width * 1.1)
        let along = (end - start).unit * (bond * 0.12)
        // A line that ends at letters is short already.
        let first = depiction.atoms[drawn.begin].label == nil ? along : .zero
        let last = depiction.atoms[drawn.end].label == nil ? along : .zero
        stroke(start, end, nil)
        stroke(start + shift + first, end + shift - last, nil)
    }

    private func hash(
        from start: QuartetImaging.Point, to end: QuartetImaging.Point, _ across: QuartetImaging.Point,
        _ width: Double, on canvas: Canvas
    ) {
        var path = Path()
        let count = max(4, Int(((end - start).length / (bond * 0.14)).rounded()))
        for step in 1...count {
            let share = Double(step) / Double(count)
            let middle = start.interpolated(to: end, by: share)
            path.move(to: middle + across * (width * share))
            path.line(to: middle - across * (width * share))
        }
        canvas.stroke(path, with: Self.ink, style: StrokeStyle(width: line.width))
    }

    private func wave(
        from start: QuartetImaging.Point, to end: QuartetImaging.Point, _ across: QuartetImaging.Point
    ) -> Path {
        let steps = 12
        return .smooth(
            through: (0...steps).map { step in
                let height = step.isMultiple(of: 2) ? 0 : bond * (step % 4 == 1 ? 0.1 : -0.1)
                return start.interpolated(to: end, by: Double(step) / Double(steps)) + across * height
            })
    }

    /// How far from an atom its bonds begin.
    private func gap(_ atom: Int) -> Double {
        guard let label = depiction.atoms[atom].label else { return 0 }
        return fontSize * (label.symbol.count > 1 ? 0.68 : 0.6)
    }

    // MARK: Letters

    private func drawLabel(of index: Int, on canvas: Canvas) {
        guard let label = depiction.atoms[index].label else { return }
        let place = place(index)
        let writer = LabelWriter(
            canvas: canvas, size: fontSize, colour: Self.colour(of: depiction.atoms[index].element))
        writer.write(label, at: place, hydrogens: sides[index])
    }

    /// The customary colours, dark enough to be read on white.
    static func colour(of element: Int) -> Colour {
        switch element {
        case 7: Colour(red: 0.13, green: 0.27, blue: 0.83)
        case 8: Colour(red: 0.83, green: 0.10, blue: 0.10)
        case 9, 17: Colour(red: 0.05, green: 0.50, blue: 0.18)
        case 16: Colour(red: 0.60, green: 0.50, blue: 0.00)
        case 15: Colour(red: 0.80, green: 0.42, blue: 0.00)
        case 35: Colour(red: 0.55, green: 0.22, blue: 0.10)
        case 53: Colour(red: 0.45, green: 0.10, blue: 0.60)
        default: ink
        }
    }
}
