import Foundation
package import TocsinModel
// Foundation has one too.
package import struct TocsinModel.Notification

/// Runs a program with the message as JSON on its standard input.
///
/// No shell reads the words. The program sees a clean environment, gets its own process group, and
/// is ended with all it started when its time is up. Exit code 0: delivered. 64, 65, 67, 77, 78 (as in
/// sysexits.h: usage, data, no such user, no permission, configuration): refused. Others: tried again.
package struct CommandNotifier: Notifier {
    package static let kind = "command"
    /// The program and its words.
    package var words: [String]
    package var timeout: Double
    /// Names of variables that the program gets from our environment, beside PATH, HOME, LANG, TZ.
    package var passes: [String]

    package init(words: [String], timeout: Double = 30, passes: [String] = []) {
        self.words = words
        self.timeout = timeout
        self.passes = passes
    }

    package func deliver(_ notification: Notification, _ context: DeliveryContext)
        -> DeliveryOutcome
    {
        var environment = ChildProcess.cleanEnvironment(passing: passes)
        environment["TOCSIN_KEY"] = notification.key
        environment["TOCSIN_KIND"] = notification.kind.name
        environment["TOCSIN_RECEIVER"] = notification.receiver
        environment["TOCSIN_SEVERITY"] = notification.severity?.rawValue ?? ""
        let child = ChildProcess(
            words: words, environment: environment, folder: context.folder, timeout: timeout,
            cancelled: context.cancelled)
        return CommandNotifier.outcome(
            child.run(input: MessageRecord(notification, context).json + [10]), words[0], timeout)
    }

    static func outcome(_ end: ChildProcess.End, _ name: String, _ timeout: Double)
        -> DeliveryOutcome
    {
        func said(_ errors: String) -> String {
            let line = plain(errors.split(whereSeparator: \.isNewline).last.map(String.init) ?? "")
            return line.isEmpty ? "" : ": " + line.prefix(200)
        }
        switch end {
        case .exited(0, _): return .delivered
        case .exited(let code, let errors) where [64, 65, 67, 77, 78].contains(code):
            return .refused("\(name) refused it with exit code \(code)" + said(errors))
        case .exited(let code, let errors):
            return .retry("\(name) ended with exit code \(code)" + said(errors))
        case .signalled(let signal, let errors):
            return .retry("\(name) was ended by signal \(signal)" + said(errors))
        case .timedOut: return .retry("\(name) took longer than \(Int(timeout)) s and was ended")
        case .cancelled: return .retry("\(name) was broken off")
        case .notStarted(let reason): return .retry("\(name) cannot be started: \(reason)")
        }
    }
}
