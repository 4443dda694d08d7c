// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import WorkCalendar
internal import Workflow

/// A case with all that deciding about it needs.
struct LoadedCase {
    var row: CaseRow
    var definition: WorkflowDefinition
    var machine: Machine
    var facts: CaseFacts
    var surroundings: StoreSurroundings
}

/// Carries one command out within an open transaction: loads, asks the machine, writes what it
/// answers, and follows the consequences in other cases.
///
/// One for each command.
final class Transactor {
    let writer: any StoreWriter
    let rules: RuleStore
    let now: Instant
    /// Who speaks; nil for the daemon itself.
    let principal: Principal?
    let requestID: String
    var consequences: [CommandResult.Consequence] = []
    /// Why dates move when a case is found to be counted by an earlier calendar.
    var recountReason: String?
    /// A job was made whose time has come.
    var bringsWork = false
    private var chained = 0

    init(
        _ writer: any StoreWriter, rules: RuleStore, now: Instant, principal: Principal?,
        requestID: String
    ) {
        self.writer = writer
        self.rules = rules
        self.now = now
        self.principal = principal
        self.requestID = requestID
    }

    /// Today in a workflow's time zone.
    func today(_ definition: WorkflowDefinition) -> Day {
        CivilZone(definition.timeZone).day(of: self.now)
    }

    func moment(_ definition: WorkflowDefinition) throws -> StepMoment {
        var generator = SystemRandomNumberGenerator()
        return StepMoment(
            today: self.today(definition), sequence: try self.writer.nextSequence(),
            seed: generator.next())
    }

    var loader: CaseLoader { CaseLoader(self.writer, self.rules, self.now) }

    /// The case, as it stands in this transaction, counted by the calendar now known.
    func load(_ id: String) throws -> LoadedCase {
        let loaded = try self.loader.load(id)
        return try self.recounted(loaded, includingPast: false)?.loaded ?? loaded
    }

    /// Who acts, with the roles he has in this case; in an office's name when one is given.
    func actor(_ loaded: LoadedCase, _ forOffice: String?) throws -> StepActor {
        guard let principal else { return .system }
        let standings = principal.standings(for: try self.officeCode(forOffice))
        let roles = loaded.definition.actingRoles(
            standings.map(\.standing), holders: loaded.facts.roles)
        return StepActor(user: String(principal.uid), roles: roles)
    }

    func officeCode(_ name: String?) throws -> String? {
        guard let name, !name.isEmpty else { return nil }
        let codes = try self.writer.officeCodes(called: name)
        if codes.count == 1 { return codes[0] }
        if codes.isEmpty {
            throw CaseworkError.invalid(
                "office", "单位名录中没有“\(name)”;先用 caseadm office add 登记",
                "no office “\(name)” in the directory; add it first with caseadm office add")
        }
        let list = codes.joined(separator: ", ")
        throw CaseworkError.invalid(
            "office", "“\(name)”有多个单位(\(list)),请用代码",
            "several offices are called “\(name)” (\(list)); use the code")
    }

    /// Offices by role, from codes or names.
    ///
    /// What is recorded afterwards may name offices that the directory does not know.
    func parties(_ roles: [String: String], lenient: Bool) throws -> [String: Party] {
        var parties: [String: Party] = [:]
        for (role, name) in roles where !name.isEmpty {
            let codes = try self.writer.officeCodes(called: name)
            if lenient, codes.isEmpty {
                parties[role] = Party(office: nil, name: name)
                continue
            }
            let code = try self.officeCode(name)
            parties[role] = Party(
                office: code, name: try code.flatMap(self.writer.office)?.name ?? name)
        }
        return parties
    }

    /// Counts what one command sets off elsewhere.
    func countConsequence(depth: Int) throws {
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

    func refusal(
        _ refused: Refused, _ definition: WorkflowDefinition, _ title: Label
    ) -> CaseworkError {
        let isPermission = refused.unmet.contains {
            $0.code == "role" && $0.parameters["roles"] != nil
        }
        return CaseworkError(
            isPermission ? .permission : .refused, title, unmet: refused.unmet,
            possible: refused.possible, laws: definition.laws, day: self.today(definition))
    }
}

/// Loads cases from a transaction or a snapshot.
struct CaseLoader {
    let reader: any StoreReader
    let rules: RuleStore
    let now: Instant

    init(_ reader: any StoreReader, _ rules: RuleStore, _ now: Instant) {
        self.reader = reader
        self.rules = rules
        self.now = now
    }

    /// A case that can be acted on.
    ///
    /// - Throws: ``CaseworkError`` when there is none, or it is set aside.
    func load(_ id: String) throws -> LoadedCase {
        guard let row = try self.reader.caseRow(id) else { throw CaseworkError.noCase(id) }
        guard !row.isQuarantined else {
            throw CaseworkError(
                .refused,
                Label(
                    "案件\(id)已隔离(数据异常),请系统管理员查看日志",
                    "case \(id) is quarantined (its data cannot be); ask the administrator, see the journal"
                ))
        }
        return try self.load(row)
    }

    func load(_ row: CaseRow) throws -> LoadedCase {
        let definition = try self.rules.definition(row.definitionHash, self.reader)
        return try self.load(row, as: definition)
    }

    /// The case as it is under a definition, which need not be the one it pins.
    func load(_ row: CaseRow, as definition: WorkflowDefinition) throws -> LoadedCase {
        var roles = row.roles
        if let parent = row.parent, let above = try self.reader.caseRow(parent) {
            for role in definition.roles.items where role.binding == .ofParent {
                roles[role.name] = above.roles[role.name]
            }
        }
        let facts = CaseFacts(
            id: row.id, state: row.state, version: row.version, fields: row.fields, roles: roles,
            history: definition.standing(try self.reader.facts(of: row.id)),
            clocks: try self.reader.clocks(of: row.id),
            documents: try self.reader.documents(of: row.id).map(\.fact),
            deliveries: try self.reader.deliveries(of: row.id).map(\.fact), parent: row.parent)
        let today = CivilZone(definition.timeZone).day(of: self.now)
        return LoadedCase(
            row: row, definition: definition,
            machine: try self.rules.machine(definition, on: today), facts: facts,
            surroundings: StoreSurroundings(
                self.reader, self.rules, caseID: row.id, parent: row.parent,
                place: try self.place(roles, definition)))
    }

    /// The place of the office that answers for the case: whose supervisors and so on are meant.
    func place(_ roles: [String: Party], _ definition: WorkflowDefinition) throws -> String? {
        try definition.home(roles).flatMap(self.reader.office)?.place
    }
}

extension WorkflowDefinition {
    /// The office that answers for a case: the first role in file order that an office holds.
    func home(_ roles: [String: Party]) -> String? {
        self.roles.items.filter { $0.binding == .ofCase || $0.binding == .ofParent }
            .lazy.compactMap { roles[$0.name]?.office }.first
    }

    /// Who holds a case, for lists: the first role that was named for it.
    func holder(_ roles: [String: Party]) -> Party? {
        self.roles.items.filter { $0.binding == .ofCase }.lazy.compactMap { roles[$0.name] }.first
    }
}
