import Foundation
import QuartetModels
import QuartetTestSupport
import Testing

@Suite struct Int8VectorIndexTests {
    /// Vectors of length 1.
    private func vectors(_ count: Int, width: Int, _ generator: inout SeededGenerator) -> [[Float]] {
        (0..<count).map { _ in
            // Sums of draws are nearly normal, as the elements of embeddings are.
            let sums = (0..<width).map { _ in generator.floats(6).reduce(0, +) }
            return unit(sums)
        }
    }

    private func unit(_ vector: [Float]) -> [Float] {
        let length = product(vector, vector).squareRoot()
        return vector.map { $0 / length }
    }

    private func product(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

    private func index(_ vectors: [[Float]]) -> Int8VectorIndex {
        var index = Int8VectorIndex(width: vectors[0].count)
        for vector in vectors { index.append(vector) }
        return index
    }

    private func nearest(_ query: [Float], _ vectors: [[Float]], _ count: Int) -> [Int] {
        let scores = vectors.map { product($0, query) }
        return Array(vectors.indices.sorted { (scores[$0], $1) > (scores[$1], $0) }.prefix(count))
    }

    /// The share of the ten nearest that are found, for queries near vectors as questions are near their answers, and for
    /// queries at random, among whose neighbours nothing but chance decides.
    @Test func theNearestByFloatsAreFound() {
        var generator = SeededGenerator(3)
        let rows = vectors(1500, width: 96, &generator)
        let index = index(rows)
        func recall(_ queries: [[Float]]) -> Double {
            let found = queries.map { query in
                Set(index.nearest(to: query, count: 10).map(\.place)).intersection(nearest(query, rows, 10))
                    .count
            }
            return Double(found.reduce(0, +)) / Double(10 * queries.count)
        }
        let random = vectors(40, width: 96, &generator)
        #expect(recall(random) >= 0.97)
        // Each query stands for a few rows, more or less.
        func topic(_ place: Int) -> [Float] {
            var sum = [Float](repeating: 0, count: 96)
            for next in 0..<10 {
                for element in 0..<96 { sum[element] += rows[37 * place + next][element] / Float(next + 3) }
            }
            return unit(sum)
        }
        let topics = (0..<40).map(topic)
        #expect(recall(topics) >= 0.98)
        for (row, query) in zip(rows, random) {
            let score = index.nearest(to: query, count: rows.count).first { $0.place == 0 }?.score
            #expect(abs((score ?? 9) - product(rows[0], query)) < 0.003)
            #expect(index.nearest(to: row, count: 1).first.map { abs($0.score - 1) < 0.003 } == true)
        }
    }

    @Test func storedVectorsAreThoseThatWereAdded() throws {
        var generator = SeededGenerator(4)
        let rows = vectors(20, width: 33, &generator)
        let whole = index(rows)
        var read = Int8VectorIndex(width: 33)
        for part in [0..<7, 7..<7, 7..<20] {
            let (codes, scales) = (whole.codeBytes(of: part), whole.scaleBytes(of: part))
            #expect(codes.count == 33 * part.count && scales.count == 4 * part.count)
            try read.append(codes: codes.span.bytes, scales: scales.span.bytes)
        }
        #expect(read == whole)
        #expect(read.nearest(to: rows[3], count: 5) == whole.nearest(to: rows[3], count: 5))
    }

    @Test func storedVectorsThatDoNotFitAreRefused() {
        var index = index([[1, 2, 3]])
        let before = index
        func expect(_ codes: [UInt8], _ scales: [UInt8], _ reason: String) {
            let error = #expect(throws: VectorIndexError.self) {
                try index.append(codes: codes.span.bytes, scales: scales.span.bytes)
            }
            #expect("\(error.map { "\($0)" } ?? "")".contains(reason))
            #expect(index == before)
        }
        let one: [UInt8] = [0, 0, 128, 63]
        expect([1, 2], one, "2 bytes of codes and 4 of scales")
        expect([1, 2, 3], [0, 0, 128], "3 bytes of codes and 3 of scales")
        expect([1, 2, 3, 4, 5, 6], one + [0, 0, 192, 127], "vector 2 has the scale nan")
        expect([1, 2, 3], [0, 0, 128, 191], "the scale -1.0")
    }

    @Test func vectorsWithoutADirectionAreSimilarToNothing() {
        let index = index([[0, 0], [.nan, 1], [.infinity, 1], [.leastNonzeroMagnitude, 0], [3, 4]])
        #expect(index.nearest(to: [3, 4], count: 2).map(\.place) == [4, 0])
        #expect(index.nearest(to: [3, 4], count: 9).map(\.score).dropFirst().allSatisfy { $0 == 0 })
        #expect(index.nearest(to: [.nan, 1], count: 3).map(\.place) == [0, 1, 2])
    }

    @Test func placesAreLeftOut() {
        let index = index((0..<200).map { [Float($0) + 1, 1] })
        var skipped: PlaceSet = [199, 3]
        skipped.insert(197)
        #expect(skipped.contains(197) && !skipped.contains(198) && !skipped.contains(10_000))
        #expect(index.nearest(to: [1, 0], count: 3, skipping: skipped).map(\.place) == [198, 196, 195])
        skipped.remove(199)
        skipped.remove(10_000)
        for threads in [1, 2, 5] {
            let found = index.nearest(to: [1, 0], count: 2, skipping: skipped, threads: threads)
            #expect(found.map(\.place) == [199, 198])
        }
    }

    @Test func anEmptyIndexFindsNothing() {
        let index = Int8VectorIndex(width: 4)
        #expect(index.nearest(to: [1, 2, 3, 4], count: 3).isEmpty && index.count == 0)
        #expect(self.index([[1]]).nearest(to: [1], count: 0).isEmpty)
    }

    private static let encoder = Checkout.file("models/all-MiniLM-L6-v2")

    @Test(.enabled(if: FileManager.default.fileExists(atPath: encoder), PublishedModelTests.absent))
    func scoresOfSentencesAreTheirCosines() throws {
        let encoder = try SentenceEncoder(folder: Self.encoder)
        let texts = [
            "Returns are free.", "Send it back at no cost.", "We open at nine.", "The parcel is late.",
            "Wash at 30 degrees.",
        ]
        let vectors = try encoder.vectors(of: texts)
        let index = index(vectors)
        for vector in vectors {
            let matches = index.nearest(to: vector, count: texts.count)
            #expect(matches.map(\.place) == nearest(vector, vectors, texts.count))
            #expect(matches.allSatisfy { abs($0.score - product(vectors[$0.place], vector)) < 0.003 })
        }
    }
}
