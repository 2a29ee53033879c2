import Foundation
import TocsinLua
import TocsinWorkspace

/// `tocsin run --isolate`: the same run in a child process with limits of its own. Where a rule kills the child, or
/// hangs it beyond any budget, the rule is named and the run is done again without it.
struct IsolatedRun {
    /// This process's arguments without `--isolate`.
    let arguments: [String]
    /// A call that lasts longer than this, in seconds, has left its budget behind: the child is killed.
    let patience: Double

    /// So many rules are left out one after the other before the run is given up.
    private static let mostDeaths = 20
    /// What a child may map: far above an honest run, far below what brings a machine down.
    private static let addressSpace = 8 << 30

    /// What the child does before it loads a rule.
    static func enterChild(board path: String) {
        CallBoard(path: path)?.adopt()
        CallBoard.confineProcess(addressSpace: addressSpace)
    }

    /// Runs children until one comes to its end; returns its exit code.
    func execute() throws -> Int32 {
        let folder = FileManager.default.temporaryDirectory.path
        let path = "\(folder)/tocsin-board-\(getpid())"
        guard let board = CallBoard(path: path) else {
            StandardError.write(
                "\(path): cannot be written; --isolate keeps there what rules are running. "
                    + "Set TMPDIR to a folder you may write to\n")
            return 1
        }
        defer { unlink(path) }
        var deaths: [RunOptions.Death] = []
        var alone = false
        while true {
            board.clear()
            let end = try child(board, path: path, deaths: deaths, alone: alone)
            guard case .died(let cause, let culprit) = end else {
                if case .ended(let code) = end { return code }
                return 3
            }
            let running = board.running()
            guard let call = culprit ?? (running.count == 1 ? running[0] : nil) else {
                if !alone {
                    // Several rules ran at once; one thread shows which it is.
                    alone = true
                    continue
                }
                StandardError.write(
                    "tocsin: the process that ran the rules died (\(cause)) outside of any rule\n")
                return 3
            }
            let death = RunOptions.Death(rule: call.rule, article: call.article, cause: cause)
            let again = deaths.contains { $0.rule == death.rule }
            let place = call.article.isEmpty ? "while it was loaded" : "on article \(call.article)"
            if again || deaths.count == Self.mostDeaths {
                StandardError.write(
                    "tocsin: \(call.rule) \(place): the process died (\(cause)) once more; the run is given up\n"
                )
                return 1
            }
            deaths.append(death)
            StandardError.write(
                "tocsin: \(call.rule) \(place): the process it ran in died (\(cause)); running again without it\n"
            )
        }
    }

    private enum End {
        case ended(Int32)
        case died(cause: String, culprit: CallBoard.Call?)
    }

    private func child(
        _ board: CallBoard, path: String, deaths: [RunOptions.Death], alone: Bool
    ) throws -> End {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        var words = arguments + ["--isolated-board", path]
        for death in deaths {
            words += ["--died", [death.rule, death.article, death.cause].joined(separator: "\t")]
        }
        if alone { words += ["--alone"] }
        process.arguments = words
        // One line of ours says more than the registers.
        var variables = ProcessInfo.processInfo.environment
        variables["SWIFT_BACKTRACE"] = "enable=no"
        process.environment = variables
        do {
            try process.run()
        } catch {
            StandardError.write("tocsin: no child process can be started: \(error)\n")
            return .ended(3)
        }
        var culprit: CallBoard.Call?
        while process.isRunning {
            usleep(20_000)
            let now = CallBoard.now
            if culprit == nil,
                let call = board.running().first(where: {
                    now > $0.began && Double(now - $0.began) / 1e9 > patience
                })
            {
                culprit = call
                kill(process.processIdentifier, SIGKILL)
            }
        }
        process.waitUntilExit()
        guard process.terminationReason == .uncaughtSignal else {
            return .ended(process.terminationStatus)
        }
        let signal = process.terminationStatus
        let cause =
            culprit == nil
            ? "signal \(signal), \(String(cString: strsignal(signal)))"
            : "it did not end within \(Int(patience)) s and was killed"
        return .died(cause: cause, culprit: culprit)
    }
}
