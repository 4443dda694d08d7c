// SPDX-License-Identifier: Apache-2.0
internal import Rulebook
internal import Storage
package import WorkCalendar
package import Workflow

/// One kind of thing that is decided within a transaction: acting, opening, filing, telling.
///
/// A decision is a small value over the transaction; it reads the book and decides into the ledger.
package protocol Decision {
    /// What it is decided in.
    var transaction: Transaction { get }
}

extension Transaction: Decision {
    package var transaction: Transaction { self }
}

extension Decision {
    package var book: Book { self.transaction.book }
    package var ledger: Ledger { self.transaction.ledger }
    package var rules: RuleStore { self.transaction.rules }
    package var now: Instant { self.transaction.now }
    package var principal: Principal? { self.transaction.principal }
    package var requestID: String { self.transaction.requestID }
    package var loader: CaseLoader { self.transaction.loader }
    package var lines: Lines { Lines(self.transaction) }
    package var runs: Runs { Runs(self.transaction) }
    package var recounting: Recounting { Recounting(self.transaction) }

    /// Today in a workflow's time zone.
    package func today(_ definition: WorkflowDefinition) -> Day {
        self.transaction.today(definition)
    }

    package func moment(_ definition: WorkflowDefinition) throws -> StepMoment {
        try self.transaction.moment(definition)
    }

    /// The case as it stands, counted by the calendar now known.
    package func load(_ id: String) throws -> LoadedCase { try self.transaction.load(id) }

    /// A case that whoever speaks has named: one that he does not see is not there.
    package func named(
        _ id: String, admittingParticipants admitsParticipants: Bool = false
    ) throws -> LoadedCase {
        try self.transaction.named(id, admittingParticipants: admitsParticipants)
    }

    package func officeCode(_ name: String?) throws -> String? {
        try self.transaction.officeCode(name)
    }

    package func parties(_ roles: [String: String], lenient: Bool) throws -> [String: Party] {
        try self.transaction.parties(roles, lenient: lenient)
    }

    package func refusal(
        _ refused: Refused, of definition: WorkflowDefinition, _ title: Label
    ) -> CaseworkError {
        self.transaction.refusal(refused, of: definition, title)
    }

    package func happened(_ day: Day?, _ definition: WorkflowDefinition) throws -> Day {
        try self.transaction.happened(day, definition)
    }

    package func requirePart(
        in loaded: LoadedCase, for office: String?, _ what: Label
    ) throws {
        try self.transaction.requirePart(in: loaded, for: office, what)
    }

    /// Appends a line about the directory, the rules, the jobs.
    ///
    /// - Returns: a result that names the line.
    package func directoryLine(
        _ event: String, about: String, before: Value?, after: Value?, note: String = ""
    ) throws -> CommandResult {
        let line = try self.lines.line(
            event, about: about, before: before, after: after, note: note)
        try self.ledger.append(line)
        self.transaction.administered.append((event, about))
        var result = CommandResult()
        result.sequence = line.sequence
        return result
    }
}
