import Foundation
import QuartetTestSupport
import Testing

/// A small shop's knowledge base in a folder of its own, and the program that works with it by words alone.
struct SupportDesk {
    let folder = TemporaryFolder()
    let environment: [String: String]
    /// The folder with catalogs and weights.
    var home: String { folder.file("home") }

    var path: String { folder.file("desk.sqlite") }

    /// - Parameter models: whether the fetched models serve, where there are any.
    init(models: Bool = false) throws {
        let home = folder.file("home")
        for name in ["catalogs", "weights"] + (models ? ["models"] : []) {
            let target = Checkout.file(name)
            guard FileManager.default.fileExists(atPath: target) else { continue }
            try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(
                atPath: home + "/" + name, withDestinationPath: target)
        }
        environment = Program.environment.merging(
            ["QUARTET_HOME": home, "XDG_DATA_HOME": folder.file("data")]
        ) { $1 }
        // Of so few articles the evidence is weak: they are marked so that the bot answers all the same.
        try folder.write(
            """
            ---
            handover: never
            ---
            # Returns
            You can send goods back within 30 days. Print the return label in your account.
            """, to: "articles/returns.md")
        try folder.write(
            """
            ---
            handover: never
            ---
            # Leather boots
            Brush off dirt, and wax leather boots every four weeks.
            """, to: "articles/boots.md")
    }

    /// A desk whose articles are imported.
    static func imported() throws -> SupportDesk {
        let desk = try SupportDesk()
        let run = try desk.run(["import", "articles"])
        #expect(run.status == 0, "\(run.errors)")
        return desk
    }

    /// Runs `quartet support` on the knowledge base.
    @discardableResult
    func run(_ arguments: [String], input: Data? = nil) throws -> Program.Outcome {
        try Program.run(
            ["support"] + arguments + ["--kb", path], in: folder.path, input: input,
            environment: environment)
    }

    /// The objects that a command prints, one a line.
    func objects(_ arguments: [String], input: Data? = nil) throws -> [[String: Any]] {
        try run(arguments + ["--json"], input: input).output.split(separator: "\n").map {
            try Program.dictionary(String($0))
        }
    }
}
