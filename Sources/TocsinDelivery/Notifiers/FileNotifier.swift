import Foundation
package import TocsinModel
// Foundation has one too.
package import struct TocsinModel.Notification

/// Appends messages to a file, a line of JSON each.
///
/// A line is on the disk before the message counts as delivered. Where a line was cut short (a full
/// disk, a killed process), the next begins on a line of its own.
package struct FileNotifier: Notifier {
    package static let kind = "file"
    /// Relative to the workspace.
    package var path: String

    package init(path: String) { self.path = path }

    package func deliver(_ notification: Notification, _ context: DeliveryContext)
        -> DeliveryOutcome
    {
        let full = context.path(path)
        if let trouble = DiskFile.append(MessageRecord(notification, context).json + [10], to: full)
        {
            return .retry("\(path): \(trouble)")
        }
        return .delivered
    }
}

/// Writing that survives a killed process and a full disk.
enum DiskFile {
    /// Appends whole lines under a lock.
    ///
    /// - Returns: what went wrong; nil when it is on the disk.
    static func append(_ line: [UInt8], to path: String) -> String? {
        if let trouble = makeFolder(of: path) { return trouble }
        let isNew = access(path, F_OK) != 0
        let file = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        guard file >= 0 else { return reason() }
        defer { close(file) }
        guard flock(file, LOCK_EX) == 0 else { return reason() }
        let end = lseek(file, 0, SEEK_END)
        var bytes = line
        var last: UInt8 = 10
        if end > 0, pread(file, &last, 1, end - 1) == 1, last != 10 { bytes.insert(10, at: 0) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let n = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if n < 0, errno == EINTR { continue }
            guard n > 0 else {
                let trouble = reason()
                // What is there of the line is taken back, so that readers see whole lines.
                ftruncate(file, end)
                return trouble
            }
            rest = rest.dropFirst(n)
        }
        guard fsync(file) == 0 else { return reason() }
        if isNew { syncFolder(of: path) }
        return nil
    }

    /// Writes a file beside its place and moves it there, once it is on the disk.
    static func replace(_ path: String, with bytes: [UInt8]) -> String? {
        if let trouble = makeFolder(of: path) { return trouble }
        let beside = path + ".\(getpid()).tmp"
        let file = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { return reason() }
        var rest = bytes[...]
        var trouble: String?
        while !rest.isEmpty {
            let n = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if n < 0, errno == EINTR { continue }
            guard n > 0 else {
                trouble = reason()
                break
            }
            rest = rest.dropFirst(n)
        }
        if trouble == nil, fsync(file) != 0 { trouble = reason() }
        close(file)
        if trouble == nil, rename(beside, path) != 0 { trouble = reason() }
        if trouble != nil { unlink(beside) } else { syncFolder(of: path) }
        return trouble
    }

    private static func makeFolder(of path: String) -> String? {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        if access(folder, F_OK) == 0 { return nil }
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            return nil
        } catch { return "its folder cannot be made: \(reason())" }
    }

    /// A new name is on the disk only when its folder is.
    private static func syncFolder(of path: String) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    static func reason() -> String { String(cString: strerror(errno)) }
}
