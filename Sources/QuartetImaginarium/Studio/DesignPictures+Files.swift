internal import Foundation
internal import QuartetFiles
import QuartetImaging

extension DesignPictures {
    /// Pixels in a centimetre on paper: 150 to the inch.
    private static let printed = 150 / 2.54

    /// Writes `STEM.png`, `STEM.svg`, a swatch for each garment and a file for each crop.
    ///
    /// The files carry what they show, the prompt and the seed; the swatch has the resolution at which it is as large as
    /// the cloth.
    ///
    /// - Parameter title: the design in a sentence.
    public func write(stem: String, _ file: DesignFile, title: String) throws {
        let texts = [
            PNGMetadata.Text("Description", title), PNGMetadata.Text("Prompt", file.records[0].prompt),
            PNGMetadata.Text("Seed", "\(file.records[0].seed)"), PNGMetadata.Text("Software", "Quartet"),
        ]
        let page = PNGMetadata(pixelsPerCentimetre: Self.printed, texts: texts)
        try AtomicFile.write(picture.pngBytes(page), to: stem + ".png")
        try AtomicFile.write(Self.titled(svg, title), to: stem + ".svg")
        let paths = DesignStudio.swatches(of: stem, garments: swatches.count)
        for ((record, swatch), path) in zip(zip(file.records, swatches), paths) {
            let cloth = PNGMetadata(
                pixelsPerCentimetre: Double(swatch.width) / record.fabric.width,
                texts: [PNGMetadata.Text("Description", "Cloth of: " + title)] + texts.dropFirst())
            try AtomicFile.write(swatch.pngBytes(cloth), to: path)
        }
        for (crop, image) in crops {
            try AtomicFile.write(image.pngBytes(page), to: stem + "-\(crop.rawValue).png")
        }
    }

    /// The SVG with a title as its first element.
    private static func titled(_ svg: [UInt8], _ title: String) -> [UInt8] {
        var titled = svg
        guard let start = svg.firstRange(of: Array("<svg".utf8))?.upperBound,
            let end = svg[start...].firstIndex(of: UInt8(ascii: ">"))
        else { return svg }
        titled.insert(contentsOf: Array("\n<title>\(VectorScene.escaped(title))</title>".utf8), at: end + 1)
        return titled
    }
}
