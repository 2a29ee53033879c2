import TocsinAlerting
import TocsinLua
import TocsinModel
import TocsinPlugins
import TocsinWorkspace

/// Runs the timelines an alert rule carries, with a frozen clock.
enum AlertTimelines {
    struct Result {
        var name: String
        var failures: [Diagnostic] = []
    }

    static func check(_ rule: Rule, in rules: RuleSet) -> [Result] {
        guard case .alert(let source) = rule.kind, !source.timelines.isEmpty else { return [] }
        let (alerts, problems) = AlertRules.compile(rules, only: rule.id)
        guard !alerts.isEmpty else {
            return [Result(name: "the rule", failures: problems)]
        }
        let runner = TimelineRunner(rules: alerts)
        return source.timelines.map { timeline in
            let result = runner.run(Timeline(timeline.name, timeline.steps.map(step)))
            return Result(
                name: timeline.name,
                failures: result.failures.map { failure in
                    Diagnostic(
                        code: "timeline.failed",
                        place: "\(rule.path):\(line(of: failure, timeline))",
                        message: "\(rule.id): \"\(timeline.name)\": \(failure)")
                })
        }
    }

    private static func step(_ step: RuleTimeline.Step) -> Timeline.Step {
        switch step {
        case .at(_, let time, let event):
            guard case .object(let fields) = LuaRecord.tree(.table(event)) else {
                return .at(time, [:])
            }
            return .at(time, fields)
        case .expect(_, let time, let text): return .expect(time, text)
        case .quiet(_, let time): return .quiet(time)
        }
    }

    /// The step a failure speaks of starts with its time; else the timeline itself.
    private static func line(of failure: String, _ timeline: RuleTimeline) -> Int {
        for step in timeline.steps {
            switch step {
            case .at(let line, let time, _), .quiet(let line, let time):
                if failure.hasPrefix(time + ":") { return line }
            case .expect(let line, let time, let text):
                if failure.hasPrefix(time + ":"), failure.contains(text) { return line }
            }
        }
        return timeline.line
    }
}
