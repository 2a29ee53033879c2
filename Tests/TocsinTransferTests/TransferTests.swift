import LoopbackServer
import Synchronization
import Testing
import TocsinTransfer

private let local = AddressPolicy(kinds: [.loopback])

private func client(
    _ addresses: AddressPolicy = local, resolve: [String] = [],
    cancelled: (@Sendable () -> Bool)? = nil
) -> TransferClient {
    TransferClient(
        options: .init(
            addresses: addresses, userAgent: "Tocsin-test", resolve: resolve, cancelled: cancelled))
}

private func failure(_ work: () throws(TransferError) -> TransferResponse) -> TransferError? {
    do {
        _ = try work()
        return nil
    } catch { return error }
}

@Test func `a request arrives with its method, headers and body`() throws {
    let server = try LoopbackServer { _ in
        .answer(201, headers: [("X-A", "one"), ("x-a", "two")], body: Array("done".utf8))
    }
    let response = try client().send(
        TransferRequest(
            url: server.url + "/hook?x=1", method: "POST",
            headers: [("Content-Type", "application/json"), ("X-Key", "k"), ("X-Empty", "")],
            body: Array("{\"ü\":0}".utf8)))
    #expect(response.status == 201)
    #expect(response.header("X-a") == "two")
    #expect(String(decoding: response.body, as: UTF8.self) == "done")
    let request = try #require(server.requests.first)
    #expect(request.method == "POST")
    #expect(request.target == "/hook?x=1")
    #expect(request.header("user-agent") == "Tocsin-test")
    #expect(request.header("X-Key") == "k")
    #expect(request.header("X-Empty") == "")
    #expect(request.header("Expect") == nil)
    #expect(request.text == "{\"ü\":0}")
}

@Test func `an empty body, HEAD and PUT go through`() throws {
    let server = try LoopbackServer { _ in .text(200, "body") }
    #expect(try client().send(.init(url: server.url, method: "HEAD")).body.isEmpty)
    _ = try client().send(.init(url: server.url, method: "PUT", body: []))
    #expect(server.requests.map(\.method) == ["HEAD", "PUT"])
    #expect(server.requests[1].header("Content-Type") == nil)
}

@Test func `a user in the address becomes a header`() throws {
    let server = try LoopbackServer { _ in .text(200, "") }
    _ = try client().send(.init(url: "http://ann:s%40crt@127.0.0.1:\(server.port)/"))
    #expect(server.requests[0].header("Authorization") == "Basic YW5uOnNAY3J0")
}

@Test func `redirects are followed and told hop by hop`() throws {
    let server = try LoopbackServer { request in
        switch request.target {
        case "/a": .answer(301, headers: [("Location", "/b")])
        case "/b": .answer(302, headers: [("Location", "c?d")])
        default: .text(200, "end")
        }
    }
    let response = try client().send(.init(url: server.url + "/a", redirects: 5))
    #expect(response.url == server.url + "/c?d")
    #expect(response.hops.map(\.status) == [301, 302])
    #expect(response.hops.map(\.isPermanent) == [true, false])
    #expect(try client().send(.init(url: server.url + "/a")).status == 301)
    let error = failure { () throws(TransferError) in
        try client().send(.init(url: server.url + "/a", redirects: 1))
    }
    #expect(error?.code == .redirects)
}

@Test(arguments: [(301, "GET"), (303, "GET"), (307, "POST"), (308, "POST")])
func `a redirect keeps or drops the body as its status says`(status: Int, method: String) throws {
    let server = try LoopbackServer { request in
        request.target == "/a"
            ? .answer(status, headers: [("Location", "/b")]) : .text(200, "")
    }
    _ = try client().send(
        .init(
            url: server.url + "/a", method: "POST", headers: [("Content-Type", "text/plain")],
            body: [65], redirects: 3))
    #expect(server.requests[1].method == method)
    #expect(server.requests[1].body == (method == "GET" ? [] : [65]))
    #expect((server.requests[1].header("Content-Type") != nil) == (method == "POST"))
}

@Test func `a password is not carried to another house`() throws {
    let other = try LoopbackServer { _ in .text(200, "") }
    let server = try LoopbackServer { [port = other.port] _ in
        .answer(302, headers: [("Location", "http://127.0.0.1:\(port)/")])
    }
    _ = try client().send(
        .init(
            url: server.url, headers: [("authorization", "Bearer x"), ("X-Other", "y")],
            redirects: 1))
    #expect(server.requests[0].header("Authorization") == "Bearer x")
    #expect(other.requests[0].header("Authorization") == nil)
    #expect(other.requests[0].header("X-Other") == "y")
}

@Test(arguments: [
    "http://127.0.0.1:1/secret", "http://localhost:1/secret", "http://[::1]:1/secret",
    "http://0x7f000001:1/secret", "http://169.254.169.254/secret",
    "http://[::ffff:10.0.0.1]/secret",
])
func `an address inside is refused before anything is sent`(url: String) {
    let error = failure { () throws(TransferError) in
        try client(.publicOnly).send(.init(url: url))
    }
    #expect(error?.code == .refusedAddress)
    #expect(error?.isTemporary == false)
    #expect(error?.message.contains("secret") == false)
}

@Test func `a name that points inside is refused, whatever it is called`() throws {
    let server = try LoopbackServer { _ in .text(200, "") }
    let error = failure { () throws(TransferError) in
        try client(.publicOnly, resolve: ["news.example:\(server.port):127.0.0.1"]).send(
            .init(url: "http://news.example:\(server.port)/"))
    }
    #expect(
        error?.message
            == "http://news.example:\(server.port): leads to 127.0.0.1, a loopback address, which is not allowed here"
    )
    #expect(server.requests.isEmpty)
}

@Test func `a redirect to the inside is refused`() throws {
    let server = try LoopbackServer { _ in
        .answer(302, headers: [("Location", "http://169.254.169.254/latest/meta-data/")])
    }
    let error = failure { () throws(TransferError) in
        try client().send(.init(url: server.url, redirects: 3))
    }
    #expect(error?.code == .refusedAddress)
    #expect(server.requests.count == 1)
}

@Test(arguments: ["file:///etc/passwd", "gopher://127.0.0.1/", "smtp://127.0.0.1/x"])
func `a redirect leads to the web or nowhere`(target: String) throws {
    let server = try LoopbackServer { _ in .answer(302, headers: [("Location", target)]) }
    let error = failure { () throws(TransferError) in
        try client().send(.init(url: server.url, redirects: 3))
    }
    #expect(error?.code == .redirects)
}

@Test func `a server that never stops is cut off`() throws {
    let head = Array("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n".utf8)
    let server = try LoopbackServer { request in
        request.target == "/body"
            ? .endless(head + [13, 10], [UInt8](repeating: 120, count: 4096))
            : .endless(head, Array("X-Y: z\r\n".utf8))
    }
    var limits = TransferLimits()
    limits.maximumBytes = 100_000
    for path in ["/body", "/headers"] {
        let error = failure { () throws(TransferError) in
            try client().send(.init(url: server.url + path, limits: limits))
        }
        #expect(error?.code == .tooLarge, "\(path)")
    }
}

@Test func `what was packed small may not unpack large`() throws {
    // 1 MB of zeros, gzipped twice over would be smaller still; once is enough to be over the limit.
    let packed: [UInt8] = gzipOfAMegabyteOfZeros
    let server = try LoopbackServer { _ in
        .answer(200, headers: [("Content-Encoding", "gzip")], body: packed)
    }
    var limits = TransferLimits()
    #expect(try client().send(.init(url: server.url, limits: limits)).body.count == 1 << 20)
    limits.maximumBytes = 1 << 16
    let error = failure { () throws(TransferError) in
        try client().send(.init(url: server.url, limits: limits))
    }
    #expect(error?.code == .tooLarge)
}

@Test func `a server that hangs costs no more than the limit`() throws {
    let server = try LoopbackServer { _ in .hang(seconds: 20) }
    var limits = TransferLimits()
    limits.totalSeconds = 0.3
    let error = failure { () throws(TransferError) in
        try client().send(.init(url: server.url, limits: limits))
    }
    #expect(error?.code == .timeout)
    #expect(error?.isTemporary == true)
    #expect(error?.message == "\(server.url): no answer within 0.3 s")
}

@Test func `what is under way can be broken off`() throws {
    let server = try LoopbackServer { _ in .hang(seconds: 20) }
    let error = failure { () throws(TransferError) in
        try client(cancelled: { true }).send(.init(url: server.url))
    }
    #expect(error?.code == .cancelled)
}

@Test(arguments: [
    "", "\r\n\r\n", "SSH-2.0-OpenSSH\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nx",
])
func `nonsense is an error that may pass`(reply: String) throws {
    let server = try LoopbackServer { _ in .raw(Array(reply.utf8)) }
    let error = failure { () throws(TransferError) in try client().send(.init(url: server.url)) }
    #expect(error != nil)
    #expect(error?.isTemporary == true)
}

@Test func `nobody there, no such host and no address are told apart`() throws {
    let server = try LoopbackServer { _ in .hangUp }
    let url = server.url
    server.stop()
    for (address, code) in [
        (url, TransferError.Code.noConnection), ("http://nowhere.invalid/", .unknownHost),
        ("htp:/x", .badAddress), ("hello", .badAddress),
    ] {
        let error = failure { () throws(TransferError) in try client().send(.init(url: address)) }
        #expect(error?.code == code, "\(address): \(error?.message ?? "no error")")
    }
}

@Test func `a header cannot smuggle another`() {
    let error = failure { () throws(TransferError) in
        try client().send(.init(url: "http://127.0.0.1/", headers: [("X", "a\r\nEvil: b")]))
    }
    #expect(error?.code == .badAddress)
}

@Test func `requests of several threads run side by side on one client`() throws {
    let server = try LoopbackServer { .text(200, $0.target) }
    let shared = client()
    let wrong = Mutex(0)
    concurrently(16) { n in
        let body = try? shared.send(.init(url: server.url + "/\(n)")).body
        if body != Array("/\(n)".utf8) { wrong.withLock { $0 += 1 } }
    }
    #expect(wrong.withLock { $0 } == 0)
    #expect(server.requests.count == 16)
}
