import TocsinModel

/// What an outlet takes back of an earlier report in a report of its own.
extension IncidentBuilder {
    /// Withdraws the report a notice speaks of, and takes from the notice's own events what it
    /// repeats only to correct it.
    ///
    /// - Parameter events: the notice's; a retraction reports none.
    mutating func apply(
        _ notice: CorrectionNotice, _ voice: String, _ article: Article, at published: Int,
        to events: inout [Event], _ update: inout IncidentUpdate
    ) {
        // The newest first: an older report that says less was not wrong when it was written.
        let own = articles.filter { id, known in
            id != article.id && sameName(known.voice, voice) && known.published <= published
        }.sorted { ($0.value.published, $0.key) > ($1.value.published, $1.key) }
        switch notice {
        case .retraction:
            let words = IncidentBuilder.titleWords(article.title)
            let meant = own.first { _, known in
                let title = IncidentBuilder.titleWords(known.title)
                return title.count >= 3
                    && title.intersection(words).count * 5 >= title.count * 3
            }
            if let meant { withdraw(article: meant.key, &update) }
            events = []
        case .correction:
            for (id, known) in own {
                let wrong = contradicted(known, by: events)
                guard !wrong.isEmpty else { continue }
                withdraw(article: id, &update)
                for index in events.indices { IncidentBuilder.drop(wrong, from: &events[index]) }
                return
            }
        }
    }

    private static func titleWords(_ title: String) -> Set<String> {
        Set(title.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
    }

    /// The figures of a report that a correction gives otherwise, where both speak of one thing.
    private func contradicted(_ known: KnownArticle, by events: [Event]) -> [Quantity] {
        var wrong: [Quantity] = []
        for (reported, incident) in known.events {
            guard let old = member(reported, of: incident) else { continue }
            for event in events where event.type == old.type && event.label == old.label {
                // The figures are what is corrected, so the two need not agree on them.
                var (a, b) = (event, old)
                a.casualties = []
                b.casualties = []
                guard
                    case .joins = JoinScore(
                        FiledProfile(EventProfile(a, story: "", published: known.published)),
                        FiledProfile(EventProfile(b, story: "", published: known.published)),
                        horizon: horizon.seconds)
                else { continue }
                wrong += old.casualties.filter { figure in
                    event.casualties.contains {
                        $0.ledgerField == figure.ledgerField && !$0.meets(figure)
                    }
                }
            }
        }
        return wrong
    }

    /// A correction repeats what it corrects: that is no report of it.
    private static func drop(_ wrong: [Quantity], from event: inout Event) {
        let figures = event.casualties
        event.casualties.removeAll { figure in
            wrong.contains { $0.ledgerField == figure.ledgerField && $0.meets(figure) }
                && figures.contains { other in
                    other.ledgerField == figure.ledgerField && !other.meets(figure)
                }
        }
    }
}

extension Quantity {
    /// True where the two intervals have a number in common.
    func meets(_ other: Quantity) -> Bool {
        (low ?? -.infinity) <= (other.high ?? .infinity)
            && (other.low ?? -.infinity) <= (high ?? .infinity)
    }
}
