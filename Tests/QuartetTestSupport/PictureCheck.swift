public import QuartetImaging

/// Properties of pictures that tests check: what a region's colour is, how much it varies, whether it repeats without
/// a seam.
extension PixelImage {
    /// The mean of the colours in a region, in linear light.
    public func meanColour(x: Range<Int>, y: Range<Int>) -> Colour {
        var (red, green, blue) = (0.0, 0.0, 0.0)
        for row in y {
            for column in x {
                let colour = colour(x: column, y: row)
                red += Colour.linear(fromEncoded: colour.red)
                green += Colour.linear(fromEncoded: colour.green)
                blue += Colour.linear(fromEncoded: colour.blue)
            }
        }
        let count = Double(x.count * y.count)
        return Colour(
            red: Colour.encoded(fromLinear: red / count), green: Colour.encoded(fromLinear: green / count),
            blue: Colour.encoded(fromLinear: blue / count))
    }

    /// The variance of the rows' mean lightness (L* of CIELAB, 0 to 100): high for stripes across, low for plain cloth.
    public func rowVariance(x: Range<Int>, y: Range<Int>) -> Double {
        variance(y.map { meanColour(x: x, y: $0..<$0 + 1).lab.lightness })
    }

    /// The variance of the columns' mean lightness: high for stripes from top to bottom.
    public func columnVariance(x: Range<Int>, y: Range<Int>) -> Double {
        variance(x.map { meanColour(x: $0..<$0 + 1, y: y).lab.lightness })
    }

    /// The share of a region's pixels that are closer than `distance` to a colour, in CIELAB.
    public func share(of colour: Colour, within distance: Double, x: Range<Int>, y: Range<Int>) -> Double {
        let wanted = colour.lab
        var near = 0
        for row in y {
            for column in x where self.colour(x: column, y: row).lab.distance(to: wanted) <= distance {
                near += 1
            }
        }
        return Double(near) / Double(x.count * y.count)
    }
}

extension FloatImage {
    /// How visible the seams are where copies of the picture meet: the mean step from the last column or row to the
    /// first, divided by the largest mean step between neighbours inside. At most about 1 if there are no seams.
    public var seams: (vertical: Double, horizontal: Double) {
        func step(_ first: (x: Int, y: Int), _ second: (x: Int, y: Int)) -> Double {
            (0..<channels).reduce(0) { sum, channel in
                sum + Double(abs(self[first.x, first.y, channel] - self[second.x, second.y, channel]))
            }
        }
        func columnStep(_ x: Int) -> Double {
            (0..<height).reduce(0) { $0 + step((x, $1), ((x + 1) % width, $1)) }
        }
        func rowStep(_ y: Int) -> Double {
            (0..<width).reduce(0) { $0 + step(($1, y), ($1, (y + 1) % height)) }
        }
        func ratio(_ steps: [Double]) -> Double {
            steps[steps.count - 1] / max(steps.dropLast().max() ?? 0, 1e-12)
        }
        return (ratio((0..<width).map(columnStep)), ratio((0..<height).map(rowStep)))
    }
}

private func variance(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
}
