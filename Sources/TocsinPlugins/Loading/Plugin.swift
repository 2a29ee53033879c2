package import TocsinModel

/// A folder of rules and lists, read.
package struct Plugin: Sendable {
    package let manifest: PluginManifest
    /// Absolute.
    package let folder: String
    /// As messages say it.
    package let displayFolder: String
    package var rules: [Rule]

    package var id: String { manifest.id }
}

/// What came of reading plugins: those that can run and everything that was wrong.
package struct LoadedPlugins: Sendable {
    package var plugins: [Plugin] = []
    package var diagnostics: [Diagnostic] = []
    /// Rule files that could not be used: named in the report, the others run.
    package var quarantined: [String] = []

    package init() {}

    package var rules: [Rule] { plugins.flatMap(\.rules) }
}
