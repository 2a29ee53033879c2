/// What one connection and all of them may take. Every number is a bound, none a goal.
package struct GuardLimits: Sendable {
    /// Bytes of the request line and the header lines together.
    package var head = 16 << 10
    package var headerLines = 100
    package var body = 2 << 20
    /// Seconds from the first byte of a head to its last.
    package var headTime = 10.0
    /// Seconds from a head to the last byte of its body.
    package var bodyTime = 20.0
    /// Seconds a connection may wait for its next request.
    package var idleTime = 30.0
    /// Seconds in which the next 64 KiB of an answer must be taken.
    package var writeTime = 20.0
    package var connections = 512
    /// Of one address that is not this machine's own.
    package var connectionsPerAddress = 64
    /// Readers of `/events` at a time.
    package var subscribers = 64
    package var requestsPerConnection = 1000

    package init() {}
}
