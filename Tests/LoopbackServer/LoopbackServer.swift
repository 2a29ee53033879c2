import Foundation
import Synchronization

/// A real HTTP server on 127.0.0.1 for tests: one thread a connection, one request a connection.
package final class LoopbackServer: Sendable {
    package struct Request: Sendable {
        package var method: String
        package var target: String
        package var headers: [(name: String, value: String)]
        package var body: [UInt8]

        package func header(_ name: String) -> String? {
            headers.last { $0.name.lowercased() == name.lowercased() }?.value
        }

        package var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// What the server does with a request.
    package enum Reply: Sendable {
        case answer(Int, headers: [(String, String)] = [], body: [UInt8] = [])
        /// These bytes, whatever they are.
        case raw([UInt8])
        /// First these bytes, then those over and over until the other side goes away.
        case endless([UInt8], [UInt8])
        /// Nothing, for so long.
        case hang(seconds: Double)
        /// Closes at once.
        case hangUp

        package static func text(_ status: Int, _ text: String) -> Reply {
            .answer(status, body: Array(text.utf8))
        }
    }

    private let socket: Int32
    package let port: Int
    private let seen = Mutex<[Request]>([])
    private let stopped = Atomic<Bool>(false)
    private let reply: @Sendable (Request) -> Reply

    package init(_ reply: @escaping @Sendable (Request) -> Reply) throws {
        signal(SIGPIPE, SIG_IGN)
        self.reply = reply
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listening = socket
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listening, $0, length) == 0 && listen(listening, 64) == 0
                    && getsockname(listening, $0, &length) == 0
            }
        }
        guard bound else { throw CocoaError(.fileNoSuchFile) }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(listening, nil, nil)
                guard connection >= 0 else { break }
                guard let self, !self.stopped.load(ordering: .relaxed) else {
                    close(connection)
                    break
                }
                Thread.detachNewThread { self.serve(connection) }
            }
            close(listening)
        }
    }

    deinit { stop() }

    package func stop() {
        guard stopped.exchange(true, ordering: .relaxed) == false else { return }
        // Closed by the thread that accepts: another socket may get the number at once.
        shutdown(socket, Int32(SHUT_RDWR))
    }

    package var url: String { "http://127.0.0.1:\(port)" }

    /// The requests so far, in the order they were complete.
    package var requests: [Request] { seen.withLock { $0 } }

    private func serve(_ connection: Int32) {
        defer { close(connection) }
        guard let request = read(connection) else { return }
        seen.withLock { $0.append(request) }
        switch reply(request) {
        case .answer(let status, let headers, let body):
            var head = "HTTP/1.1 \(status) Whatever\r\nContent-Length: \(body.count)\r\n"
            for (name, value) in headers { head += "\(name): \(value)\r\n" }
            head += "Connection: close\r\n\r\n"
            _ = write(connection, Array(head.utf8) + (request.method == "HEAD" ? [] : body))
        case .raw(let bytes): _ = write(connection, bytes)
        case .endless(let head, let bytes):
            guard write(connection, head) else { break }
            while !stopped.load(ordering: .relaxed), write(connection, bytes) {}
        case .hang(let seconds):
            let end = Date().addingTimeInterval(seconds)
            while Date() < end, !stopped.load(ordering: .relaxed) { usleep(20_000) }
        case .hangUp: break
        }
    }

    private func read(_ connection: Int32) -> Request? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        func more() -> Bool {
            let n = recv(connection, &buffer, buffer.count, 0)
            if n > 0 { bytes += buffer[..<n] }
            return n > 0
        }
        let gap = Array("\r\n\r\n".utf8)
        var end = bytes.firstRange(of: gap)
        while end == nil {
            guard more() else { return nil }
            end = bytes.firstRange(of: gap)
        }
        let lines = String(decoding: bytes[..<end!.lowerBound], as: UTF8.self)
            .components(separatedBy: "\r\n")
        let first = lines[0].split(separator: " ")
        guard first.count == 3 else { return nil }
        var request = Request(
            method: String(first[0]), target: String(first[1]), headers: [], body: [])
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            request.headers.append(
                (String(parts[0]), parts[1].trimmingCharacters(in: .whitespaces)))
        }
        let length = request.header("Content-Length").flatMap { Int($0) } ?? 0
        while bytes.count < end!.upperBound + length { guard more() else { return nil } }
        request.body = Array(bytes[end!.upperBound..<(end!.upperBound + length)])
        return request
    }

    private func write(_ connection: Int32, _ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let n = rest.withUnsafeBytes {
                send(connection, $0.baseAddress!, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard n > 0 else { return false }
            rest = rest.dropFirst(n)
        }
        return true
    }
}
