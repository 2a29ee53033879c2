import FlyingSocks
import Foundation

/// One connection: its requests one after the other, within the limits.
struct Connection: Sendable {
    let socket: AsyncSocket
    let id: Int
    let address: String
    let ledger: ConnectionLedger
    let limits: GuardLimits
    let gate: Gate

    func serve() async {
        defer { ledger.close(id) }
        var bytes = ReceivedBytes(socket: socket)
        do {
            for served in 0..<limits.requestsPerConnection {
                guard let raw = try await nextHead(&bytes, isFirst: served == 0) else { return }
                let head = try RequestHead.read(raw, limits: limits)
                let body = try await readBody(head, &bytes)
                ledger.enter(.handler, id)
                let answer = await gate.answer(head, body: body, address: address)
                // A stream to an old client ends with its connection.
                var endsConnection = false
                if case .stream = answer.body { endsConnection = head.isOld }
                let isLast =
                    endsConnection || !head.keepsAlive || served == limits.requestsPerConnection - 1
                try await send(answer, to: head.method, isLast: isLast, isOld: head.isOld)
                if isLast {
                    // Closing with bytes unread would take the answer back.
                    if !bytes.isEmpty { await linger(&bytes) }
                    return
                }
            }
        } catch let failure as WebFailure {
            // After a refused head or body nobody knows where the next request begins.
            let answer = gate.refusal(failure)
            try? await send(answer, to: .get, isLast: true)
            await linger(&bytes)
        } catch {
            // The reader left, or was cut off.
        }
    }

    /// - Returns: nil where the other side has closed.
    private func nextHead(_ bytes: inout ReceivedBytes, isFirst: Bool) async throws
        -> ArraySlice<UInt8>?
    {
        if bytes.isEmpty {
            if !isFirst { ledger.enter(.idle, id) }
            guard try await bytes.receive() else { return nil }
        }
        ledger.enter(.head, id)
        // One empty line before a request is allowed (RFC 9112, 2.2).
        while bytes.buffer.count < 2, bytes.buffer.first == 0x0D {
            guard try await bytes.receive() else { return nil }
        }
        if bytes.buffer.starts(with: [0x0D, 0x0A]) { bytes.buffer.removeFirst(2) }
        var searched = bytes.buffer.startIndex
        while true {
            if let end = bytes.end(from: searched) {
                guard end - bytes.buffer.startIndex <= limits.head else { throw tooLargeHead }
                let head = bytes.buffer[..<end]
                bytes.buffer = bytes.buffer[(end + 4)...]
                return head
            }
            guard bytes.buffer.count <= limits.head else { throw tooLargeHead }
            searched = max(bytes.buffer.startIndex, bytes.buffer.endIndex - 3)
            guard try await bytes.receive() else { return nil }
        }
    }

    private var tooLargeHead: WebFailure {
        WebFailure(
            .headTooLarge, code: "http.head",
            "the request's head is too long; expected at most \(limits.head) bytes")
    }

    private func readBody(_ head: RequestHead, _ bytes: inout ReceivedBytes) async throws -> [UInt8]
    {
        if head.body == .bytes(0) { return [] }
        ledger.enter(.body, id)
        if head.expectsContinue {
            try await socket.write(Data("HTTP/1.1 100 Continue\r\n\r\n".utf8))
        }
        switch head.body {
        case .bytes(let count): return try await bytes.take(count)
        case .chunked:
            var out: [UInt8] = []
            while true {
                let size = try chunkSize(try await bytes.line(limit: 256))
                guard out.count + size <= limits.body else {
                    throw WebFailure(
                        .tooLarge, code: "http.body",
                        "the body is too large; expected at most \(limits.body) bytes")
                }
                if size == 0 { break }
                out += try await bytes.take(size)
                guard try await bytes.take(2) == [0x0D, 0x0A] else { throw malformedChunk }
            }
            // Trailers are read and forgotten.
            for _ in 0..<20 where try await bytes.line(limit: 1024).isEmpty { return out }
            throw malformedChunk
        }
    }

    private func chunkSize(_ line: [UInt8]) throws(WebFailure) -> Int {
        let digits = line.prefix { $0 != UInt8(ascii: ";") }
        guard !digits.isEmpty, digits.count <= 8 else { throw malformedChunk }
        var size = 0
        for byte in digits {
            guard let digit = PercentCoding.digit(byte) else { throw malformedChunk }
            size = size << 4 | Int(digit)
        }
        return size
    }

    private var malformedChunk: WebFailure {
        WebFailure(.badRequest, code: "http.chunk", "the chunks of the body do not fit together")
    }

    private func send(
        _ answer: RenderedAnswer, to method: WebMethod, isLast: Bool, isOld: Bool = false
    ) async throws {
        var head = "HTTP/1.1 \(answer.status.rawValue) \(answer.status.phrase)\r\n"
        for header in answer.headers { head += "\(header.name): \(header.value)\r\n" }
        switch answer.body {
        case .bytes(let bytes):
            if answer.status != .notModified && answer.status != .noContent {
                head += "Content-Length: \(bytes.count)\r\n"
            }
            head += isLast ? "Connection: close\r\n\r\n" : "Connection: keep-alive\r\n\r\n"
            var data = Data(head.utf8)
            if method != .head { data.append(contentsOf: bytes) }
            try await write(data)
        case .stream(let pieces):
            head += isLast ? "Connection: close\r\n" : ""
            head += isOld ? "\r\n" : "Transfer-Encoding: chunked\r\n\r\n"
            try await write(Data(head.utf8))
            guard method != .head else { return }
            ledger.enter(.stream, id)
            for await piece in pieces where !piece.isEmpty {
                let size = Data(String(piece.count, radix: 16).utf8)
                try await write(
                    isOld ? Data(piece) : size + [0x0D, 0x0A] + piece + [0x0D, 0x0A])
                ledger.enter(.stream, id)
            }
            if !isOld { try await write(Data("0\r\n\r\n".utf8)) }
        }
    }

    /// In pieces: each has its own time.
    private func write(_ data: Data) async throws {
        var at = data.startIndex
        while at < data.endIndex {
            let end = min(at + 65536, data.endIndex)
            ledger.enter(.answer, id)
            try await socket.write(data[at..<end])
            at = end
        }
    }

    /// Lets the last answer arrive: closing with bytes unread would take it back.
    private func linger(_ bytes: inout ReceivedBytes) async {
        ledger.enter(.answer, id)
        _ = shutdown(socket.socket.file.rawValue, Int32(SHUT_WR))
        for _ in 0..<64 {
            bytes.buffer = []
            guard let more = try? await bytes.receive(), more else { return }
        }
    }
}

/// What has come in and is not yet used.
struct ReceivedBytes {
    let socket: AsyncSocket
    var buffer: ArraySlice<UInt8> = []

    init(socket: AsyncSocket) { self.socket = socket }

    var isEmpty: Bool { buffer.isEmpty }

    /// - Returns: false at the end.
    mutating func receive() async throws -> Bool {
        do {
            buffer += try await socket.read(atMost: 8192)
            return true
        } catch SocketError.disconnected {
            return false
        }
    }

    /// Where the empty line after a head begins.
    func end(from start: Int) -> Int? {
        guard buffer.endIndex - start >= 4 else { return nil }
        var at = start
        while at + 3 < buffer.endIndex {
            if buffer[at] == 0x0D, buffer[at + 1] == 0x0A, buffer[at + 2] == 0x0D,
                buffer[at + 3] == 0x0A
            {
                return at
            }
            at += 1
        }
        return nil
    }

    mutating func take(_ count: Int) async throws -> [UInt8] {
        while buffer.count < count {
            guard try await receive() else { throw SocketError.disconnected }
        }
        let out = Array(buffer.prefix(count))
        buffer = buffer.dropFirst(count)
        return out
    }

    /// Up to CR LF, without it.
    mutating func line(limit: Int) async throws -> [UInt8] {
        while true {
            if let at = buffer.firstIndex(of: 0x0A) {
                let line = buffer[..<at]
                buffer = buffer[(at + 1)...]
                guard line.last == 0x0D, line.count <= limit + 1 else {
                    throw WebFailure(
                        .badRequest, code: "http.chunk",
                        "the chunks of the body do not fit together")
                }
                return Array(line.dropLast())
            }
            guard buffer.count <= limit else {
                throw WebFailure(
                    .badRequest, code: "http.chunk", "the chunks of the body do not fit together")
            }
            guard try await receive() else { throw SocketError.disconnected }
        }
    }
}
