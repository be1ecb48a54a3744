internal import Foundation
internal import QuartetCatalogs
public import QuartetFiles

/// Reads articles from files and folders: Markdown, HTML, saved websites, CSV and JSON with questions, XML.
public struct ArticleFiles: Sendable {
    /// The language of a text, as the primary subtag of BCP 47; nil where it is not clear.
    private let guess: @Sendable (String) -> String?
    private let schema: String?

    /// Largest file that is read.
    public static let byteLimit = 16 << 20
    /// Articles larger than this are read, with a problem that says so.
    static let largeArticle = 1 << 20

    /// - Parameters:
    ///   - schema: path of the schema for articles in XML; by default the one beside the program's catalogs.
    ///   - guess: the language of a text for articles that do not name theirs; nil where it is not clear.
    public init(schema: String? = nil, guess: @escaping @Sendable (String) -> String? = { _ in nil }) {
        (self.schema, self.guess) = (schema, guess)
    }

    /// Reads files, and the files below folders. What is wrong with a file becomes a problem and never stops the others.
    ///
    /// The id of an article is what its file says, else the file's name; of a page of a folder the path without its ending;
    /// of a question a short form of the question.
    ///
    /// - Throws: `FileError` for a path that does not exist or cannot be listed.
    public func read(_ paths: [String]) throws(FileError) -> ReadArticles {
        var collection = ArticleCollection(sources: paths.map { Self.standard($0) }, guess: guess)
        var listings: [(path: String, files: [FoundFile])] = []
        for path in paths { listings.append((path, try found(at: path, &collection))) }
        for (path, files) in listings { read(files, source: Self.standard(path), &collection) }
        return collection.result
    }

    /// A path without `.`, `..` and a closing slash.
    public static func standard(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.path
    }

    private struct FoundFile {
        let path: String
        /// Its path in the folder that was asked for; nil for a file that was asked for itself.
        let name: String?
        let format: ArticleFormat?
    }

    private func found(at path: String, _ collection: inout ArticleCollection) throws(FileError)
        -> [FoundFile]
    {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            // Throws where there is no file to read.
            close(try FileBytes.openForReading(path))
            return [FoundFile(path: path, name: nil, format: ArticleFormat(name: path))]
        }
        let listing = try FolderListing(path)
        let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
        for (name, reason) in listing.others {
            collection.add(problem: folder + "/" + name, reason, "remove it, or give its path", .leftOut)
        }
        let root = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        var files: [FoundFile] = []
        var others: [String] = []
        for name in listing.files {
            let file = folder + "/" + name
            let target = URL(fileURLWithPath: file).resolvingSymlinksInPath().path
            if ArticleFormat(name: name) == nil {
                others.append(name)
            } else if target.hasPrefix(root + "/") {
                files.append(FoundFile(path: file, name: name, format: ArticleFormat(name: name)))
            } else {
                collection.add(
                    problem: file, "a link that leads out of the folder", "copy the file", .refused)
            }
        }
        note(others: others, folder, &collection)
        return files
    }

    /// Says which files were left out that are no part of a web page.
    private func note(others: [String], _ folder: String, _ collection: inout ArticleCollection) {
        let endings = others.map { URL(fileURLWithPath: $0).pathExtension.lowercased() }
            .filter { !ArticleFormat.belongings.contains($0) }
        if endings.isEmpty { return }
        let list = Set(endings).sorted().map { $0.isEmpty ? "no ending" : "." + $0 }.joined(separator: ", ")
        let count = endings.count == 1 ? "1 other file" : "\(endings.count) other files"
        collection.add(
            problem: folder, "\(count) (\(list))", "articles end with \(ArticleFormat.endings)", .leftOut)
    }

    /// Pages of a folder are read together, all other files one by one.
    private func read(_ files: [FoundFile], source: String, _ collection: inout ArticleCollection) {
        var read = [ReadFile?](repeating: nil, count: files.count)
        var pages: [(place: Int, file: String, page: HTMLPage)] = []
        for (place, file) in files.enumerated() where collection.isNew(file.path) {
            do {
                let bytes = try FileBytes.read(file.path, limit: Self.byteLimit)
                let text = try Self.text(of: bytes, file.path, file.format)
                let format = try Self.format(of: text, file.format, file.path)
                if format == .html, file.name != nil {
                    pages.append((place, file.path, try HTMLPage(text)))
                } else {
                    read[place] = self.read(text, file.path, format)
                }
            } catch {
                read[place] = .refused(file.path, Self.fault(error))
            }
        }
        let site = SavedWebsite.read(pages.map { ($0.file, $0.page) })
        for (page, content) in zip(pages, site) { read[page.place] = content }
        let pagePlaces = Set(pages.map(\.place))
        for (place, file) in files.enumerated() {
            guard var content = read[place] else { continue }
            if content.isForeign, file.name != nil {
                for index in content.problems.indices { content.problems[index].outcome = .leftOut }
            }
            let name = pagePlaces.contains(place) ? file.name : nil
            collection.add(content, file: file.path, name: name, source: source)
        }
    }

    private func read(_ text: String, _ path: String, _ format: ArticleFormat) -> ReadFile {
        switch format {
        case .markdown: return MarkdownArticles.read(text, file: path)
        case .html: return HTMLArticles.read(text, file: path)
        case .table: return QuestionTables.read(text, file: path)
        case .json: return QuestionLists.read(text, file: path)
        case .catalog:
            do {
                let schema = try self.schema ?? ResourceLocator().file("support/articles.rng", in: .catalogs)
                var read = ArticleCatalog.read(path, schema: schema)
                read.isForeign = !text.contains("<articles")
                return read
            } catch {
                return .refused(path, TextFault("its schema was not found", "\(error)"))
            }
        }
    }

    /// The text in UTF-8. Pages may say that theirs is in one of the encodings of Western Europe.
    private static func text(of bytes: [UInt8], _ path: String, _ format: ArticleFormat?) throws -> String {
        if bytes.isEmpty { throw TextFault("an empty file", "write an article, or remove it") }
        do {
            let text = try FileBytes.text(of: bytes, name: path)
            if let kind = FileSignature.name(bytes) {
                throw FileError.damaged(file: path, reason: "it is \(kind)")
            }
            try refuseControls(bytes)
            return text
        } catch let error as FileError {
            let head = String(decoding: bytes.prefix(1024), as: UTF8.self).lowercased()
            let declared = head.firstMatch(
                of: /charset\s*=\s*["']?(iso-8859-1|iso-8859-15|latin-?1|windows-1252)/)
            guard format == .html, declared != nil, case .notText = error, !bytes.contains(0),
                let text = String(data: Data(bytes), encoding: .windowsCP1252)
            else { throw error }
            return text
        }
    }

    /// Texts have no zero bytes, and hardly any other control characters than tabs and the ends of lines and pages.
    private static func refuseControls(_ bytes: [UInt8]) throws {
        func isControl(_ byte: UInt8) -> Bool { byte < 0x20 && !(0x09...0x0D).contains(byte) }
        let count = bytes.count { isControl($0) }
        guard let place = bytes.firstIndex(where: isControl), bytes.contains(0) || count * 100 > bytes.count
        else { return }
        let line = 1 + bytes[..<place].count { $0 == 0x0A }
        throw TextFault(
            line: line, "the file seems to be no text: it has control characters", "save it as text")
    }

    private static func fault(_ error: any Error) -> TextFault {
        switch error {
        case let fault as TextFault: fault
        case FileError.damaged(_, let reason): TextFault(reason, "unpack it, or remove it")
        case FileError.tooLarge(_, _, let found, _):
            TextFault("\(found) are too many", "the limit is \(byteLimit >> 20) MB: write several files")
        case let error as FileError: TextFault(error.reason, "mend it, or remove it")
        default: TextFault("\(error)", "mend it, or remove it")
        }
    }

    /// What the file is: its ending, unless its content says something else.
    private static func format(of text: String, _ ending: ArticleFormat?, _ path: String) throws
        -> ArticleFormat
    {
        let isPage = HTMLPage.isPage(text)
        switch ending {
        case .html?: return .html
        case .markdown? where isPage: return .html
        case .table? where isPage, .json? where isPage:
            throw TextFault(
                "a web page, though its name says something else",
                "download the file itself, or rename it to .html")
        case .some(let format): return format
        case nil:
            if isPage { return .html }
            throw TextFault(
                "a file of unknown kind", "give it the ending of what it is: \(ArticleFormat.endings)")
        }
    }
}
