package import TocsinModel

/// Everything the gate needs to answer: one workbench, its pages, who may ask.
package struct Site: Sendable {
    package var workbench: Workbench
    package var router: Router
    /// Who reviews where there are no accounts.
    package var author: String
    package var clock: @Sendable () -> Timestamp
    /// Faults of our own, for the terminal.
    package var note: @Sendable (String) -> Void

    package init(
        workbench: Workbench, router: Router = Router(),
        author: String, clock: @escaping @Sendable () -> Timestamp,
        note: @escaping @Sendable (String) -> Void
    ) {
        self.workbench = workbench
        self.router = router
        self.author = author
        self.clock = clock
        self.note = note
    }
}
