import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetSupport

/// Which knowledge base a command works with.
struct KnowledgeOptions: ParsableArguments {
    @Option(
        name: .customLong("kb"),
        help: ArgumentHelp(
            "Knowledge base, an SQLite file (default: that of the program's own shop).", valueName: "file"),
        completion: .file())
    var file: String?

    @OptionGroup var common: CommonOptions

    /// Opens it. The shop's is made and brought up to date first.
    ///
    /// - Parameter creating: whether a missing file is made.
    func open(_ models: DeskModels, creating: Bool = false) throws -> KnowledgeBase {
        if let file { return try KnowledgeBase.open(file, creating: creating) }
        let bar = ImportProgress("Preparing the shop's articles", quiet: common.quiet)
        return try ShopKnowledge.open(encoder: models.encoder, now: Date()) { try bar.show($0, of: $1) }
    }

    /// For commands that compute nothing with the articles' vectors.
    func open() throws -> KnowledgeBase {
        if let file { return try KnowledgeBase.open(file, creating: false) }
        return try open(DeskModels.best())
    }

    /// The best models that are there, and a note why a better one does not serve.
    func models() -> DeskModels {
        let models = DeskModels.best()
        for note in models.notes { common.note(note) }
        return models
    }

    func desk(_ models: DeskModels = .best()) throws -> Desk {
        let desk = try Desk(open(models), models: models)
        for note in desk.notes { common.note(note) }
        return desk
    }

    /// Notes why a better pair encoder does not serve, where that was only found when it was first read.
    func note(_ pairs: SharedPairEncoder?) {
        for note in pairs?.notes ?? [] { common.note(note) }
    }
}
