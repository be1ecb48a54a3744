import Foundation
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

    /// A small file that announces much would fill the memory when it is unpacked.
    @Test(arguments: [
        [1 << 13, 64, 64], [1 << 18, 64, 64], [1 << 25, 1, 1], [1 << 22, 1, 1], [1 << 17, 1, 1, 1],
    ])
    func bombsAreRefusedBeforeTheyAreUnpacked(_ dimensions: [Int]) throws {
        let folder = TemporaryFolder()
        let path = try folder.write(
            Handmade.gzip(header(dimensions) + [UInt8](repeating: 0, count: 60_000)), to: "bomb.gz")
        let error = #expect(throws: ImagingError.self) { try IDXFile(contentsOf: path) }
        guard case .tooLarge(path, "content", _, "256 bytes of memory a byte") = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    /// Each picture takes more than its single byte, so that files which are not packed would fill the memory too.
    @Test func singlePixelsInGreatNumbersAreRefused() throws {
        let folder = TemporaryFolder()
        func read(_ dimensions: [Int]) throws -> IDXFile {
            let bytes = [UInt8](repeating: 1, count: dimensions.reduce(1, *))
            return try IDXFile(contentsOf: folder.write(header(dimensions) + bytes, to: "pictures"))
        }
        let error = #expect(throws: ImagingError.self) { try read([1 << 20, 1, 1]) }
        #expect(error?.description.contains("256 bytes of memory a byte") == true)
        #expect(try read([1000, 1, 1]).images?.count == 1000)
        #expect(try read([1 << 15, 2, 2]).count == 1 << 15)
        // Labels are one array, whatever their number.
        #expect(try read([1 << 20]).count == 1 << 20)
    }
}

@Suite struct ImageFolderTests {
    private func grey(_ shade: UInt8, _ size: Int = 4) throws -> [UInt8] {
        try PixelImage(width: size, height: size, format: .grey, filledWith: shade).pngBytes()
    }

    @Test func subfoldersAreClassesAndWhatIsLeftOutIsCounted() throws {
        let folder = TemporaryFolder()
        try folder.write(grey(2), to: "shirt/b.png")
        try folder.write(grey(1), to: "shirt/a.PNG")
        try folder.write(grey(3), to: "dress/deep/c.png")
        try folder.write(grey(9), to: ".hidden/d.png")
        try folder.write(Array("text".utf8), to: "dress/broken.jpg")
        try folder.write(Array("text".utf8), to: "dress/notes.txt")
        try folder.write(Array("text".utf8), to: "dress/more.txt")
        try FileManager.default.createDirectory(
            atPath: folder.path + "/empty", withIntermediateDirectories: false)
        #expect(mkfifo(folder.path + "/shirt/pipe.png", 0o600) == 0)
        let read = try ImageFolder(contentsOf: folder.path)
        #expect(read.classNames == ["dress", "shirt"])
        #expect(read.items.map(\.path) == ["dress/deep/c.png", "shirt/a.PNG", "shirt/b.png"])
        #expect(read.items.map(\.label) == [0, 1, 1] && read.items.map { $0.image[0, 0] } == [3, 1, 2])
        #expect(read.leftOut.count == 5)
        let summary = try #require(read.leftOut.summary)
        #expect(summary.hasPrefix("left out 5: 2 of type .txt (dress/more.txt, …), "), "\(summary)")
        for part in [
            "1 not a regular file (shirt/pipe.png)", "found text (dress/broken.jpg)",
            "1 folder without pictures, which is no class (empty)",
        ] { #expect(summary.contains(part), "\(summary)") }
    }

    @Test func linkedClassesAndWebPAreRead() throws {
        let (folder, elsewhere) = (TemporaryFolder(), TemporaryFolder())
        try folder.write(grey(1), to: "10/a.png")
        try elsewhere.write(
            PixelImage(width: 4, height: 4, format: .rgb, filledWith: 7).webpBytes(), to: "b.webp")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/9", withDestinationPath: elsewhere.path)
        // The folder that the link leads to is removed with its value.
        let read = try withExtendedLifetime(elsewhere) { try LabelledImages(contentsOf: folder.path) }
        // Pictures come in the order of their paths, classes in that of their numbers.
        #expect(read.classNames == ["9", "10"] && read.labels == [1, 0] && read.leftOut.summary == nil)
        #expect(read.images[1].format == .rgb && read.images[1].bytes.allSatisfy { $0 == 7 })
    }

    @Test func foldersOfPartsAreNoClasses() throws {
        let folder = TemporaryFolder()
        for (index, name) in ["val/cat/a", "train/cat/a", "train/dog/a", "train/dog/b"].enumerated() {
            try folder.write(grey(UInt8(index)), to: name + ".png")
        }
        let read = try LabelledImages(contentsOf: folder.path)
        #expect(read.classNames == ["cat", "dog"])
        #expect(read.images.map { $0[0, 0] } == [1, 2, 3, 0] && read.labels == [0, 1, 1, 0])
        #expect(read.names == ["train/cat/a.png", "train/dog/a.png", "train/dog/b.png", "val/cat/a.png"])
        #expect(read.parts.map(\.part) == [.train, .validation] && read.parts.map(\.count) == [3, 1])
        let part = try LabelledImages(contentsOf: folder.path, only: .validation)
        #expect(part.images.count == 1 && part.classNames == ["cat"])
        let cats = read.ofClasses(["cat"])
        #expect(cats.names == ["train/cat/a.png", "val/cat/a.png"])
        #expect(cats.images.map { $0[0, 0] } == [1, 0] && cats.parts.map(\.count) == [1, 1])
        let error = #expect(throws: ImagingError.self) {
            try LabelledImages(contentsOf: folder.path, only: .test)
        }
        #expect(error?.description.contains("no pictures of the part test") == true)
        // A class that happens to be called "test" is one.
        try folder.write(grey(9), to: "car/a.png")
        #expect(try LabelledImages(contentsOf: folder.path).classNames == ["car", "train", "val"])
    }

    @Test func foldersWithoutAnyPictureFail() throws {
        let folder = TemporaryFolder()
        #expect(throws: ImagingError.self) { try ImageFolder(contentsOf: folder.path) }
        #expect(throws: ImagingError.self) { try ImageFolder(contentsOf: folder.path + "/none") }
        let broken = try folder.write(Array("text".utf8), to: "only.png")
        #expect(
            throws: ImagingError.notRecognised(
                file: broken, expected: "a PNG, JPEG or WebP picture", found: "text")
        ) { try ImageFolder(contentsOf: folder.path) }
        #expect(throws: ImagingError.file(.cannotRead(file: broken, reason: "it is not a folder"))) {
            try ImageFolder(contentsOf: broken)
        }
    }

    @Test func foldersBecomePlanes() throws {
        let folder = TemporaryFolder()
        try folder.write(grey(255, 8), to: "white/a.png")
        try folder.write(grey(0, 3), to: "loose.png")
        let read = try LabelledImages(contentsOf: folder.path)
        #expect(read.classNames == ["white", ""] && read.labels == [1, 0])
        let planes = read.planes(width: 2, height: 2, channels: .rgb)
        #expect(planes == [Float](repeating: 0, count: 12) + [Float](repeating: 1, count: 12))
        #expect(try LabelledImages(contentsOf: folder.path + "/loose.png").images.count == 1)
    }
}

/// The names under which data sets of digits and letters are published.
@Suite struct IDXDataSetTests {
    private let folder = TemporaryFolder()

    /// Writes pictures of 2 x 3 pixels that hold their labels, and the labels.
    @discardableResult
    private func write(_ pictures: String, _ labels: String?, _ values: [UInt8]) throws -> String {
        func packed(_ file: IDXFile, _ name: String) throws -> String {
            try folder.write(name.hasSuffix(".gz") ? Handmade.gzip(file.encoded) : file.encoded, to: name)
        }
        if let labels { _ = try packed(IDXFile(dimensions: [values.count], bytes: values), labels) }
        let bytes: [UInt8] = values.flatMap { [$0, 1, 2, 3, 4, 5] as [UInt8] }
        return try packed(IDXFile(dimensions: [values.count, 3, 2], bytes: bytes), pictures)
    }

    @Test(arguments: [
        ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
        ("train-images.idx3-ubyte", "train-labels.idx1-ubyte"),
        ("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"),
        ("train-images.idx3-ubyte", "train-labels-idx1-ubyte.gz"),
        ("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"),
        ("emnist-digits-train-images-idx3-ubyte", "emnist-digits-train-labels-idx1-ubyte"),
        ("raw/made-images-idx3-ubyte", "raw/made-labels-idx1-ubyte"),
    ])
    func labelsAreFoundBesideThePictures(_ pictures: String, _ labels: String) throws {
        let file = try write(pictures, labels, [2, 0, 1])
        for source in [file, folder.path] {
            let read = try LabelledImages(contentsOf: source)
            #expect(read.labels == [2, 0, 1] && read.classNames == ["0", "1", "2"], "\(source)")
            #expect(read.images.map { $0[0, 0] } == [2, 0, 1])
        }
    }

    @Test func picturesNeedNoLabels() throws {
        let read = try LabelledImages(contentsOf: write("train-images-idx3-ubyte", nil, [2, 0, 1]))
        #expect(read.labels.isEmpty && read.classNames.isEmpty && read.images.count == 3)
        try write("train-images-idx3-ubyte", "train-labels-idx1-ubyte", [2, 0])
        try write("train-images-idx3-ubyte", nil, [2, 0, 1])
        let error = #expect(throws: ImagingError.self) { try LabelledImages(contentsOf: folder.path) }
        #expect(error?.description.contains("expected 3 labels") == true)
    }

    @Test func bothPartsAreReadTrainingFirst() throws {
        try write("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz", [5, 3])
        try write("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", [3, 4, 5])
        // An unpacked copy beside it is the same file again.
        try write("train-images-idx3-ubyte", "train-labels-idx1-ubyte", [3, 4, 5])
        let read = try LabelledImages(contentsOf: folder.path)
        #expect(read.images.map { $0[0, 0] } == [3, 4, 5, 5, 3])
        #expect(read.labels == [0, 1, 2, 2, 0] && read.classNames == ["3", "4", "5"])
        #expect(read.parts.map(\.part) == [.train, .test] && read.parts.map(\.count) == [3, 2])
        #expect(!read.isSortedByClass)
        let test = try LabelledImages(contentsOf: folder.path, only: .test)
        #expect(test.names == ["t10k-images-idx3-ubyte-1", "t10k-images-idx3-ubyte-2"])
    }

    /// EMNIST stores pictures transposed, counts its letters from 1, and names them in a table.
    @Test func lettersAreTurnedAndNamed() throws {
        try write("emnist-letters-train-images-idx3-ubyte", "emnist-letters-train-labels-idx1-ubyte", [1, 3])
        var read = try LabelledImages(contentsOf: folder.path)
        #expect(read.classNames == ["1", "3"] && read.labels == [0, 1], "no class is empty")
        #expect((read.images[0].width, read.images[0].height) == (3, 2))
        #expect(read.images[1].bytes == [3, 2, 4, 1, 3, 5])
        #expect(read.notes.count == 1)
        try folder.write(Array("1 65 97\n2 66 98\n3 67 99\n".utf8), to: "emnist-letters-mapping.txt")
        read = try LabelledImages(contentsOf: folder.path)
        #expect(read.classNames == ["Aa", "Cc"])
    }

    @Test func severalDataSetsAreNotMixed() throws {
        try write("emnist-letters-train-images-idx3-ubyte", nil, [1])
        let digits = try write("emnist-digits-train-images-idx3-ubyte", nil, [1, 2])
        let error = #expect(throws: ImagingError.self) { try LabelledImages(contentsOf: folder.path) }
        #expect(error?.description.contains("emnist-digits, emnist-letters; name one file") == true)
        #expect(try LabelledImages(contentsOf: digits).images.count == 2)
    }

    @Test func picturesWithoutLabelsBesideOthersAreCounted() throws {
        try write("train-images-idx3-ubyte", "train-labels-idx1-ubyte", [1, 2])
        try write("t10k-images-idx3-ubyte", nil, [3])
        let read = try LabelledImages(contentsOf: folder.path)
        #expect(read.images.count == 2 && read.leftOut.count == 1)
    }
}
