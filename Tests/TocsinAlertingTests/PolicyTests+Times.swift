import TocsinAlerting
import TocsinModel

extension PolicyCase {
    private static func nights(
        _ from: String = "22:00", _ to: String = "06:00", zone: String = "UTC", days: Set<Int> = [],
        except: Severity? = nil
    ) -> AlertPolicy {
        AlertPolicy(routes: [
            Route(
                to: ["desk"],
                quietHours: QuietHours(
                    from: LocalClock(from)!, to: LocalClock(to)!, timezone: zone, days: days,
                    except: except))
        ])
    }

    static let quiet: [PolicyCase] = [
        .init(
            "what comes at night waits for the morning", nights(),
            ["23:00 alert A minor", "day 2 05:00 pass", "day 2 06:00 pass"],
            ["23:00 A waits at desk until day 2 06:00: quiet hours", "day 2 06:00 desk: A"]),
        .init(
            "after midnight too", nights(), ["02:00 alert A minor", "07:00 pass"],
            ["02:00 A waits at desk until 06:00: quiet hours", "06:00 desk: A"]),
        .init("the day is loud", nights(), ["12:00 alert A minor"], ["12:00 desk: A"]),
        .init(
            "they begin at their first minute", nights(),
            ["21:59 alert A minor", "22:00 alert B minor"],
            ["21:59 desk: A", "22:00 B waits at desk until day 2 06:00: quiet hours"]),
        .init("they end at their last", nights(), ["06:00 alert A minor"], ["06:00 desk: A"]),
        .init(
            "the worst goes through", nights(except: .extreme),
            ["23:00 alert A extreme", "23:01 alert B severe"],
            ["23:00 desk: A", "23:01 B waits at desk until day 2 06:00: quiet hours"]),
        .init(
            "a noon rest", nights("12:00", "14:00"), ["13:00 alert A minor", "14:00 pass"],
            ["13:00 A waits at desk until 14:00: quiet hours", "14:00 desk: A"]),
        .init(
            "in the desk's own time zone", nights(zone: "Europe/Warsaw"),
            ["21:30 alert A minor", "day 2 05:00 pass"],
            ["21:30 A waits at desk until day 2 05:00: quiet hours", "day 2 05:00 desk: A"]),
        .init(
            "over the night the clocks go forward", nights(zone: "Europe/Warsaw"),
            ["day 83 22:00 alert A minor", "day 84 05:00 pass"],
            [
                "day 83 22:00 A waits at desk until day 84 04:00: quiet hours",
                "day 84 04:00 desk: A",
            ]),
        .init(
            "only on Saturday nights", nights(days: [6]),
            ["23:00 alert A minor", "day 6 23:00 alert B minor"],
            ["23:00 desk: A", "day 6 23:00 B waits at desk until day 7 06:00: quiet hours"]),
        .init(
            "the small hours belong to the night before", nights(days: [6]),
            ["day 7 02:00 alert A minor"],
            ["day 7 02:00 A waits at desk until day 7 06:00: quiet hours"]),
        .init(
            "what is cancelled in the night is not sent in the morning", nights(),
            ["23:00 alert A minor", "23:30 cancel B minor of A", "day 2 07:00 pass"],
            [
                "23:00 A waits at desk until day 2 06:00: quiet hours",
                "23:30 A not to desk: cancelled-unsent",
                "23:30 B not to desk: cancelled-unsent",
            ]),
        .init(
            "in the morning only the last word is sent", nights(),
            ["23:00 alert A minor", "23:30 update B minor of A", "day 2 07:00 pass"],
            [
                "23:00 A waits at desk until day 2 06:00: quiet hours",
                "23:30 A not to desk: replaced",
                "23:30 B waits at desk until day 2 06:00: waits for others of its group",
                "day 2 06:00 desk: B",
            ]),
        .init(
            "a silence added in the night holds in the morning", nights(),
            [
                "23:00 alert A minor", "23:30 silence s rule=p.r until day 3 00:00",
                "day 2 07:00 pass",
            ],
            [
                "23:00 A waits at desk until day 2 06:00: quiet hours",
                "day 2 07:00 A not to desk: silenced",
            ]),
    ]

    private static func daily(severity: Severity? = nil, empty: Bool = false, zone: String = "UTC")
        -> AlertPolicy
    {
        AlertPolicy(routes: [
            Route(
                to: ["boss"], continues: true,
                digest: Digest(
                    at: LocalClock("07:00")!, timezone: zone, severity: severity, sendEmpty: empty)),
            .to("desk", match: [.severity("extreme")]),
        ])
    }

    static let digests: [PolicyCase] = [
        .init(
            "a digest has a line per incident", daily(),
            [
                "08:00 alert A severe incident=i", "09:00 update B severe of A incident=i",
                "10:00 alert C minor incident=j", "day 2 07:00 pass",
            ],
            [
                "08:00 A waits at boss until day 2 07:00: goes into the digest",
                "09:00 B waits at boss until day 2 07:00: goes into the digest",
                "10:00 C waits at boss until day 2 07:00: goes into the digest",
                "day 2 07:00 boss: digest [new B; new C]",
            ]),
        .init(
            "it says what changed since the last", daily(),
            [
                "05:00 alert A severe incident=i", "07:00 pass",
                "09:00 update B severe of A incident=i", "day 2 07:00 pass",
            ],
            [
                "05:00 A waits at boss until 07:00: goes into the digest",
                "07:00 boss: digest [new A]",
                "09:00 B waits at boss until day 2 07:00: goes into the digest",
                "day 2 07:00 boss: digest [updated B (was A)]",
            ]),
        .init(
            "what has not changed is not told again", daily(),
            ["05:00 alert A severe incident=i", "day 3 08:00 pass"],
            [
                "05:00 A waits at boss until 07:00: goes into the digest",
                "07:00 boss: digest [new A]",
            ]),
        .init(
            "a cancellation is told where the alert was", daily(),
            [
                "05:00 alert A severe incident=i", "07:00 pass",
                "09:00 cancel B severe of A incident=i", "day 2 07:00 pass",
            ],
            [
                "05:00 A waits at boss until 07:00: goes into the digest",
                "07:00 boss: digest [new A]",
                "09:00 B waits at boss until day 2 07:00: goes into the digest",
                "day 2 07:00 boss: digest [cancelled B (was A)]",
            ]),
        .init(
            "what came and went between two digests is not news", daily(),
            [
                "08:00 alert A severe incident=i", "09:00 cancel B severe of A incident=i",
                "day 2 08:00 pass",
            ],
            [
                "08:00 A waits at boss until day 2 07:00: goes into the digest",
                "09:00 B waits at boss until day 2 07:00: goes into the digest",
            ]),
        .init(
            "it begins at a severity", daily(severity: .severe),
            ["08:00 alert A moderate", "day 2 08:00 pass"],
            ["08:00 A not to boss: below-digest"]),
        .init(
            "an empty one is sent where it is asked for", daily(empty: true), ["day 2 07:00 pass"],
            ["07:00 boss: digest []", "day 2 07:00 boss: digest []"],
            startsDigests: true),
        .init(
            "in its own time zone", daily(zone: "Europe/Warsaw"),
            ["05:00 alert A severe", "06:00 pass"],
            [
                "05:00 A waits at boss until 06:00: goes into the digest",
                "06:00 boss: digest [new A]",
            ]),
        .init(
            "others are told at once", daily(), ["08:00 alert A extreme"],
            ["08:00 A waits at boss until day 2 07:00: goes into the digest", "08:00 desk: A"]),
        .init(
            "the worst first", daily(),
            ["05:00 alert A minor incident=a", "05:10 alert B extreme incident=b", "07:00 pass"],
            [
                "05:00 A waits at boss until 07:00: goes into the digest",
                "05:10 B waits at boss until 07:00: goes into the digest",
                "05:10 desk: B", "07:00 boss: digest [new B; new A]",
            ]),
    ]

    private static func escalating(_ severity: Severity? = nil) -> AlertPolicy {
        AlertPolicy(routes: [
            Route(
                to: ["desk"],
                escalation: Escalation(
                    after: TimeSpan("15 minutes")!, to: ["duty"], severity: severity))
        ])
    }

    static let escalation: [PolicyCase] = [
        .init(
            "nobody acknowledges", escalating(), ["06:00 alert A severe", "06:20 pass"],
            ["06:00 desk: A", "06:15 duty: escalated A"]),
        .init(
            "somebody does", escalating(), ["06:00 alert A severe", "06:10 ack A", "06:20 pass"],
            ["06:00 desk: A"]),
        .init(
            "too late", escalating(),
            ["06:00 alert A severe", "06:15 pass", "06:16 ack A", "07:00 pass"],
            ["06:00 desk: A", "06:15 duty: escalated A"]),
        .init(
            "it is cancelled", escalating(),
            ["06:00 alert A severe", "06:10 cancel B severe of A", "06:20 pass"],
            ["06:00 desk: A", "06:10 desk: B"]),
        .init(
            "it is over", escalating(), ["06:00 alert A severe", "06:10 resolve A", "06:20 pass"],
            ["06:00 desk: A"]),
        .init(
            "an update does not buy time", escalating(),
            ["06:00 alert A severe", "06:10 update B severe of A", "06:20 pass"],
            ["06:00 desk: A", "06:10 desk: B", "06:15 duty: escalated B"]),
        .init(
            "who acknowledged the alert has its updates too", escalating(),
            ["06:00 alert A severe", "06:05 ack A", "06:10 update B severe of A", "07:00 pass"],
            ["06:00 desk: A", "06:10 desk: B"]),
        .init(
            "the lesser is not escalated", escalating(.extreme),
            ["06:00 alert A severe", "06:20 pass"], ["06:00 desk: A"]),
        .init(
            "what waits in the quiet hours is not overdue",
            AlertPolicy(routes: [
                Route(
                    to: ["desk"],
                    quietHours: QuietHours(from: LocalClock("22:00")!, to: LocalClock("06:00")!),
                    escalation: Escalation(after: TimeSpan("15 minutes")!, to: ["duty"]))
            ]), ["23:00 alert A severe", "day 2 07:00 pass"],
            [
                "23:00 A waits at desk until day 2 06:00: quiet hours", "day 2 06:00 desk: A",
                "day 2 06:15 duty: escalated A",
            ]),
        .init(
            "what was silenced is not escalated", escalating(),
            ["06:00 silence s rule=p.r until 08:00", "06:10 alert A severe", "07:00 pass"],
            ["06:10 A not to desk: silenced"]),
    ]
}

extension PolicyCase {
    /// Features that meet.
    static let meetings: [PolicyCase] = [
        .init(
            "a silence that ends while the group waits mutes nothing",
            AlertPolicy(routes: [
                Route(
                    to: ["desk"], groupBy: ["rule"], groupWait: TimeSpan(seconds: 600))
            ]),
            [
                "06:00 silence s rule=p.r until 06:05", "06:01 alert A severe", "06:11 pass",
            ],
            ["06:01 A waits at desk until 06:11: waits for others of its group", "06:11 desk: A"]),
        .init(
            "one that is ended early while the group waits too",
            AlertPolicy(routes: [
                Route(
                    to: ["desk"], groupBy: ["rule"], groupWait: TimeSpan(seconds: 600))
            ]),
            [
                "06:00 silence s rule=p.r until 08:00", "06:01 alert A severe", "06:05 expire s",
                "06:11 pass",
            ],
            ["06:01 A waits at desk until 06:11: waits for others of its group", "06:11 desk: A"]),
        .init(
            "an inhibition that is cancelled while the group waits inhibits nothing",
            AlertPolicy(
                routes: [
                    Route(to: ["desk"], groupBy: ["rule"], groupWait: TimeSpan(seconds: 600))
                ],
                inhibitions: [
                    Inhibition(
                        source: [.severity("extreme")], target: [.severity("minor")],
                        equal: ["incident"])
                ]),
            [
                "06:00 alert A extreme incident=i rule=q.x@1", "06:01 alert B minor incident=i",
                "06:05 cancel C severe of A rule=q.x@1 incident=i", "06:11 pass",
            ],
            [
                "06:00 A waits at desk until 06:10: waits for others of its group",
                "06:01 B waits at desk until 06:11: waits for others of its group",
                "06:05 A not to desk: cancelled-unsent",
                "06:05 C not to desk: cancelled-unsent", "06:11 desk: B",
            ]),
        .init(
            "an escalation that falls into the quiet hours goes out: somebody must be woken",
            AlertPolicy(routes: [
                Route(
                    to: ["desk"],
                    quietHours: QuietHours(from: LocalClock("22:00")!, to: LocalClock("06:00")!),
                    escalation: Escalation(after: TimeSpan(seconds: 900), to: ["duty"]))
            ]),
            ["21:55 alert A severe", "22:20 pass"],
            ["21:55 desk: A", "22:10 duty: escalated A"]),
        .init(
            "a digest and a message at once for one receiver",
            AlertPolicy(routes: [
                Route(to: ["desk"], continues: true),
                Route(to: ["desk"], digest: Digest(at: LocalClock("07:00")!)),
            ]),
            ["06:00 alert A severe", "07:00 pass"],
            [
                "06:00 A waits at desk until 07:00: goes into the digest", "06:00 desk: A",
                "07:00 desk: digest [new A]",
            ]),
        .init(
            "continue into a route that is quiet delays only that one",
            AlertPolicy(routes: [
                Route(to: ["log"], continues: true),
                Route(
                    to: ["desk"],
                    quietHours: QuietHours(from: LocalClock("05:00")!, to: LocalClock("08:00")!)),
            ]),
            ["06:00 alert A severe", "08:00 pass"],
            ["06:00 A waits at desk until 08:00: quiet hours", "06:00 log: A", "08:00 desk: A"]),
    ]
}
