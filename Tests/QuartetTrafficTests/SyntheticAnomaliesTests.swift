import Foundation
import QuartetEngine
import QuartetModels
import QuartetTraffic
import Testing

/// Anomalies are made as described, and the choice based on them respects the margin.
@Suite struct SyntheticAnomaliesTests {
    private static let normal = DetectorTests.ordinary(1000, seed: 3)
    private static let training = DetectorTests.ordinary(3000, seed: 1)

    private static func anomalies(_ normal: RecordColumns, seed: UInt64 = 1) -> SyntheticAnomalies {
        SyntheticAnomalies(
            from: normal, training: training, isLogarithmic: normal.numbers.map { _ in true }, perKind: 200,
            seed: seed)
    }

    @Test func kindsAreEquallyFrequentAndTheSeedDecidesThem() {
        let made = Self.anomalies(Self.normal)
        #expect(made.columns.count == 800)
        for kind in SyntheticAnomalies.Kind.allCases {
            #expect(made.kinds.count { $0 == kind } == 200)
        }
        let (again, other) = (Self.anomalies(Self.normal), Self.anomalies(Self.normal, seed: 2))
        #expect(again.columns.numbers == made.columns.numbers)
        #expect(again.columns.categories == made.columns.categories)
        #expect(other.columns.numbers != made.columns.numbers)
    }

    @Test func eachKindHasItsProperties() {
        let made = Self.anomalies(Self.normal)
        let known = Self.normal.numbers.map(Set.init)
        let highest = Self.training.numbers.map { $0.max() ?? 0 }
        var (extreme, neverSeen) = (0, 0)
        for (record, kind) in made.kinds.enumerated() {
            let numbers = made.columns.numbers.map { $0[record] }
            let service = made.columns.categories[0][record]
            let isOwn = numbers.indices.map { known[$0].contains(numbers[$0]) }
            switch kind {
            case .swapped:
                #expect(isOwn.allSatisfy { $0 } && (100...102).contains(service))
            case .extreme:
                #expect(isOwn.contains(false) && (100...102).contains(service))
                if zip(numbers, highest).contains(where: { $0 > $1 }) { extreme += 1 }
                // Four times the maximum adds log 4 to its logarithm.
                #expect(zip(numbers, highest).allSatisfy { $0 < $1 + log(4) + 0.01 })
            case .unseen:
                #expect(isOwn.allSatisfy { $0 })
                if !(100...102).contains(service) { neverSeen += 1 }
            case .burst:
                #expect((100...102).contains(service))
            }
        }
        #expect((60...200).contains(extreme))
        #expect((70...130).contains(neverSeen))
    }

    @Test func logsWithoutNumbersOrCategoriesHaveTheOtherKinds() {
        let alone = RecordColumns(count: 300, numbers: [], categories: [(0..<300).map { UInt64($0 % 7) }])
        let words = SyntheticAnomalies(from: alone, training: alone, isLogarithmic: [], perKind: 10, seed: 0)
        #expect(!words.kinds.contains(.extreme) && words.kinds.contains(.unseen))
        let plain = RecordColumns(count: 300, numbers: [(0..<300).map(Float.init)], categories: [])
        let numbers = SyntheticAnomalies(
            from: plain, training: plain, isLogarithmic: [false], perKind: 10, seed: 0)
        #expect(numbers.kinds.contains(.extreme) && !numbers.kinds.contains(.unseen))
        let none = RecordColumns(count: 0, numbers: [[]], categories: [])
        #expect(
            SyntheticAnomalies(from: none, training: plain, isLogarithmic: [false], seed: 0).columns.count
                == 0)
    }

    @Test(arguments: [
        ([0.90, 0.95, 0.93], 1), ([0.90, 0.919], 0), ([0.90, 0.91, 0.9201], 2), ([0.9], 0), ([], 0),
    ])
    func anAlternativeMustBeClearlyBetter(_ areas: [Double], _ chosen: Int) {
        #expect(DetectorChoice.chosen(areas) == chosen)
    }

    @Test func aTrainedDetectorSeparatesThemFromNormalRecords() throws {
        let validation = SyntheticValidation(
            Self.normal, training: Self.training, isLogarithmic: [true, true, true], seed: 1)
        let areas = try validation.auroc(
            DetectorTests.trained(), EvidenceWeights.candidates.map(\.weights))
        #expect(areas.count == EvidenceWeights.candidates.count)
        #expect(areas.allSatisfy { $0 > 0.6 && $0 < 1 }, "\(areas)")
    }

    @Test func weightsCountCubesOfSurprises() {
        let columns: [Evidence: [Float]] = [
            .fields: [1, 0], .code: [2, 0], .tuple: [3, 0], .tables: [0, 1],
        ]
        let evidence = EvidenceTable { columns[$0] ?? [] }
        #expect(EvidenceWeights.standard.scores(evidence) == [63, 1])
        #expect(EvidenceWeights(code: 0, tuple: 0, tables: 3).scores(evidence) == [1, 3])
        #expect(throws: Never.self) { try EvidenceWeights.standard.validate() }
        let wrong = [
            (EvidenceWeights(code: -1), "weight is -1.0"), (EvidenceWeights(tuple: .nan), "weight is nan"),
            (EvidenceWeights(fields: 0, code: 0, tuple: 0, tables: 0), "expected a positive one"),
        ]
        for (weights, text) in wrong {
            let error = #expect(throws: InvalidConfiguration.self) { try weights.validate() }
            #expect(error?.description.contains(text) == true, "\(String(describing: error))")
        }
    }
}
