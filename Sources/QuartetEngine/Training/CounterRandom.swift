internal import CKernels

/// Random numbers for what a program decides between steps (offsets, choices): the same Philox4x32-10 that plans draw
/// from, a function of seed, step and stream alone.
public enum CounterRandom {
    /// Uniform numbers in [0, 1).
    public static func uniforms(_ count: Int, seed: UInt64, step: Int = 0, stream: UInt32) -> [Float] {
        [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
            if let base = buffer.baseAddress, count > 0 {
                qk_random_uniform(base, 0, Int64(count), seed, UInt64(step), stream)
            }
            initialized = count
        }
    }

    /// Standard normal numbers.
    public static func normals(_ count: Int, seed: UInt64, step: Int = 0, stream: UInt32) -> [Float] {
        [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
            if let base = buffer.baseAddress, count > 0 {
                qk_random_normal(base, 0, Int64(count), seed, UInt64(step), stream)
            }
            initialized = count
        }
    }
}
