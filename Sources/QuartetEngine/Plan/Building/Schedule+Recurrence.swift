extension Schedule {
    /// True for a recurrent primitive that reads this root step by step in the type of its products: sequences and gates,
    /// but not initial states and biases.
    func isRecurrent(_ reader: Int, over root: Int) -> Bool {
        typealias Back = Recurrence.Back
        typealias Weight = Recurrence.Weight
        let operands: [Int]
        switch graph.nodes[reader].operation {
        case .recurrence: operands = [Recurrence.Operand.projection]
        case .recurrenceGradient: operands = [Back.sequence, Back.gates, Back.extra, Back.upstream]
        case .recurrenceWeightGradient:
            operands = [Weight.gates, Weight.sequence, Weight.start, Weight.extra]
        default: return false
        }
        let inputs = graph.nodes[reader].inputs
        return operands.contains { $0 < inputs.count && self.root[inputs[$0]] == root }
    }

    /// True for a further result of a recurrent primitive that has elements for each step.
    func isOfAllSteps(_ index: Int) -> Bool {
        guard case .otherResult(let number) = graph.nodes[index].operation else { return false }
        switch graph.nodes[graph.nodes[index].inputs[0]].operation {
        case .recurrence: return number == Recurrence.Result.gates || number == Recurrence.Result.extra
        case .recurrenceGradient:
            return number == Recurrence.BackResult.start || number == Recurrence.BackResult.extra
        default: return false
        }
    }

    /// The nodes that represent a further result.
    func others(of root: Int, _ number: Int) -> [Int] {
        readers[root].filter {
            if case .otherResult(number) = graph.nodes[$0].operation { true } else { false }
        }
    }

    /// True if only this node reads the root and it is not needed afterwards: the node may write its own result there.
    func isLastUse(of root: Int, by reader: Int) -> Bool {
        !isLeaf(root) && !isTarget[root] && readers[root] == [reader] && stage[root] == stage[reader]
    }
}
