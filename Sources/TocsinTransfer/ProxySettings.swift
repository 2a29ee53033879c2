/// Through which proxy an address is reached. Read from the environment by whoever starts the
/// program: `http_proxy`, `https_proxy`, `all_proxy`, `no_proxy`, in small or capital letters.
package struct ProxySettings: Hashable, Sendable {
    /// Proxy by scheme: `http`, `https`.
    package var proxies: [String: String]
    /// Hosts and domains that are reached directly; `*` is all of them.
    package var direct: [String]

    package static let none = ProxySettings(proxies: [:], direct: [])

    package init(proxies: [String: String], direct: [String]) {
        self.proxies = proxies
        self.direct = direct
    }

    package init(environment: [String: String]) {
        func value(_ name: String, capitals: Bool = true) -> String? {
            let found = environment[name] ?? (capitals ? environment[name.uppercased()] : nil)
            return found.flatMap { $0.isEmpty ? nil : $0 }
        }
        let all = value("all_proxy")
        // HTTP_PROXY in capitals can be set by whoever asks a CGI program something.
        proxies = [
            "http": value("http_proxy", capitals: false) ?? all,
            "https": value("https_proxy") ?? all,
        ].compactMapValues { $0 }
        direct = (value("no_proxy") ?? "").split { $0 == "," || $0 == " " }.map {
            String($0.hasPrefix(".") ? $0.dropFirst() : $0).lowercased()
        }
    }

    /// - Returns: nil where the host is reached directly.
    func proxy(scheme: String, host: String) -> String? {
        guard let proxy = proxies[scheme] else { return nil }
        let name = host.lowercased()
        let address = NetworkAddress(host)
        for entry in direct {
            if entry == "*" || entry == name || name.hasSuffix("." + entry) { return nil }
            if let address, let block = NetworkBlock(entry), block.contains(address) { return nil }
        }
        return proxy
    }
}
