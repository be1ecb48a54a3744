public import QuartetImaging

/// Colours of a palette file, in the file's order.
public struct SwatchPalette: Sendable, Equatable {
    /// A colour with the name that the file gives it; empty where it gives none.
    public struct Swatch: Sendable, Equatable {
        public var name: String
        public var colour: Colour

        public init(_ name: String, _ colour: Colour) { (self.name, self.colour) = (name, colour) }
    }

    public var name: String
    public var swatches: [Swatch]

    public init(name: String, swatches: [Swatch]) { (self.name, self.swatches) = (name, swatches) }
}
