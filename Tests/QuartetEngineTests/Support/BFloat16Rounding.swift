/// The nearest value that bfloat16 can hold, ties to even.
func roundedToBFloat16(_ value: Float) -> Float {
    let bits = value.bitPattern
    if value.isNaN { return value }
    return Float(bitPattern: (bits &+ 0x7fff &+ ((bits >> 16) & 1)) & 0xffff_0000)
}
