internal import CKernels

/// How the weights of a matrix are stored in a file.
///
/// The quantised types store blocks of 32 neighbours along a row, or (`…K`) of 256 in parts of 16 or 32 whose scales have
/// few bits themselves: see `CKernelsQuantized.h`. Each element is `scale (q - bias)` or `scale q + minimum`.
public enum WeightType: String, Sendable, CaseIterable {
    case float32 = "F32"
    case float16 = "F16"
    case bfloat16 = "BF16"
    case q8 = "Q8_0"
    case q6K = "Q6_K"
    case q5K = "Q5_K"
    case q5 = "Q5_0"
    case q5WithMinimum = "Q5_1"
    case q4K = "Q4_K"
    case q4 = "Q4_0"
    case q4WithMinimum = "Q4_1"
    case q3K = "Q3_K"
    /// Floats of four bits with a common power of two (OCP Microscaling Formats 1.0).
    case float4 = "MXFP4"

    var kernelType: Int32 {
        switch self {
        case .float32: Int32(QK_WEIGHTS_F32)
        case .float16: Int32(QK_WEIGHTS_F16)
        case .bfloat16: Int32(QK_WEIGHTS_BF16)
        case .q8: Int32(QK_WEIGHTS_Q8_0)
        case .q6K: Int32(QK_WEIGHTS_Q6_K)
        case .q5K: Int32(QK_WEIGHTS_Q5_K)
        case .q5: Int32(QK_WEIGHTS_Q5_0)
        case .q5WithMinimum: Int32(QK_WEIGHTS_Q5_1)
        case .q4K: Int32(QK_WEIGHTS_Q4_K)
        case .q4: Int32(QK_WEIGHTS_Q4_0)
        case .q4WithMinimum: Int32(QK_WEIGHTS_Q4_1)
        case .q3K: Int32(QK_WEIGHTS_Q3_K)
        case .float4: Int32(QK_WEIGHTS_MXFP4)
        }
    }

    /// Elements per block; rows have a multiple of it.
    public var blockLength: Int {
        switch self {
        case .float32, .float16, .bfloat16: 1
        case .q8, .q5, .q5WithMinimum, .q4, .q4WithMinimum, .float4: 32
        case .q6K, .q5K, .q4K, .q3K: 256
        }
    }

    /// Bytes of a row with this number of elements, a multiple of the block length.
    func rowBytes(_ columns: Int) -> Int { Int(qk_weights_row_bytes(kernelType, Int64(columns))) }
}

/// A tensor type of the GGUF format, with the size of its blocks. Types that the engine does not support are listed, too,
/// so that the rest of a file can be read and the type can be named in errors.
struct GGUFTensorType: Sendable {
    let name: String
    /// Elements and bytes of a block.
    let elements: Int
    let bytes: Int

    /// The type by its number in the file.
    static func numbered(_ number: UInt32) -> GGUFTensorType? { all[number] }

    /// The type that the engine computes with, or nil.
    var weightType: WeightType? { WeightType(rawValue: name) }

    private init(_ name: String, _ elements: Int, _ bytes: Int) {
        (self.name, self.elements, self.bytes) = (name, elements, bytes)
    }

    private static let all: [UInt32: GGUFTensorType] = [
        0: .init("F32", 1, 4), 1: .init("F16", 1, 2), 2: .init("Q4_0", 32, 18), 3: .init("Q4_1", 32, 20),
        6: .init("Q5_0", 32, 22), 7: .init("Q5_1", 32, 24), 8: .init("Q8_0", 32, 34),
        9: .init("Q8_1", 32, 36),
        10: .init("Q2_K", 256, 84), 11: .init("Q3_K", 256, 110), 12: .init("Q4_K", 256, 144),
        13: .init("Q5_K", 256, 176), 14: .init("Q6_K", 256, 210), 15: .init("Q8_K", 256, 292),
        16: .init("IQ2_XXS", 256, 66), 17: .init("IQ2_XS", 256, 74), 18: .init("IQ3_XXS", 256, 98),
        19: .init("IQ1_S", 256, 50), 20: .init("IQ4_NL", 32, 18), 21: .init("IQ3_S", 256, 110),
        22: .init("IQ2_S", 256, 82), 23: .init("IQ4_XS", 256, 136), 24: .init("I8", 1, 1),
        25: .init("I16", 1, 2),
        26: .init("I32", 1, 4), 27: .init("I64", 1, 8), 28: .init("F64", 1, 8), 29: .init("IQ1_M", 256, 56),
        30: .init("BF16", 1, 2), 34: .init("TQ1_0", 256, 54), 35: .init("TQ2_0", 256, 66),
        39: .init("MXFP4", 32, 17),
    ]
}
