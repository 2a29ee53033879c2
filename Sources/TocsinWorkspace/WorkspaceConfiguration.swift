package import TocsinAlerting
package import TocsinDelivery
package import TocsinLua
package import TocsinModel
import TocsinPlugins

/// `workspace.lua`, read: what to look at, with which rules, and whom to tell.
package struct WorkspaceConfiguration: Sendable {
    package var title: String
    package var sources: [WorkspaceSource]
    package var plugins: [String]
    /// Option values by rule id.
    package var overrides: [String: LuaTable]
    /// Who can be told, and by which ways.
    package var receivers: [Receiver]
    /// Who is told of what, and when; nil: nobody of anything.
    package var policy: AlertPolicy?
    package var http = HTTPConfiguration()
    package var keep = Retention()
    /// How severe an alert on a source that is dead or silent is; nil: none is raised.
    package var sourceAlerts: Severity?
    package var limits: LuaLimits
    /// A rule that trips this often is quarantined for the run.
    package var trips: Int

    package static let fileName = "workspace.lua"

    /// The words a workspace may use, in front of its first line: data has no libraries.
    static let words =
        #"local function at_least(x) return { __op = "at_least", x } end local function at_most(x) return { __op = "at_most", x } end "#

    static func read(_ value: LuaValue, file: SourceFile) -> (WorkspaceConfiguration?, [Diagnostic])
    {
        guard case .table(let table) = value else {
            return (
                nil,
                [
                    Diagnostic(
                        code: "workspace.returns", place: "\(file.path):1",
                        message: "the file returns \(value.describedForRule); expected "
                            + "return { title = \"…\", sources = { { files = \"articles/**/*\" } }, plugins = { … } }"
                    )
                ]
            )
        }
        let record = RecordReader(table, what: "the workspace", file: file, line: 1)
        let title = record.string("title") ?? "Untitled workspace"
        let sources = WorkspaceSource.read(record)
        let plugins = record.strings("plugins") ?? []
        var overrides: [String: LuaTable] = [:]
        for (rule, value) in record.table("override")?.fields ?? [] {
            if let options = value.table {
                overrides[rule] = options
            } else {
                record.complain(
                    "override[\"\(rule)\"] is \(value.describedForRule); expected { option = value }",
                    key: "override")
            }
        }
        let receivers = ReceiverReader(file: file).read(record)
        let policy = PolicyReader(file: file, receivers: receivers.map(\.name)).read(record)
        let http = HTTPConfiguration.read(record)
        let keep = Retention.read(record)
        let severities = Severity.allCases.dropFirst().map(\.rawValue)
        let sourceAlerts = record.choice("alert_on_sources", of: severities)
            .flatMap { Severity(rawValue: $0) }
        let (limits, trips) = readLimits(record)
        record.finish()
        let failed = record.diagnostics.contains { $0.severity == .error }
        var configuration = WorkspaceConfiguration(
            title: title, sources: sources, plugins: plugins, overrides: overrides,
            receivers: receivers, policy: policy, limits: limits, trips: trips)
        configuration.http = http
        configuration.keep = keep
        configuration.sourceAlerts = sourceAlerts
        return (failed ? nil : configuration, record.diagnostics)
    }

    private static func readLimits(_ record: RecordReader) -> (LuaLimits, Int) {
        var limits = LuaLimits()
        var trips = 3
        guard let table = record.table("limits") else { return (limits, trips) }
        let reader = RecordReader(
            table, what: "limits", file: record.file, line: record.line(of: "limits"))
        if let text = reader.string("memory", expected: "a size such as \"32MB\"") {
            if let bytes = parseSize(text) {
                limits.memory = bytes
            } else {
                reader.complain(
                    "\"memory\" is not a size: \"\(text)\"; expected e.g. \"32MB\"", key: "memory")
            }
        }
        if let steps = reader.int("steps", in: 1000...10_000_000_000) { limits.steps = steps }
        if let seconds = reader.number("seconds") { limits.seconds = seconds }
        if let n = reader.int("trips", in: 1...1_000_000) { trips = n }
        reader.finish()
        record.adopt(reader)
        return (limits, trips)
    }
}

/// Bytes in "40KB", "32MB", "1GB", "1048576"; nil where it is none.
package func parseSize(_ text: String) -> Int? {
    let digits = text.prefix { $0.isNumber || $0 == "." }
    guard let number = Double(digits), number > 0 else { return nil }
    let unit: Double
    switch text.dropFirst(digits.count).uppercased() {
    case "", "B": unit = 1
    case "K", "KB", "KIB": unit = 1024
    case "M", "MB", "MIB": unit = 1024 * 1024
    case "G", "GB", "GIB": unit = 1024 * 1024 * 1024
    default: return nil
    }
    return Int(number * unit)
}
