import CTocsinProcess
import Foundation

/// One run of a program in its own process group, with input, a time limit, and what it said of trouble.
struct ChildProcess {
    enum End: Hashable {
        case exited(Int32, errors: String)
        case signalled(Int32, errors: String)
        case timedOut
        case cancelled
        case notStarted(String)
    }

    var words: [String]
    var environment: [String: String]
    var folder: String
    var timeout: Double
    var cancelled: @Sendable () -> Bool = { false }

    /// How long a group has between being asked to end and being ended.
    private static let grace = 2.0
    /// Of its errors, the last so many bytes are kept.
    private static let kept = 8192

    /// What any program needs, and what is named; nothing of ours besides.
    static func cleanEnvironment(passing names: [String]) -> [String: String] {
        let ours = ProcessInfo.processInfo.environment
        var out: [String: String] = [:]
        for name in ["PATH", "HOME", "LANG", "TZ"] + names { out[name] = ours[name] }
        if out["PATH"] == nil { out["PATH"] = "/usr/local/bin:/usr/bin:/bin" }
        return out
    }

    func run(input bytes: [UInt8]) -> End {
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        var variables: [UnsafeMutablePointer<CChar>?] = environment.sorted { $0.key < $1.key }.map {
            strdup("\($0.key)=\($0.value)")
        }
        variables.append(nil)
        defer { (arguments + variables).forEach { free($0) } }
        var child: pid_t = 0
        var input: Int32 = -1
        var errors: Int32 = -1
        let code = c_tocsin_process_start(
            &arguments, &variables, folder, &child, &input, &errors)
        guard code == 0 else { return .notStarted(String(cString: strerror(code))) }
        return attend(child, input: input, errors: errors, bytes: bytes)
    }

    /// Feeds it, hears it, and ends it when its time is up.
    private func attend(_ child: pid_t, input: Int32, errors: Int32, bytes: [UInt8]) -> End {
        var input = input
        func closeInput() {
            if input >= 0 { close(input) }
            input = -1
        }
        defer {
            closeInput()
            close(errors)
        }
        _ = fcntl(input, F_SETFL, O_NONBLOCK)
        _ = fcntl(errors, F_SETFL, O_NONBLOCK)
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: .seconds(timeout))
        var said: [UInt8] = []
        var rest = bytes[...]
        var buffer = [UInt8](repeating: 0, count: 4096)
        func hear() {
            while true {
                let n = read(errors, &buffer, buffer.count)
                guard n > 0 else { break }
                said += buffer[..<n]
                if said.count > 2 * Self.kept { said.removeFirst(said.count - Self.kept) }
            }
        }
        var ending: End?
        var killAt: ContinuousClock.Instant?
        while true {
            var status: Int32 = 0
            let ended = waitpid(child, &status, WNOHANG)
            if ended == child || (ended < 0 && errno != EINTR) {
                hear()
                // Whatever it left behind of its group goes as well where it did not end by itself.
                if ending != nil { kill(-child, SIGKILL) }
                let text = String(decoding: said.suffix(Self.kept), as: UTF8.self)
                if let ending { return ending }
                let signal = status & 0x7f
                return signal == 0
                    ? .exited((status >> 8) & 0xff, errors: text)
                    : .signalled(signal, errors: text)
            }
            if ending == nil {
                if clock.now >= end { ending = .timedOut }
                if cancelled() { ending = .cancelled }
                if ending != nil {
                    kill(-child, SIGTERM)
                    killAt = clock.now.advanced(by: .seconds(Self.grace))
                }
            } else if let at = killAt, clock.now >= at {
                kill(-child, SIGKILL)
                killAt = nil
            }
            var waiting = [
                pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
                pollfd(fd: input, events: Int16(POLLOUT), revents: 0),
            ]
            poll(&waiting, input >= 0 ? 2 : 1, 20)
            hear()
            // A pipe that has hung up polls as ready; its child's end is seen by `waitpid`.
            if waiting[0].revents & Int16(POLLHUP) != 0 { usleep(5000) }
            if input >= 0, waiting[1].revents != 0 {
                let n =
                    rest.isEmpty
                    ? 0 : rest.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
                if n > 0 { rest = rest.dropFirst(n) }
                // A program need not read what it is told.
                if rest.isEmpty || (n < 0 && errno != EAGAIN && errno != EINTR) { closeInput() }
            }
        }
    }
}
