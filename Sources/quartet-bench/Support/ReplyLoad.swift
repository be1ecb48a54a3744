import Foundation
import QuartetCommandLine
import QuartetSupport
import Synchronization

/// Messages that several customers write at once, each in a conversation of its own.
struct ReplyLoad {
    struct Figures: Encodable {
        var conversations: Int
        var replies: Int
        var repliesPerSecond: Double
        var medianMilliseconds: Double
        var percentile95Milliseconds: Double
        /// Replies by what the bot did.
        var actions: [String: Int]
        /// Messages without a reply because the knowledge base was locked, and for another reason.
        var locked: Int
        var failed: Int
    }

    let desk: Desk
    let messages: [String]

    /// - Parameter conversations: that wait for a reply at the same time. Each writes the next message when it has one.
    func callAsFunction(conversations: Int) -> Figures {
        let ledger = Ledger()
        let begin = ContinuousClock.now
        let all = DispatchGroup()
        for _ in 0..<conversations {
            all.enter()
            Thread {
                while let index = ledger.next(of: messages.count) { ask(messages[index], ledger) }
                all.leave()
            }.start()
        }
        all.wait()
        return ledger.figures(conversations, seconds: (ContinuousClock.now - begin) / .seconds(1))
    }

    private func ask(_ message: String, _ ledger: Ledger) {
        let begin = ContinuousClock.now
        do {
            let conversation = Conversation(desk, session: UUID().uuidString)
            let reply = try waiting { try await conversation.reply(to: message, at: Date()) }
            ledger.add(reply.action, milliseconds: (ContinuousClock.now - begin) / .milliseconds(1))
        } catch StoreError.busy {
            ledger.addFailure(isLock: true)
        } catch {
            ledger.addFailure(isLock: "\(error)".contains("locked"))
            StandardError.print("\(error)")
        }
    }

    /// What the conversations share.
    private final class Ledger: Sendable {
        private struct State {
            var begun = 0
            var milliseconds: [Double] = []
            var actions: [String: Int] = [:]
            var (locked, failed) = (0, 0)
        }

        private let state = Mutex(State())

        func next(of count: Int) -> Int? {
            state.withLock { state in
                defer { state.begun += 1 }
                return state.begun < count ? state.begun : nil
            }
        }

        func add(_ action: Reply.Action, milliseconds: Double) {
            state.withLock { state in
                state.milliseconds.append(milliseconds)
                state.actions[action.rawValue, default: 0] += 1
            }
        }

        func addFailure(isLock: Bool) {
            state.withLock { state in
                if isLock { state.locked += 1 } else { state.failed += 1 }
            }
        }

        func figures(_ conversations: Int, seconds: Double) -> Figures {
            state.withLock { state in
                let times = Percentiles(state.milliseconds)
                return Figures(
                    conversations: conversations, replies: state.milliseconds.count,
                    repliesPerSecond: Double(state.milliseconds.count) / seconds,
                    medianMilliseconds: times[0.5], percentile95Milliseconds: times[0.95],
                    actions: state.actions, locked: state.locked, failed: state.failed)
            }
        }
    }
}

/// Quantiles of measured times; 0 where nothing was measured.
struct Percentiles {
    private let sorted: [Double]

    init(_ values: [Double]) { sorted = values.sorted() }

    subscript(share: Double) -> Double {
        sorted.isEmpty ? 0 : sorted[Int((share * Double(sorted.count - 1)).rounded())]
    }
}
