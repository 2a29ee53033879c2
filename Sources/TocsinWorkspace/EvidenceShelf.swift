import TocsinAlerting
import TocsinModel
import TocsinStore

/// The sentences that events and matches stand in, for the alerts made of them.
///
/// The alert stage asks for them while it runs, on the one thread that also fills it.
final class EvidenceShelf: @unchecked Sendable {
    private var byArticle: [String: (source: String?, url: String?, sentences: [AlertEvidence])] =
        [:]

    func add(_ outcome: ArticleOutcome) {
        byArticle[outcome.article.id] = (
            outcome.article.source ?? outcome.article.outlet, outcome.article.url,
            outcome.evidence
        )
    }

    var source: EvidenceSource {
        EvidenceSource(event: sentences(of:), match: sentences(of:match:))
    }

    private func sentences(of event: Event) -> [AlertEvidence] {
        // The trigger's sentence leads; figures and places of others follow.
        let leading = event.spans.filter { ["trigger", "headed_for"].contains($0.role) }
        let rest = event.spans.filter {
            Quantity.metrics.contains($0.role) || Materiel.roles.contains($0.role)
        }
        return evidence(in: event.article, marks: leading + rest, all: event.spans)
    }

    private func sentences(of article: String, match: TocsinAlerting.WatchlistMatch)
        -> [AlertEvidence]
    {
        evidence(in: article, marks: match.spans, all: match.spans)
    }

    private func evidence(in article: String, marks: [Evidence], all: [Evidence]) -> [AlertEvidence]
    {
        guard let known = byArticle[article] else { return [] }
        var out: [AlertEvidence] = []
        for mark in marks {
            guard
                let sentence = known.sentences.first(where: {
                    $0.sentence.field == mark.span.field && $0.sentence.start <= mark.span.start
                        && mark.span.end <= $0.sentence.end
                }), !out.contains(where: { $0.sentence == sentence.sentence })
            else { continue }
            var one = sentence
            one.source = known.source
            one.url = known.url
            one.marks = all.filter {
                $0.span.field == one.sentence.field && one.sentence.start <= $0.span.start
                    && $0.span.end <= one.sentence.end
            }.sorted { $0.span < $1.span }
            out.append(one)
        }
        return out
    }
}
