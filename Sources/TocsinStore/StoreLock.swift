import Foundation
package import TocsinModel

/// The right to run a workspace: one process has it at a time. The system takes it back when the
/// process ends, however it ends.
///
/// Reading, acknowledging, silencing and reviewing need no lock.
package final class StoreLock: Sendable {
    package struct Holder: Hashable, Sendable, Codable, CustomStringConvertible {
        package var pid: Int
        package var host: String
        package var since: Timestamp
        /// `run`, `watch`
        package var command: String

        package init(command: String, since: Timestamp) {
            pid = Int(ProcessInfo.processInfo.processIdentifier)
            host = ProcessInfo.processInfo.hostName
            self.since = since
            self.command = command
        }

        package var description: String {
            "tocsin \(command), process \(pid) on \(host), since \(since)"
        }
    }

    private let descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Takes the lock of a store's folder, which is made where it is missing.
    ///
    /// - Parameters:
    ///   - wait: how many seconds to wait for another holder.
    ///   - waiting: told once who holds it, before the wait.
    /// - Throws: `.locked` with who holds it.
    package static func take(
        folder: String, display: String? = nil, as holder: Holder, wait: Double = 0,
        waiting: (Holder?) -> Void = { _ in }
    ) throws(StoreError) -> StoreLock {
        let path = folder + "/store.lock"
        let shown = (display ?? folder) + "/store.lock"
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw StoreError(
                .unwritable, place: shown,
                message:
                    "cannot be made (\(String(cString: strerror(errno)))); check the folder and "
                    + "its owner, or run with --no-store")
        }
        let deadline = DispatchTime.now().uptimeNanoseconds + UInt64(max(0, wait) * 1e9)
        var told = false
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let other = read(descriptor)
            guard DispatchTime.now().uptimeNanoseconds < deadline else {
                close(descriptor)
                throw StoreError(
                    .locked, place: shown,
                    message:
                        "another run has this workspace (\(other.map(\.description) ?? "unknown")); "
                        + "wait for it or use --wait SECONDS")
            }
            if !told {
                told = true
                waiting(other)
            }
            usleep(50_000)
        }
        if let data = try? JSONEncoder().encode(holder) {
            _ = ftruncate(descriptor, 0)
            _ = data.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        }
        return StoreLock(descriptor)
    }

    /// Who holds a store's lock now; nil where nobody does.
    package static func holder(folder: String) -> Holder? {
        let descriptor = open(folder + "/store.lock", O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return nil }
        return read(descriptor)
    }

    private static func read(_ descriptor: Int32) -> Holder? {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return try? JSONDecoder().decode(Holder.self, from: Data(bytes[..<count]))
    }
}
