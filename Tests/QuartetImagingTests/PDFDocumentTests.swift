import Foundation
import QuartetImaging
import QuartetTestSupport
import Testing

@Suite struct PDFDocumentTests {
    @Test func pagesHaveTheirSizesAndPhotographsStayJPEG() throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/two.pdf"
        let document = try PDFDocument(file: path, title: "Two pages")
        let picture = PixelImage(width: 40, height: 30, format: .rgb)
        try document.addPage(width: 200, height: 100) { canvas in
            try canvas.draw(photograph: picture, in: Rect(x: 10, y: 10, width: 80, height: 60))
        }
        try document.addPage(width: 300, height: 400) { canvas in
            canvas.fill(.rect(Rect(x: 0, y: 0, width: 50, height: 50)), with: Colour.black)
        }
        try document.finish()
        let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        #expect(text.hasPrefix("%PDF-") && text.contains("/DCTDecode"))
        #expect(
            text.matches(of: /\/MediaBox \[ 0 0 (\d+) (\d+)/).map { [$0.1, $0.2] } == [
                ["200", "100"], ["300", "400"],
            ])
    }

    @Test func aPlaceThatCannotBeWrittenIsNamed() {
        let error = #expect(throws: ImagingError.self) {
            try PDFDocument(file: "/nowhere/book.pdf", title: "")
        }
        #expect(error?.description.contains("/nowhere/book.pdf") == true)
    }

    @Test func aFullDiskIsAnError() throws {
        let document = try PDFDocument(file: "/dev/full", title: "")
        #expect(throws: ImagingError.self) {
            for _ in 0..<50 {
                try document.addPage(width: 100, height: 100) { $0.fill(with: Colour.black) }
            }
            try document.finish()
        }
    }
}

@Suite struct PNGMetadataTests {
    @Test func resolutionAndTextsAreChunksThatReadersSkip() throws {
        let image = PixelImage(width: 3, height: 2, format: .rgb)
        let metadata = PNGMetadata(
            pixelsPerCentimetre: 59.06, texts: [PNGMetadata.Text("Description", "Ein grüner Rock")])
        let bytes = try image.pngBytes(metadata)
        #expect(try PixelImage(decoding: bytes, name: "picture").bytes == image.bytes)
        let physical = try #require(bytes.firstRange(of: Array("pHYs".utf8)))
        // 5906 pixels to the metre in both directions, as in the specification's example of 150 dpi.
        #expect(
            Array(bytes[physical.upperBound..<physical.upperBound + 9]) == [
                0, 0, 0x17, 0x12, 0, 0, 0x17, 0x12, 1,
            ])
        // The CRC-32 that zlib computes for that chunk.
        let checksum = physical.upperBound + 9
        #expect(Array(bytes[checksum..<checksum + 4]) == [0x67, 0x9F, 0xD2, 0x52])
        #expect(bytes.firstRange(of: Array("Ein grüner Rock".utf8)) != nil)
    }
}
