import TocsinPlugins
package import TocsinStore

extension Workspace {
    /// The workspace's memory, in its `.tocsin`.
    package func openStore(creating: Bool) throws(StoreError) -> Store {
        let place = folder + "/.tocsin"
        return try Store.open(
            folder: place, display: Workspace.relative(place), creating: creating)
    }
}

/// Seconds in "90 minutes", "6 hours", "3 days"; nil where it is not one.
package func lengthOfTime(_ text: String) -> Int? { parseLengthOfTime(text) }
