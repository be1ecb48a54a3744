internal import Foundation
internal import QuartetEngine

/// A model that gives molecules codes and writes molecules from codes. It belongs to one thread.
public protocol LatentSpace {
    var dimensions: Int { get }
    /// The code of each SMILES; nil for one that the model cannot read.
    func encode(_ smiles: [String]) throws -> [[Float]?]
    /// A text for each code, which need not be a SMILES.
    func decode(_ codes: [[Float]]) throws -> [String]
}

/// One whose codes predict properties, with gradients.
public protocol PredictiveLatentSpace: LatentSpace {
    /// Names of the properties as objectives write them, such as `logp`.
    var properties: [String] { get }
    /// The properties of each code.
    func predict(_ codes: [[Float]]) throws -> [[Double]]
    /// The gradient of Σ slope · property with respect to each code.
    func gradients(_ codes: [[Float]], slopes: [[Double]]) throws -> [[Float]]
}

/// Where the codes of real molecules lie: mean and spread of each coordinate, and how far out they go.
struct LatentRegion: Codable, Equatable {
    let mean: [Double]
    let spread: [Double]
    /// The distance from the mean, in spreads, within which 95 % of the codes lie.
    let radius: Double

    init(of codes: [[Float]], dimensions n: Int) {
        let count = Double(max(codes.count, 1))
        let mean = (0..<n).map { i in codes.reduce(0) { $0 + Double($1[i]) } / count }
        let spread = (0..<n).map { i in
            let square = codes.reduce(0) { $0 + pow(Double($1[i]) - mean[i], 2) } / count
            return max(square.squareRoot(), 1e-3)
        }
        (self.mean, self.spread) = (mean, spread)
        let distances = codes.map { code in
            (0..<n).reduce(0) { $0 + pow((Double(code[$1]) - mean[$1]) / spread[$1], 2) }.squareRoot()
        }.sorted()
        let usual = Double(n).squareRoot()
        radius = distances.isEmpty ? usual : distances[min(distances.count * 95 / 100, distances.count - 1)]
    }

    /// A code in spreads from the mean.
    func standardized(_ code: [Float]) -> [Double] {
        code.indices.map { (Double(code[$0]) - mean[$0]) / spread[$0] }
    }

    /// The code of a standardised point; one that is too far out is drawn back to the edge, where the prior still has mass.
    func code(_ point: [Double]) -> [Float] {
        let distance = point.reduce(0) { $0 + $1 * $1 }.squareRoot()
        let shrink = distance > radius ? radius / distance : 1
        return point.indices.map { Float(mean[$0] + spread[$0] * point[$0] * shrink) }
    }
}

extension LatentSpace {
    /// The molecules that codes stand for, without stereo; nil for a code whose text is none.
    func molecules(_ codes: [[Float]]) throws -> [Molecule?] {
        let texts = try decode(codes)
        return parallelMap(texts.count) { index in
            guard let molecule = try? Molecule(smiles: texts[index]), !texts[index].contains(".") else {
                return nil
            }
            return molecule.withoutStereo
        }
    }
}
