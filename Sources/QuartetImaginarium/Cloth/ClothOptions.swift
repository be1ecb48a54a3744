/// What a call asks for besides the wish's words.
public struct ClothOptions: Sendable {
    /// Colours in the order of the inks, the ground first; nil where the wish decides.
    public var palette: [SwatchPalette.Swatch]?
    public var placement: ClothRepeat
    public var size: ClothSize
    /// Palettes in all, the wish's among them.
    public var colourways: Int
    /// The palettes of the colourways, and what errors call them.
    public var library: [SwatchPalette]
    public var libraryName: String

    public init(
        palette: [SwatchPalette.Swatch]? = nil, placement: ClothRepeat, size: ClothSize, colourways: Int = 1,
        library: [SwatchPalette], libraryName: String
    ) {
        self.palette = palette
        self.placement = placement
        self.size = size
        self.colourways = colourways
        self.library = library
        self.libraryName = libraryName
    }
}
