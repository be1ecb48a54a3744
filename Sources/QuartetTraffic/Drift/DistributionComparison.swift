internal import Foundation

/// How much two histograms over the same bins differ, and whether the difference is more than chance.
package struct DistributionComparison {
    /// The population stability index, `sum (q - p) log(q / p)` in nats (Siddiqi, Credit Risk Scorecards, 2006): below
    /// 0.1 there is no significant change, above 0.25 a large one. Half a record is added to each bin, so that empty
    /// bins can be compared.
    package let index: Double
    /// The Jensen-Shannon divergence of the two distributions in bits, from 0 to 1 (Lin, 1991).
    package let divergence: Double
    /// The p-value: how probable a difference of this size is by chance.
    ///
    /// With weights by sample size, `2 (n + m) JSD` in nats is the likelihood ratio of two samples of one distribution,
    /// which follows the chi-squared distribution with as many degrees of freedom as there are bins in use, less one
    /// (Grosse and others, Physical Review E 65, 041905, 2002); divided by the over-dispersion (McCullagh & Nelder,
    /// 1989), because records come in bursts.
    package let probability: Double

    /// - Parameters:
    ///   - before: counts of `n` records.
    ///   - now: counts of `m` records.
    ///   - dispersion: variance of the shares over that of independent records.
    package init(before: [Double], now: [Double], dispersion: Double = 1) {
        let (n, m) = (before.reduce(0, +), now.reduce(0, +))
        guard n > 0, m > 0, before.count == now.count else {
            (index, divergence, probability) = (0, 0, 1)
            return
        }
        let bins = Double(before.count)
        var (index, even, weighted, used) = (0.0, 0.0, 0.0, 0)
        for (a, b) in zip(before, now) {
            let (smoothBefore, smoothNow) = ((a + 0.5) / (n + 0.5 * bins), (b + 0.5) / (m + 0.5 * bins))
            index += (smoothNow - smoothBefore) * log(smoothNow / smoothBefore)
            let (p, q) = (a / n, b / m)
            guard a + b > 0 else { continue }
            used += 1
            let (middle, pooled) = ((p + q) / 2, (a + b) / (n + m))
            if a > 0 { (even, weighted) = (even + p / 2 * log2(p / middle), weighted + a * log(p / pooled)) }
            if b > 0 { (even, weighted) = (even + q / 2 * log2(q / middle), weighted + b * log(q / pooled)) }
        }
        (self.index, divergence) = (index, min(max(even, 0), 1))
        probability = Self.chiSquaredTail(2 * weighted / max(dispersion, 1), freedom: used - 1)
    }

    /// The share of a chi-squared distribution above a value: the finite sum for whole degrees of freedom (Abramowitz &
    /// Stegun, 26.4.4 and 26.4.5).
    package static func chiSquaredTail(_ value: Double, freedom: Int) -> Double {
        guard freedom > 0, value > 0 else { return 1 }
        let half = value / 2
        let isOdd = freedom % 2 == 1
        var tail = isOdd ? erfc(half.squareRoot()) : exp(-half)
        // half^a exp(-half) / gamma(a + 1), from a = 1/2 or 1 on.
        var term = isOdd ? 2 * (half / .pi).squareRoot() * exp(-half) : half * exp(-half)
        for power in stride(from: isOdd ? 0.5 : 1, to: Double(freedom) / 2, by: 1) {
            tail += term
            term *= half / (power + 1)
        }
        return min(tail, 1)
    }
}
