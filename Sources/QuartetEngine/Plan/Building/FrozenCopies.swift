/// Copies of parameters that no longer change, in the types and layouts that kernels read. Plans of one network for
/// different shapes share them.
final class FrozenCopies {
    final class Copy {
        let parameter: Parameter
        let bytes: Int
        fileprivate let form: Form
        /// Allocated when the first plan that reads it is made.
        private(set) lazy var memory = AlignedMemory(bytes: bytes)
        fileprivate(set) var isAllocated = false

        fileprivate init(_ parameter: Parameter, _ form: Form, bytes: Int) {
            (self.parameter, self.form, self.bytes) = (parameter, form, bytes)
        }

        var address: UnsafeMutableRawPointer {
            isAllocated = true
            return memory.base
        }
    }

    fileprivate enum Form {
        case type(ElementType)
        /// The layout of a contraction's right operand.
        case packing(Contraction)

        func isSame(as other: Form) -> Bool {
            switch (self, other) {
            case (.type(let a), .type(let b)): a == b
            case (.packing(let a), .packing(let b)): a.hasSamePacking(as: b)
            default: false
            }
        }
    }

    private var copies: [ObjectIdentifier: [Copy]] = [:]

    /// The copy in another type, and whether it is new and is to be filled.
    func copy(of parameter: Parameter, as type: ElementType) -> (copy: Copy, isNew: Bool) {
        copy(of: parameter, .type(type), bytes: parameter.elementCount * type.size)
    }

    /// The copy in a contraction's layout, and whether it is new and is to be filled.
    func copy(of parameter: Parameter, for contraction: Contraction) -> (copy: Copy, isNew: Bool) {
        copy(of: parameter, .packing(contraction), bytes: contraction.packedBytes)
    }

    private func copy(of parameter: Parameter, _ form: Form, bytes: Int) -> (copy: Copy, isNew: Bool) {
        let known = copies[ObjectIdentifier(parameter), default: []]
        if let copy = known.first(where: { $0.form.isSame(as: form) }) { return (copy, false) }
        let copy = Copy(parameter, form, bytes: bytes)
        copies[ObjectIdentifier(parameter), default: []].append(copy)
        return (copy, true)
    }

    /// Bytes of all copies.
    var bytes: Int { copies.values.joined().reduce(0) { $0 + $1.bytes } }

    /// Bytes of copies that have no memory yet.
    var pendingBytes: Int {
        copies.values.joined().reduce(0) { $1.isAllocated ? $0 : $0 + $1.bytes }
    }

    /// Forgets copies that have no memory, because the plan that wanted them is not made.
    func discardPending() {
        for key in copies.keys { copies[key]?.removeAll { !$0.isAllocated } }
    }
}
