internal import QuartetCatalogs
internal import QuartetEngine
public import QuartetModels
internal import Synchronization

/// The pair encoder that conversations share, with its name: it reads question and passage together.
///
/// It is read when a question first needs it, because it takes more time and memory than everything else and most
/// questions do without it. Only then it may turn out that its weights are damaged.
public final class SharedPairEncoder: Sendable {
    /// What reading gave: the best model that can be read, and why a better one cannot.
    private struct Outcome: Sendable {
        var encoder: PairEncoder?
        var name: String?
        var notes: [String] = []
    }

    private enum State {
        case unread(@Sendable () -> Outcome)
        case read(Outcome)
    }

    private let state: Mutex<State>
    private let expectedName: String

    public init(_ encoder: PairEncoder, name: String) {
        expectedName = name
        state = Mutex(.read(Outcome(encoder: encoder, name: name)))
    }

    private init(expecting name: String, _ read: @escaping @Sendable () -> Outcome) {
        expectedName = name
        state = Mutex(.unread(read))
    }

    /// What replies call it; nil when it could not be read.
    public var name: String? { known.name }

    /// Why a better one does not serve, as far as reading has shown.
    public var notes: [String] { known.notes }

    /// What is known without waiting for a task that is reading it.
    private var known: Outcome {
        let outcome: Outcome? = state.withLockIfAvailable { state in
            if case .read(let outcome) = state { outcome } else { Outcome(name: expectedName) }
        }
        return outcome ?? Outcome(name: expectedName)
    }

    /// The encoder, which the first task to ask reads while others wait.
    private var encoder: PairEncoder? {
        state.withLock { state in
            switch state {
            case .read(let outcome): return outcome.encoder
            case .unread(let read):
                let outcome = read()
                state = .read(outcome)
                return outcome.encoder
            }
        }
    }

    /// A logit for each text: how well it answers the question. None when the encoder cannot be read.
    public func logits(of question: String, with texts: [String]) throws -> [Float] {
        if texts.isEmpty { return [] }
        return try encoder?.scores(of: question, with: texts) ?? []
    }

    /// Whether it was trained on texts in a language: in others its logits say little.
    public func knows(_ language: String) -> Bool { language == "en" }

    /// What the words of a question and of a text that it read attend to; nil when the encoder cannot be read.
    public func attention(of question: String, with text: String) throws -> PairAttention? {
        try encoder?.pairAttention(question: question, passage: text)
    }

    private static let model = "ms-marco-MiniLM-L-12-v2"

    /// The fetched ms-marco-MiniLM-L-12-v2 with the adapter that this project tuned on customers' questions, or without it;
    /// or nothing.
    static func best(_ locator: ResourceLocator) -> (encoder: SharedPairEncoder?, notes: [String]) {
        guard let folder = try? locator.folder(.models) + "/" + model else { return (nil, []) }
        let adapter = "support-pairs"
        return AdaptedModel.best(adapter: try? locator.file(adapter + ".safetensors", in: .weights)) { path in
            try PairEncoder.check(folder: folder, adapter: path)
            return SharedPairEncoder(expecting: name(path.map { _ in adapter })) {
                read(folder, path, adapter)
            }
        }
    }

    /// The same encoder with the adapter that tells whether a passage supports a statement; nil without it, because the
    /// published encoder was not made for that.
    static func check(_ locator: ResourceLocator) -> SharedPairEncoder? {
        let adapter = "support-check"
        guard let folder = try? locator.folder(.models) + "/" + model,
            let path = try? locator.file(adapter + ".safetensors", in: .weights),
            (try? PairEncoder.check(folder: folder, adapter: path)) != nil
        else { return nil }
        return SharedPairEncoder(expecting: name(adapter)) { read(folder, path, adapter) }
    }

    private static func read(_ folder: String, _ path: String?, _ adapter: String) -> Outcome {
        let (found, notes) = AdaptedModel.best(adapter: path) { path in
            let values = try path.map { try LowRankAdapter(path: $0) }
            let encoder = try PairEncoder(folder: folder, precision: .bfloat16, adapter: values)
            return Outcome(encoder: encoder, name: name(path.map { _ in adapter }))
        }
        return Outcome(encoder: found?.encoder, name: found?.name, notes: notes)
    }

    private static func name(_ adapter: String?) -> String {
        model + (adapter.map { " with " + $0 } ?? "")
    }
}
