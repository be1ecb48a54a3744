import QuartetImaging

/// A table of colours in linear light, mixed in Lab between stops.
struct ColourRamp: Sendable {
    private let table: [Float]

    private static let steps = 256

    /// - Parameter stops: ascending places in 0...1 with their colours.
    init(_ stops: [(place: Double, colour: Colour)]) {
        var table: [Float] = []
        table.reserveCapacity(3 * Self.steps)
        for step in 0..<Self.steps {
            let place = Double(step) / Double(Self.steps - 1)
            var colour = stops.first?.colour ?? .white
            if let last = stops.last, place >= last.place { colour = last.colour }
            for index in stops.indices.dropLast() {
                let (a, b) = (stops[index], stops[index + 1])
                if place >= a.place, place < b.place {
                    colour = a.colour.mixed(
                        with: b.colour, by: (place - a.place) / max(b.place - a.place, 1e-9))
                }
            }
            for part in [colour.red, colour.green, colour.blue] {
                table.append(Float(Colour.linear(fromEncoded: min(max(part, 0), 1))))
            }
        }
        self.table = table
    }

    /// Bands of equal width with soft borders; `softness` is the border's share of a band.
    static func bands(_ colours: [Colour], softness: Double) -> ColourRamp {
        var stops: [(Double, Colour)] = []
        let width = 1 / Double(max(colours.count, 1))
        for (index, colour) in colours.enumerated() {
            let soft = width * softness / 2
            stops.append((Double(index) * width + (index == 0 ? 0 : soft), colour))
            stops.append((Double(index + 1) * width - (index == colours.count - 1 ? 0 : soft), colour))
        }
        return ColourRamp(stops)
    }

    /// The colour at a value in 0...1, in linear light.
    func callAsFunction(_ value: Float) -> (red: Float, green: Float, blue: Float) {
        let index = 3 * Int(min(max(value, 0), 1) * Float(Self.steps - 1) + 0.5)
        return (table[index], table[index + 1], table[index + 2])
    }
}
