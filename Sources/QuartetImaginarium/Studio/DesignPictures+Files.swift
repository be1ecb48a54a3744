internal import Foundation
internal import QuartetFiles
import QuartetImaging

extension DesignPictures {
    /// Pixels in a centimetre on paper: 150 to the inch.
    private static let printed = 150 / 2.54

    /// Writes `STEM.png`, `STEM.svg`, `STEM-swatch.png` and a file for each crop.
    ///
    /// The files carry what they show, the prompt and the seed; the swatch has the resolution at which it is as large as
    /// the cloth.
    ///
    /// - Parameter title: the design in a sentence.
    public func write(stem: String, _ record: DesignRecord, title: String) throws {
        let texts = [
            PNGMetadata.Text("Description", title), PNGMetadata.Text("Prompt", record.prompt),
            PNGMetadata.Text("Seed", "\(record.seed)"), PNGMetadata.Text("Software", "Quartet"),
        ]
        let page = PNGMetadata(pixelsPerCentimetre: Self.printed, texts: texts)
        let cloth = PNGMetadata(
            pixelsPerCentimetre: Double(swatch.width) / record.fabric.width,
            texts: [PNGMetadata.Text("Description", "Cloth of: " + title)] + texts.dropFirst())
        try AtomicFile.write(picture.pngBytes(page), to: stem + ".png")
        try AtomicFile.write(Self.titled(svg, title), to: stem + ".svg")
        try AtomicFile.write(swatch.pngBytes(cloth), to: stem + "-swatch.png")
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
