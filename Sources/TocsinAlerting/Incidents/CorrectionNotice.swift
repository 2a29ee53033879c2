import TocsinModel

/// What a title says of an earlier report by the same outlet: that part of it was wrong, or all.
///
/// By the marks agencies and newspapers put first (or last, in brackets). A new version under the old
/// id or address needs no such mark: it takes the old one's place anyway.
package enum CorrectionNotice: Hashable, Sendable {
    /// The report holds but for what this one says otherwise.
    case correction
    /// The report does not hold.
    case retraction

    package init?(title: String) {
        let lowered = title.lowercased()
        let words = lowered.split { !$0.isLetter }.map(String.init)
        guard let first = words.first else { return nil }
        let head = lowered.prefix { !":-–—|".contains($0) }.split { !$0.isLetter }.map(String.init)
        // "Correction:", "CORRECTED-UPDATE 2-…", "Berichtigung – …"; not "Correction in stocks".
        let isMarked = head.count <= 3 && head.count < words.count
        let bracketed =
            lowered.hasSuffix(")")
            ? lowered.lastIndex(of: "(").map { open in
                lowered[open...].split { !$0.isLetter }.map(String.init)
            } : nil
        if isMarked && CorrectionNotice.retractions.contains(first)
            || bracketed?.first.map(CorrectionNotice.retractions.contains) == true
        {
            self = .retraction
        } else if isMarked && CorrectionNotice.corrections.contains(first)
            || bracketed?.first.map(CorrectionNotice.corrections.contains) == true
        {
            self = .correction
        } else {
            return nil
        }
    }

    private static let corrections: Set<String> = [
        "correction", "corrections", "corrected", "corrects", "correcting", "corr", "clarification",
        "clarified", "erratum", "corrigendum", "berichtigung", "korrektur", "berichtigt",
        "korrigiert", "corrección", "correccion", "rectificación", "rectificacion", "rectificatif",
        "correctif", "rettifica", "correzione", "correção", "correcao", "retificação",
        "sprostowanie", "korekta", "исправление", "исправлено", "уточнение", "уточнено",
        "виправлення", "виправлено", "уточнення", "düzeltme", "تصحيح", "تصويب",
    ]
    private static let retractions: Set<String> = [
        "retraction", "retracted", "retracts", "withdrawn", "withdrawal",
        "rückzug", "zurückgezogen", "retirada", "retractación", "retrait", "ritirato",
        "wycofane", "отозвано", "опровержение", "відкликано", "спростування", "سحب",
    ]
}
