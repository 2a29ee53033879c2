package import TocsinLua
package import TocsinModel
package import TocsinPlugins

/// What each rule costs on its own over some articles, beside what reading them costs anyway.
package struct RuleProfile: Sendable {
    /// A part of what a rule costs, and what it was.
    package struct Part: Sendable {
        package var name: String
        package var seconds: Double
        /// "14 calls, 3,200 steps, 48 KB"; empty for a part that is not Lua.
        package var detail = ""
    }

    package struct Line: Sendable {
        package var rule: String
        /// Processor seconds beyond what an article costs without any rule.
        package var seconds: Double
        /// The dearest first.
        package var parts: [Part]
        /// Articles it found something in.
        package var articles: Int
        package var matches: Int
        /// Calls of its code: `emit`, `find`, `enrich`.
        package var calls: Int
        /// The most bytes its Lua state held during a call; 0 where it has no code.
        package var memory: Int
        /// Calls of its code that did not end well.
        package var trips: Int
    }

    package var articles: Int
    package var bytes: Int
    /// Processor seconds of cutting words and sentences, which every run pays once.
    package var reading: Double
    /// Of all rules together, as a run has them.
    package var together: Double
    /// Its parts, the dearest first.
    package var parts: [Part] = []
    /// The dearest first.
    package var lines: [Line] = []

    private struct Run {
        var seconds: Double
        var meter: RunMeter
        var results: [ArticleResult]
    }

    package init(_ articles: [Article], rules: RuleSet, limits: LuaLimits) {
        self.articles = articles.count
        bytes = articles.reduce(0) { $0 + $1.title.utf8.count + $1.body.utf8.count }
        func measure(_ set: RuleSet) -> Run {
            // What is made when first asked for is not the rule's.
            let warm = RuleRunner(set, limits: limits)
            if let first = articles.first { _ = warm.process(first, without: []) }
            let meter = RunMeter { ProcessSeconds.now }
            let runner = RuleRunner(set, limits: limits, meter: meter)
            let start = ProcessSeconds.now
            let results = articles.map { runner.process($0, without: []) }
            return Run(seconds: ProcessSeconds.now - start, meter: meter, results: results)
        }
        let bare = measure(rules.bare)
        reading = bare.seconds
        let all = measure(rules)
        together = all.seconds
        parts = Self.parts(all.meter, code: RunMeter.Code.sum(all.meter.code.values))
        for (number, rule) in rules.rules.enumerated() {
            if case .alert = rule.kind { continue }
            guard let alone = rules.alone(rule) else { continue }
            let run = measure(alone)
            // What adds to events needs those of others: its code is measured among them.
            let isEnrich = if case .enrich = rule.kind { true } else { false }
            let code = isEnrich ? all.meter.code[number] : run.meter.code[0]
            let own = Self.parts(run.meter, code: code ?? [:], without: bare.meter)
            lines.append(
                Line(
                    rule: rule.id, seconds: own.reduce(0) { $0 + $1.seconds }, parts: own,
                    articles: isEnrich
                        ? all.results.count { ($0.hits[number] ?? 0) > 0 }
                        : run.results.count { !$0.hits.isEmpty },
                    matches: isEnrich
                        ? all.results.reduce(0) { $0 + ($1.hits[number] ?? 0) }
                        : run.results.reduce(0) { $0 + ($1.hits[0] ?? 0) },
                    calls: code?.values.reduce(0) { $0 + $1.calls } ?? 0,
                    memory: code?.values.map(\.memory).max() ?? 0,
                    trips: (isEnrich ? all : run).results.reduce(0) { sum, result in
                        sum + result.failures.count { $0.rule == rule.id }
                    }))
        }
        lines.sort { ($1.seconds, $0.rule) < ($0.seconds, $1.rule) }
    }

    /// - Parameter other: what every article costs is taken off.
    private static func parts(
        _ meter: RunMeter, code: [String: RunMeter.Code], without other: RunMeter? = nil
    ) -> [Part] {
        let names: [(RunMeter.Part, String)] = [
            (.words, "finding words"),
            (.patterns, "walking patterns"),
            (.recognizing, "recognizing"),
            (.assembling, "making events"),
        ]
        var out = names.map { part, name in
            Part(
                name: name,
                seconds: max(0, (meter.seconds[part] ?? 0) - (other?.seconds[part] ?? 0)))
        }
        for (name, one) in code {
            out.append(Part(name: name, seconds: one.seconds, detail: one.described))
        }
        // Below what the clock can tell there is nothing to say.
        return out.filter { $0.seconds > 1e-6 || !$0.detail.isEmpty }.sorted {
            ($1.seconds, $0.name) < ($0.seconds, $1.name)
        }
    }
}

extension RunMeter.Code {
    var described: String {
        "\(calls) call\(calls == 1 ? "" : "s"), \(steps.grouped) steps, \((memory / 1024).grouped) KB"
    }

    /// The functions of all rules together, by name.
    static func sum(_ all: some Sequence<[String: Self]>) -> [String: Self] {
        var out: [String: Self] = [:]
        for functions in all {
            for (name, one) in functions {
                var sum = out[name] ?? Self()
                sum.calls += one.calls
                sum.steps += one.steps
                sum.seconds += one.seconds
                sum.memory = max(sum.memory, one.memory)
                out[name] = sum
            }
        }
        return out
    }
}

extension Int {
    /// `12,345`
    fileprivate var grouped: String {
        let digits = Array(String(self))
        var out = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { out += "," }
            out.append(digit)
        }
        return out
    }
}
