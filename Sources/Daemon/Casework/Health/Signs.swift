// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
package import Logging
internal import Synchronization
internal import WorkCalendar

/// What whoever looks after the system must see: who was refused, and what was changed in the
/// directory, the rules, the jobs and the clock.
///
/// Lines of the log, with numbers of users (the uid of who is in no directory), codes of offices and numbers of cases; no name, title or value. Who is
/// refused again and again fills no disk: of many refusals in a minute some are told, the rest counted.
package final class Signs: Sendable {
    /// A refusal, as far as it may be told.
    package struct Refusal: Sendable {
        /// What is wrong: `not_permitted`, `unknown_uid`, `uid_of_another`, `not_in_force`, `no_courier`.
        var event: String
        /// Who: his number, or the uid of who is in no directory.
        var principal: Int64
        /// His offices.
        var offices: Set<String>
        /// What he called.
        var call: String
        /// The case he named.
        var caseID: String
        /// His request's id.
        var requestID: String

        /// A refusal.
        package init(
            _ event: String, by principal: Int64, offices: Set<String> = [], call: String,
            caseID: String = "", requestID: String = ""
        ) {
            self.event = event
            self.principal = principal
            self.offices = offices
            self.call = call
            self.caseID = caseID
            self.requestID = requestID
        }
    }

    private struct Minute {
        var began: ContinuousClock.Instant
        var told = 0
        var toldOf: [Int64: Int] = [:]
        var untold = 0
    }

    private let logger: Logger
    private let minute = Mutex<Minute?>(nil)
    /// Accounts whose name is another than was entered, and when somebody last came with one.
    private let renamed = Mutex<[Int64: Instant]>([:])

    /// Signs in a log.
    package init(_ logger: Logger) {
        self.logger = logger
    }

    /// Somebody came with an account that was entered under another name.
    package func refused(renamed uid: Int64, call: String) {
        self.renamed.withLock { known in
            if known.count >= CaseworkLimits.refusalsTold { known.removeAll() }
            known[uid] = DaemonClock.machine
        }
        self.refused(Refusal("uid_of_another", by: uid, offices: [], call: call))
    }

    /// Accounts with which somebody was refused so since a day ago.
    func renamedAccounts(at now: Instant) -> [Int64] {
        self.renamed.withLock { known in
            known.filter { now.milliseconds - $0.value.milliseconds < CaseworkLimits.faultTold }
                .keys.sorted()
        }
    }

    /// Somebody was refused.
    package func refused(_ refusal: Refusal, at now: ContinuousClock.Instant = .now) {
        let (isTold, untold) = self.minute.withLock { Signs.count(refusal.principal, &$0, at: now) }
        if untold > 0 {
            self.logger.warning(
                "more was refused in a minute than is told",
                metadata: ["event": "refusals_untold", "count": "\(untold)"])
        }
        guard isTold else { return }
        var metadata: Logger.Metadata = [
            "event": "\(refusal.event)", "principal": "\(refusal.principal)",
            "call": "\(refusal.call)",
        ]
        if !refusal.offices.isEmpty {
            metadata["office"] = "\(refusal.offices.sorted().joined(separator: ","))"
        }
        // What is no case's number or plain id may be anything: it is left out.
        if refusal.caseID.wholeMatch(of: /[A-Z]{1,16}-\d{4}-\d{1,9}/) != nil {
            metadata["case"] = "\(refusal.caseID)"
        }
        if refusal.requestID.wholeMatch(of: /[0-9a-fA-F-]{1,64}/) != nil {
            metadata["request"] = "\(refusal.requestID)"
        }
        self.logger.notice("refused", metadata: metadata)
    }

    /// Whether a refusal is told, and how many of the minute before were not.
    private static func count(
        _ principal: Int64, _ minute: inout Minute?, at now: ContinuousClock.Instant
    ) -> (isTold: Bool, untold: Int) {
        var untold = 0
        if minute.map({ now - $0.began >= CaseworkLimits.refusalWindow }) ?? true {
            untold = minute?.untold ?? 0
            minute = Minute(began: now)
        }
        guard var current = minute else { return (false, untold) }
        defer { minute = current }
        guard current.told < CaseworkLimits.refusalsTold,
            current.toldOf[principal, default: 0] < CaseworkLimits.refusalsToldOfOne
        else {
            current.untold += 1
            return (false, untold)
        }
        current.told += 1
        current.toldOf[principal, default: 0] += 1
        return (true, untold)
    }

    /// Something that belongs to no case was changed.
    package func administered(
        _ event: String, about: String, by principal: Principal?, requestID: String = ""
    ) {
        var metadata: Logger.Metadata = ["event": "\(event)", "about": "\(about)"]
        if let principal { metadata["principal"] = "\(principal.number)" }
        if requestID.wholeMatch(of: /[0-9a-fA-F-]{1,64}/) != nil {
            metadata["request"] = "\(requestID)"
        }
        self.logger.notice("administration", metadata: metadata)
    }
}
