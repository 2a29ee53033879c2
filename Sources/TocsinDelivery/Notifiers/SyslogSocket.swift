import Foundation
import TocsinTransfer

/// The wire of syslog.
enum SyslogSocket {
    static var hostName: String { ProcessInfo.processInfo.hostName }
    static var processNumber: Int { Int(getpid()) }

    /// A datagram that most receivers take whole (RFC 5424, 6.1).
    private static let datagram = 2048

    static func send(
        _ lines: [[UInt8]], to target: SyslogNotifier.Target, route: NetworkRoute
    ) throws(TransferError) {
        switch target {
        case .local(let path): try local(lines, path, route)
        case .udp(let host, let port):
            try network(lines.map { cut($0) }, host, port, SOCK_DGRAM, route)
        case .tcp(let host, let port):
            // RFC 6587: each line with its length before it.
            try network(
                lines.map { Array("\($0.count) ".utf8) + $0 }, host, port, SOCK_STREAM, route)
        }
    }

    /// Cut between characters.
    private static func cut(_ line: [UInt8]) -> [UInt8] {
        guard line.count > datagram else { return line }
        var end = datagram
        while end > 0, line[end] & 0xc0 == 0x80 { end -= 1 }
        return Array(line[..<end])
    }

    private static func local(_ lines: [[UInt8]], _ path: String, _ route: NetworkRoute)
        throws(TransferError)
    {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw TransferError(.badAddress, "\(path): is too long for a socket's path")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        var trouble = ""
        // The usual log socket takes datagrams; some take a stream of lines ended by a NUL.
        for type in [SOCK_DGRAM, SOCK_STREAM] {
            let socket = make(AF_UNIX, type, route)
            guard socket >= 0 else { continue }
            defer { close(socket) }
            let connected = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
                }
            }
            if !connected {
                trouble = DiskFile.reason()
                continue
            }
            if write(lines.map { type == SOCK_DGRAM ? $0 : $0 + [0] }, socket) { return }
            trouble = DiskFile.reason()
        }
        throw TransferError(.noConnection, "\(path): \(trouble)")
    }

    private static func network(
        _ parts: [[UInt8]], _ host: String, _ port: Int, _ type: __socket_type,
        _ route: NetworkRoute
    ) throws(TransferError) {
        var hints = addrinfo()
        hints.ai_socktype = Int32(type.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, String(port), &hints, &found)
        defer { if let found { freeaddrinfo(found) } }
        guard code == 0 else {
            throw TransferError(.unknownHost, "\(host): \(String(cString: gai_strerror(code)))")
        }
        var refused: NetworkAddress?
        var trouble = "nobody answers there"
        var next = found
        while let info = next {
            next = info.pointee.ai_next
            guard let address = networkAddress(info.pointee) else { continue }
            guard route.addresses.allows(address) else {
                refused = address
                continue
            }
            let socket = make(info.pointee.ai_family, type, route)
            guard socket >= 0 else { continue }
            defer { close(socket) }
            if connect(socket, info.pointee.ai_addr, info.pointee.ai_addrlen) == 0,
                write(parts, socket)
            {
                return
            }
            trouble = DiskFile.reason()
        }
        if let refused {
            throw TransferError(
                .refusedAddress,
                "\(host): leads to \(refused), a \(refused.kind.rawValue) address, which is not allowed here"
            )
        }
        throw TransferError(.noConnection, "\(host):\(port): \(trouble)")
    }

    /// With the route's limit on connecting and on each write.
    private static func make(_ family: Int32, _ type: __socket_type, _ route: NetworkRoute) -> Int32
    {
        let socket = Glibc.socket(family, Int32(type.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { return socket }
        var limit = timeval(tv_sec: max(1, Int(route.timeout)), tv_usec: 0)
        setsockopt(
            socket, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        return socket
    }

    private static func write(_ parts: [[UInt8]], _ socket: Int32) -> Bool {
        for part in parts {
            var rest = part[...]
            while !rest.isEmpty {
                let n = rest.withUnsafeBytes {
                    Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                if n < 0, errno == EINTR { continue }
                guard n > 0 else { return false }
                rest = rest.dropFirst(n)
            }
        }
        return true
    }

    private static func networkAddress(_ info: addrinfo) -> NetworkAddress? {
        guard let address = info.ai_addr else { return nil }
        switch info.ai_family {
        case AF_INET:
            return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                withUnsafeBytes(of: $0.pointee.sin_addr) { NetworkAddress(bytes: Array($0)) }
            }
        case AF_INET6:
            return address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
                withUnsafeBytes(of: $0.pointee.sin6_addr) { NetworkAddress(bytes: Array($0)) }
            }
        default: return nil
        }
    }
}
