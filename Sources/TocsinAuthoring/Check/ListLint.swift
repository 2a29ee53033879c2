import Foundation
import TocsinModel
import TocsinPlugins

/// The lists of a plugin: where they come from, and whether they still hold.
struct ListLint {
    private let plugin: Plugin
    private let now: Timestamp

    init(_ plugin: Plugin, now: Timestamp) {
        self.plugin = plugin
        self.now = now
    }

    func check() -> [Diagnostic] {
        let folder = plugin.folder + "/lists"
        var out: [Diagnostic] = []
        for name in ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        where name.hasSuffix(".tsv") {
            let display = "\(plugin.displayFolder)/lists/\(name)"
            guard let data = FileManager.default.contents(atPath: folder + "/" + name),
                let list = PluginList(
                    at: folder + "/" + name, display: display, bytes: [UInt8](data))
            else { continue }
            out += licence(list) + rows(list) + dates(list)
        }
        return out + stale()
    }

    private func licence(_ list: PluginList) -> [Diagnostic] {
        let said = list.heading.contains {
            $0.lowercased().contains("licence") || $0.lowercased().contains("license")
        }
        if said { return [] }
        return [
            Diagnostic(
                .warning, code: "list.licence", place: "\(list.path):1",
                message:
                    "does not say where it comes from; begin with # source: … licence: …, e.g. # source: written for this plugin. licence: CC0-1.0"
            )
        ]
    }

    /// Rows that stand twice. Lists of places name towns that share a name: there every column counts.
    private func rows(_ list: PluginList) -> [Diagnostic] {
        var seen: [String: Int] = [:]
        var out: [Diagnostic] = []
        for (line, cells) in list.rows {
            let key = cells.joined(separator: "\t")
            if let first = seen[key] {
                out.append(
                    Diagnostic(
                        .warning, code: "list.duplicate", place: "\(list.path):\(line)",
                        message: "this row stands in line \(first) already; take one out"))
                if out.count == 20 { break }
            } else {
                seen[key] = line
            }
        }
        return out
    }

    /// An office whose every holder's time is over: who holds it now is missing.
    private func dates(_ list: PluginList) -> [Diagnostic] {
        guard list.columns.contains("to"), list.columns.contains("office") else { return [] }
        struct Office: Hashable {
            var office: String
            var country: String
        }
        var latest: [Office: (line: Int, to: String, name: String)] = [:]
        let today = now.day.description
        for (line, cells) in list.rows {
            let key = Office(
                office: list.cell(cells, "office"), country: list.cell(cells, "country"))
            let to = list.cell(cells, "to")
            // "2024" lasts to its end.
            let end = to.isEmpty ? "9999" : to.count == 4 ? to + "-12-31" : to
            if end > latest[key]?.to ?? "" { latest[key] = (line, end, list.cell(cells, "name")) }
        }
        return latest.filter { $0.value.to < today }.sorted { $0.value.line < $1.value.line }.map {
            office, last in
            Diagnostic(
                .warning, code: "list.run-out", place: "\(list.path):\(last.line)",
                message:
                    "no row for \(office.office)\(office.country.isEmpty ? "" : " of \(office.country)") holds today: the last, \(last.name), ended \(last.to); add who came after"
            )
        }
    }

    /// Lists with a `refresh_by` that nobody has refreshed.
    private func stale() -> [Diagnostic] {
        var out: [Diagnostic] = []
        for rule in plugin.rules {
            for refresh in rule.refreshes {
                let file = refresh.file
                let path = [plugin.folder + "/" + file, plugin.folder + "/lists/" + file].first {
                    FileManager.default.fileExists(atPath: $0)
                }
                guard let path,
                    let facts = try? FileManager.default.attributesOfItem(atPath: path),
                    let changed = facts[.modificationDate] as? Date
                else { continue }
                let age = now.seconds - Int(changed.timeIntervalSince1970)
                guard age > refresh.seconds else { continue }
                out.append(
                    Diagnostic(
                        .warning, code: "list.stale",
                        place: "\(rule.path):\(RuleLines(rule).line(of: file))",
                        message:
                            "\(file) was last changed \(age / 86400) days ago and is to be refreshed every \(refresh.text)"
                    ))
            }
        }
        return out
    }
}
