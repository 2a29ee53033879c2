import CTocsinCurl

/// One libcurl handle, used by one thread at a time.
final class TransferHandle: @unchecked Sendable {
    private let curl: OpaquePointer
    /// Header lines of one answer are bounded: some servers never stop.
    private static let headerBytes = 128 << 10

    init?() {
        guard let curl = c_tocsin_curl_make() else { return nil }
        self.curl = curl
    }

    deinit { c_tocsin_curl_free(curl) }

    /// What the callbacks write to while a transfer runs.
    private final class Exchange {
        var body: [UInt8] = []
        var headers: [(name: String, value: String)] = []
        var headerBytes = 0
        /// What a mail server said last.
        var lastLine = ""
        var upload: ArraySlice<UInt8> = []
        var refused: NetworkAddress?
        var tooLarge = false
        var wasCancelled = false
        let maximum: Int
        let allows: (NetworkAddress) -> Bool
        let cancelled: (@Sendable () -> Bool)?

        init(
            maximum: Int, allows: @escaping (NetworkAddress) -> Bool,
            cancelled: (@Sendable () -> Bool)?
        ) {
            self.maximum = maximum
            self.allows = allows
            self.cancelled = cancelled
        }
    }

    func exchange(
        _ request: TransferRequest, at url: WebAddress, secondsLeft: Double,
        _ options: TransferClient.Options
    ) throws(TransferError) -> TransferResponse {
        c_tocsin_curl_reset(curl)
        set(url.text, c_tocsin_curl_url)
        let proxy = options.proxies.proxy(scheme: url.scheme, host: url.host)
        let policy = options.addresses
        if let proxy {
            // The proxy looks the name up; only what is written can be judged here.
            guard policy.allows(host: url.host) else {
                throw refusal(url, NetworkAddress(url.host))
            }
            set(proxy, c_tocsin_curl_proxy)
        }
        prepare(options, connect: request.limits.connectSeconds, total: secondsLeft)
        switch (request.method, request.body) {
        case ("GET", nil): c_tocsin_curl_set_number(curl, c_tocsin_curl_get, 1)
        case ("HEAD", _): c_tocsin_curl_set_number(curl, c_tocsin_curl_head, 1)
        case (_, let body):
            let body = body ?? []
            c_tocsin_curl_set_body(curl, body, body.count)
            set(request.method, c_tocsin_curl_method)
            // No waiting for "100 Continue".
            c_tocsin_curl_add(curl, c_tocsin_curl_headers, "Expect:")
            if !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
                c_tocsin_curl_add(curl, c_tocsin_curl_headers, "Content-Type:")
            }
        }
        for (name, value) in request.headers {
            let line = value.isEmpty ? "\(name);" : "\(name): \(value)"
            guard !line.utf8.contains(where: { $0 < 0x20 && $0 != 9 || $0 == 0x7f }) else {
                throw TransferError(
                    .badAddress,
                    "\(url): the header \(name) holds a line break or control character")
            }
            c_tocsin_curl_add(curl, c_tocsin_curl_headers, line)
        }
        let exchange = Exchange(
            maximum: request.limits.maximumBytes,
            allows: { proxy != nil || policy.allows($0) }, cancelled: options.cancelled)
        let result = perform(exchange)
        let status = c_tocsin_curl_status(curl)
        guard result == c_tocsin_curl_ok else {
            throw failure(result, url, exchange, request.limits, status)
        }
        return TransferResponse(
            url: url.text, status: status, headers: exchange.headers, body: exchange.body, hops: [])
    }

    func submit(_ mail: MailSubmission, _ options: TransferClient.Options) throws(TransferError) {
        c_tocsin_curl_reset(curl)
        let scheme = mail.encryption == .tls ? "smtps" : "smtp"
        let host =
            mail.host.contains(":") && !mail.host.hasPrefix("[") ? "[\(mail.host)]" : mail.host
        guard let url = WebAddress("\(scheme)://\(host):\(mail.port)/\(mail.greeting)") else {
            throw TransferError(.badAddress, "\"\(mail.host)\" is not a mail server's name")
        }
        for address in [mail.from] + mail.recipients
        where address.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7f || $0 == 60 || $0 == 62 }) {
            throw TransferError(.badAddress, "\"\(address)\" is not a mail address")
        }
        set(url.text, c_tocsin_curl_url)
        prepare(options, connect: mail.limits.connectSeconds, total: mail.limits.totalSeconds)
        if mail.encryption == .startTLS {
            c_tocsin_curl_set_number(curl, c_tocsin_curl_require_tls, 1)
        }
        if let user = mail.user { set(user, c_tocsin_curl_user) }
        if let password = mail.password { set(password, c_tocsin_curl_password) }
        set("<\(mail.from)>", c_tocsin_curl_mail_from)
        for one in mail.recipients {
            c_tocsin_curl_add(curl, c_tocsin_curl_recipients, "<\(one)>")
        }
        c_tocsin_curl_set_number(curl, c_tocsin_curl_upload, 1)
        let policy = options.addresses
        let exchange = Exchange(
            maximum: 1 << 20, allows: { policy.allows($0) }, cancelled: options.cancelled)
        exchange.upload = mail.message[...]
        let result = perform(exchange)
        let status = c_tocsin_curl_status(curl)
        guard result == c_tocsin_curl_ok else {
            throw failure(result, url, exchange, mail.limits, status)
        }
    }

    // MARK: - Together

    private func set(_ value: String, _ option: c_tocsin_curl_text) {
        c_tocsin_curl_set_text(curl, option, value)
    }

    private func prepare(_ options: TransferClient.Options, connect: Double, total: Double) {
        set(options.userAgent, c_tocsin_curl_user_agent)
        if let file = options.certificates { set(file, c_tocsin_curl_ca_file) }
        for line in options.resolve { c_tocsin_curl_add(curl, c_tocsin_curl_resolve, line) }
        c_tocsin_curl_set_number(
            curl, c_tocsin_curl_connect_milliseconds, max(1, Int(connect * 1000)))
        c_tocsin_curl_set_number(curl, c_tocsin_curl_total_milliseconds, max(1, Int(total * 1000)))
    }

    private func perform(_ exchange: Exchange) -> c_tocsin_curl_result {
        func of(_ context: UnsafeMutableRawPointer?) -> Exchange {
            Unmanaged<Exchange>.fromOpaque(context!).takeUnretainedValue()
        }
        var callbacks = c_tocsin_curl_callbacks(
            context: Unmanaged.passUnretained(exchange).toOpaque(),
            body: { context, bytes, count in
                let exchange = of(context)
                guard exchange.body.count + count <= exchange.maximum else {
                    exchange.tooLarge = true
                    return false
                }
                exchange.body.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
                return true
            },
            header: { context, bytes, count in
                let exchange = of(context)
                exchange.headerBytes += count + 2
                guard exchange.headerBytes <= TransferHandle.headerBytes else {
                    exchange.tooLarge = true
                    return false
                }
                let line = UnsafeBufferPointer(start: bytes, count: count)
                exchange.lastLine = String(decoding: line.prefix(300), as: UTF8.self)
                if line.starts(with: "HTTP/".utf8) {
                    // A new answer: what came before was interim.
                    exchange.headers = []
                } else if let colon = line.firstIndex(of: 58) {
                    let value = String(decoding: line[(colon + 1)...], as: UTF8.self)
                    let blanks: (Character) -> Bool = { $0 == " " || $0 == "\t" }
                    let trimmed = value.drop(while: blanks)
                    exchange.headers.append(
                        (
                            String(decoding: line[..<colon], as: UTF8.self),
                            String(
                                trimmed[
                                    ..<(trimmed.lastIndex { !blanks($0) }.map(
                                        trimmed.index(after:)) ?? trimmed.startIndex)])
                        ))
                }
                return true
            },
            upload: { context, bytes, room in
                let exchange = of(context)
                let part = exchange.upload.prefix(room)
                part.withUnsafeBufferPointer {
                    bytes!.update(from: $0.baseAddress!, count: $0.count)
                }
                exchange.upload = exchange.upload.dropFirst(part.count)
                return part.count
            },
            connect: { context, bytes, count, _ in
                let exchange = of(context)
                let raw = Array(UnsafeBufferPointer(start: bytes, count: count))
                guard let address = NetworkAddress(bytes: raw) else { return false }
                if exchange.allows(address) { return true }
                exchange.refused = address
                return false
            },
            cancelled: { context in
                let exchange = of(context)
                guard exchange.cancelled?() == true else { return false }
                exchange.wasCancelled = true
                return true
            })
        return withExtendedLifetime(exchange) { c_tocsin_curl_perform(curl, &callbacks) }
    }

    private func refusal(_ url: WebAddress, _ address: NetworkAddress?) -> TransferError {
        let kind = address?.kind ?? .loopback
        return TransferError(
            .refusedAddress,
            "\(url): leads to \(address.map(\.description) ?? url.host), a \(kind.rawValue) address, which is not allowed here"
        )
    }

    private func failure(
        _ result: c_tocsin_curl_result, _ url: WebAddress, _ exchange: Exchange,
        _ limits: TransferLimits, _ status: Int
    ) -> TransferError {
        if exchange.wasCancelled { return TransferError(.cancelled, "\(url): was broken off") }
        if exchange.tooLarge {
            return TransferError(
                .tooLarge,
                exchange.headerBytes > TransferHandle.headerBytes
                    ? "\(url): the headers of the answer are larger than \(TransferHandle.headerBytes) bytes"
                    : "\(url): the answer is larger than \(limits.maximumBytes) bytes")
        }
        if let refused = exchange.refused, result == c_tocsin_curl_no_connection {
            return refusal(url, refused)
        }
        let words = String(cString: c_tocsin_curl_message(curl))
        let known = status > 0 ? status : nil
        // A mail server's no comes with many of libcurl's codes; its own words are better than theirs.
        if let known, known >= 400, url.scheme.hasPrefix("smtp"), result != c_tocsin_curl_login,
            result != c_tocsin_curl_tls
        {
            return TransferError(.rejected, "\(url): refused: \(exchange.lastLine)", status: known)
        }
        switch result {
        case c_tocsin_curl_bad_url: return TransferError(.badAddress, "\(url): is not an address")
        case c_tocsin_curl_no_host:
            return TransferError(.unknownHost, "\(url): no such host is known")
        case c_tocsin_curl_no_proxy:
            return TransferError(.unknownHost, "\(url): the proxy's host is not known")
        case c_tocsin_curl_no_connection:
            return TransferError(.noConnection, "\(url): nobody answers there")
        case c_tocsin_curl_timeout:
            return TransferClient.timeout(
                url,
                words.contains("onnection timed out") || words.contains("onnect timeout")
                    ? limits.connectSeconds : limits.totalSeconds)
        case c_tocsin_curl_tls:
            return TransferError(.encryption, "\(url): no safe connection: \(words)")
        case c_tocsin_curl_login:
            return TransferError(
                .login, "\(url): the server does not accept the user name and password",
                status: known)
        case c_tocsin_curl_broken:
            return TransferError(.broken, "\(url): broke off or answered nonsense: \(words)")
        case c_tocsin_curl_refused:
            return TransferError(.rejected, "\(url): refused: \(words)", status: known)
        default:
            return TransferError(.other, "\(url): \(words.isEmpty ? "failed" : words)")
        }
    }
}
