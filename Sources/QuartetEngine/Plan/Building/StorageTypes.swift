/// Which values a plan of lower precision stores in bfloat16: those on the way between contractions. Parameters,
/// reductions, targets and inputs of losses stay in float32.
struct StorageTypes {
    private(set) var isLow: [Bool]

    init(_ schedule: Schedule, precision: Precision) {
        let count = schedule.graph.nodes.count
        isLow = [Bool](repeating: false, count: count)
        if precision != .bfloat16 { return }
        // Readers come after what they read: walking backwards, every reader is decided before its operands.
        for index in stride(from: count - 1, through: 0, by: -1)
        where schedule.stage[index] != nil && schedule.root[index] == index {
            isLow[index] =
                Self.canBeLow(schedule, index)
                && schedule.readers[index].contains { reader in
                    schedule.isContraction(reader) || schedule.isAttention(reader)
                        || schedule.isRecurrent(reader, over: index)
                        || (isLow[reader] && Self.passes(schedule, reader)
                            && schedule.node(reader).shape.elementCount
                                >= schedule.node(index).shape.elementCount)
                }
        }
    }

    private static func canBeLow(_ schedule: Schedule, _ index: Int) -> Bool {
        if schedule.isTarget[index] || schedule.isPinned[index] || schedule.isLeaf(index) { return false }
        switch schedule.node(index).operation {
        case .reduce, .logSumExponential, .pick, .scatterAdd, .convolutionWeightGradient,
            .recurrenceWeightGradient, .quantizedProduct, .quantizedRows, .rootMeanSquareNorm, .gatedUnit:
            return false
        case .otherResult: if !schedule.isOfAllSteps(index) { return false }
        default: break
        }
        // A convolution packs its weights from float32; a comparison needs exactly the bits that were computed.
        return !schedule.readers[index].contains { reader in
            switch schedule.node(reader).operation {
            case .convolution, .convolutionInputGradient:
                schedule.root[schedule.node(reader).inputs[1]] == index
            case .binary(.equal): true
            default: false
            }
        }
    }

    private static func passes(_ schedule: Schedule, _ reader: Int) -> Bool {
        if schedule.isElementwise(reader) { return true }
        switch schedule.node(reader).operation {
        case .axisMap, .concatenate, .gather, .rotary: return true
        default: return false
        }
    }
}
