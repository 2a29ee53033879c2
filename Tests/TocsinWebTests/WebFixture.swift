import Foundation
import TocsinModel
import TocsinStore
import TocsinWorkspace

@testable import TocsinWeb

/// A real workspace with a real store, and servers over it on free ports.
enum WebFixture {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// `moscow-drones`, run once. Never opened: a store that is open has files that come and go while
    /// they are copied.
    private static let pristine: Result<String, any Error> = Result { try make() }

    /// A copy for all who only read.
    static let shared: Result<String, any Error> = Result { try copy() }

    /// A copy of one's own.
    static func copy() throws -> String {
        let folder = temporary() + "/moscow-drones"
        try FileManager.default.createDirectory(
            atPath: (folder as NSString).deletingLastPathComponent,
            withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: try pristine.get(), toPath: folder)
        return folder
    }

    private static func temporary() -> String {
        NSTemporaryDirectory() + "/tocsin-web-\(UUID().uuidString)"
    }

    private static func make() throws -> String {
        let folder = temporary() + "/moscow-drones"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        for name in ["workspace.lua", "articles", "rules", "lists"] {
            let from = root + "/workspaces/moscow-drones/" + name
            guard FileManager.default.fileExists(atPath: from) else { continue }
            try FileManager.default.copyItem(atPath: from, toPath: folder + "/" + name)
        }
        try run(folder)
        // Everything in one file, so that it can be copied.
        try Store.open(folder: folder + "/.tocsin").close()
        return folder
    }

    static func run(_ folder: String, articles: [Article] = [], again: Bool = false) throws {
        let workspace = try Workspace.open(folder, pluginFolder: root + "/Plugins")
        var options = RunOptions()
        options.articles = articles
        options.store = RunOptions.StoreUse(
            folder: folder + "/.tocsin", wait: 10, again: again, waiting: nil)
        _ = try Run(workspace: workspace, options: options).execute()
    }

    static let resources = Result { () throws(WebFailure) in
        try WebResources(folder: root + "/Sources/TocsinWeb")
    }

    static func bench(
        _ folder: String, isReadOnly: Bool = false, keys: AccessKeys = AccessKeys(),
        hosts: [String] = []
    ) throws -> Workbench {
        try Workbench(
            folder, isReadOnly: isReadOnly, resources: try resources.get(),
            access: Access(workspace: folder, hosts: hosts, keys: keys))
    }

    /// A server while `body` runs.
    static func serve<T: Sendable>(
        _ bench: Workbench, limits: GuardLimits = GuardLimits(), router: Router = Router(),
        _ body: @Sendable (WebServer) async throws -> T
    ) async throws -> T {
        let site = Site(
            workbench: bench, router: router, author: "ann",
            clock: { Timestamp(seconds: Int(Date().timeIntervalSince1970)) }, note: { print($0) })
        let server = try WebServer(
            WebAddress(host: "127.0.0.1", port: 0), site: site, limits: limits)
        let running = Task.detached { try? await server.run() }
        defer { running.cancel() }
        return try await body(server)
    }
}

/// A client that sends what it is told, byte by byte if need be.
struct RawClient: Sendable {
    let port: UInt16

    init(_ server: WebServer) { port = server.address.port }

    struct Answer: Sendable {
        var status: Int
        var headers: [String: String]
        var body: [UInt8]
        var text: String { String(decoding: body, as: UTF8.self) }

        /// Nil where there is no whole head.
        init?(_ bytes: [UInt8]) {
            guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
            let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
                .components(separatedBy: "\r\n")
            guard let code = lines[0].split(separator: " ").dropFirst().first, let n = Int(code)
            else { return nil }
            status = n
            headers = [:]
            for line in lines.dropFirst() {
                guard let colon = line.firstIndex(of: ":") else { continue }
                headers[line[..<colon].lowercased()] = line[line.index(after: colon)...]
                    .trimmingCharacters(in: .whitespaces)
            }
            body = Array(bytes[end.upperBound...])
        }
    }

    /// Sends pieces with a pause before each but the first, and reads until the other side closes,
    /// is silent for `timeout` seconds, or has said enough. On a thread of its own: the server
    /// lives in the same process.
    ///
    /// - Parameters:
    ///   - enough: asked of all that was read so far.
    ///   - sent: told the number of each piece that was taken.
    func exchange(
        _ pieces: [[UInt8]], pause: Double = 0, timeout: Double = 120,
        enough: @escaping @Sendable ([UInt8]) -> Bool = { _ in false },
        sent: @escaping @Sendable (Int) -> Void = { _ in }
    ) async -> [UInt8] {
        await withCheckedContinuation { continuation in
            Thread {
                continuation.resume(
                    returning: Self.talk(
                        port, pieces, pause: pause, timeout: timeout, enough: enough, sent: sent))
            }.start()
        }
    }

    func exchange(
        _ text: String, enough: @escaping @Sendable ([UInt8]) -> Bool = { _ in false }
    ) async -> [UInt8] {
        await exchange([Array(text.utf8)], enough: enough)
    }

    /// One request on a connection of its own.
    func request(
        _ method: String = "GET", _ target: String, headers: [String: String] = [:],
        body: String = ""
    ) async -> Answer? {
        var text = "\(method) \(target) HTTP/1.1\r\n"
        var headers = headers
        headers["Host"] = headers["Host"] ?? "127.0.0.1:\(port)"
        headers["Connection"] = "close"
        if !body.isEmpty { headers["Content-Length"] = String(body.utf8.count) }
        for (name, value) in headers { text += "\(name): \(value)\r\n" }
        return Answer(await exchange(text + "\r\n" + body))
    }

    func json(_ target: String) async throws -> JSONValue {
        guard let answer = await request("GET", target) else { return .null }
        return try JSONDecoder().decode(JSONValue.self, from: Data(answer.body))
    }

    private static func talk(
        _ port: UInt16, _ pieces: [[UInt8]], pause: Double, timeout: Double,
        enough: ([UInt8]) -> Bool, sent told: (Int) -> Void
    ) -> [UInt8] {
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(file) }
        var limit = timeval(tv_sec: Int(timeout), tv_usec: 0)
        setsockopt(
            file, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(
            file, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { return [] }
        pieces: for (n, piece) in pieces.enumerated() {
            if n > 0, pause > 0 { Thread.sleep(forTimeInterval: pause) }
            var sent = 0
            while sent < piece.count {
                let count = piece.withUnsafeBytes {
                    send(file, $0.baseAddress! + sent, piece.count - sent, Int32(MSG_NOSIGNAL))
                }
                if count <= 0 { break pieces }
                sent += count
            }
            told(n)
        }
        var out: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while out.count < 64 << 20, !enough(out) {
            let count = recv(file, &buffer, buffer.count, 0)
            if count <= 0 { break }
            out += buffer[..<count]
        }
        return out
    }
}
