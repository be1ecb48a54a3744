internal import COneDNN

/// Matrix products and convolutions: chooses kernels, types, and copies of operands.
extension PlanBuilder {
    func lowerContraction(_ unit: Unit, bias: Int?, activation: UnaryFunction?) {
        let index = unit.members[0]
        let node = schedule.node(index)
        let (left, right) = (schedule.root[node.inputs[0]], schedule.root[node.inputs[1]])
        let target = value(of: unit.members[unit.members.count - 1])
        var specification = specification(of: index)
        if activation == nil, isNarrow(specification, right: right) {
            return lowerNarrowProduct(unit, specification, left: left, right: right, bias: bias)
        }
        specification.has_bias = bias == nil ? 0 : 1
        switch activation {
        case .rectifier: specification.activation = Int32(QD_RELU)
        case .leakyRectifier(let slope):
            (specification.activation, specification.slope) = (Int32(QD_RELU), slope)
        case .hyperbolicTangent: specification.activation = Int32(QD_TANH)
        case .sigmoid: specification.activation = Int32(QD_SIGMOID)
        default: break
        }
        let isWeightGradient = specification.kind == Int32(QD_CONVOLUTION_WEIGHT_GRADIENT)
        let isMatrixProduct = specification.kind == Int32(QD_MATMUL)
        let rightIsFloat = value(of: right).type == .float32
        // Shapes that oneDNN does not support in bfloat16 are computed in float32.
        var types: [(operands: ElementType, result: ElementType)] = [(.float32, .float32)]
        if precision == .bfloat16 { types.insert((.bfloat16, target.type), at: 0) }
        var operandType = ElementType.float32
        var resultType = ElementType.float32
        var contraction: Contraction?
        for type in types where contraction == nil {
            (operandType, resultType) = (type.operands, type.result)
            let low = Int32(operandType == .bfloat16 ? QD_BFLOAT16 : QD_FLOAT32)
            specification.left_type = low
            specification.right_type = low
            specification.result_type = Int32(resultType == .bfloat16 ? QD_BFLOAT16 : QD_FLOAT32)
            let packs = operandType == .bfloat16 || packingPays(specification, right: right)
            specification.pack_right = isMatrixProduct && rightIsFloat && packs ? 1 : 0
            contraction = Contraction(specification)
        }
        guard let contraction else {
            fatalError("\(schedule.graph.tensor(index).text): oneDNN has no kernel for this.")
        }
        let leftValue = value(of: left, as: operandType)
        let rightValue: ValueID
        if isWeightGradient || (isMatrixProduct && specification.pack_right == 0) {
            rightValue = value(of: right, as: operandType)
        } else {
            rightValue = packed(right, contraction, stage: unit.stage)
        }
        let shape = node.shape
        let result =
            resultType == target.type
            ? target.id : addValue("float32 \(values[target.id].name)", count: shape.elementCount)
        let text = schedule.graph.tensor(unit.members[unit.members.count - 1]).text
        let biasValue = bias.map { value(of: $0, as: .float32) }
        let packedResult = isWeightGradient ? scratch("packed gradient", bytes: contraction.packedBytes) : nil
        let scratchValue = scratch(bytes: contraction.scratchBytes)
        instructions.append(
            ContractionInstruction(
                label: text, contraction: contraction, left: leftValue, right: rightValue, bias: biasValue,
                result: result, packedResult: packedResult, scratch: scratchValue,
                operations: operations(of: index)))
        if result != target.id {
            instructions.append(copy("convert \(text)", shape: shape, from: result, to: target.id))
        }
    }

    /// Whether to convert a product's right operand to the kernel's layout before a product in float32.
    ///
    /// Otherwise each thread converts what it needs while it multiplies, which takes two threads 10 to 25 % of the time of
    /// 64 to 8,192 rows of activations, or of a gradient with more columns than rows. One thread loses nothing that way,
    /// and a small operand is not worth an instruction.
    private func packingPays(_ s: qd_specification, right: Int) -> Bool {
        if s.batch > 1 { return false }
        if isFrozen(root: right) { return true }
        let isWeights = if case .parameter = schedule.node(right).operation { true } else { false }
        return threads > 1 && s.m >= 64 && s.n * s.k >= 65_536 && (isWeights || s.n > s.m)
    }

    /// A product whose time is that of reading its weights.
    private func isNarrow(_ specification: qd_specification, right: Int) -> Bool {
        specification.kind == Int32(QD_MATMUL) && specification.batch == 1
            && specification.m <= NarrowProductInstruction.mostRows && specification.transpose_left == 0
            && specification.transpose_right == 1 && isFrozen(root: right)
    }

    private func lowerNarrowProduct(
        _ unit: Unit, _ specification: qd_specification, left: Int, right: Int, bias: Int?
    ) {
        let last = unit.members[unit.members.count - 1]
        let target = value(of: last)
        let text = schedule.graph.tensor(last).text
        let shape = schedule.node(last).shape
        let result =
            target.type == .float32
            ? target.id : addValue("float32 \(values[target.id].name)", count: shape.elementCount)
        let type: ElementType = precision == .bfloat16 ? .bfloat16 : .float32
        instructions.append(
            NarrowProductInstruction(
                label: text, source: value(of: left, as: .float32),
                weights: (value(of: right, as: type), type), bias: bias.map { value(of: $0, as: .float32) },
                result: result, rows: Int(specification.m), columns: Int(specification.n),
                depth: Int(specification.k), threads: threads))
        if result != target.id {
            instructions.append(copy("convert \(text)", shape: shape, from: result, to: target.id))
        }
    }

    private func packed(_ root: Int, _ contraction: Contraction, stage: Int) -> ValueID {
        let plain = value(of: root, as: .float32)
        if contraction.packedBytes == 0 { return plain }
        if let pack = packs.first(where: {
            $0.root == root && ($0.stage == stage || self.isFrozen(root: root))
                && $0.contraction.hasSamePacking(as: contraction)
        }) {
            return pack.value
        }
        let name = values[plain].name
        let frozen = frozenParameter(root: root).map { copiesOfFrozen.copy(of: $0, for: contraction) }
        let id =
            frozen.map { addValue("packed \(name)", count: 0, .float32, .frozen($0.copy), role: .packed) }
            ?? packedCopy(of: name, bytes: contraction.packedBytes)
        let pack = PackInstruction(label: "pack \(name)", contraction: contraction, plain: plain, packed: id)
        if frozen == nil { instructions.append(pack) }
        if frozen?.isNew == true { preparation.append(pack) }
        packs.append((root, stage, contraction, id))
        return id
    }

    private func specification(of index: Int) -> qd_specification {
        let node = schedule.node(index)
        var s = qd_specification()
        switch node.operation {
        case .matrixProduct(let transposeLeft, let transposeRight):
            let left = schedule.node(node.inputs[0]).shape
            s.kind = Int32(QD_MATMUL)
            s.batch = Int64(node.shape.dropLast(2).reduce(1, *))
            s.m = Int64(node.shape[node.shape.count - 2])
            s.n = Int64(node.shape[node.shape.count - 1])
            s.k = Int64(transposeLeft ? left[left.count - 2] : left[left.count - 1])
            s.transpose_left = transposeLeft ? 1 : 0
            s.transpose_right = transposeRight ? 1 : 0
        case .convolution(let c):
            s.kind = Int32(QD_CONVOLUTION)
            Self.set(&s, c)
        case .convolutionInputGradient(let c):
            s.kind = Int32(QD_CONVOLUTION_INPUT_GRADIENT)
            Self.set(&s, c)
        case .convolutionWeightGradient(let c):
            s.kind = Int32(QD_CONVOLUTION_WEIGHT_GRADIENT)
            Self.set(&s, c)
        default: fatalError("\(node.operation) is not a contraction.")
        }
        return s
    }

    private static func set(_ s: inout qd_specification, _ c: ConvolutionGeometry) {
        let result = c.resultExtents
        (s.images, s.height, s.width, s.inputs) = (
            Int64(c.input[0]), Int64(c.input[1]), Int64(c.input[2]), Int64(c.input[3])
        )
        (s.outputs, s.groups) = (Int64(c.weights[0]), Int64(c.groups))
        s.kernel = (Int64(c.weights[2]), Int64(c.weights[3]))
        s.stride = (Int64(c.stride[0]), Int64(c.stride[1]))
        s.dilation = (Int64(c.dilation[0]), Int64(c.dilation[1]))
        s.padding_before = (Int64(c.padding[0]), Int64(c.padding[1]))
        // Rows and columns that no window reaches count as negative padding.
        let after = (0..<2).map { axis -> Int in
            let reach = (result[axis] - 1) * c.stride[axis] + c.dilation[axis] * (c.weights[axis + 2] - 1) + 1
            return reach - c.input[axis + 1] - c.padding[axis]
        }
        s.padding_after = (Int64(after[0]), Int64(after[1]))
        (s.result_height, s.result_width) = (Int64(result[0]), Int64(result[1]))
    }

    private func operations(of index: Int) -> Int {
        let node = schedule.node(index)
        switch node.operation {
        case .matrixProduct(let transposeLeft, _):
            let left = schedule.node(node.inputs[0]).shape
            return 2 * node.shape.elementCount * (transposeLeft ? left[left.count - 2] : left[left.count - 1])
        case .convolution(let c), .convolutionInputGradient(let c), .convolutionWeightGradient(let c):
            return c.operations
        default: return 0
        }
    }
}
