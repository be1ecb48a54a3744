extension UInt64 {
    /// Spreads numbers that differ in few bits over all 64 (the finaliser of MurmurHash3, Appleby 2011). It is one to
    /// one and maps 0 to 0.
    @inlinable public var mixed: UInt64 {
        var k = self
        k = (k ^ (k >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        k = (k ^ (k >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        return k ^ (k >> 33)
    }
}
