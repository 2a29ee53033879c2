import FlyingSocks
import Foundation

/// Where the workbench listens.
package struct WebAddress: Sendable, CustomStringConvertible {
    /// An IP address, or `localhost`.
    package var host: String
    package var port: UInt16

    package init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    var numeric: String { host == "localhost" ? "127.0.0.1" : host }

    package var isLoopback: Bool { numeric.hasPrefix("127.") || numeric == "::1" }

    package var description: String {
        host.contains(":") ? "http://[\(host)]:\(port)/" : "http://\(host):\(port)/"
    }
}

/// Accepts connections, bounds each, and hands its requests to the gate.
package final class WebServer: Sendable {
    package let limits: GuardLimits
    private let socket: Socket
    private let gate: Gate
    private let ledger: ConnectionLedger
    /// With the port that was given where 0 was asked for.
    package let address: WebAddress

    /// Binds and listens.
    ///
    /// - Throws: `WebFailure` where the address is not one or is taken.
    package init(_ wanted: WebAddress, site: Site, limits: GuardLimits = GuardLimits())
        throws(WebFailure)
    {
        // A reader that went away is an error we see, not our end.
        signal(SIGPIPE, SIG_IGN)
        self.limits = limits
        do {
            let socket: Socket
            if wanted.numeric.contains(":") {
                socket = try Socket(domain: Int32(AF_INET6))
                try socket.setValue(true, for: .localAddressReuse)
                try socket.bind(to: .inet6(ip6: wanted.numeric, port: wanted.port))
            } else {
                socket = try Socket(domain: Int32(AF_INET))
                try socket.setValue(true, for: .localAddressReuse)
                try socket.bind(to: .inet(ip4: wanted.numeric, port: wanted.port))
            }
            try socket.listen()
            self.socket = socket
            var port = wanted.port
            switch try socket.sockname() {
            case .ip4(_, let given), .ip6(_, let given): port = given
            case .unix: break
            }
            address = WebAddress(host: wanted.host, port: port)
        } catch {
            throw WebFailure(
                .unavailable, code: "address.taken",
                "cannot listen on \(wanted.numeric) port \(wanted.port): \(Self.reason(error)); "
                    + "try another --port, or --port 0 for a free one")
        }
        gate = Gate(site: site, address: address)
        ledger = ConnectionLedger(limits: limits)
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case SocketError.failed(_, let number, let message):
            number == EADDRINUSE ? "the port is taken" : message
        default: "\(error)"
        }
    }

    /// Connections that are open now.
    package var connectionCount: Int { ledger.count }

    /// Serves until the task is cancelled.
    package func run() async throws {
        let pool: some AsyncSocketPool = .make(maxEvents: 128)
        try await pool.prepare()
        let listening = try AsyncSocket(socket: socket, pool: pool)
        defer {
            ledger.endAll()
            try? socket.close()
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await pool.run() }
            group.addTask { [ledger] in
                while !Task.isCancelled {
                    try await Task.sleep(for: .milliseconds(250))
                    ledger.sweep()
                }
            }
            group.addTask { try await self.accept(on: listening, pool: pool) }
            try await group.next()
            group.cancelAll()
        }
    }

    private func accept(on listening: AsyncSocket, pool: some AsyncSocketPool) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            while !Task.isCancelled {
                let accepted: AsyncSocket
                do {
                    accepted = try await listening.accept()
                } catch let error as SocketError {
                    if case .disconnected = error { throw error }
                    // Out of descriptors, or the other side has gone already.
                    try await Task.sleep(for: .milliseconds(50))
                    continue
                }
                let (address, isLocal) = Self.peer(of: accepted.socket)
                let file = accepted.socket.file.rawValue
                guard let id = ledger.admit(file: file, address: address, isLocal: isLocal) else {
                    Self.turnAway(file)
                    continue
                }
                let connection = Connection(
                    socket: accepted, id: id, address: address, ledger: ledger, limits: limits,
                    gate: gate)
                group.addTask { await connection.serve() }
            }
        }
    }

    private static func peer(of socket: Socket) -> (String, isLocal: Bool) {
        switch try? socket.remotePeer() {
        case .ip4(let text, _): (text, text.hasPrefix("127."))
        case .ip6(let text, _): (text, text == "::1")
        default: ("", false)
        }
    }

    private static func turnAway(_ file: Int32) {
        let text =
            "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        _ = text.withCString {
            send(
                file, $0, text.utf8.count,
                Int32(MSG_DONTWAIT | MSG_NOSIGNAL))
        }
        _ = close(file)
    }
}
