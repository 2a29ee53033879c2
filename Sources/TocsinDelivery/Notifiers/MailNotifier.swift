import Foundation
package import TocsinModel
// Foundation has one too.
package import struct TocsinModel.Notification
package import TocsinTransfer

/// Sends messages as mail, through a server or a program that takes them as sendmail does.
package struct MailNotifier: Notifier {
    package static let kind = "email"

    package enum Carrier: Hashable, Sendable {
        case server(
            host: String, port: Int, encryption: MailSubmission.Encryption, user: String?,
            password: Secret?)
        /// A program that gets `-i -f FROM -- TO…` and the message on its standard input.
        case program([String])
    }

    package var to: [MailAddress]
    package var from: MailAddress
    package var replyTo: MailAddress?
    package var carrier: Carrier
    package var route: NetworkRoute

    package init(
        to: [MailAddress], from: MailAddress, replyTo: MailAddress? = nil, carrier: Carrier,
        route: NetworkRoute = .house
    ) {
        self.to = to
        self.from = from
        self.replyTo = replyTo
        self.carrier = carrier
        self.route = route
    }

    package func deliver(_ notification: Notification, _ context: DeliveryContext)
        -> DeliveryOutcome
    {
        let letter = MailLetter(
            notification: notification, from: from, to: to, replyTo: replyTo, context: context
        ).bytes
        switch carrier {
        case .program(let words):
            let child = ChildProcess(
                words: words + ["-i", "-f", from.address, "--"] + to.map(\.address),
                environment: ChildProcess.cleanEnvironment(passing: []), folder: context.folder,
                timeout: route.timeout, cancelled: context.cancelled)
            // Such programs expect the line ends of the system.
            return CommandNotifier.outcome(
                child.run(input: letter.filter { $0 != 13 }), words[0], route.timeout)
        case .server(let host, let port, let encryption, let user, let password):
            do {
                let mail = MailSubmission(
                    host: host, port: port, encryption: encryption, user: user,
                    password: try password.map(context.secrets.value), from: from.address,
                    recipients: to.map(\.address), message: letter, limits: route.limits)
                try context.client(route).submit(mail)
                return .delivered
            } catch let missing as SecretSource.Missing {
                return .refused(missing.message)
            } catch let error as TransferError {
                return error.isTemporary ? .retry(error.message) : .refused(error.message)
            } catch { return .retry("\(error)") }
        }
    }
}
