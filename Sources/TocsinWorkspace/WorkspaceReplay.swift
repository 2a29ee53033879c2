import Foundation
package import TocsinModel

/// Runs a workspace and compares what comes out with its `expected/` folder, line by line.
package struct WorkspaceReplay {
    package struct Outcome {
        package var checked = 0
        package var failures: [Diagnostic] = []
    }

    let workspace: Workspace

    package init(workspace: Workspace) { self.workspace = workspace }

    /// - Parameter record: writes `expected/` anew; that counts as a failure, so that a recording is
    ///   always looked at.
    package func check(record: Bool) throws(WorkspaceError) -> Outcome {
        var outcome = Outcome()
        let folder = workspace.folder + "/expected"
        let exists = FileManager.default.fileExists(atPath: folder)
        guard exists || record else { return outcome }
        outcome.checked = 1
        var options = RunOptions()
        options.workers = 2
        let report = try Run(workspace: workspace, options: options).execute()
        let produced: [(name: String, text: String)] = [
            ("events.jsonl", JSONReport.lines(report.events)),
            ("alerts.jsonl", JSONReport.lines(report.alerts)),
            ("claims.jsonl", JSONReport.lines(report.claims)),
        ]
        for (name, text) in produced {
            let path = folder + "/" + name
            let display = Workspace.relative(path)
            if record {
                do {
                    try FileManager.default.createDirectory(
                        atPath: folder, withIntermediateDirectories: true)
                    try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
                } catch {
                    outcome.failures.append(
                        Diagnostic(
                            code: "replay.write", place: display,
                            message: "cannot be written: \(error.localizedDescription)"))
                    continue
                }
                outcome.failures.append(
                    Diagnostic(
                        code: "replay.recorded", place: display,
                        message: "recorded; look at the difference, then run without --record"))
                continue
            }
            guard let data = FileManager.default.contents(atPath: path) else {
                outcome.failures.append(
                    Diagnostic(
                        code: "replay.missing", place: display,
                        message: "is not there; record it with tocsin test --record"))
                continue
            }
            outcome.failures += differences(
                wanted: String(decoding: data, as: UTF8.self), found: text, display: display)
        }
        return outcome
    }

    private func differences(wanted: String, found: String, display: String) -> [Diagnostic] {
        let a = wanted.split(separator: "\n", omittingEmptySubsequences: false)
        let b = found.split(separator: "\n", omittingEmptySubsequences: false)
        guard wanted != found else { return [] }
        var out: [Diagnostic] = []
        for i in 0..<max(a.count, b.count) {
            let x = i < a.count ? String(a[i]) : nil
            let y = i < b.count ? String(b[i]) : nil
            guard x != y else { continue }
            out.append(
                Diagnostic(
                    code: "replay.differs", place: "\(display):\(i + 1)",
                    message: explain(x ?? "", y ?? "")))
            if out.count == 5 {
                out.append(
                    Diagnostic(
                        code: "replay.differs", place: display, message: "… and perhaps more lines")
                )
                break
            }
        }
        return out
    }

    /// The stretch around the first character that differs.
    private func explain(_ wanted: String, _ found: String) -> String {
        let a = Array(wanted)
        let b = Array(found)
        var i = 0
        while i < a.count, i < b.count, a[i] == b[i] { i += 1 }
        func around(_ s: [Character]) -> String {
            guard !s.isEmpty else { return "nothing" }
            let from = max(0, i - 30)
            return "…" + String(s[min(from, s.count)..<min(s.count, i + 50)]) + "…"
        }
        return "expected \(around(a)) but found \(around(b))"
    }
}
