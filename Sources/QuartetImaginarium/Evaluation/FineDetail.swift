internal import Foundation
package import QuartetImaging

/// How much of a map is finer than what half its resolution could show.
package enum FineDetail {
    /// Share of a map's energy above half of its Nyquist frequency, 0.25 cycles a pixel; next to nothing for a map that was
    /// enlarged to twice its size or more.
    ///
    /// It is the power spectrum of the middle square of 64, or from 128 pixels on 128 pixels, without its mean and under a
    /// Hann window, so that its edges do not count as detail.
    ///
    /// - Returns: nil for maps below 64 pixels.
    package static func share(_ map: FloatImage) -> Double? {
        let least = min(map.width, map.height)
        guard least >= 64 else { return nil }
        let side = least >= 128 ? 128 : 64
        let (left, top) = ((map.width - side) / 2, (map.height - side) / 2)
        let window = (0..<side).map { 0.5 - 0.5 * cos(2 * .pi * (Double($0) + 0.5) / Double(side)) }
        var real = [Double](repeating: 0, count: side * side)
        for y in 0..<side {
            for x in 0..<side { real[y * side + x] = Double(map[left + x, top + y]) }
        }
        let mean = real.reduce(0, +) / Double(real.count)
        for y in 0..<side {
            for x in 0..<side { real[y * side + x] = (real[y * side + x] - mean) * window[x] * window[y] }
        }
        var imaginary = [Double](repeating: 0, count: side * side)
        for line in 0..<side { transform(&real, &imaginary, start: line * side, stride: 1, count: side) }
        for line in 0..<side { transform(&real, &imaginary, start: line, stride: side, count: side) }
        var (fine, all) = (0.0, 0.0)
        for y in 0..<side {
            for x in 0..<side {
                let (u, v) = (Double(min(x, side - x)), Double(min(y, side - y)))
                let index = y * side + x
                let energy = real[index] * real[index] + imaginary[index] * imaginary[index]
                all += energy
                if (u * u + v * v).squareRoot() > Double(side) / 4 { fine += energy }
            }
        }
        return all > 0 ? fine / all : 0
    }

    /// The discrete Fourier transform of one line, in place (Cooley & Tukey, 1965); `count` is a power of two.
    private static func transform(
        _ real: inout [Double], _ imaginary: inout [Double], start: Int, stride: Int, count: Int
    ) {
        func place(_ index: Int) -> Int { start + index * stride }
        var other = 0
        for index in 1..<count {
            var bit = count >> 1
            while other & bit != 0 {
                other ^= bit
                bit >>= 1
            }
            other |= bit
            if index < other {
                real.swapAt(place(index), place(other))
                imaginary.swapAt(place(index), place(other))
            }
        }
        var length = 2
        while length <= count {
            for offset in 0..<length / 2 {
                let angle = -2 * .pi * Double(offset) / Double(length)
                let (c, s) = (cos(angle), sin(angle))
                for block in Swift.stride(from: offset, to: count, by: length) {
                    let (low, high) = (place(block), place(block + length / 2))
                    let re = real[high] * c - imaginary[high] * s
                    let im = real[high] * s + imaginary[high] * c
                    (real[high], imaginary[high]) = (real[low] - re, imaginary[low] - im)
                    (real[low], imaginary[low]) = (real[low] + re, imaginary[low] + im)
                }
            }
            length *= 2
        }
    }
}
