import QuartetEngine

/// A bar for articles that are encoded.
final class ImportProgress {
    private let title: String
    private let quiet: Bool
    private var bar: ProgressReporter?

    private let unit: String

    init(_ title: String, unit: String = "articles", quiet: Bool) {
        (self.title, self.unit, self.quiet) = (title, unit, quiet)
    }

    func show(_ done: Int, of all: Int) throws {
        let bar = bar ?? ProgressReporter(title, total: all, unit: unit, quiet: quiet)
        self.bar = bar
        bar.update(done)
        if done >= all {
            bar.finish()
            self.bar = nil
        }
    }
}
