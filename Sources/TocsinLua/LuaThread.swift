import Glibc

/// A thread with the stack that Lua states are run on.
package enum LuaThread {
    /// C code of Lua's may nest 200 calls deep, each with a kilobyte or more of buffers: far less than this.
    package static let stackBytes = 64 << 20

    /// Runs the body on a thread of its own with a 64 MB stack and waits for it.
    package static func run<T: Sendable>(_ body: @escaping @Sendable () -> T) -> T {
        let box = Job(body)
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstacksize(&attributes, stackBytes)
        defer { pthread_attr_destroy(&attributes) }
        var thread = pthread_t()
        let context = Unmanaged.passRetained(box).toOpaque()
        let status = pthread_create(
            &thread, &attributes,
            { context in
                let job = Unmanaged<AnyObject>.fromOpaque(context!).takeRetainedValue()
                (job as? any Runnable)?.run()
                return nil
            }, context)
        precondition(status == 0, "no thread: \(String(cString: strerror(status)))")
        pthread_join(thread, nil)
        return box.result!
    }
}

private protocol Runnable { func run() }

/// Handed to the thread and read again after it was joined, so never used by two at once.
private final class Job<T: Sendable>: Runnable, @unchecked Sendable {
    private let body: @Sendable () -> T
    private(set) var result: T?

    init(_ body: @escaping @Sendable () -> T) { self.body = body }

    func run() { result = body() }
}
