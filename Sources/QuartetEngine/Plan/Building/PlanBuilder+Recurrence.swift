internal import COneDNN

/// Recurrent layers: chooses types, which results are stored, and which share a place.
extension PlanBuilder {
    func lowerRecurrence(_ index: Int, _ r: Recurrence) {
        typealias Operand = Recurrence.Operand
        let inputs = schedule.node(index).inputs.map { schedule.root[$0] }
        let sequence = value(of: index)
        let (kernel, low) = recurrentKernel(index, r, sequence: sequence.type)
        let projected = value(of: inputs[Operand.projection], as: low)
        let keeps = !schedule.others(of: index, Recurrence.Result.gates).isEmpty
        // The gates take the place of what they were computed from.
        let isFree =
            valueOfRoot[inputs[Operand.projection]] == projected
            && schedule.isLastUse(of: inputs[Operand.projection], by: index)
        let gates =
            keeps
            ? place(index, Recurrence.Result.gates, r.projection, low, inPlaceOf: isFree ? projected : nil)
            : nil
        let extra = keeps ? place(index, Recurrence.Result.extra, r.sequence, low) : nil
        let state = place(index, Recurrence.Result.state, r.state, .float32)
        let cell = r.cell == .lstm ? place(index, Recurrence.Result.cell, r.state, .float32) : nil
        let operands = RecurrentValues(
            weights: packed(inputs[Operand.weight], kernel),
            lengths: r.hasLengths ? value(of: inputs[inputs.count - 1]).id : nil,
            initialState: value(of: inputs[Operand.state], as: .float32),
            initialCell: r.cell == .lstm ? value(of: inputs[Operand.cell], as: .float32) : nil,
            projected: projected, inputBias: value(of: inputs[Operand.inputBias], as: .float32),
            hiddenBias: value(of: inputs[Operand.hiddenBias], as: .float32), gates: gates, extra: extra,
            sequence: sequence.id, state: state, cell: cell,
            scratch: scratch(bytes: kernel.scratchBytes))
        instructions.append(
            RecurrentInstruction(
                label: schedule.graph.tensor(index).text, kernel: kernel, values: operands,
                results: [sequence.id, gates, extra, state, cell, operands.scratch], recurrence: r))
        finishPlaces(index)
    }

    func lowerRecurrenceGradient(_ index: Int, _ r: Recurrence) {
        typealias Back = Recurrence.Back
        typealias Result = Recurrence.BackResult
        let inputs = schedule.node(index).inputs.map { schedule.root[$0] }
        let sequence = value(of: inputs[Back.sequence])
        let upstream = optional(inputs[Back.upstream])
        let (kernel, low) = recurrentKernel(
            index, r, isBack: true, sequence: sequence.type,
            upstream: upstream.map { value(of: $0).type } ?? .float32)
        let gates = value(of: inputs[Back.gates], as: low)
        let extra = value(of: inputs[Back.extra], as: low)
        // Several gradients of one layer share its gates.
        let isOnly = schedule.others(of: inputs[Back.sequence], Recurrence.Result.gates).count == 1
        func isFree(_ operand: Int, _ id: ValueID) -> Bool {
            isOnly && valueOfRoot[inputs[operand]] == id && schedule.isLastUse(of: inputs[operand], by: index)
        }
        // The gradients take the place of the gates.
        if valueOfRoot[index] == nil, isFree(Back.gates, gates) { valueOfRoot[index] = gates }
        let own = value(of: index)
        let gateGradient =
            own.type == low ? own.id : addValue("gradient of gates", count: r.projection.elementCount, low)
        let extraGradient =
            r.cell == .gru
            ? place(index, Result.extra, r.sequence, low, inPlaceOf: isFree(Back.extra, extra) ? extra : nil)
            : nil
        let state = place(index, Result.state, r.state, .float32)
        let cell = r.cell == .lstm ? place(index, Result.cell, r.state, .float32) : nil
        let start = place(index, Result.start, [r.batch, r.gateCount * r.hidden], low)
        let biases = place(index, Result.biases, [4 * r.hidden], .float32)
        let lastState = optional(inputs[Back.lastState]).map { value(of: $0, as: .float32) }
        let lastCell =
            r.cell == .lstm ? optional(inputs[Back.lastCell]).map { value(of: $0, as: .float32) } : nil
        let operands = RecurrentValues(
            weights: packed(inputs[Back.weight], kernel),
            lengths: r.hasLengths ? value(of: inputs[inputs.count - 1]).id : nil,
            initialState: value(of: inputs[Back.state], as: .float32),
            initialCell: r.cell == .lstm ? value(of: inputs[Back.cell], as: .float32) : nil, gates: gates,
            extra: extra, sequence: sequence.id, upstream: upstream.map { value(of: $0).id },
            lastState: lastState, lastCell: lastCell, gateGradient: gateGradient,
            extraGradient: extraGradient, startGradient: start, biasGradient: biases, state: state,
            cell: cell,
            scratch: scratch(bytes: kernel.scratchBytes))
        instructions.append(
            RecurrentInstruction(
                label: schedule.graph.tensor(index).text, kernel: kernel, values: operands,
                results: [gateGradient, extraGradient, start, biases, state, cell, operands.scratch],
                recurrence: r))
        if own.id != gateGradient {
            instructions.append(
                copy("convert \(values[own.id].name)", shape: r.projection, from: gateGradient, to: own.id))
        }
        finishPlaces(index)
    }

    func lowerRecurrenceWeightGradient(_ index: Int, _ r: Recurrence) {
        typealias Weight = Recurrence.Weight
        let inputs = schedule.node(index).inputs.map { schedule.root[$0] }
        let (n, width) = (r.hidden, r.gateCount * r.hidden)
        // Parts of the rows of the weights, the operand that contains their gradients, and the stride of its rows.
        let parts: [(rows: Range<Int>, operand: Int, stride: Int)] =
            r.cell == .lstm
            ? [(0..<width, Weight.gates, width)]
            : [(0..<2 * n, Weight.gates, width), (2 * n..<width, Weight.extra, n)]
        let type: ElementType = precision == .bfloat16 ? .bfloat16 : .float32
        let sequence = value(of: inputs[Weight.sequence], as: type)
        let start = value(of: inputs[Weight.start], as: type)
        let state = optional(inputs[Weight.state]).map { value(of: $0, as: type) }
        var products: [RecurrentWeightInstruction.Product] = []
        for part in parts {
            let gradient = value(of: inputs[part.operand], as: type)
            func add(
                _ left: (ValueID, Int), _ stride: Int, _ right: (ValueID, Int), _ rows: Int,
                _ accumulates: Bool
            ) {
                var s = qd_specification()
                s.kind = Int32(QD_MATMUL)
                (s.batch, s.m, s.n, s.k) = (1, Int64(part.rows.count), Int64(n), Int64(rows))
                (s.transpose_left, s.left_stride, s.accumulate) = (1, Int64(stride), accumulates ? 1 : 0)
                s.left_type = Int32(type == .bfloat16 ? QD_BFLOAT16 : QD_FLOAT32)
                (s.right_type, s.result_type) = (s.left_type, Int32(QD_FLOAT32))
                guard let contraction = Contraction(s) else {
                    fatalError("\(schedule.graph.tensor(index).text): oneDNN has no kernel for this.")
                }
                products.append(
                    .init(
                        contraction: contraction, left: (left.0, left.1 * type.size),
                        right: (right.0, right.1 * type.size), resultOffset: part.rows.lowerBound * n * 4))
            }
            if r.steps > 1 {
                // All steps except the first in the direction, each with the state before it.
                let (from, before) = r.isReverse ? (0, r.batch) : (r.batch, 0)
                add(
                    (gradient, from * part.stride), part.stride, (sequence, before * n),
                    (r.steps - 1) * r.batch,
                    false)
            }
            if let state {
                add((start, part.rows.lowerBound), width, (state, 0), r.batch, r.steps > 1)
            }
        }
        let result = value(of: index).id
        let bytes = products.map(\.contraction.scratchBytes).max() ?? 0
        instructions.append(
            RecurrentWeightInstruction(
                label: schedule.graph.tensor(index).text, products: products, result: result,
                resultBytes: width * n * 4, scratch: scratch(bytes: bytes),
                operations: r.operations))
    }

    /// The root, or nil if it is filled with zeros.
    private func optional(_ root: Int) -> Int? {
        if case .fill(0) = schedule.node(root).operation { nil } else { root }
    }

    /// In bfloat16 if the plan's precision is bfloat16 and oneDNN supports these shapes, otherwise in float32.
    private func recurrentKernel(
        _ index: Int, _ r: Recurrence, isBack: Bool = false, sequence: ElementType,
        upstream: ElementType = .float32
    ) -> (RecurrentKernel, ElementType) {
        func kind(_ type: ElementType) -> Int32 { Int32(type == .bfloat16 ? QD_BFLOAT16 : QD_FLOAT32) }
        for low in precision == .bfloat16 ? [ElementType.bfloat16, .float32] : [.float32] {
            let specification = qd_recurrence_specification(
                lstm: r.cell == .lstm ? 1 : 0, backward: isBack ? 1 : 0, low: kind(low),
                sequence_type: kind(sequence), upstream_type: kind(upstream), reverse: r.isReverse ? 1 : 0,
                bias_by_row: r.hasOwnBiases ? 1 : 0,
                steps: Int64(r.steps), batch: Int64(r.batch), hidden: Int64(r.hidden))
            if let kernel = RecurrentKernel(specification) { return (kernel, low) }
        }
        fatalError("\(schedule.graph.tensor(index).text): oneDNN has no kernel for this.")
    }

    private func packed(_ root: Int, _ kernel: RecurrentKernel) -> ValueID {
        let plain = value(of: root, as: .float32)
        if kernel.packedBytes == 0 { return plain }
        let isFrozen = self.isFrozen(root: root)
        let name = values[plain].name
        let id = packedCopy(of: name, bytes: kernel.packedBytes, isFrozen: isFrozen)
        let pack = RecurrentPackInstruction(label: "pack \(name)", kernel: kernel, plain: plain, packed: id)
        if isFrozen { preparation.append(pack) } else { instructions.append(pack) }
        return id
    }

    /// Where a further result is written: the place of its reader, or one that is never read.
    private func place(
        _ owner: Int, _ number: Int, _ shape: Shape, _ type: ElementType, inPlaceOf free: ValueID? = nil
    ) -> ValueID {
        let nodes = schedule.others(of: owner, number)
        let placed = nodes.compactMap { valueOfRoot[$0] }.first { values[$0].type == type }
        let name = nodes.first.map { schedule.graph.tensor($0).text } ?? "unread result"
        let id = placed ?? free ?? addValue(name, count: shape.elementCount, type)
        for node in nodes {
            if let other = valueOfRoot[node] {
                if other != id { copies.append((shape, id, other)) }
            } else {
                valueOfRoot[node] = id
            }
        }
        return id
    }

    /// Copies further results to the other places where they are needed.
    private func finishPlaces(_ index: Int) {
        for (shape, from, to) in copies {
            instructions.append(copy("copy to \(values[to].name)", shape: shape, from: from, to: to))
        }
        copies = []
    }
}
