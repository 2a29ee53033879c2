import TocsinModel
import TocsinStore

extension Schema {
    private static let severity = Schema.choice(Severity.allCases.map(\.rawValue))

    /// The shapes other shapes refer to, by name. Those of the model are those of `--json` and
    /// `.jsonl` files (see the page on the event model).
    package static let named: KeyValuePairs<String, Schema> = [
        "Problem": .object([
            "type": .string, "title": .string, "status": .integer, "detail": .string,
            "code": .string,
        ]),
        "Span": .object(["field": .choice(["title", "body"]), "start": .integer, "end": .integer]),
        "Evidence": .object([
            "role": .string, "text": .string, "field": .choice(["title", "body"]),
            "start": .integer, "end": .integer,
        ]),
        "Interval": EventAPI.interval,
        "Article": .object([
            "id": .string, "url?": .string, "title": .string, "author?": .string,
            "source?": .string, "outlet?": .string, "language?": .string,
            "original_language?": .string, "translated_by?": .string, "translation_of?": .string,
            "published?": .time, "updated?": .time, "dateline?": .string, "body": .string,
            "source_group?": .string, "source_side?": .string, "source_reliability?": .string,
        ]),
        "ArticleRow": ArticleAPI.row,
        "ArticleVersion": .object([
            "number": .integer, "taken": .time, "is_current": .boolean,
            "article": .reference("Article"),
        ]),
        "Entity": .object([
            "text": .string, "name": .string, "kind?": .string, "country?": .string,
            "sector?": .string, "office?": .string, "id?": .string, "group_id?": .string,
            "span?": .reference("Span"), "inferred?": .boolean,
        ]),
        "Place": .object([
            "text": .string, "name": .string, "geonames_id?": .integer, "admin1?": .string,
            "admin2?": .string, "country?": .string, "latitude?": .number, "longitude?": .number,
            "precision?": .string, "role?": .string, "relation?": .string, "distance?": .number,
            "span?": .reference("Span"), "inferred?": .boolean,
        ]),
        "Quantity": .object([
            "text": .string, "metric?": .string, "low?": .number, "high?": .number,
            "value?": .number, "qualifier": .choice(Qualifier.allCases.map(\.rawValue)),
            "unit?": .string, "of_whom?": .string, "cumulative?": .boolean, "as_of?": .string,
            "status?": .string, "speaker?": .string, "span?": .reference("Span"),
            "inferred?": .boolean,
        ]),
        "Materiel": .object([
            "kind": .string, "model?": .string, "low?": .number, "high?": .number,
            "qualifier?": .choice(Qualifier.allCases.map(\.rawValue)), "role": .string,
            "owner?": .string, "target?": .string, "over?": .string, "text?": .string,
            "speaker?": .string, "span?": .reference("Span"),
        ]),
        "EventTime": .object([
            "start": .nullable(.day), "end": .nullable(.day),
            "precision": .choice(EventTime.Precision.allCases.map(\.rawValue)),
            "basis": .choice(["explicit", "relative", "publication_default"]), "text?": .string,
            "span?": .reference("Span"), "inferred?": .boolean, "clock?": .integer,
        ]),
        "Claim": .object([
            "id?": .string, "article?": .string, "speaker": .string, "source_kind?": .string,
            "cue?": .string, "text": .string, "form": .choice(["direct", "indirect", "mixed"]),
            "stance": .choice(Claim.Stance.allCases.map(\.rawValue)),
            "about?": .object(["event?": .string, "field?": .string]), "value?": .string,
            "reported_by?": .string, "origin?": .string, "span?": .reference("Span"),
            "parts?": .list(.reference("Span")), "speaker_span?": .reference("Span"),
            "cue_span?": .reference("Span"), "inferred?": .boolean,
        ]),
        "Event": .object([
            "id": .string, "article": .string, "incident?": .string, "type?": .string,
            "label?": .string, "modes": .list(.string), "contexts?": .list(.string),
            "acled?": .object([
                "event_type?": .string, "sub_event_type?": .string, "candidates?": .list(.string),
            ]), "cameo?": .object(["code?": .string, "candidates?": .list(.string)]),
            "actors": .list(.reference("Entity")), "recipients": .list(.reference("Entity")),
            "effects": .list(
                .object([
                    "kind": .string, "place?": .string, "quantity?": .reference("Quantity"),
                    "text?": .string, "span?": .reference("Span"),
                ])), "casualties": .list(.reference("Quantity")),
            "materiel": .list(.reference("Materiel")), "places": .list(.reference("Place")),
            "time": .reference("EventTime"),
            "assertion": .object([
                "polarity": .choice(Assertion.Polarity.allCases.map(\.rawValue)),
                "modality": .choice(Assertion.Modality.allCases.map(\.rawValue)),
                "tense": .choice(Assertion.Tense.allCases.map(\.rawValue)), "certainty?": .string,
                "cues?": .list(.reference("Evidence")),
            ]), "claims": .list(.reference("Claim")), "spans": .list(.reference("Evidence")),
            "found_by": .list(.string),
            "confidence?": .object(["level": .string, "factors": .list(.string)]),
            "extra?": .map(.any),
        ]),
        "Mention": ArticleAPI.mention,
        "EventRow": EventAPI.row,
        "LedgerField": .object([
            "field": .string, "entries": .list(.reference("LedgerEntry")),
            "verdict?": .choice(["compatible", "revision", "conflict"]),
        ]),
        "LedgerEntry": .object([
            "event": .string, "article": .string, "outlet?": .string, "published?": .time,
            "speaker": .string, "source_kind?": .string, "origin": .string,
            "stance": .choice(Claim.Stance.allCases.map(\.rawValue)), "text": .string,
            "low?": .number, "high?": .number, "names?": .list(.string),
            "span?": .reference("Span"), "inferred?": .boolean,
            "verdict?": .choice(["compatible", "revision", "conflict"]),
            "against?": .list(.integer), "superseded?": .boolean,
        ]),
        "Incident": .object([
            "id": .string, "type?": .string, "label?": .string, "events": .list(.string),
            "articles": .list(.string), "first_seen?": .time, "last_seen?": .time,
            "status": .choice(Incident.Status.allCases.map(\.rawValue)), "status_reason": .string,
            "origins": .list(.string), "best": .reference("Event"), "because": .map(.string),
            "ledger": .list(.reference("LedgerField")),
            "joins": .list(
                .object(["event": .string, "article": .string, "reasons": .list(.string)])),
            "history": .list(.string),
            "review?": .object([
                "verdict": .choice(IncidentReview.Verdict.allCases.map(\.rawValue)),
                "author": .string, "reason": .string, "at": .time,
            ]),
        ]),
        "IncidentRow": IncidentAPI.row,
        "Review": .object([
            "incident": .string, "action": .choice(Review.Action.allCases.map(\.rawValue)),
            "author": .string, "reason": .string, "at": .time, "values?": .map(.any),
            "other?": .string, "events?": .list(.string),
            "sentences?": .list(
                .object([
                    "event": .string, "evidence": .reference("AlertEvidence"),
                    "found_by": .list(.string),
                ])),
        ]),
        "AlertEvidence": .object([
            "article": .string, "source?": .string, "url?": .string,
            "sentence": .reference("Span"), "text": .string,
            "marks": .list(.reference("Evidence")),
        ]),
        "Alert": .object([
            "identifier": .string, "sender": .string, "sent?": .time, "status": .string,
            "msgType": .choice(["Alert", "Update", "Cancel"]), "references?": .list(.string),
            "category": .string, "severity": severity, "certainty": .string, "urgency": .string,
            "headline": .string, "description": .string, "area": .list(.string), "rule": .string,
            "incident?": .string, "events": .list(.string), "articles": .list(.string),
            "evidence": .list(.reference("AlertEvidence")), "reasons": .list(.string),
            "time?": .reference("EventTime"),
        ]),
        "AlertRow": AlertAPI.row,
        "Silence": SilenceAPI.silence,
        "Diagnostic": .object([
            "severity": .choice(["error", "warning", "note"]), "code": .string, "place": .string,
            "message": .string,
            "fix?": .object(["line": .integer, "find": .string, "replacement": .string]),
        ]),
    ]
}
