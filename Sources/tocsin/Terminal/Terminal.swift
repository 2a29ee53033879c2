import Foundation

/// The terminal a person types at: its bytes, its size, and its modes, which are put back at the end.
final class Terminal {
    private var saved = termios()
    private var isRaw = false

    /// nil where standard input or output is no terminal.
    init?() {
        guard isatty(0) == 1, isatty(1) == 1, tcgetattr(0, &saved) == 0,
            ProcessInfo.processInfo.environment["TERM"] != "dumb"
        else { return nil }
        // A new size interrupts a read; nothing else is to be done then.
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in }
        sigaction(SIGWINCH, &action, nil)
    }

    deinit { leave() }

    /// Keys come one by one, and a paste in one piece.
    func enter() {
        guard !isRaw else { return }
        var raw = saved
        cfmakeraw(&raw)
        // What is printed meanwhile still ends its lines.
        raw.c_oflag |= tcflag_t(OPOST)
        tcsetattr(0, TCSADRAIN, &raw)
        StandardOutput.write("\u{1B}[?2004h")
        isRaw = true
    }

    func leave() {
        guard isRaw else { return }
        StandardOutput.write("\u{1B}[?2004l")
        tcsetattr(0, TCSADRAIN, &saved)
        isRaw = false
    }

    /// Stops the program as Ctrl-Z does elsewhere, and goes on when it is called back.
    func suspend() {
        leave()
        kill(0, SIGTSTP)
        enter()
    }

    var columns: Int { size.columns }
    var rows: Int { size.rows }

    private var size: (columns: Int, rows: Int) {
        var size = winsize()
        guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return (80, 24) }
        return (Int(size.ws_col), max(2, Int(size.ws_row)))
    }

    enum Input {
        case bytes([UInt8])
        /// The window has another size.
        case resized
        /// Nothing came in time.
        case nothing
        case end
    }

    /// - Parameter milliseconds: how long to wait; nil: until something comes.
    func read(within milliseconds: Int32?) -> Input {
        var wait = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
        let ready = poll(&wait, 1, milliseconds ?? -1)
        if ready < 0 { return errno == EINTR ? .resized : .end }
        if ready == 0 { return .nothing }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = Foundation.read(0, &bytes, bytes.count)
        if count < 0 { return errno == EINTR ? .resized : .end }
        return count == 0 ? .end : .bytes(Array(bytes[..<count]))
    }
}
