public import ArgumentParser
public import QuartetImaginarium

extension PictureBackground: ExpressibleByArgument {}
extension PictureCrop: ExpressibleByArgument {}

/// How `draw` and `redraw` frame their pictures.
struct PictureStyleOptions: ParsableArguments {
    @Option(help: ArgumentHelp("What lies behind the garment.", valueName: "type"))
    var background = PictureBackground.studio

    @Option(
        help: ArgumentHelp(
            "A further picture in these proportions, 2,000 pixels high; may be repeated.", valueName: "type"))
    var crop: [PictureCrop] = []

    /// Each crop once.
    var style: PictureStyle {
        PictureStyle(background: background, crops: PictureCrop.allCases.filter(crop.contains))
    }
}
