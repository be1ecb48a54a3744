/// The connected pieces of a map, numbered and measured. Pieces go on over the borders of the repeat.
struct InkPieces {
    /// The piece of every place.
    private(set) var labels: [Int32]
    private(set) var areas: [Int] = []
    private(set) var inks: [UInt8] = []

    init(_ map: InkMap) {
        var labels = [Int32](repeating: -1, count: map.inks.count)
        var stack: [Int] = []
        for start in map.inks.indices where labels[start] < 0 {
            let (label, ink) = (Int32(areas.count), map.inks[start])
            labels[start] = label
            stack.append(start)
            var area = 0
            while let index = stack.popLast() {
                area += 1
                map.visitNeighbours(of: index) { other in
                    if labels[other] < 0, map.inks[other] == ink {
                        labels[other] = label
                        stack.append(other)
                    }
                }
            }
            areas.append(area)
            inks.append(ink)
        }
        self.labels = labels
    }
}

extension InkMap {
    /// Without pieces of fewer places than `area`: they take the ink that most of their rim touches.
    func cleaned(below area: Int) -> InkMap {
        let pieces = InkPieces(self)
        let small = pieces.areas.map { $0 < area }
        guard small.contains(true), !small.allSatisfy(\.self) else { return self }
        var votes: [Int32: [UInt8: Int]] = [:]
        for index in inks.indices where small[Int(pieces.labels[index])] {
            let label = pieces.labels[index]
            visitNeighbours(of: index) { other in
                if pieces.labels[other] != label { votes[label, default: [:]][inks[other], default: 0] += 1 }
            }
        }
        let winners = votes.mapValues { votes in
            votes.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
        }
        var result = self
        for index in inks.indices where small[Int(pieces.labels[index])] {
            result.inks[index] = winners[pieces.labels[index]] ?? inks[index]
        }
        return result
    }

    /// With the figures' inks shared out so that each of `count` inks covers at least `least` of the cloth.
    ///
    /// An ink with too little takes pieces from the one with the most; where that has only one piece, the ink grows into
    /// its neighbours.
    func balanced(_ count: Int, least: Double) -> InkMap {
        var result = self
        for _ in 0..<2 * count {
            let shares = result.shares(count)
            guard let needy = (0..<count).filter({ shares[$0] < least }).min(by: { shares[$0] < shares[$1] })
            else { break }
            let wanted = Int(1.25 * least * Double(inks.count)) - Int(shares[needy] * Double(inks.count))
            if needy == 0 || !result.takePieces(for: UInt8(needy), wanted, count, least) {
                result.grow(UInt8(needy), by: wanted)
            }
        }
        return result
    }

    /// Gives an ink pieces of the richest ones; false where none can spare one.
    private mutating func takePieces(
        for ink: UInt8, _ wanted: Int, _ count: Int, _ least: Double
    ) -> Bool {
        let pieces = InkPieces(self)
        var sums = shares(count).map { Int($0 * Double(inks.count)) }
        let floor = Int(1.25 * least * Double(inks.count))
        // The pieces of middle size come first: neither specks nor the one large figure.
        let order = pieces.areas.indices.filter { pieces.inks[$0] != ink && pieces.inks[$0] != 0 }
            .sorted { (pieces.areas[$1], $0) < (pieces.areas[$0], $1) }
        var (taken, gained): (Set<Int32>, Int) = ([], 0)
        for (place, label) in order.enumerated() where gained < wanted && place % 2 == 1 || order.count == 1 {
            let (owner, area) = (Int(pieces.inks[label]), pieces.areas[label])
            guard owner < count, sums[owner] - area >= floor, gained + area < 3 * max(wanted, floor) else {
                continue
            }
            taken.insert(Int32(label))
            gained += area
            sums[owner] -= area
        }
        guard gained > 0 else { return false }
        for index in inks.indices where taken.contains(pieces.labels[index]) { inks[index] = ink }
        return true
    }

    /// Lets an ink grow into its neighbours, ring by ring; one that is hardly there gets the hearts of the richest ink's
    /// pieces.
    private mutating func grow(_ ink: UInt8, by wanted: Int) {
        var rest = wanted
        if inks.count(where: { $0 == ink }) < wanted / 4 { rest -= takeHearts(for: ink, wanted) }
        while rest > 0 {
            var ring: Set<Int> = []
            for index in inks.indices where inks[index] == ink {
                visitNeighbours(of: index) { other in if inks[other] != ink { ring.insert(other) } }
            }
            if ring.isEmpty { return }
            for place in ring { inks[place] = ink }
            rest -= ring.count
        }
    }

    /// Gives an ink the places of the richest figure that lie deepest inside; returns their number.
    private mutating func takeHearts(for ink: UInt8, _ wanted: Int) -> Int {
        let sums = shares(256)
        let owners = sums.indices.filter { $0 != Int(ink) && sums[$0] > 0 }
        let figures = owners.filter { $0 != 0 && sums[$0] * Double(inks.count) > 2 * Double(wanted) }
        guard let owner = figures.max(by: { sums[$0] < sums[$1] }) ?? owners.max(by: { sums[$0] < sums[$1] })
        else { return 0 }
        let depths = depths()
        var counts = [Int](repeating: 0, count: 4096)
        for index in inks.indices where Int(inks[index]) == owner { counts[Int(depths[index])] += 1 }
        var (level, sum) = (4095, counts[4095])
        while level > 0, sum < wanted {
            level -= 1
            sum += counts[level]
        }
        for index in inks.indices where Int(inks[index]) == owner && Int(depths[index]) >= level {
            inks[index] = ink
        }
        return sum
    }

    /// Steps from every place to the nearest one of another ink, at most 4095.
    func depths() -> [Int16] {
        var depths = [Int16](repeating: 4095, count: inks.count)
        var border: [Int] = []
        for index in inks.indices {
            var isRim = false
            visitNeighbours(of: index) { other in if inks[other] != inks[index] { isRim = true } }
            if isRim {
                depths[index] = 0
                border.append(index)
            }
        }
        var depth: Int16 = 0
        while !border.isEmpty, depth < 4094 {
            depth += 1
            var next: [Int] = []
            for index in border {
                visitNeighbours(of: index) { other in
                    if depths[other] == 4095 {
                        depths[other] = depth
                        next.append(other)
                    }
                }
            }
            border = next
        }
        return depths
    }
}
