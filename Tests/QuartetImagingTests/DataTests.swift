import QuartetFiles
import QuartetImaging
import QuartetTestSupport
import Testing

@Suite struct IDXTests {
    private func header(_ dimensions: [Int]) -> [UInt8] {
        [0, 0, 8, UInt8(dimensions.count)] + dimensions.flatMap { Handmade.bigEndian($0) }
    }

    @Test(arguments: [false, true])
    func picturesAndLabelsAreRead(isCompressed: Bool) throws {
        let folder = TemporaryFolder()
        let file = IDXFile(dimensions: [3, 2, 4], bytes: (0..<24).map { $0 })
        #expect(file.encoded == header([3, 2, 4]) + file.bytes)
        let path = try folder.write(isCompressed ? Handmade.gzip(file.encoded) : file.encoded, to: "pictures")
        let read = try IDXFile(contentsOf: path)
        #expect(read.dimensions == [3, 2, 4] && read.count == 3 && read.bytes == file.bytes)
        let images = try #require(read.images)
        #expect(images.count == 3 && (images[0].width, images[0].height) == (4, 2))
        #expect(images[2].bytes == [16, 17, 18, 19, 20, 21, 22, 23])
        #expect(IDXFile(dimensions: [2], bytes: [1, 2]).images == nil)
        #expect(IDXFile(dimensions: [1, 1, 1, 3], bytes: [1, 2, 3]).images?[0].format == .rgb)
    }

    @Test func contradictionsAreReported() throws {
        let folder = TemporaryFolder()
        let cases: [(name: String, bytes: [UInt8], words: String)] = [
            ("short", header([10, 28, 28]) + [1, 2, 3], "10 x 28 x 28 = 7840 elements, it contains 3"),
            ("long", header([2]) + [1, 2, 3], "2 = 2 elements, it contains more"),
            ("absurd", header([0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF]), "the limit is 1073741824 elements"),
            ("header", Array(header([5, 5]).prefix(7)), "ends within its 2 dimensions"),
            ("flat", [0, 0, 8, 0], "0 dimensions, expected 1 to 8"),
            ("float", [0, 0, 13, 1, 0, 0, 0, 1, 0, 0, 0, 0], "found type 13"),
            ("text", Array("hello, this is text".utf8), "expected an IDX file, found text"),
            (
                "hollow", [0, 0, 8, 3, 0, 0, 0, 0] + [UInt8](repeating: 255, count: 8),
                "there is nothing in it"
            ),
            ("empty", [], "found an empty file"),
        ]
        for (name, bytes, words) in cases {
            for (ending, content) in [("", bytes), (".gz", Handmade.gzip(bytes))]
            where !content.isEmpty || ending.isEmpty {
                let path = try folder.write(content, to: name + ending)
                let error = #expect(throws: ImagingError.self, "\(name)\(ending)") {
                    try IDXFile(contentsOf: path)
                }
                let text = error?.description ?? ""
                #expect(text.hasPrefix(path) && text.contains(words), "\(text)")
            }
        }
    }
}

@Suite struct ImageFolderTests {
    private func grey(_ shade: UInt8, _ size: Int = 4) throws -> [UInt8] {
        try PixelImage(width: size, height: size, format: .grey, filledWith: shade).pngBytes()
    }

    @Test func subfoldersAreClassesAndBrokenFilesAreNamed() throws {
        let folder = TemporaryFolder()
        try folder.write(grey(2), to: "shirt/b.png")
        try folder.write(grey(1), to: "shirt/a.PNG")
        try folder.write(grey(3), to: "dress/deep/c.png")
        try folder.write(grey(9), to: ".hidden/d.png")
        try folder.write(Array("text".utf8), to: "dress/broken.jpg")
        try folder.write(Array("text".utf8), to: "dress/notes.txt")
        let read = try ImageFolder(contentsOf: folder.path)
        #expect(read.classNames == ["dress", "shirt"])
        #expect(read.items.map(\.path) == ["dress/deep/c.png", "shirt/a.PNG", "shirt/b.png"])
        #expect(read.items.map(\.label) == [0, 1, 1] && read.items.map { $0.image[0, 0] } == [3, 1, 2])
        #expect(read.unreadable.count == 1 && "\(read.unreadable[0])".contains("dress/broken.jpg"))
    }

    @Test func foldersWithoutAnyPictureFail() throws {
        let folder = TemporaryFolder()
        #expect(throws: ImagingError.self) { try ImageFolder(contentsOf: folder.path) }
        #expect(throws: ImagingError.self) { try ImageFolder(contentsOf: folder.path + "/none") }
        let broken = try folder.write(Array("text".utf8), to: "only.png")
        #expect(
            throws: ImagingError.notRecognised(file: broken, expected: "a PNG or JPEG picture", found: "text")
        ) { try ImageFolder(contentsOf: folder.path) }
        #expect(throws: ImagingError.file(.cannotRead(file: broken, reason: "it is not a folder"))) {
            try ImageFolder(contentsOf: broken)
        }
    }

    @Test func labelsAreFoundBesideThePictures() throws {
        let folder = TemporaryFolder()
        let pictures = IDXFile(dimensions: [3, 2, 2], bytes: (0..<12).map { $0 * 20 })
        let labels = IDXFile(dimensions: [3], bytes: [2, 0, 1])
        let path = try folder.write(Handmade.gzip(pictures.encoded), to: "train-images-idx3-ubyte.gz")
        #expect(try LabelledImages(contentsOf: path).labels == [])
        try folder.write(Handmade.gzip(labels.encoded), to: "train-labels-idx1-ubyte.gz")
        for source in [path, folder.path] {
            let read = try LabelledImages(contentsOf: source)
            #expect(
                read.labels == [2, 0, 1] && read.classNames == ["0", "1", "2"] && read.images.count == 3)
        }
        try folder.write(IDXFile(dimensions: [2], bytes: [0, 1]).encoded, to: "train-labels-idx1-ubyte")
        let error = #expect(throws: ImagingError.self) { try LabelledImages(contentsOf: path) }
        #expect(error?.description.contains("expected 3 labels") == true)
    }

    @Test func foldersBecomePlanes() throws {
        let folder = TemporaryFolder()
        try folder.write(grey(255, 8), to: "white/a.png")
        try folder.write(grey(0, 3), to: "loose.png")
        let read = try LabelledImages(contentsOf: folder.path)
        #expect(read.classNames == ["white", ""] && read.labels == [1, 0])
        let planes = read.planes(width: 2, height: 2, channels: .rgb)
        #expect(planes == [Float](repeating: 0, count: 12) + [Float](repeating: 1, count: 12))
    }
}
