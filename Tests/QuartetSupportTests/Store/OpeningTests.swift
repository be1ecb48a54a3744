import Foundation
import GRDB
import QuartetFiles
import QuartetSupport
import QuartetTestSupport
import Testing

@Suite struct OpeningTests {
    private func refusal(_ path: String, creating: Bool = true) -> StoreError? {
        #expect(throws: StoreError.self) { _ = try KnowledgeBase.open(path, creating: creating) }
    }

    @Test func whatIsStoredIsThereAgain() throws {
        let folder = TemporaryFolder()
        // Names that SQLite would take for addresses, or for something that is no file.
        for name in ["kb.sqlite", "file:kb.sqlite", "100% sure? #1.sqlite"] {
            let path = folder.file(name)
            do {
                let base = try KnowledgeBase.open(path)
                #expect(try base.counts() == (0, 0))
                try base.set("phrase", to: "hallo")
            }
            let base = try KnowledgeBase.open(path, creating: false)
            #expect(!base.isReadOnly && base.path == path)
            #expect(try base.setting("phrase") == "hallo")
            #expect(try base.damage() == [])
        }
        #expect(try folder.names.filter { $0.hasSuffix(".sqlite") }.count == 3)
    }

    @Test func whatIsNotThereIsNamed() throws {
        let folder = TemporaryFolder()
        let path = folder.file("kb.sqlite")
        #expect(refusal(path, creating: false) == .missing(file: path))
        #expect(refusal(folder.file("none/kb.sqlite")) == .folderMissing(file: folder.file("none/kb.sqlite")))
        #expect(refusal(folder.path) == .notDatabase(file: folder.path))
        #expect(try folder.names == [])
        let error = StoreError.missing(file: path)
        #expect(error.kind == .notFound && error.description.contains(path))
    }

    @Test(arguments: ["", "x", "# Returns\n", String(repeating: "no database ", count: 2000)])
    func anotherFileIsLeftAsItIs(_ text: String) throws {
        let folder = TemporaryFolder()
        let path = try folder.write(text, to: "notes.md")
        // An empty file is what a process leaves that was killed before it wrote.
        if text.isEmpty {
            #expect(try KnowledgeBase.open(path).counts() == (0, 0))
            return
        }
        #expect(refusal(path) == .notDatabase(file: path))
        #expect(try folder.text("notes.md") == text)
        #expect(try folder.names == ["notes.md"])
    }

    @Test func theDatabaseOfAnotherProgramIsLeftAsItIs() throws {
        let folder = TemporaryFolder()
        let path = folder.file("orders.sqlite")
        try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE orders(id)") }
        let before = try folder.bytes("orders.sqlite")
        #expect(refusal(path) == .foreign(file: path))
        #expect(try folder.bytes("orders.sqlite") == before)
        #expect(try folder.names == ["orders.sqlite"])
    }

    @Test func aNewerVersionIsRefused() throws {
        let folder = TemporaryFolder()
        let path = folder.file("kb.sqlite")
        _ = try KnowledgeBase.open(path)
        try DatabaseQueue(path: path).write { try $0.execute(sql: "PRAGMA user_version = 99") }
        #expect(refusal(path) == .newer(file: path, found: 99, known: 3))
        #expect(StoreError.newer(file: path, found: 99, known: 3).description.contains("update"))
    }

    @Test func severalOpenANewFileAtOnce() throws {
        let folder = TemporaryFolder()
        let path = folder.file("kb.sqlite")
        DispatchQueue.concurrentPerform(iterations: 8) { index in
            #expect(throws: Never.self) { try KnowledgeBase.open(path).set("\(index)", to: "here") }
        }
        let base = try KnowledgeBase.open(path)
        #expect(try (0..<8).allSatisfy { try base.setting("\($0)") == "here" })
    }

    /// Without the rights of the superuser, who may write everywhere.
    @Test(.enabled(if: geteuid() == 0, "only the superuser can give up rights"), arguments: [0o777, 0o555])
    func whatMayNotBeWrittenIsRead(_ folderMode: Int) async throws {
        let temporary = TemporaryFolder()
        let (path, folder) = (temporary.file("kb.sqlite"), temporary.path)
        do {
            try KnowledgeBase.open(path).apply([StoreFixture.returns], encoder: nil, at: StoreFixture.at(0))
        }
        await #expect(processExitsWith: .success) {
            [path = path as String, folder = folder as String, folderMode = folderMode as Int] in
            chmod(path, 0o444)
            try Data(count: 4096).write(to: URL(filePath: folder + "/closed.sqlite"))
            chmod(folder + "/closed.sqlite", 0)
            chmod(folder, mode_t(folderMode))
            try #require(seteuid(65534) == 0)
            let base = try KnowledgeBase.open(path)
            #expect(base.isReadOnly)
            #expect(try base.articles().map(\.id) == ["returns"])
            #expect(try base.wordMatches(["refunds"], limit: 5).count == 1)
            #expect(throws: StoreError.readOnly(file: path)) { try base.set("a", to: "b") }
            #expect(throws: StoreError.readOnly(file: path)) { _ = try base.forget("Ann") }
            #expect(throws: StoreError.cannotOpen(file: folder + "/closed.sqlite")) {
                _ = try KnowledgeBase.open(folder + "/closed.sqlite")
            }
            if folderMode == 0o777 { return }
            let other = folder + "/other.sqlite"
            #expect(throws: StoreError.readOnly(file: other)) { _ = try KnowledgeBase.open(other) }
        }
        chmod(folder, 0o777)
    }

    @Test(.enabled(if: geteuid() == 0, "only the superuser can mount a small disk"))
    func aFullDiskStoresNothingOfAChange() async throws {
        let folder = TemporaryFolder()
        await #expect(processExitsWith: .success) { [path = folder.path as String] in
            // A disk of 512 kB that only this process sees.
            let unshare = dlsym(nil, "unshare").map {
                unsafeBitCast($0, to: (@convention(c) (Int32) -> Int32).self)
            }
            guard unshare?(0x2_0000) == 0, mount("none", "/", nil, UInt(MS_REC | MS_PRIVATE), nil) == 0,
                mount("none", path, "tmpfs", 0, "size=512k") == 0
            else {
                print("no disk can be mounted here: the test was skipped")
                return
            }
            let base = try KnowledgeBase.open(path + "/kb.sqlite")
            try base.set("kept", to: "yes")
            #expect(throws: StoreError.full(file: base.path)) {
                try base.set("large", to: String(repeating: "x", count: 1 << 20))
            }
            #expect(try base.setting("large") == nil)
            #expect(try base.setting("kept") == "yes")
            try base.set("small", to: "there is room again")
        }
    }
}
