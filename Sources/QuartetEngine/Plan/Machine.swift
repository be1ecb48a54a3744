internal import CKernels
internal import COneDNN
internal import Glibc
public import QuartetFiles

/// What this processor can do, and how many of its threads the engine uses.
public enum Machine {
    /// The processor multiplies bfloat16 operands in hardware.
    public static let hasBFloat16 = qk_instruction_set() & 16 != 0 && qd_has_bfloat16() != 0

    /// The level of the instruction set that the kernels use, as recorded in checkpoints.
    public static var instructionSet: String {
        let set = qk_instruction_set()
        let level =
            switch set & 15 {
            case 4: "x86-64-v4"
            case 3: "x86-64-v3"
            default: "baseline"
            }
        return level + (set & 16 != 0 ? "+bf16" : "") + (set & 32 != 0 ? "+amx" : "")
    }

    /// Sets how many threads the calling thread's plans use. The pool belongs to the calling thread.
    ///
    /// A thread that waits for the others sleeps after about a tenth of a millisecond, so that a busy machine is not
    /// slowed down by threads that spin. A program that contains the engine starts itself once more for this, with
    /// `GOMP_SPINCOUNT` in its environment, unless `GOMP_SPINCOUNT` or `OMP_WAIT_POLICY` is set already.
    public static func setThreads(_ count: Int) { qk_set_threads(Int32(clamping: max(count, 1))) }

    public static var threads: Int { Int(qk_threads()) }

    /// Bytes of memory that the machine has in total.
    static let memoryBytes = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))

    /// - Throws: ``OutOfMemory`` if the machine does not have that many bytes.
    static func requireMemory(
        _ bytes: Int, for purpose: String, remedy: String = OutOfMemory.smallerNetwork
    ) throws(OutOfMemory) {
        if bytes > memoryBytes {
            throw OutOfMemory(
                purpose: purpose, neededBytes: bytes, machineBytes: memoryBytes, remedy: remedy)
        }
    }

    /// Checks that blocks of float32 elements fit this machine's memory together.
    ///
    /// - Parameter blocks: the extents of each block, of any size.
    /// - Throws: ``OutOfMemory`` if they do not.
    public static func requireMemory(
        forFloats blocks: [[Int]], purpose: String, remedy: String = OutOfMemory.smallerNetwork
    ) throws(OutOfMemory) {
        var bytes = 0
        for block in blocks {
            var size = 4
            for extent in block {
                let (product, overflows) = size.multipliedReportingOverflow(by: extent)
                size = overflows ? .max : product
            }
            let (sum, overflows) = bytes.addingReportingOverflow(size)
            bytes = overflows ? .max : sum
        }
        try requireMemory(bytes, for: purpose, remedy: remedy)
    }

    /// Version of the library that computes matrix products and convolutions.
    public static var libraryVersion: String {
        let version = qd_version()
        return "oneDNN \(version / 10_000).\(version / 100 % 100).\(version % 100)"
    }
}

/// Something needs more memory than this machine has.
public struct OutOfMemory: UserFacingError, Equatable {
    /// What the memory is for.
    public let purpose: String
    public let neededBytes: Int
    public let machineBytes: Int
    /// What to do about it.
    public let remedy: String

    public init(purpose: String, neededBytes: Int, machineBytes: Int, remedy: String) {
        self.purpose = purpose
        self.neededBytes = neededBytes
        self.machineBytes = machineBytes
        self.remedy = remedy
    }

    public static let smallerNetwork = "choose a smaller network or batch"

    public var kind: FailureKind { .failed }

    public var description: String {
        "\(purpose) need \(Self.text(neededBytes)), this machine has \(Self.text(machineBytes)): \(remedy)"
    }

    private static func text(_ bytes: Int) -> String { "\((Double(bytes) / 1e8).rounded() / 10) GB" }
}

/// The arithmetic of a plan's matrix products and convolutions.
public enum Precision: String, Sendable, CaseIterable {
    case float32
    /// bfloat16 operands with float32 accumulation; parameters, gradients, reductions and losses stay float32.
    /// Machines without bfloat16 instructions compute in float32.
    case bfloat16

    /// What a plan of this precision actually computes with on this machine.
    public var available: Precision { self == .bfloat16 && !Machine.hasBFloat16 ? .float32 : self }
}
