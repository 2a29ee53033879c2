import TocsinModel

/// An explained article as one page that needs nothing else: the text with its marked words on the
/// left, what they are to which rule on the right, the events below.
package struct ExplanationPage {
    package let explanation: ArticleExplanation

    package init(_ explanation: ArticleExplanation) { self.explanation = explanation }

    private var article: Article { explanation.article }

    package var html: String {
        let title = article.title.isEmpty ? article.id : article.title
        var facts: [String] = []
        for fact in [article.source ?? article.outlet, article.published?.description, article.url]
        {
            if let fact { facts.append(fact) }
        }
        facts.append("language \(explanation.language)")
        return """
            <!doctype html>
            <html lang="\(escaped(explanation.language == "und" ? "en" : explanation.language))">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(escaped(title)) – explained</title>
            <style>
            \(Self.style)
            </style>
            </head>
            <body>
            <header>
            <h1>\(heading(explanation.sentences.filter { $0.field == .title }, otherwise: title))</h1>
            <p class="facts">\(facts.map(escaped).joined(separator: " · "))</p>
            <p class="key"><mark class="trigger">trigger</mark> <mark class="figure">figure</mark> <mark class="party">who</mark> <mark class="place">where</mark> <mark class="word">listed word</mark> <mark class="other">other</mark></p>
            </header>
            <main>
            \(body)
            </main>
            <section>
            <h2>Events (\(explanation.events.count))</h2>
            \(events)
            </section>
            \(watchlists)
            <script>
            \(Self.script)
            </script>
            </body>
            </html>

            """
    }

    // MARK: - Text

    private func heading(_ sentences: [ArticleExplanation.Sentence], otherwise: String) -> String {
        sentences.isEmpty
            ? escaped(otherwise) : sentences.map(marked).joined(separator: " ")
    }

    private var body: String {
        var out = ""
        var paragraph = -1
        for sentence in explanation.sentences {
            let isTitle = sentence.field == .title
            if isTitle, sentence.notes.isEmpty { continue }
            let first = !isTitle && sentence.paragraph != paragraph
            if !isTitle { paragraph = sentence.paragraph }
            out +=
                "<div class=\"row\(first ? " first" : "")\"><p>\(isTitle ? "<i>in the title</i>" : marked(sentence))</p><ul>"
            for note in sentence.notes {
                out +=
                    "<li data-n=\"\(key(note))\" class=\"\(RoleGroup(note.role).rawValue)\"><b>\(escaped(note.role))</b> "
                let words = oneLine(explanation.text(note.span.range, note.span.field))
                out +=
                    note.value.isEmpty || note.value == words
                    ? escaped(words) : escaped(note.value)
                let event = note.event.map { "<a href=\"#event-\($0)\">event \($0)</a> " } ?? ""
                out +=
                    " <small>\(event)\(escaped(note.rules.isEmpty ? "by the grammar" : note.rules.joined(separator: ", ")))</small></li>"
            }
            out += "</ul></div>\n"
        }
        return out
    }

    /// A mark's name: where its words stand.
    private func key(_ note: ArticleExplanation.Note) -> String {
        "\(note.span.field.rawValue.prefix(1))\(note.span.start)-\(note.span.end)"
    }

    /// The sentence cut at every mark's edge; a piece carries the names of all marks over it.
    private func marked(_ sentence: ArticleExplanation.Sentence) -> String {
        var edges: Set<Int> = [sentence.range.lowerBound, sentence.range.upperBound]
        for note in sentence.notes {
            edges.insert(note.span.start)
            edges.insert(min(note.span.end, sentence.range.upperBound))
        }
        let sorted = edges.sorted()
        var out = ""
        for (from, to) in zip(sorted, sorted.dropFirst()) {
            let text = escaped(explanation.text(from..<to, sentence.field))
            let over = sentence.notes.filter { $0.span.start <= from && $0.span.end >= to }
            guard let inner = over.min(by: { $0.span.range.count < $1.span.range.count }) else {
                out += text
                continue
            }
            var names: [String] = []
            for name in over.map(key) where !names.contains(name) { names.append(name) }
            let label = over.map { "\($0.role) (\($0.rules.joined(separator: ", ")))" }.joined(
                separator: "; ")
            out +=
                "<mark class=\"\(RoleGroup(inner.role).rawValue)\" data-n=\"\(names.joined(separator: " "))\" title=\"\(escaped(label))\">\(text)</mark>"
        }
        return out
    }

    // MARK: - Events

    private var events: String {
        if explanation.events.isEmpty { return "<p>None.</p>" }
        var out = ""
        for (number, event) in explanation.events.enumerated() {
            let lines = EventLines(event, published: article.published)
            out +=
                "<article id=\"event-\(number + 1)\"><h3>\(number + 1). \(escaped(lines.headline)) <small>\(escaped(lines.assertion))</small></h3><table>"
            for line in lines.lines {
                let name = line.span.map {
                    "\($0.field.rawValue.prefix(1))\($0.start)-\($0.end)"
                }
                out +=
                    "<tr\(name.map { " data-n=\"\($0)\"" } ?? "")><th>\(escaped(line.slot))</th><td>\(escaped(line.value))</td><td class=\"reason\">\(escaped(line.reason))</td></tr>"
            }
            out += "</table>"
            for reason in lines.heldBack {
                out += "<p class=\"held\">An alert holds this event back: \(escaped(reason)).</p>"
            }
            out += "<p class=\"by\">found by \(escaped(event.foundBy.joined(separator: ", ")))"
            if let confidence = event.confidence {
                out +=
                    "; confidence \(escaped(confidence.level)): \(escaped(confidence.factors.joined(separator: ", ")))"
            }
            out += "</p></article>\n"
        }
        return out
    }

    private var watchlists: String {
        guard !explanation.watchlists.isEmpty else { return "" }
        var out = "<section><h2>Watchlists</h2><ul class=\"lists\">"
        for list in explanation.watchlists {
            out +=
                "<li><b>\(escaped(list.title))</b> \(list.severity.map { "rings \($0.rawValue)" } ?? "tags only"): \(escaped(list.words.joined(separator: ", "))) <small>\(escaped(list.rule))</small></li>"
        }
        return out + "</ul></section>"
    }

    private func escaped(_ text: String) -> String { XMLText.escaped(text) }

    private static let style = """
        :root { --ink: #1c1b19; --soft: #6b675f; --page: #fbfaf7; --line: #dedad1; --card: #fff;
          --trigger: #f6c9c0; --figure: #f7e2a6; --party: #cfe6cc; --place: #c9e0f2; --word: #e3d3f0; --other: #e4e1d8; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e8e4da; --soft: #a19b8e; --page: #191816; --line: #3a3732; --card: #22201d;
          --trigger: #6e2d22; --figure: #5f4c12; --party: #2c4f29; --place: #234862; --word: #493060; --other: #413d36; } }
        * { box-sizing: border-box }
        body { margin: 0 auto; max-width: 76rem; padding: 2rem 1.5rem 4rem; background: var(--page); color: var(--ink);
          font: 17px/1.6 Georgia, "Noto Serif", serif; }
        h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .4rem } h2 { font-size: 1.25rem; margin: 2.5rem 0 .8rem }
        .facts, .key, small, ul, table, .by, .held { font-family: system-ui, "Noto Sans", sans-serif }
        .facts { color: var(--soft); margin: 0; font-size: .85rem } .key { font-size: .8rem; margin: .6rem 0 1.2rem }
        .row { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 1.5rem; padding: .15rem 0 }
        .row.first { border-top: 1px solid var(--line); padding-top: .7rem; margin-top: .5rem }
        .row p { margin: 0 } .row ul { list-style: none; margin: 0; padding: 0; font-size: .78rem; line-height: 1.45 }
        li { border-left: 3px solid transparent; padding: .05rem .5rem; margin-bottom: .15rem }
        li.trigger { border-color: var(--trigger) } li.figure { border-color: var(--figure) } li.party { border-color: var(--party) }
        li.place { border-color: var(--place) } li.word { border-color: var(--word) } li.other { border-color: var(--other) }
        small { color: var(--soft); font-weight: normal } a { color: inherit }
        mark { color: inherit; border-radius: 3px; padding: .05em .1em } .key mark { padding: .1em .5em }
        mark.trigger { background: var(--trigger) } mark.figure { background: var(--figure) } mark.party { background: var(--party) }
        mark.place { background: var(--place) } mark.word { background: var(--word) } mark.other { background: var(--other) }
        .lit { outline: 2px solid var(--ink); outline-offset: 1px; border-radius: 3px }
        article { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .8rem 1.1rem; margin-bottom: 1rem }
        h3 { margin: 0 0 .4rem; font-size: 1.05rem } table { border-collapse: collapse; font-size: .85rem; width: 100% }
        th { text-align: left; font-weight: 600; width: 8rem; vertical-align: top } td, th { padding: .15rem .8rem .15rem 0 }
        .reason, .by { color: var(--soft) } .by { font-size: .78rem; margin: .5rem 0 0 } .held { font-size: .85rem; margin: .5rem 0 0 }
        .lists { padding: 0; list-style: none; font-size: .9rem }
        @media (max-width: 46rem) { .row { grid-template-columns: 1fr; gap: .3rem } body { padding: 1.2rem .9rem 3rem } }
        """

    /// Lights up what belongs together under the pointer.
    private static let script = """
        const all = [...document.querySelectorAll("[data-n]")];
        const names = e => e.dataset.n.split(" ");
        for (const e of all) {
          const light = on => { for (const o of all) if (names(o).some(n => names(e).includes(n))) o.classList.toggle("lit", on); };
          e.addEventListener("mouseenter", () => light(true));
          e.addEventListener("mouseleave", () => light(false));
        }
        """
}
