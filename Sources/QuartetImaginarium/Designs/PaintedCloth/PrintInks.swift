internal import QuartetFiles
import QuartetImaging

/// Which colour each ink of a drawn print has, for any number of colours.
struct PrintInks {
    /// The colour of each of ``Ink``: 0 is the ground's.
    let table: [UInt8]

    /// - Parameters:
    ///   - shares: what each of ``Ink`` covers of the cloth.
    ///   - colours: the ground and the figures' colours in order of weight.
    init(shares: [Double], colours: [Colour]) {
        // Contours are seen as lines, whatever they cover: the others have a colour first.
        let weights = Ink.allCases.map { ink in shares[Int(ink.rawValue)] * (ink == .outline ? 0.15 : 1) }
        let order = Ink.allCases.dropFirst().filter { shares[Int($0.rawValue)] > 0.002 }
            .sorted { weights[Int($0.rawValue)] > weights[Int($1.rawValue)] }
        var free = Array(colours.indices.dropFirst())
        var table = [UInt8](repeating: 0, count: Ink.allCases.count)
        let own = order.prefix(free.count)
        // Leaves and stems are green where the palette has a green.
        if own.contains(.third), let green = free.first(where: { colours[$0].isGreen }), own.count > 1 {
            table[Int(Ink.third.rawValue)] = UInt8(green)
            free.removeAll { $0 == green }
        }
        for ink in own where table[Int(ink.rawValue)] == 0 {
            table[Int(ink.rawValue)] = UInt8(free.removeFirst())
        }
        // Of the others, leaves look like the figure; hearts and contours are left out of it, so that its form stays clear.
        let motif = max(table[Int(Ink.motif.rawValue)], 1)
        for ink in order.dropFirst(own.count) where ink == .third || ink == .motif {
            table[Int(ink.rawValue)] = colours.count > 1 ? motif : 0
        }
        self.table = table
    }
}

extension Colour {
    fileprivate var isGreen: Bool {
        let lab = lab
        return lab.hue > 95 && lab.hue < 190 && lab.chroma > 8
    }
}
