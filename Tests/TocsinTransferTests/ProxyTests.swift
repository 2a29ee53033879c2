import LoopbackServer
import Testing
import TocsinTransfer

@Test func `a proxy is asked for what the policy allows, and only for that`() throws {
    let proxy = try LoopbackServer { .text(200, "by way of a proxy: \($0.target)") }
    let client = TransferClient(
        options: .init(
            addresses: .publicOnly,
            proxies: ProxySettings(environment: [
                "http_proxy": proxy.url, "no_proxy": "direct.example",
            ])))
    let response = try client.send(.init(url: "http://news.example/feed"))
    #expect(
        String(decoding: response.body, as: UTF8.self)
            == "by way of a proxy: http://news.example/feed")
    for url in ["http://localhost/", "http://10.0.0.1/", "http://[::1]/", "http://a.localhost/"] {
        #expect(throws: TransferError.self) { try client.send(.init(url: url)) }
    }
    #expect(proxy.requests.count == 1)
}

@Test func `the environment names proxies as curl does`() throws {
    let settings = ProxySettings(environment: [
        "HTTP_PROXY": "http://evil:1", "HTTPS_PROXY": "http://p:2", "all_proxy": "http://p:3",
        "NO_PROXY": ".inside.example, 10.0.0.0/8,localhost",
    ])
    #expect(settings.proxies == ["http": "http://p:3", "https": "http://p:2"])
    #expect(settings.direct == ["inside.example", "10.0.0.0/8", "localhost"])
    #expect(ProxySettings(environment: [:]) == .none)
}
