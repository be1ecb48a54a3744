/// A table of a page while it is read. Cells that span several columns or rows are repeated in each.
final class HTMLTable {
    /// The blocks of the cell that is open, or of what stands between the cells.
    var builder = BlockBuilder()
    var isInHead = false

    private struct Cell {
        let blocks: [ArticleBlock]
        let isHeader: Bool
        let columns: Int
        let rows: Int

        /// Its text in one line.
        var text: String {
            blocks.map { block in
                switch block {
                case .heading(_, let text), .paragraph(let text), .item(let text, _, _): PlainText.line(text)
                case .table(let header, let rows):
                    ([header] + rows).joined().filter { !$0.isEmpty }.joined(separator: " ")
                }
            }.joined(separator: " ")
        }
    }

    private struct Row {
        var cells: [Cell] = []
        let isHead: Bool

        var isHeader: Bool { isHead || (!cells.isEmpty && cells.allSatisfy(\.isHeader)) }
    }

    private var rows: [Row] = []
    private var attributes: (isHeader: Bool, columns: Int, rows: Int)?
    private var outside: [ArticleBlock] = []
    /// Whether it only places things on the page.
    private var isLayout: Bool

    private static let columnLimit = 500
    private static let rowLimit = 1000

    init(isLayout: Bool) { self.isLayout = isLayout }

    func startRow() {
        endCell()
        rows.append(Row(isHead: isInHead))
    }

    func startCell(isHeader: Bool, _ attributes: [String: String]) {
        endCell()
        func span(_ name: String, _ limit: Int) -> Int {
            min(max(attributes[name].flatMap { Int($0) } ?? 1, 1), limit)
        }
        self.attributes = (isHeader, span("colspan", 50), span("rowspan", Self.rowLimit))
    }

    func endCell() {
        let blocks = builder.blocks
        builder = BlockBuilder()
        guard let (isHeader, columns, height) = attributes else {
            outside += blocks
            return
        }
        attributes = nil
        if rows.isEmpty { rows.append(Row(isHead: isInHead)) }
        if blocks.contains(where: \.isStructure) { isLayout = true }
        rows[rows.count - 1].cells.append(
            Cell(blocks: blocks, isHeader: isHeader, columns: columns, rows: height))
    }

    /// The table and its caption; the contents of its cells one after another where it only places them.
    var blocks: [ArticleBlock] {
        endCell()
        let width = rows.reduce(0) { max($0, $1.cells.count) }
        if isLayout || width < 2 || width > Self.columnLimit {
            return outside + rows.flatMap { $0.cells.flatMap(\.blocks) }
        }
        let headers = rows.prefix { $0.isHeader }.count
        let grid = self.grid
        let body = Array(grid.dropFirst(headers))
        return outside + [.table(header: Self.header(Array(grid.prefix(headers))), rows: body)]
    }

    /// Rows of one head: "Size" above "EU" becomes "Size EU".
    private static func header(_ rows: [[String]]) -> [String] {
        let width = rows.reduce(0) { max($0, $1.count) }
        return (0..<width).map { column in
            var texts: [String] = []
            for row in rows where column < row.count && !texts.contains(row[column]) {
                texts.append(row[column])
            }
            return texts.filter { !$0.isEmpty }.joined(separator: " ")
        }
    }

    /// The texts in rows and columns.
    private var grid: [[String]] {
        var grid: [[String]] = []
        // Texts of cells above that reach further down, by column.
        var reaching: [Int: (text: String, rows: Int)] = [:]
        var count = 0
        for row in rows {
            var texts: [String] = []
            if count > BlockBuilder.cellLimit { reaching = [:] }
            func takeReaching() {
                while let (text, rest) = reaching[texts.count] {
                    reaching[texts.count] = rest > 1 ? (text, rest - 1) : nil
                    texts.append(text)
                }
            }
            for cell in row.cells {
                takeReaching()
                let text = cell.text
                for _ in 0..<cell.columns where texts.count < Self.columnLimit {
                    if cell.rows > 1 { reaching[texts.count] = (text, cell.rows - 1) }
                    texts.append(text)
                }
            }
            takeReaching()
            count += texts.count
            grid.append(texts)
        }
        return grid
    }
}

extension ArticleBlock {
    /// Whether it is no text of a cell.
    fileprivate var isStructure: Bool {
        switch self {
        case .heading, .table: true
        case .paragraph, .item: false
        }
    }
}
