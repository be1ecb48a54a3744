internal import CKernels

/// A piece of memory that instructions read and write: a node's elements, a packed or converted copy, scratch space.
typealias ValueID = Int

/// One entry in a plan's list. Everything that it needs is prepared when the plan is made.
protocol Instruction: AnyObject {
    /// What it computes, for profiles and error messages.
    var label: String { get }
    var reads: [ValueID] { get }
    var writes: [ValueID] { get }
    /// Floating-point operations of a contraction; 0 for instructions that are bound by memory.
    var operations: Int { get }
    /// Results that may take the place of an operand of the same size that is no longer needed: each element is read before
    /// it is written.
    var overwrites: [(result: ValueID, operand: ValueID)] { get }
    /// Gives it the addresses of its values.
    func bind(_ address: (ValueID) -> UnsafeMutableRawPointer)
    func run()
}

extension Instruction {
    var operations: Int { 0 }
    var overwrites: [(result: ValueID, operand: ValueID)] { [] }
}

extension ElementType {
    var kernelType: Int32 {
        switch self {
        case .float32: Int32(QK_FLOAT32)
        case .bfloat16: Int32(QK_BFLOAT16)
        case .int32: Int32(QK_INT32)
        case .float16: Int32(QK_FLOAT16)
        }
    }
}

/// Memory for C structures that live as long as their owner; nothing is allocated when a plan runs.
final class Block<Element> {
    let base: UnsafeMutablePointer<Element>
    let count: Int

    init(_ elements: [Element]) {
        count = elements.count
        base = .allocate(capacity: max(count, 1))
        base.initialize(from: elements, count: count)
    }

    deinit {
        base.deinitialize(count: count)
        base.deallocate()
    }
}
