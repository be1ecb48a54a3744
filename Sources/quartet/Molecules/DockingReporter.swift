import Foundation
import QuartetCommandLine
import QuartetMolecules
import QuartetReports
import Synchronization

/// Says on standard error how far a docking run is, at most every ten seconds and at the end of each search.
final class DockingReporter: Sendable {
    private struct State {
        var exhaustiveness = 0
        var begin = ContinuousClock.now
        var last = ContinuousClock.now
        var cacheFault: String?
    }

    private let state = Mutex(State())
    private let isQuiet: Bool

    init(isQuiet: Bool) { self.isQuiet = isQuiet }

    /// Why results could not be kept, if so.
    var cacheFault: String? { state.withLock { $0.cacheFault } }

    func report(_ progress: DockingRun.Progress) {
        let now = ContinuousClock.now
        let seconds = state.withLock { state -> Double? in
            state.cacheFault = progress.cacheFault ?? state.cacheFault
            if progress.exhaustiveness != state.exhaustiveness {
                (state.exhaustiveness, state.begin, state.last) = (progress.exhaustiveness, now, now)
            }
            let isDue = progress.done == progress.total || now - state.last > .seconds(10)
            guard isDue, !isQuiet else { return nil }
            state.last = now
            return (now - state.begin) / .seconds(1)
        }
        if let seconds { StandardError.print(Self.text(progress, seconds)) }
    }

    private static func text(_ progress: DockingRun.Progress, _ seconds: Double) -> String {
        var text = "exhaustiveness \(progress.exhaustiveness): \(progress.done) of \(progress.total) docked"
        if progress.known > 0 { text += ", \(progress.known) of them before" }
        if progress.failed > 0 { text += ", \(progress.failed) failed" }
        if let best = progress.best { text += ", best \(best.text(2)) kcal/mol" }
        let (own, left) = (progress.done - progress.known, progress.total - progress.done)
        if own > 0, left > 0 {
            text += ", about \(Int((seconds / Double(own) * Double(left) / 60).rounded(.up))) min left"
        }
        return text
    }
}
