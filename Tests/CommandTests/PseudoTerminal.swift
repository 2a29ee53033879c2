import Foundation

/// A program at a terminal of 80 columns that a test types at.
final class PseudoTerminal {
    private let master: Int32
    private let process = Process()
    private(set) var output = ""

    struct Silence: Error, CustomStringConvertible {
        var wanted: String
        var output: String
        var description: String { "waited for \"\(wanted)\"; the screen got:\n\(output)" }
    }

    init(_ arguments: [String], in folder: URL = Command.root, columns: UInt16 = 80) throws {
        // What posix_openpt, unlockpt and ptsname do; Swift sees none of them. See pts(4).
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var locked: Int32 = 0
        var number: Int32 = 0
        guard master >= 0, ioctl(master, UInt(0x4004_5431), &locked) == 0,
            ioctl(master, UInt(0x8004_5430), &number) == 0
        else { throw CocoaError(.fileNoSuchFile) }
        let name = "/dev/pts/\(number)"
        var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
        let slave = open(name, O_RDWR | O_NOCTTY)
        guard slave >= 0 else { throw CocoaError(.fileNoSuchFile) }
        let handle = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
        process.executableURL = Command.binary
        process.arguments = arguments
        process.currentDirectoryURL = folder
        var variables = ProcessInfo.processInfo.environment
        variables["COLUMNS"] = nil
        variables["NO_COLOR"] = "1"
        variables["TERM"] = "xterm"
        process.environment = variables
        process.standardInput = handle
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
    }

    deinit {
        if process.isRunning { process.terminate() }
        close(master)
    }

    func type(_ text: String) {
        var bytes = Array(text.utf8)
        while !bytes.isEmpty {
            let n = write(master, bytes, bytes.count)
            guard n > 0 else { return }
            bytes.removeFirst(n)
        }
    }

    /// Waits until the screen has got `wanted` since the last wait; gives what came.
    @discardableResult
    func wait(for wanted: String, seconds: Double = 60) throws -> String {
        let end = Date().addingTimeInterval(seconds)
        while Date() < end {
            if let found = output.range(of: wanted) {
                let came = String(output[..<found.upperBound])
                output.removeSubrange(..<found.upperBound)
                return came
            }
            guard read() else { break }
        }
        throw Silence(wanted: wanted, output: output)
    }

    /// What comes until the program ends, and how it ends.
    func end(seconds: Double = 60) -> Int32 {
        let end = Date().addingTimeInterval(seconds)
        while process.isRunning, Date() < end { _ = read() }
        _ = read()
        guard !process.isRunning else { return -1 }
        return process.terminationStatus
    }

    /// Takes in what has come, without the terminal's own sequences; false when the other side is gone.
    private func read() -> Bool {
        var wait = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&wait, 1, 100) > 0 else { return true }
        var bytes = [UInt8](repeating: 0, count: 65536)
        let count = Foundation.read(master, &bytes, bytes.count)
        guard count > 0 else { return false }
        var text = String(decoding: bytes[..<count], as: UTF8.self)
        text.replace(/\u{1B}\[[0-9;?]*[A-Za-z]/, with: "")
        output += text
        return true
    }
}
