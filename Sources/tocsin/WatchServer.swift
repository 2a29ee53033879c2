import FlyingFox
import FlyingSocks
import Foundation
import TocsinWorkspace

/// `/metrics` and `/healthz` on this machine only.
struct WatchServer {
    let port: UInt16
    let metrics: WatchMetrics

    /// Serves until the task is cancelled.
    /// - Throws: where the port is taken.
    func run() async throws {
        let server = try HTTPServer(
            address: .inet(ip4: "127.0.0.1", port: port), timeout: 5)
        let metrics = metrics
        await server.appendRoute("GET /metrics") { _ in
            HTTPResponse(
                statusCode: .ok, headers: [.contentType: "text/plain; version=0.0.4"],
                body: Data(metrics.text.utf8))
        }
        await server.appendRoute("GET /healthz") { _ in
            let health = metrics.health(at: Date().timeIntervalSince1970)
            return HTTPResponse(
                statusCode: health.isWell ? .ok : .serviceUnavailable,
                headers: [.contentType: "text/plain; charset=utf-8"],
                body: Data(health.text.utf8))
        }
        try await server.run()
    }
}
