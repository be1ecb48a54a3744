package import QuartetImaging
internal import QuartetReports

/// Contact sheets of the designs of one call. Each page is written as soon as it is full, so that memory does not grow with
/// the number of designs.
package struct DesignSheets {
    /// Designs on one page.
    package static let pageSize = 12
    /// Most designs beside one another.
    private static let columns = 4
    private static let cell = (width: 420.0, height: 560.0)

    private let title: String
    /// The folder that the pages are written into.
    private let folder: String
    /// Names of the pages that have been written.
    package private(set) var names: [String] = []
    private var cells: [ContactSheet.Cell] = []
    /// Columns of every page, also of a last one with fewer designs.
    private let columns: Int

    package init(title: String, designs: Int, folder: String) {
        self.title = title.count > 90 ? String(title.prefix(88)) + "…" : title
        self.folder = folder
        columns = min(designs, Self.columns)
    }

    /// A design's picture in the size in which the page shows it, to be kept until the page is full.
    package static func thumbnail(_ picture: PixelImage) -> PixelImage {
        let factor = min(cell.width / Double(picture.width), cell.height / Double(picture.height), 1)
        return picture.resized(
            width: max(1, Int((Double(picture.width) * factor).rounded())),
            height: max(1, Int((Double(picture.height) * factor).rounded())))
    }

    package mutating func add(_ thumbnail: PixelImage, caption: String) throws {
        cells.append(ContactSheet.Cell(thumbnail, caption: caption))
        if cells.count == Self.pageSize { try finish() }
    }

    /// Writes the page that is not full.
    package mutating func finish() throws {
        guard !cells.isEmpty else { return }
        let name = Self.name(ofPage: names.count + 1)
        let sheet = ContactSheet(
            cells: cells, title: title,
            layout: .init(columns: columns, cellWidth: Self.cell.width, cellHeight: Self.cell.height))
        try sheet.drawing().write(to: folder + "/" + name, scale: 1)
        names.append(name)
        cells = []
    }

    /// `designs.png`, `designs-2.png` and so on.
    private static func name(ofPage page: Int) -> String { page == 1 ? "designs.png" : "designs-\(page).png" }

    /// Whether a file is named like a page behind the first.
    package static func isOwn(_ name: String) -> Bool {
        guard name.hasPrefix("designs-"), name.hasSuffix(".png") else { return false }
        let number = name.dropFirst("designs-".count).dropLast(".png".count)
        return !number.isEmpty && number.allSatisfy { $0.isASCII && $0.isNumber }
    }
}
