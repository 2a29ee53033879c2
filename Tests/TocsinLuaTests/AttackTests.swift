import Foundation
import Testing
import TocsinLua

/// A hostile file; its first line says how it must end: `-- trip: steps`, or `-- refused: runtime` for an error that
/// a rule may get and even catch.
struct Attack: CustomTestStringConvertible, Sendable {
    let name: String
    let source: String
    let isTrip: Bool
    let code: LuaError.Code

    var testDescription: String { name }

    static let all: [Attack] = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "Attacks")
        let files = try? FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil)
        return (files ?? []).filter { $0.pathExtension == "lua" }
            .sorted { $0.path < $1.path }
            .compactMap { file in
                guard let source = try? String(contentsOf: file, encoding: .utf8),
                    let line = source.split(separator: "\n").first,
                    let code = line.split(separator: " ").last.flatMap({
                        LuaError.Code(rawValue: String($0))
                    })
                else { return nil }
                return Attack(
                    name: file.deletingPathExtension().lastPathComponent, source: source,
                    isTrip: line.hasPrefix("-- trip:"), code: code)
            }
    }()

    /// How it ended in a host of these limits, how long this thread worked on it, and the most memory it used.
    func run(_ limits: LuaLimits) throws -> (
        error: LuaError?, seconds: Double, peak: Int, next: String
    ) {
        let sandbox: Sandbox
        do throws(LuaError) {
            sandbox = try Sandbox(limits)
        } catch {
            return (error, 0, 0, "")
        }
        let start = Self.threadSeconds()
        let error = failure { () throws(LuaError) in _ = try sandbox.run(source) }
        let seconds = Self.threadSeconds() - start
        let peak = sandbox.host.statistics.memoryPeak
        let next =
            (try? sandbox.run("local t = {} t.x = 'on' return t.x"))?.first?.text ?? "stopped"
        return (error, seconds, peak, next)
    }

    /// Processor time: other processes' load is not the attack's.
    private static func threadSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

@Suite(.serialized) struct AttackTests {
    @Test func `there are many attacks and each names its end`() {
        #expect(Attack.all.count >= 280)
        let trips = Attack.all.filter { $0.isTrip }
        #expect(!trips.contains { !$0.code.isTrip })
    }

    @Test(arguments: Attack.all)
    func `an attack ends by its name, in time, within memory, and the next rule runs`(
        attack: Attack
    ) throws {
        var limits = LuaLimits()
        // Fewer steps keep the suite short; a busy machine must not turn every trip into one of time.
        limits.steps = attack.code == .time || attack.code == .memory ? 100_000_000 : 5_000_000
        limits.seconds = attack.code == .time ? 0.2 : 30
        let (error, seconds, peak, next) = try attack.run(limits)
        #expect(error?.code == attack.code, "\(String(describing: error))")
        #expect(seconds < 1.5)
        #expect(peak <= limits.memory * 11 / 10)
        #expect(next == "on")
        if ProcessInfo.processInfo.environment["TOCSIN_ATTACK_TIMES"] != nil {
            print("attack \(attack.name) \(Int(seconds * 1000)) ms \(peak / 1024) KB")
        }
    }

    /// From too little for the libraries up to where most attacks get going.
    static let memoryLimits =
        Array(stride(from: 40 << 10, through: 120 << 10, by: 2 << 10))
        + Array(stride(from: 128 << 10, through: 512 << 10, by: 32 << 10)) + [1 << 20, 3 << 20]

    @Test(arguments: Attack.all)
    func `an attack at any memory limit ends by its name or by memory`(attack: Attack) throws {
        for memory in Self.memoryLimits {
            var limits = LuaLimits()
            limits.memory = memory
            limits.steps = 100_000
            limits.seconds = 0.05
            let (error, seconds, peak, next) = try attack.run(limits)
            guard let error else {
                Issue.record("ended well at \(memory)")
                continue
            }
            let isNamed = error.code == attack.code || error.code.isTrip
            #expect(isNamed, "\(memory): \(error)")
            #expect(seconds < 1.5)
            #expect(peak <= memory * 11 / 10)
            #expect(next == "on" || next == "stopped" || next == "")
        }
    }
}
