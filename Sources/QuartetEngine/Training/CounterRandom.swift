internal import CKernels

/// Arrays of random numbers, such as latents, filled by the kernels that fill tensors: a function of seed, step and
/// stream alone (Philox4x32-10). For single choices there is `PhiloxGenerator` with the same words.
public enum CounterRandom {
    /// Uniform numbers in [0, 1).
    ///
    /// - Parameter first: the place of the first one: the numbers before it are passed over.
    public static func uniforms(
        _ count: Int, from first: Int = 0, seed: UInt64, step: Int = 0, stream: UInt32
    ) -> [Float] {
        [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
            if let base = buffer.baseAddress, count > 0 {
                qk_random_uniform(base, Int64(first), Int64(count), seed, UInt64(step), stream)
            }
            initialized = count
        }
    }

    /// Standard normal numbers.
    ///
    /// - Parameter first: the place of the first one: the numbers before it are passed over.
    public static func normals(
        _ count: Int, from first: Int = 0, seed: UInt64, step: Int = 0, stream: UInt32
    ) -> [Float] {
        [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
            if let base = buffer.baseAddress, count > 0 {
                qk_random_normal(base, Int64(first), Int64(count), seed, UInt64(step), stream)
            }
            initialized = count
        }
    }
}
