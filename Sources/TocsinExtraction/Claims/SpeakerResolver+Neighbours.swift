import TocsinModel
import TocsinText

/// Speakers that a sentence beside the report names.
extension SpeakerResolver {
    /// "The governor of the region said …. Andrei Vorobyov, the governor, wrote …": the article before
    /// the office says that he is the one spoken of.
    func namedNext(_ office: UInt64, _ unit: Int) -> Int? {
        for u in (unit + 1)..<max(unit + 1, min(unit + 3, units.count)) {
            for i in units[u].tokens where text.quoteOf[i] < 0 {
                guard let m = entities.mention(at: i, in: field),
                    entities.mentions[m].tokens.lowerBound == i,
                    isPerson(entities.clusterOf[m])
                else { continue }
                let the = entities.mentions[m].tokens.upperBound
                if the + 2 < units[u].tokens.upperBound, text.before[the].contains(.comma),
                    text.tags[the].contains(.theWord),
                    text.text.tokens[the + 1].hash == office, text.before[the + 2].contains(.comma)
                {
                    return entities.clusterOf[m]
                }
                // "the governor, Andrei Vorobyov,"
                if i - 2 >= units[u].tokens.lowerBound, text.before[i].contains(.comma),
                    text.text.tokens[i - 1].hash == office, text.tags[i - 2].contains(.theWord)
                {
                    return entities.clusterOf[m]
                }
            }
        }
        return nil
    }

    /// The organization the sentence, or the one before it in the paragraph, begins with, where nobody
    /// has spoken since: "The group accused the army. Four are dead, it added."
    func subjectBody(before at: Int, _ unit: Int) -> Speaker? {
        for u in [unit, unit - 1] where u >= 0 && units[u].paragraph == units[unit].paragraph {
            if said.contains(where: { $0.unit == u }) { return nil }
            let first = units[u].tokens.lowerBound
            for i in first..<min(first + 4, units[u].tokens.upperBound, u == unit ? at : .max) {
                guard text.quoteOf[i] < 0, let m = entities.mention(at: i, in: field) else {
                    continue
                }
                let kind = entities.clusters[entities.clusterOf[m]].entity.kind
                let isBody =
                    entities.mentions[m].kind == .organization
                    || kind == "name" && entities.mentions[m].tokens.count > 2
                if isBody { return speaker(m, span: nil) }
                break
            }
        }
        return nil
    }
}
