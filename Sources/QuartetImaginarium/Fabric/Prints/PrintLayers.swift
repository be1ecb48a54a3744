package import QuartetImaging

/// A flat colour of a print. A painter gives each ink its own colour.
package enum Ink: UInt8, CaseIterable, Sendable {
    case ground
    /// The figure: petals, leaves of a leaf print, the dark of a coat.
    case motif
    /// A second tone inside or beside the figure: centres, shading, the heart of a rosette.
    case second
    /// A third tone: leaves and stems of flowers.
    case third
    /// Contours and veins.
    case outline
}

/// A seamless print as the coverage of each ink but the ground, which is what the others leave: at every pixel the
/// layers sum to at most 1.
package struct PrintLayers: Sendable, Equatable {
    /// Layers besides the ground.
    package static let count = Ink.allCases.count - 1

    package let width: Int
    package let height: Int
    /// Row by row, ``count`` values a pixel, in 0...1.
    package var values: [Float]

    package init(width: Int, height: Int, values: [Float]) {
        precondition(values.count == width * height * Self.count)
        (self.width, self.height, self.values) = (width, height, values)
    }

    /// Coverage of an ink, in 0...1.
    package func coverage(of ink: Ink) -> FloatImage {
        let pixels = 0..<width * height
        let values = pixels.map { pixel -> Float in
            let layers = self.values[pixel * Self.count..<(pixel + 1) * Self.count]
            return ink == .ground
                ? 1 - layers.reduce(0, +) : layers[layers.startIndex + Int(ink.rawValue) - 1]
        }
        return FloatImage(width: width, height: height, channels: 1, values: values)
    }

    /// The layers in one channel: 0 is ground, 1 figure, the other inks between.
    package var structure: FloatImage {
        let levels = Self.structureLevels
        let values = (0..<width * height).map { pixel in
            (0..<Self.count).reduce(Float(0)) { $0 + levels[$1] * self.values[pixel * Self.count + $1] }
        }
        return FloatImage(width: width, height: height, channels: 1, values: values)
    }

    /// Grey levels of the layers in a structure map.
    package static let structureLevels: [Float] = [1, 0.7, 0.45, 0.2]
}
