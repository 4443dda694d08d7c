// SPDX-License-Identifier: Apache-2.0
package import Storage
package import WorkCalendar
package import Workflow

/// What one command is carried out in: the book it reads, the ledger it decides into, who speaks, and
/// when.
///
/// One for each command.
package final class Transaction {
    package let book: Book
    package let ledger: Ledger
    package let rules: RuleStore
    package let now: Instant
    /// Who speaks; nil for the daemon itself.
    package let principal: Principal?
    package let requestID: String
    package var consequences: [Consequence] = []
    /// Why dates move when a case is found to be counted by an earlier calendar.
    package var recountReason: String?
    /// Nothing of what is decided will remain: what it comes to is told more fully.
    package var isTrial = false
    /// Whoever speaks takes part from outside: what it came to is told him as such.
    package var actsOutside = false
    /// The role outside in which whoever speaks opens a case himself.
    package var opensAs: String?
    /// A job was made whose time has come.
    package var bringsWork = false
    /// What was changed that belongs to no case: the event, and what about.
    package var administered: [(event: String, about: String)] = []
    /// Cases that were named, and that whoever speaks sees: a refusal tells of them too.
    package private(set) var lookedAt: Set<String> = []
    private var chained = 0

    package init(
        _ book: Book, rules: RuleStore, now: Instant, principal: Principal? = nil,
        requestID: String = ""
    ) {
        self.book = book
        self.ledger = Ledger(book)
        self.rules = rules
        self.now = now
        self.principal = principal
        self.requestID = requestID
    }

    /// Today in a workflow's time zone.
    package func today(_ definition: WorkflowDefinition) -> Day {
        CivilZone(definition.timeZone).day(of: self.now)
    }

    package func moment(_ definition: WorkflowDefinition) throws -> StepMoment {
        var generator = SystemRandomNumberGenerator()
        return StepMoment(
            today: self.today(definition), sequence: try self.book.nextSequence(),
            seed: generator.next())
    }

    package var loader: CaseLoader { CaseLoader(self.book, self.rules, self.now) }

    /// The case, as it stands in this transaction, counted by the calendar now known.
    package func load(_ id: String) throws -> LoadedCase {
        let loaded = try self.loader.load(id)
        return try Recounting(self).recounted(loaded, includingPast: false)?.loaded ?? loaded
    }

    /// What whoever speaks may read.
    package var visibility: Visibility {
        Visibility(of: self.principal.map { .person($0) } ?? .daemon, in: self.book, self.rules)
    }

    /// What a case is called where a whole office reads it: what is secret in it is left out.
    package func titleForAll(_ row: CaseRow) throws -> String {
        try self.forAll(row.title, of: row)
    }

    /// A text of a case where people without a part in it read it: what is secret is left out.
    package func forAll(_ text: String, of row: CaseRow) throws -> String {
        try Visibility(of: .person(.withoutRole), in: self.book, self.rules)
            .kept(in: row).shown(text)
    }

    /// A case that somebody named, by its id or by what is on the paper: one that he does not see is not there.
    ///
    /// - Parameter admitsParticipants: whoever takes part in it from outside may do this.
    package func named(
        _ word: String, admittingParticipants admitsParticipants: Bool = false
    ) throws -> LoadedCase {
        let visibility = self.outsideVisibility
        let id = try visibility.caseID(called: word, isToAct: true)
        let row = try visibility.row(id)
        self.lookedAt.insert(id)
        if !admitsParticipants, try visibility.takesPart(in: row),
            let outside = try visibility.kept(in: row).outside
        {
            throw Self.outsideOnly(
                id, outside, try self.rules.definition(row.definitionHash, self.book))
        }
        return try self.load(id)
    }

    /// What whoever speaks may read, also as somebody outside.
    package var outsideVisibility: Visibility {
        Visibility(
            of: self.principal.map { .person($0) } ?? .daemon, in: self.book, self.rules,
            admittingParticipantsOn: self.rules.nationalZone.day(of: self.now))
    }

    private static func outsideOnly(
        _ id: String, _ view: OutsideView, _ definition: WorkflowDefinition
    ) -> CaseworkError {
        let own = definition.events.items.filter { view.own.contains($0.name) }.map(\.labels).joined
        return CaseworkError(
            .permission,
            Label(
                "您是\(id)的参加人,不能办理此事" + (view.own.isEmpty ? "" : ";本人可以办理:\(own.zh)"),
                "you take part in \(id) from outside and may not do this"
                    + (view.own.isEmpty ? "" : "; what you may do yourself: \(own.en)")))
    }

    /// Who acts, with the roles he has in this case; in an office's name when one is given.
    package func actor(_ loaded: LoadedCase, _ forOffice: String?) throws -> StepActor {
        guard let principal else { return .system }
        let actor = principal.actor(
            by: principal.standings(for: try self.officeCode(forOffice)), in: loaded.definition,
            holders: loaded.facts.roles)
        // Whoever has a role of an office in it acts by that, where offices read it.
        let isOffices = !actor.roles.isEmpty && loaded.definition.readers != .participants
        guard !isOffices, (forOffice ?? "").isEmpty else { return actor }
        let parts = try self.parts(in: loaded)
        guard !parts.isEmpty else { return actor }
        self.actsOutside = true
        return StepActor(user: String(principal.number), roles: Set(parts.map(\.role)))
    }

    package func officeCode(_ name: String?) throws -> String? {
        guard let name, !name.isEmpty else { return nil }
        let codes = try self.book.officeCodes(called: name)
        if codes.count == 1 { return codes[0] }
        if codes.isEmpty {
            let near = try self.book.officesNear(name)
            let told = near.toldAsMissing(name)
            throw CaseworkError.invalid(
                "office", told.zh, told.en,
                remedy: near.isEmpty ? .addOffice(name: name) : .look(at: .offices))
        }
        let list = codes.joined(separator: ", ")
        throw CaseworkError.invalid(
            "office", "“\(name)”有多个单位(\(list)),请用代码",
            "several offices are called “\(name)” (\(list)); use the code")
    }

    /// Offices by role, from codes or names.
    ///
    /// What is recorded afterwards may name offices that the directory does not know.
    package func parties(_ roles: [String: String], lenient: Bool) throws -> [String: Party] {
        var parties: [String: Party] = [:]
        for (role, name) in roles where !name.isEmpty {
            let codes = try self.book.officeCodes(called: name)
            if lenient, codes.isEmpty {
                parties[role] = Party(office: nil, name: name)
                continue
            }
            let office = try self.officeCode(name).flatMap(self.book.office)
            if let office, !lenient { try self.requireWorking(office, role) }
            parties[role] = Party(office: office?.code, name: office?.name ?? name)
        }
        return parties
    }

    /// Nothing new is given to an office that has ended.
    package func requireWorking(_ office: OfficeRow, _ role: String) throws {
        guard let closing = office.closing else { return }
        let next = try self.book.present(office)
        throw CaseworkError.invalid(
            role,
            "\(office.name)已于\(closing.on)撤销"
                + (next.code == office.code ? "" : ",由\(next.name)(\(next.code))承接"),
            "\(office.name) ended on \(closing.on)"
                + (next.code == office.code
                    ? "" : "; \(next.name) (\(next.code)) carries on what it did"))
    }

    /// Counts what one command sets off elsewhere.
    package func countConsequence(depth: Int) throws {
        self.chained += 1
        guard self.chained <= WorkflowLimits.consequences, depth <= WorkflowLimits.depth else {
            throw CaseworkError(
                .refused,
                Label(
                    "一次操作牵连过多(限\(WorkflowLimits.consequences)件、\(WorkflowLimits.depth)层),未办理",
                    "one act would touch too many cases (limit \(WorkflowLimits.consequences), depth \(WorkflowLimits.depth)); nothing was done"
                ))
        }
    }

    package func refusal(
        _ refused: Refused, of definition: WorkflowDefinition, _ title: Label
    ) -> CaseworkError {
        let isPermission = refused.unmet.contains {
            $0.code == "role" && $0.parameters["roles"] != nil
        }
        var error = CaseworkError(
            isPermission ? .permission : .refused, title, unmet: refused.unmet,
            possible: refused.possible, laws: definition.laws, day: self.today(definition))
        error.possibleLabels = refused.possible.map {
            definition.events[$0]?.labels ?? Label(same: $0)
        }
        return error
    }
}

extension Transaction {
    /// The day of a fact: not after today.
    package func happened(_ day: Day?, _ definition: WorkflowDefinition) throws -> Day {
        let today = self.today(definition)
        guard let day else { return today }
        guard day <= today else {
            throw CaseworkError.invalid(
                "on", "日期\(day)晚于今天\(today)", "\(day) is after today, \(today)")
        }
        return day
    }

    /// Only those who have a part in a case add to its file.
    package func requirePart(
        in loaded: LoadedCase, for office: String?, _ what: Label
    ) throws {
        guard try self.actor(loaded, office).roles.isEmpty else { return }
        throw CaseworkError(
            .permission,
            Label(
                "您不是\(loaded.row.id)的承办人员,不能\(what.zh)",
                "you have no role in \(loaded.row.id) and may not \(what.en)"),
            remedy: .look(at: .ownRoles))
    }
}
