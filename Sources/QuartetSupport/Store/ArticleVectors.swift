internal import Foundation
internal import GRDB

/// All vectors of an encoder, one after another.
public struct StoredVectors: Sendable, Equatable {
    /// Numbers of a vector.
    public var width = 0
    /// For each vector the number of its passage.
    public var passages: [Int64] = []
    /// For each vector how much of the passage it stands for (`VectorTexts.Grain`).
    public var grains: [UInt8] = []
    /// For each vector the number of its statement in the passage.
    public var statements: [UInt16] = []
    /// For each vector `max|x| / 127`.
    public var scales: [Float] = []
    /// For each vector `width` numbers `x / scale`.
    public var codes: [Int8] = []

    public var count: Int { passages.count }
}

extension KnowledgeBase {
    /// The vectors that an encoder made; those of another one are left out.
    public func vectors(of encoder: String) throws -> StoredVectors {
        try read { database in
            var vectors = StoredVectors()
            // Lengths are known without reading the numbers.
            let size = try database.row(
                "SELECT sum(length(grains)), sum(length(codes)) FROM articleVectors WHERE encoder = ?",
                [encoder])
            let count = try size?.decode(Int?.self, atIndex: 0) ?? 0
            if count == 0 { return vectors }
            vectors.width = (try size?.decode(Int?.self, atIndex: 1) ?? 0) / count
            vectors.passages.reserveCapacity(count)
            vectors.grains.reserveCapacity(count)
            vectors.statements.reserveCapacity(count)
            vectors.scales.reserveCapacity(count)
            vectors.codes.reserveCapacity(count * vectors.width)
            let rows = try database.cursor(
                """
                SELECT passages, grains, statements, scales, codes FROM articleVectors WHERE encoder = ? ORDER BY rowid
                """, [encoder])
            while let row = try rows.next() {
                try row.append(column: 0, to: &vectors.passages)
                try row.append(column: 1, to: &vectors.grains)
                try row.append(column: 2, to: &vectors.statements)
                try row.append(column: 3, to: &vectors.scales)
                try row.append(column: 4, to: &vectors.codes)
                let counts = [vectors.grains.count, vectors.statements.count, vectors.scales.count]
                guard counts.allSatisfy({ $0 == vectors.count }),
                    vectors.codes.count == vectors.count * vectors.width
                else {
                    throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "vectors of different lengths")
                }
            }
            return vectors
        }
    }

    /// Makes the vectors of articles that have none of this encoder, some articles at a time. What is done stays done
    /// when it is stopped.
    ///
    /// - Parameter progress: is given the numbers of articles done and of all that lack vectors.
    /// - Throws: ``StoreError``, and what the encoder throws.
    public func makeVectors(by encoder: PassageEncoder, progress: (Int, Int) throws -> Void = { _, _ in })
        throws
    {
        let missing = try read {
            try $0.values(
                String.self,
                """
                SELECT id FROM article LEFT JOIN articleVectors ON articleVectors.article = article.id
                WHERE encoder IS NOT ? ORDER BY id
                """, [encoder.fingerprint])
        }
        for start in stride(from: 0, to: missing.count, by: 64) {
            let ids = missing[start..<min(start + 64, missing.count)]
            let articles = try read { database in
                try ids.compactMap { id -> PreparedArticle? in
                    let row = try database.row("SELECT * FROM article WHERE id = ?", [id])
                    guard let article = try row.map(ArticleRecord.init(row:)) else { return nil }
                    return PreparedArticle(article, try database.storedPassages(of: id).map(\.passage))
                }
            }
            let vectors = try StoreError.translating(path) {
                try ArticleVectors.make(of: articles, by: encoder)
            }
            try write { database in
                for (article, vectors) in zip(articles, vectors) {
                    // Another process may have imported it meanwhile.
                    let current = try database.storedPassages(of: article.record.id)
                    guard current.map(\.passage) == article.passages else { continue }
                    try database.store(
                        vectors, of: article.record.id, passages: current.map(\.id),
                        encoder: encoder.fingerprint)
                }
                try database.countChange()
            }
            try progress(min(start + 64, missing.count), missing.count)
        }
    }
}

/// The vectors of an article, before its passages have numbers.
struct ArticleVectors {
    /// For each vector the place of its passage.
    var places: [Int] = []
    var grains: [UInt8] = []
    var statements: [UInt16] = []
    var scales: [Float] = []
    var codes: [Int8] = []

    private mutating func append(_ vector: [Float], of place: Int, _ text: VectorTexts.Text) {
        let quantized = QuantizedVector(vector)
        places.append(place)
        grains.append(text.grain.rawValue)
        statements.append(UInt16(clamping: text.statement))
        scales.append(quantized.scale)
        codes += quantized.codes
    }

    /// Texts that the encoder is given at once, at least: enough to put those of similar length together.
    private static let batch = 1024

    static func make(
        of articles: [PreparedArticle], by encoder: PassageEncoder, progress: (Int) throws -> Void = { _ in }
    ) throws -> [ArticleVectors] {
        var made = [ArticleVectors](repeating: ArticleVectors(), count: articles.count)
        var waiting: [(text: VectorTexts.Text, article: Int, place: Int)] = []
        var width: Int?
        func encode() throws {
            let vectors = try encoder.vectors(waiting.map(\.text.text))
            width = width ?? vectors.first?.count
            guard vectors.count == waiting.count, vectors.allSatisfy({ $0.count == width }) else {
                throw DatabaseError(
                    message:
                        "for \(waiting.count) texts the encoder gave \(vectors.count) vectors, or some of another width"
                )
            }
            for (vector, item) in zip(vectors, waiting) {
                made[item.article].append(vector, of: item.place, item.text)
            }
            waiting.removeAll(keepingCapacity: true)
        }
        for (index, article) in articles.enumerated() {
            for (place, passage) in article.passages.enumerated() {
                for text in VectorTexts.texts(of: passage, synonyms: article.record.synonyms)
                where encoder.grains.contains(text.grain) {
                    waiting.append((text, index, place))
                }
            }
            if waiting.count >= batch {
                try encode()
                try progress(index + 1)
            }
        }
        if !waiting.isEmpty { try encode() }
        try progress(articles.count)
        return made
    }
}

extension Database {
    func store(_ vectors: ArticleVectors, of article: String, passages: [Int64], encoder: String) throws {
        let numbers = vectors.places.map { passages[$0] }
        try run(
            """
            INSERT OR REPLACE INTO articleVectors(article, encoder, passages, grains, statements, scales, codes)
            VALUES(?, ?, ?, ?, ?, ?, ?)
            """,
            [
                article, encoder, bytes(numbers), bytes(vectors.grains), bytes(vectors.statements),
                bytes(vectors.scales), bytes(vectors.codes),
            ])
    }

    /// Numbers in the order of bytes of the machine, which is little endian wherever this program runs.
    private func bytes<Number: BitwiseCopyable>(_ numbers: [Number]) -> Data {
        numbers.withUnsafeBytes { Data($0) }
    }
}

extension Row {
    /// Appends the numbers of a column of bytes.
    fileprivate func append<Number: BitwiseCopyable>(column: Int, to numbers: inout [Number]) throws {
        try withUnsafeData(atIndex: column) { data in
            guard let data else { return }
            let size = MemoryLayout<Number>.stride
            guard data.count % size == 0 else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a vector is cut")
            }
            data.withUnsafeBytes { bytes in
                // SQLite aligns its memory to eight bytes, but does not promise it for a column.
                if Int(bitPattern: bytes.baseAddress) % MemoryLayout<Number>.alignment == 0 {
                    numbers.append(contentsOf: bytes.bindMemory(to: Number.self))
                } else {
                    for offset in stride(from: 0, to: data.count, by: size) {
                        numbers.append(bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
                    }
                }
            }
        }
    }
}
