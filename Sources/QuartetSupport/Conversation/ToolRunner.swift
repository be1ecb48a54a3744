internal import Foundation
internal import GRDB
internal import QuartetFiles
internal import SwiftCSV
internal import Synchronization

#if canImport(FoundationNetworking)
    internal import FoundationNetworking
#endif

/// Looks things up with the tools that a shop declares. Nothing is ever written.
package struct ToolRunner: Sendable {
    package enum Result: Sendable, Equatable {
        /// The values that the tool's sentence is filled with.
        case found([String: String])
        case notFound
        /// The reason is for the desk; a customer never reads it.
        case failed(String)
    }

    /// Seconds that a tool may take.
    package static let patience = 3.0
    /// The largest answer of an address, in bytes.
    private static let mostBytes = 1 << 16
    /// The largest table, in bytes.
    private static let mostTableBytes = 64 << 20

    package init() {}

    package func callAsFunction(_ tool: ToolDeclaration, value: String) -> Result {
        switch tool.source {
        case .table(let file, let sql): Self.row(of: file, sql: sql, name: tool.needs.rawValue, value: value)
        case .http(let address):
            Self.object(at: address.replacing("{\(tool.needs.rawValue)}", with: Self.escaped(value)))
        }
    }

    /// A CSV file becomes a table in memory, which a query cannot change for anybody else.
    private static func row(of file: String, sql: String, name: String, value: String) -> Result {
        do {
            // Opening a pipe would wait for whoever writes to it.
            guard FileManager.default.fileExists(atPath: file),
                try FileManager.default.attributesOfItem(atPath: file)[.type] as? FileAttributeType
                    == .typeRegular
            else { return .failed("\(file): is not a file") }
            let text = try FileBytes.text(of: try FileBytes.read(file, limit: mostTableBytes), name: file)
            let table = try CSV<Named>(string: text, loadColumns: false)
            let queue = try DatabaseQueue()
            let columns = table.header.map { "\"\($0.replacing("\"", with: "\"\""))\"" }
            let tableName = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
                .replacing("\"", with: "\"\"")
            try queue.write { db in
                try db.execute(sql: "CREATE TABLE \"\(tableName)\" (\(columns.joined(separator: ", ")))")
                let places = table.header.map { _ in "?" }.joined(separator: ", ")
                let insert = try db.makeStatement(sql: "INSERT INTO \"\(tableName)\" VALUES (\(places))")
                for row in table.rows {
                    try insert.execute(arguments: StatementArguments(table.header.map { row[$0] ?? "" }))
                }
            }
            let isSlow = DispatchWorkItem { queue.interrupt() }
            DispatchQueue.global().asyncAfter(deadline: .now() + patience, execute: isSlow)
            defer { isSlow.cancel() }
            let row = try queue.read { db in
                try Row.fetchOne(db, sql: sql, arguments: StatementArguments([name: value]))
            }
            guard let row else { return .notFound }
            var values: [String: String] = [:]
            for (column, value) in row { values[column] = String.fromDatabaseValue(value) ?? "" }
            return .found(values)
        } catch {
            return .failed("\(file): \(error)")
        }
    }

    private static func escaped(_ value: String) -> String {
        value.addingPercentEncoding(
            withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-_."))) ?? ""
    }

    /// Refuses every redirect: an order number is sent to the declared address and to no other.
    private final class NoRedirects: NSObject, URLSessionTaskDelegate {
        func urlSession(
            _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
            newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
        ) { completionHandler(nil) }
    }

    private static func object(at address: String) -> Result {
        guard let url = URL(string: address) else { return .failed("\(address): is not an address") }
        let settings = URLSessionConfiguration.ephemeral
        (settings.timeoutIntervalForRequest, settings.timeoutIntervalForResource) = (patience, patience)
        let session = URLSession(configuration: settings, delegate: NoRedirects(), delegateQueue: nil)
        defer { session.invalidateAndCancel() }
        let done = DispatchSemaphore(value: 0)
        let outcome = Outcome()
        session.dataTask(with: url) { data, response, error in
            outcome.set(read(data, response as? HTTPURLResponse, error, from: url))
            done.signal()
        }.resume()
        if done.wait(timeout: .now() + patience) == .timedOut {
            return .failed("\(url.host ?? address): no answer within \(Int(patience)) seconds")
        }
        return outcome.value
    }

    private static func read(
        _ data: Data?, _ response: HTTPURLResponse?, _ error: (any Error)?, from url: URL
    ) -> Result {
        let host = url.host ?? "the address"
        guard let data, let response else {
            return .failed("\(host): \(error?.localizedDescription ?? "no answer")")
        }
        if response.statusCode == 404 { return .notFound }
        guard response.statusCode == 200 else { return .failed("\(host): status \(response.statusCode)") }
        guard data.count <= mostBytes,
            let object = try? JSONDecoder().decode([String: AnswerValue].self, from: data)
        else {
            return .failed("\(host): did not answer with a JSON object of texts and numbers")
        }
        return .found(object.mapValues(\.text))
    }
}

/// What a request's callback leaves for the thread that waits.
private final class Outcome: Sendable {
    private let result = Mutex(ToolRunner.Result.failed("no answer"))
    func set(_ value: ToolRunner.Result) { result.withLock { $0 = value } }
    var value: ToolRunner.Result { result.withLock { $0 } }
}

/// A text, a number or a truth value of a JSON object, as a text.
private struct AnswerValue: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self.text = text
        } else if let number = try? container.decode(Double.self) {
            text = number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
        } else {
            text = String(try container.decode(Bool.self))
        }
    }
}
