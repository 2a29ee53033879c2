import Testing

@testable import TocsinWeb

private func head(_ text: String) throws -> RequestHead {
    try RequestHead.read(Array(text.utf8)[...], limits: GuardLimits())
}

@Suite struct RequestHeadTests {
    @Test func `an ordinary head is read`() throws {
        let read = try head(
            "GET /incidents/a%20b/?rule=x.y&day=1+2 HTTP/1.1\r\nHost: localhost:8080\r\nAccept: */*"
        )
        #expect(read.method == .get)
        #expect(read.segments == ["incidents", "a b"])
        #expect(read.query.map(\.value) == ["x.y", "1 2"])
        #expect(read.headers["ACCEPT"] == "*/*")
        #expect(read.keepsAlive)
    }

    @Test(arguments: [
        ("GET / HTTP/1.1", 400), ("GET /a/../b HTTP/1.1\r\nHost: x", 400),
        ("GET /%2e%2e/b HTTP/1.1\r\nHost: x", 400), ("GET /a%00 HTTP/1.1\r\nHost: x", 400),
        ("GET /%ff HTTP/1.1\r\nHost: x", 400), ("GET /%zz HTTP/1.1\r\nHost: x", 400),
        ("GET //a HTTP/1.1\r\nHost: x", 400), ("GET http://x/ HTTP/1.1\r\nHost: x", 400),
        ("GET / HTTP/2.0\r\nHost: x", 505), ("GET / FTP/1.1\r\nHost: x", 400),
        ("BREW / HTTP/1.1\r\nHost: x", 405), ("GET  / HTTP/1.1\r\nHost: x", 400),
        ("GET / HTTP/1.1\r\nHost: x\r\nHost: y", 400), ("GET / HTTP/1.1\r\nHost : x", 400),
        ("GET / HTTP/1.1\r\nHost: x\r\n folded: y", 400), ("GET / HTTP/1.1\nHost: x", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 1", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +1", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999", 413),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked", 501),
        ("POST / HTTP/1.1\r\nHost: x\r\nExpect: tea", 417),
        ("GET / HTTP/1.1\r\nHost: x\r\nA: \u{7f}", 400),
    ])
    func `a doubtful head is refused`(text: String, status: Int) {
        do {
            _ = try head(text)
            Issue.record("was read: \(text)")
        } catch {
            #expect((error as? WebFailure)?.status.rawValue == status, "\(text)")
        }
    }
}
