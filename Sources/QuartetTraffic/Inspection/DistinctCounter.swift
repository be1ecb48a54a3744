internal import Glibc
internal import QuartetFiles

/// Counts distinct values in 4 KB: HyperLogLog (Flajolet and others, 2007) with 4,096 registers, whose standard error is
/// 1.6 %. Small counts come from the number of empty registers, which is nearly exact.
struct DistinctCounter {
    private var registers = [UInt8](repeating: 0, count: 4096)

    mutating func add(_ value: UInt64) {
        // Cells of numbers and addresses are not spread evenly.
        let hash = value.mixed
        let register = Int(hash >> 52)
        let rank = UInt8((hash << 12 | 1 << 11).leadingZeroBitCount + 1)
        if registers[register] < rank { registers[register] = rank }
    }

    var estimate: Int {
        let size = Double(registers.count)
        let sum = registers.reduce(0.0) { $0 + exp2(-Double($1)) }
        let raw = 0.7213 / (1 + 1.079 / size) * size * size / sum
        let empty = registers.count { $0 == 0 }
        return Int((raw <= 2.5 * size && empty > 0 ? size * log(size / Double(empty)) : raw).rounded())
    }
}
