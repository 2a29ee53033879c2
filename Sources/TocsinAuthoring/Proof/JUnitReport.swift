import TocsinModel

/// The outcome of `tocsin test` in the XML that build servers read.
package struct JUnitReport {
    package let outcome: RuleTest.Outcome

    package init(_ outcome: RuleTest.Outcome) { self.outcome = outcome }

    package var text: String {
        var groups: [String: [RuleTest.Case]] = [:]
        var order: [String] = []
        for one in outcome.cases {
            if groups[one.group] == nil { order.append(one.group) }
            groups[one.group, default: []].append(one)
        }
        var cases = order.map { (name: $0, cases: groups[$0]!) }
        if !outcome.trouble.isEmpty {
            cases.insert(
                (
                    "tocsin",
                    outcome.trouble.map {
                        RuleTest.Case(group: "tocsin", name: $0.place, failures: [$0])
                    }
                ), at: 0)
        }
        let failed = cases.flatMap(\.cases).count { !$0.failures.isEmpty }
        var out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        out +=
            "<testsuites name=\"tocsin\" tests=\"\(cases.flatMap(\.cases).count)\" failures=\"\(failed)\">\n"
        for (name, list) in cases {
            let failures = list.count { !$0.failures.isEmpty }
            out +=
                "  <testsuite name=\"\(XMLText.escaped(name))\" tests=\"\(list.count)\" failures=\"\(failures)\">\n"
            for one in list {
                out +=
                    "    <testcase classname=\"\(XMLText.escaped(name))\" name=\"\(XMLText.escaped(one.name))\" time=\"\(seconds(one.seconds))\""
                if one.failures.isEmpty {
                    out += "/>\n"
                    continue
                }
                out += ">\n"
                for failure in one.failures {
                    let first = failure.message.prefix { !$0.isNewline }
                    out +=
                        "      <failure message=\"\(XMLText.escaped(String(first)))\">\(XMLText.escaped(failure.description))</failure>\n"
                }
                out += "    </testcase>\n"
            }
            out += "  </testsuite>\n"
        }
        return out + "</testsuites>\n"
    }

    private func seconds(_ value: Double) -> String {
        let micro = Int((value * 1e6).rounded())
        let digits = String(micro % 1_000_000)
        return "\(micro / 1_000_000)." + String(repeating: "0", count: 6 - digits.count) + digits
    }
}
