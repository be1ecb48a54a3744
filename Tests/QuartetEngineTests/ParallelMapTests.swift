import QuartetEngine
import Synchronization
import Testing

@Suite struct ParallelMapTests {
    private struct Refused: Error, Equatable { let index: Int }

    @Test(arguments: [0, 1, 7, 5000]) func resultsAreInOrder(count: Int) {
        #expect(parallelMap(count) { $0 * $0 } == (0..<count).map { $0 * $0 })
    }

    @Test func progressRisesToOne() {
        var shares: [Double] = []
        let values = parallelMap(3000, progress: { shares.append($0) }, { $0 })
        #expect(values == Array(0..<3000))
        #expect(shares.count > 1 && shares == shares.sorted() && shares.last == 1)
    }

    /// The error is that of the first index, whichever thread fails first; and the rest is not begun.
    @Test func theFirstErrorIsThrown() {
        let begun = Atomic(0)
        do throws(Refused) {
            _ = try parallelMap(1_000_000) { index throws(Refused) -> Int in
                begun.wrappingAdd(1, ordering: .relaxed)
                if index >= 100 { throw Refused(index: index) }
                return index
            }
            Issue.record("nothing was thrown")
        } catch {
            #expect(error == Refused(index: 100))
        }
        #expect(begun.load(ordering: .relaxed) < 10_000)
    }
}
