internal import CKernels

/// A graph prepared to run: dead code removed, operations fused, memory laid out, every kernel created. A run allocates
/// nothing, apart from what oneDNN allocates internally.
///
///     let plan = Plan(graph, stages: [Stage(minimizing: loss, of: store)])
///     plan.write(images, to: x)
///     plan.run(stage: 0, seed: 1, step: 0)
///     let value = plan.scalar(loss)
///
/// A plan belongs to one thread at a time, with the number of threads that it was made for.
public final class Plan {
    public let graph: Graph
    /// What the plan computes with: the requested precision if the machine supports it.
    public let precision: Precision
    public let threads: Int
    /// Bytes of the arena, which holds all values except the parameters and frozen copies of them.
    public let arenaBytes: Int

    let instructions: [any Instruction]
    private let stageEnds: [Int]
    private let schedule: Schedule
    private let valueOfRoot: [Int: ValueID]
    private let values: [PlanBuilder.Value]
    /// Inputs, outputs and constants.
    private let persistent: AlignedMemory
    /// What is computed on the way.
    private let scratch: AlignedMemory
    private let addresses: [UnsafeMutableRawPointer?]
    private let random: Block<qk_random_state>
    private let copiesOfFrozen: FrozenCopies

    /// Traps if memory cannot be allocated. For sizes from a file or a user use
    /// ``checked(_:stages:precision:threads:frozen:remedy:)``.
    ///
    /// - Parameters:
    ///   - stages: run one after another by the caller, who may change parameters in between. Later stages can read
    ///     values computed by earlier ones, so a stage may be skipped, but none may run before an earlier one.
    ///   - threads: by default as many as the calling thread's pool has.
    ///   - frozen: the parameters no longer change, so copies in a kernel's own type and layout are made once rather than
    ///     at every run. For inference. Parameters in mapped files never change.
    ///   - other: a plan that this one takes turns with, such as one of the same network for other lengths. They share
    ///     copies of frozen parameters, and compute in the same memory if the other's is large enough: make the larger
    ///     one first. Between the first and the last stage of one, the other must not run.
    public convenience init(
        _ graph: Graph, stages: [Stage], precision: Precision = .float32, threads: Int? = nil,
        frozen: Bool = false, sharingMemoryOf other: Plan? = nil
    ) {
        self.init(Layout(graph, stages, precision, threads, frozen, other), other)
    }

    /// A plan for shapes that come from a file or a user.
    ///
    /// - Parameter remedy: what the error tells the user to do.
    /// - Throws: ``OutOfMemory`` if its values need more memory than the machine has.
    public static func checked(
        _ graph: Graph, stages: [Stage], precision: Precision = .float32, threads: Int? = nil,
        frozen: Bool = false, sharingMemoryOf other: Plan? = nil, remedy: String = OutOfMemory.smallerNetwork
    ) throws(OutOfMemory) -> Plan {
        let layout = Layout(graph, stages, precision, threads, frozen, other)
        let copies = layout.builder.copiesOfFrozen
        do throws(OutOfMemory) {
            try Machine.requireMemory(
                layout.memory.bytes + copies.pendingBytes, for: "the values of one step", remedy: remedy)
        } catch {
            copies.discardPending()
            throw error
        }
        return Plan(layout, other)
    }

    /// Everything about a plan except its memory.
    private struct Layout {
        let precision: Precision
        let threads: Int
        let random = Block([qk_random_state(seed: 0, step: 0)])
        let schedule: Schedule
        let builder: PlanBuilder
        let memory: MemoryPlan

        init(
            _ graph: Graph, _ stages: [Stage], _ precision: Precision, _ threads: Int?, _ frozen: Bool,
            _ other: Plan?
        ) {
            self.precision = precision.available
            self.threads = threads ?? Machine.threads
            schedule = Schedule(graph: graph, stages: stages)
            builder = PlanBuilder(
                schedule: schedule, precision: self.precision, threads: self.threads, isFrozen: frozen,
                copies: other?.copiesOfFrozen ?? FrozenCopies(), random: random.base)
            let values = builder.values
            var lives = [ClosedRange<Int>?](repeating: nil, count: values.count)
            for (index, instruction) in builder.instructions.enumerated() {
                for value in instruction.reads + instruction.writes {
                    lives[value] = lives[value].map { $0.lowerBound...index } ?? index...index
                }
            }
            memory = MemoryPlan(
                sizes: values.map { if case .arena = $0.home { $0.bytes } else { nil } },
                persistent: values.map { if case .arena(true) = $0.home { true } else { false } },
                lives: lives,
                overwrites: builder.instructions.enumerated().flatMap { index, instruction in
                    instruction.overwrites.map { ($0.result, $0.operand, index) }
                })
        }
    }

    private init(_ layout: Layout, _ other: Plan?) {
        let (builder, memory) = (layout.builder, layout.memory)
        graph = layout.schedule.graph
        (precision, threads) = (layout.precision, layout.threads)
        (random, schedule) = (layout.random, layout.schedule)
        instructions = builder.instructions
        stageEnds = builder.stageEnds
        valueOfRoot = builder.valueOfRoot
        values = builder.values
        copiesOfFrozen = builder.copiesOfFrozen
        let persistentBytes = memory.persistentBytes
        let scratchBytes = memory.bytes - persistentBytes
        let persistent = AlignedMemory(bytes: persistentBytes)
        let scratch =
            other.flatMap { $0.scratch.bytes >= scratchBytes ? $0.scratch : nil }
            ?? AlignedMemory(bytes: scratchBytes)
        (self.persistent, self.scratch) = (persistent, scratch)
        arenaBytes = memory.bytes
        addresses = zip(values, memory.offsets).map { value, offset in
            switch value.home {
            case .arena:
                offset.map {
                    $0 < persistentBytes ? persistent.base + $0 : scratch.base + ($0 - persistentBytes)
                }
            case .parameter(let parameter): UnsafeMutableRawPointer(parameter.values.baseAddress)
            case .gradient(let parameter): UnsafeMutableRawPointer(parameter.gradient.baseAddress)
            case .cache(let buffer): buffer.memory.base
            case .frozen(let copy): copy.address
            }
        }
        let addresses = self.addresses
        for instruction in builder.preparation + instructions {
            instruction.bind { value in
                guard let address = addresses[value] else {
                    fatalError("\(instruction.label): value \(value) has no memory.")
                }
                return address
            }
        }
        writeConstants()
        for instruction in builder.preparation { instruction.run() }
        // Weights that have been packed are not read from a mapped file again.
        if !builder.preparation.isEmpty { graph.releasePages() }
    }

    private func writeConstants() {
        for (index, node) in graph.nodes.enumerated() where schedule.stage[index] != nil {
            guard let id = valueOfRoot[index], let address = addresses[id] else { continue }
            let floats = address.assumingMemoryBound(to: Float.self)
            switch node.operation {
            case .fill(let value): floats.pointee = value
            case .constant(let elements): floats.update(from: elements, count: elements.count)
            default: break
            }
        }
    }

    // MARK: Running

    /// Runs one stage. Random tensors depend on `seed` and `step` alone.
    public func run(stage: Int = 0, seed: UInt64 = 0, step: UInt64 = 0) {
        execute(range(ofStage: stage), seed: seed, step: step) { instruction in
            instruction.run()
            return true
        }
    }

    private func range(ofStage stage: Int) -> Range<Int> {
        if !stageEnds.indices.contains(stage) {
            fatalError("run: there is no stage \(stage); this plan has \(stageEnds.count), counted from 0.")
        }
        return (stage == 0 ? 0 : stageEnds[stage - 1])..<stageEnds[stage]
    }

    /// Passes instructions in order to `each`, which runs them, until it returns false. Every way to run a plan goes through
    /// here, so that all use the same random numbers and flush denormals to zero.
    private func execute(
        _ range: Range<Int>, seed: UInt64, step: UInt64, _ each: (any Instruction) -> Bool
    ) {
        random.base.pointee = qk_random_state(seed: seed, step: step)
        let before = qk_begin_flushing()
        defer { qk_end_flushing(before) }
        for index in range where !each(instructions[index]) { return }
    }

    /// Runs a stage again, instruction by instruction, and names the first tensor that contains a NaN or an infinity.
    public func firstNotFinite(stage: Int = 0, seed: UInt64 = 0, step: UInt64 = 0) -> String? {
        var found: ValueID?
        execute(range(ofStage: stage), seed: seed, step: step) { instruction in
            found = instruction.reads.first(where: hasNotFinite)
            if found != nil { return false }
            instruction.run()
            // Only the first result: others may have parts that are never written, such as gates after a sequence's end.
            found = instruction.writes.prefix(1).first(where: hasNotFinite)
            return found == nil
        }
        return found.map { values[$0].name }
    }

    private func hasNotFinite(_ value: ValueID) -> Bool {
        guard let address = addresses[value], values[value].role == .tensor else { return false }
        switch values[value].type {
        case .float32:
            return qk_first_not_finite(
                address.assumingMemoryBound(to: Float.self), Int64(values[value].bytes / 4)) >= 0
        case .bfloat16:
            let elements = address.assumingMemoryBound(to: UInt16.self)
            return qk_first_not_finite_bfloat16(elements, Int64(values[value].bytes / 2)) >= 0
        case .int32, .float16: return false
        }
    }

    // MARK: Inputs and outputs

    private func memory(of tensor: Tensor) -> UnsafeMutableRawPointer {
        let root = root(of: tensor)
        // Other values share their memory with what is computed after them.
        guard schedule.isTarget[root] || schedule.isLeaf(root), let id = valueOfRoot[root],
            let address = addresses[id]
        else { fatalError("\(tensor.text) is neither an input nor an output of this plan.") }
        return address
    }

    /// The node that owns the tensor's elements.
    private func root(of tensor: Tensor) -> Int {
        if tensor.graph !== graph { fatalError("\(tensor.text) belongs to another graph than this plan.") }
        if tensor.index >= schedule.root.count {
            fatalError(
                "\(tensor.text) was traced after this plan was made: make the plan after everything it computes."
            )
        }
        return schedule.root[tensor.index]
    }

    /// True if the plan's results depend on the tensor: inputs that are never read have no memory.
    public func uses(_ tensor: Tensor) -> Bool {
        _ = root(of: tensor)
        return schedule.stage[tensor.index] != nil
    }

    /// The elements of a float32 input, to be filled in place.
    public func floats(of input: Tensor) -> UnsafeMutableBufferPointer<Float> {
        if case .input(_, .int32) = graph.nodes[root(of: input)].operation {
            fatalError("\(input.text) has integers: write Int32 to it, or use integers(of:).")
        }
        let start = memory(of: input).assumingMemoryBound(to: Float.self)
        return UnsafeMutableBufferPointer(start: start, count: input.elementCount)
    }

    /// The elements of an int32 input, to be filled in place.
    public func integers(of input: Tensor) -> UnsafeMutableBufferPointer<Int32> {
        guard case .input(_, .int32) = graph.nodes[root(of: input)].operation else {
            fatalError("\(input.text) is not an int32 input: write Float to it, or use floats(of:).")
        }
        let start = memory(of: input).assumingMemoryBound(to: Int32.self)
        return UnsafeMutableBufferPointer(start: start, count: input.elementCount)
    }

    /// Fills a float32 input.
    public func write(_ elements: [Float], to input: Tensor) {
        if !uses(input) { return }
        checkCount(elements.count, input)
        _ = floats(of: input).update(fromContentsOf: elements)
    }

    /// Fills an int32 input.
    public func write(_ elements: [Int32], to input: Tensor) {
        if !uses(input) { return }
        checkCount(elements.count, input)
        _ = integers(of: input).update(fromContentsOf: elements)
    }

    private func checkCount(_ count: Int, _ input: Tensor) {
        if count != input.elementCount { fatalError("write: \(count) elements to \(input.text).") }
    }

    /// The elements of an output after its stage has run.
    public func read(_ output: Tensor) -> [Float] {
        if case .fill(let value) = graph.nodes[root(of: output)].operation {
            return [Float](repeating: value, count: output.elementCount)
        }
        return Array(floats(of: output))
    }

    /// The one element of an output.
    public func scalar(_ output: Tensor) -> Float {
        if output.elementCount != 1 {
            fatalError("scalar: \(output.text) has \(output.elementCount) elements.")
        }
        return memory(of: output).assumingMemoryBound(to: Float.self).pointee
    }

    // MARK: Report

    /// Bytes of copies of frozen parameters, which this plan shares with those that take turns with it.
    public var frozenBytes: Int { copiesOfFrozen.bytes }

    /// Floating-point operations of the contractions in one run of all stages.
    public var operations: Int { instructions.reduce(0) { $0 + $1.operations } }

    /// One line for each instruction.
    public var listing: String { instructions.map(\.label).joined(separator: "\n") }

    /// Mean seconds of each instruction over a number of runs, in the order of ``listing``.
    public func profile(runs: Int, seed: UInt64 = 0) -> [(label: String, seconds: Double, operations: Int)] {
        var seconds = [Double](repeating: 0, count: instructions.count)
        let clock = ContinuousClock()
        for step in 0..<runs {
            var index = 0
            execute(instructions.indices, seed: seed, step: UInt64(step)) { instruction in
                seconds[index] += clock.measure { instruction.run() } / .seconds(1)
                index += 1
                return true
            }
        }
        return zip(instructions, seconds).map { ($0.label, $1 / Double(max(runs, 1)), $0.operations) }
    }
}
