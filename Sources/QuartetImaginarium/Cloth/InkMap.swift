import QuartetImaging

/// One repeat of a print in flat inks: the number of an ink at every place. 0 is the ground.
struct InkMap: Sendable, Equatable {
    let width: Int
    let height: Int
    var inks: [UInt8]
    let placement: ClothRepeat

    init(width: Int, height: Int, inks: [UInt8], placement: ClothRepeat) {
        precondition(inks.count == width * height)
        (self.width, self.height, self.inks, self.placement) = (width, height, inks, placement)
    }

    /// Copies of a square or rectangular cell in rows and columns, as one repeat.
    func repeated(columns: Int, rows: Int, placement: ClothRepeat) -> InkMap {
        let (across, down) = (width * columns, height * rows)
        return InkMap(
            width: across, height: down,
            inks: (0..<across * down).map { inks[$0 / across % height * width + $0 % across % width] },
            placement: placement)
    }

    /// Number of inks with the ground.
    var count: Int { Int(inks.max() ?? 0) + 1 }

    /// Share of the cloth that each of `count` inks covers.
    func shares(_ count: Int) -> [Double] {
        var sums = [Int](repeating: 0, count: count)
        for ink in inks where Int(ink) < count { sums[Int(ink)] += 1 }
        return sums.map { Double($0) / Double(inks.count) }
    }

    /// The rectangle that tiles by itself, with `margin` pixels of its copies around it.
    func tile(margin: Int = 0) -> (width: Int, height: Int, inks: [UInt8]) {
        let (across, down) = (width * placement.columns + 2 * margin, height * placement.rows + 2 * margin)
        var result = [UInt8](repeating: 0, count: across * down)
        for y in 0..<down {
            for x in 0..<across {
                let place = placement.place(x - margin, y - margin, width: width, height: height)
                result[y * across + x] = inks[place.y * width + place.x]
            }
        }
        return (across, down, result)
    }

    /// The places beside one, in an order that never changes.
    func neighbours(of index: Int) -> [Int] {
        let (x, y) = (index % width, index / width)
        return [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)].map { x, y in
            let place = placement.place(x, y, width: width, height: height)
            return place.y * width + place.x
        }
    }

    /// The places beside one, as ``neighbours(of:)``, without a list where no border is near.
    @inline(__always)
    func visitNeighbours(of index: Int, _ body: (Int) -> Void) {
        let (x, y) = (index % width, index / width)
        if x > 0, y > 0, x < width - 1, y < height - 1 {
            body(index + 1)
            body(index - 1)
            body(index + width)
            body(index - width)
        } else {
            for other in neighbours(of: index) { body(other) }
        }
    }
}

// MARK: Files

extension InkMap {
    /// Most bytes of a map in a record.
    static let byteLimit = 60_000

    /// The map as a PNG file with a palette of greys, which only number the inks.
    func pngBytes() throws(ImagingError) -> [UInt8] {
        let palette = (0..<max(count, 2)).map { Colour(grey: Double($0) / Double(max(count, 2) - 1)) }
        return try IndexedImage(width: width, height: height, indices: inks, palette: palette).pngBytes()
    }

    init(pngBytes: [UInt8], placement: ClothRepeat, name: String) throws(ImagingError) {
        let image = try IndexedImage(decoding: pngBytes, name: name, pixelLimit: 1 << 24)
        self.init(width: image.width, height: image.height, inks: image.indices, placement: placement)
    }
}
