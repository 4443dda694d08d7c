// SPDX-License-Identifier: Apache-2.0
internal import Rulebook
package import Storage
package import WorkCalendar
package import Workflow

/// For whom something is answered or decided.
package enum Viewer: Sendable {
    /// The daemon itself, whose lists are for offices and whose decisions need every case.
    case daemon
    /// Somebody at the socket, and by which call he asks.
    case person(Principal, call: String = "")
}

/// What the rules in force say of reading, over all workflows and places.
struct ReadingRules: Sendable {
    /// Roles and duties that watch other offices of their place.
    let watching: Set<String>
    /// Roles that read what the offices of their office's place have.
    let auditing: Set<String>
    /// The first of them, with its label: what an administrator is told to give himself.
    let auditor: Remedy.Term?
    /// Workflows that others than those involved may read.
    private(set) var kinds: [Readers: Set<Sight.Kind>] = [:]
    /// Fields that are secret anywhere.
    private(set) var secretFields: Set<String> = []
    /// Names and labels of fields that are secret in every case.
    private(set) var secretWords: Set<String> = []
    /// How the ids of cases begin that whoever reads them is noted for.
    private(set) var restrictedPrefixes: Set<String> = []

    init(_ rulebook: Rulebook) {
        self.watching = rulebook.rolesTold
        let auditing = rulebook.conventions.placeReaders
        self.auditing = Set(auditing)
        self.auditor = auditing.first.map {
            Remedy.Term($0, rulebook.roles[$0] ?? Label(same: $0))
        }
        for workflow in rulebook.workflowNames {
            for profile in rulebook.profileNames {
                guard
                    let definition = rulebook.workflow(workflow, profile: profile)?.definition
                else { continue }
                self.secretFields.formUnion(
                    definition.fields.items.filter { $0.secret != nil }.map(\.name))
                for field in definition.fields.items
                where field.secret.map({ $0.whileTrue == nil }) ?? false {
                    self.secretWords.formUnion([field.name, field.labels.zh, field.labels.en])
                }
                if definition.isRestricted { self.restrictedPrefixes.insert(definition.prefix) }
                guard definition.readers != .involved else { continue }
                self.kinds[definition.readers, default: []].insert(
                    Sight.Kind(workflow: workflow, profile: profile))
            }
        }
    }
}

/// What somebody may read: the one place that decides.
///
/// Whether a case is seen follows from the roles of offices (``Sight``); what of it is read follows from
/// his roles in it (``Secret``). Both are those of the rules now in force, whatever a case has pinned: who
/// must not read a name must not read it in a case of last year either.
package final class Visibility {
    let viewer: Viewer
    let reader: any CaseworkReader
    let rules: RuleStore
    /// Worked out when it is first asked for, as are the cases in which he takes part.
    private var insideKnown: Sight??
    private var takenPartKnown: Set<String>?
    private var seen: [String: Bool] = [:]
    /// What is restricted and was told: of which case, and of it which fields and documents.
    var told: [String: Set<String>] = [:]

    /// The day for which whoever takes part in cases from outside is admitted; nil where he is not.
    private let outsideOn: Day?
    /// Finds the cases in which he takes part; nil where nothing is listed.
    private let listing: (any StoreReader)?

    /// What a viewer may read of a moment's store.
    ///
    /// - Parameter day: whoever takes part in cases from outside on it reads in them what concerns him;
    ///   nil: nothing.
    /// - Parameter listing: finds those cases, for lists.
    package init(
        of viewer: Viewer, in reader: any CaseworkReader, _ rules: RuleStore,
        admittingParticipantsOn day: Day? = nil, listedBy listing: (any StoreReader)? = nil
    ) {
        self.viewer = viewer
        self.reader = reader
        self.rules = rules
        self.outsideOn = day
        self.listing = listing
    }

    /// Somebody who does not see everything; nil for the daemon.
    package var person: Principal? {
        if case .person(let principal, _) = self.viewer { return principal }
        return nil
    }

    /// Whether he looks after the daemon: what fails and what runs is his to know, whose case it is not.
    package var administers: Bool { self.person?.isAdmin ?? false }

    // MARK: - Cases

    /// What lists are filtered by; nil for who sees everything.
    package func sight() throws -> Sight? {
        var sight = try self.sightInside()
        sight?.cases = try self.takenPart()
        return sight
    }

    /// What he sees by his rights in offices.
    private func sightInside() throws -> Sight? {
        if let known = self.insideKnown { return known }
        let sight = try self.person.map(self.sight)
        self.insideKnown = .some(sight)
        return sight
    }

    private func sight(of person: Principal) throws -> Sight {
        let own = person.offices
        guard !own.isEmpty else { return Sight(offices: []) }
        let rules = self.rules.reading
        let offices = try self.reader.offices()
        let mine = offices.filter { own.contains($0.code) }
        let places = Set(mine.map(\.place))
        let audited = Set(self.auditing(person).map(\.office))
        let watched = Set(
            mine.filter {
                audited.contains($0.code) || !rules.watching.isDisjoint(with: $0.duties)
            }.map(\.place))
        func codes(of places: Set<String>) -> Set<String> {
            Set(offices.filter { places.contains($0.place) }.map(\.code))
        }
        // Who stands above an office is above its place.
        let tree = OfficeTree(offices)
        return Sight(
            offices: own.union(codes(of: watched)),
            neighbours: codes(of: places).union(own.flatMap(tree.below)),
            byPlace: rules.kinds[.place] ?? [], byAll: rules.kinds[.all] ?? [],
            byNoOffice: rules.kinds[.participants] ?? [])
    }

    /// Ids of the cases in which he takes part from outside, as far as they are listed.
    func takenPart() throws -> Set<String> {
        if let known = self.takenPartKnown { return known }
        var found: Set<String> = []
        if let listing, let person, let user = person.user {
            let admitted = try listing.participations(of: person.number).map(\.caseID)
            var rows = try Set(admitted).compactMap(listing.caseRow)
            let offices = Set(user.memberships.filter { $0.kind == .outside }.map(\.office))
            for office in offices.sorted() {
                rows += try listing.cases(of: office, naming: user.name)
            }
            for row in rows where !found.contains(row.id) {
                if try !self.parts(in: row).isEmpty { found.insert(row.id) }
            }
        }
        self.takenPartKnown = found
        return found
    }

    /// In what roles outside he takes part in a case; none where he is not admitted as such.
    package func parts(in row: CaseRow) throws -> [ParticipantRow] {
        guard let person, let day = self.outsideOn, person.isToldOf(row.id) else { return [] }
        return try self.reader.parts(
            of: person.number, in: row, by: self.present(row), on: day)
    }

    private func auditing(_ person: Principal) -> [Right] {
        let rules = self.rules.reading
        return person.standings(for: nil).filter { rules.auditing.contains($0.role) }
    }

    /// Whether a case is seen: by his rights, or because he takes part in it.
    package func sees(_ row: CaseRow) throws -> Bool {
        try self.seesInside(row) || !self.parts(in: row).isEmpty
    }

    /// Whether he sees a case only because he takes part in it.
    package func takesPart(in row: CaseRow) throws -> Bool {
        try !self.partsAlone(in: row).isEmpty
    }

    /// In what roles outside he sees a case; none where he has a right to.
    func partsAlone(in row: CaseRow) throws -> [ParticipantRow] {
        // Mostly nobody outside is asked for, or he is of an office of the case.
        guard self.outsideOn != nil, try !self.seesInside(row) else { return [] }
        return try self.parts(in: row)
    }

    private func seesInside(_ row: CaseRow) throws -> Bool {
        guard let person else { return true }
        let kind = Sight.Kind(workflow: row.workflow, profile: row.profile)
        if self.rules.reading.kinds[.participants]?.contains(kind) ?? false { return false }
        // Mostly an office of his own has a role: nothing else is read then.
        let isOwn = row.roles.values.contains { party in
            person.rights.contains { $0.office == party.office }
        }
        if isOwn { return true }
        if let known = self.seen[row.id] { return known }
        let sees =
            try self.sightInside()?.seesInside(row, involved: self.reader.involved(in: row)) ?? true
        self.seen[row.id] = sees
        return sees
    }

    /// A case that is seen.
    ///
    /// - Throws: ``CaseworkError`` as for a case that is not there.
    package func row(_ id: String) throws -> CaseRow {
        guard let row = try self.reader.caseRow(id), try self.sees(row) else {
            // Whether it is there is not told him either.
            if self.administers { try self.requireRole() }
            throw CaseworkError.noCase(id)
        }
        return row
    }

    /// Whether a case of this id is there and is seen.
    package func sees(_ id: String) throws -> Bool {
        if self.person == nil || self.seen[id] == true { return true }
        return try self.reader.caseRow(id).map(self.sees) ?? false
    }

    /// Whether a delivery is seen: with its case, or because an office of his own must send it, whoever
    /// handles the case by now.
    package func sees(_ delivery: DeliveryRow) throws -> Bool {
        if self.mustSend(delivery) { return true }
        return try self.sees(delivery.caseID)
    }

    /// Whether an office of his own must send a delivery.
    package func mustSend(_ delivery: DeliveryRow) -> Bool {
        guard let office = delivery.sender, let person else { return false }
        // Who only reads sends nothing.
        let reading = self.rules.reading.auditing
        return person.rights.contains { $0.office == office && !reading.contains($0.role) }
    }

    /// What a command did in other cases, as far as they are seen.
    package func shown(_ consequences: [Consequence]) throws -> [Consequence] {
        try consequences.filter { try $0.caseID.isEmpty || self.sees($0.caseID) }
    }

    /// What offices are told of a case, as it is read.
    package func shown(_ notice: NoticeRow) throws -> NoticeRow {
        guard self.person != nil,
            let row = try notice.about.flatMap({ try self.reader.caseRow($0.caseID) })
        else { return notice }
        let kept = try self.kept(in: row)
        var notice = notice
        notice.text = kept.shown(notice.text)
        notice.recipient.name = kept.shown(notice.recipient.name)
        return notice
    }

    /// Whether a job is about no case, or about one that is seen, or his to look after.
    package func sees(_ job: JobRow) throws -> Bool {
        if self.administers { return true }
        return try job.subject.caseID.map(self.sees) ?? true
    }

    /// Whether a bulk action is his to look at: it names cases and what is in them.
    package func sees(_ bulk: BulkRow) -> Bool {
        self.administers || self.began(bulk)
    }

    private func began(_ bulk: BulkRow) -> Bool {
        guard let person else { return true }
        return bulk.uid == person.number
    }

    /// A bulk action as it is read: why another began it may tell of cases.
    package func shown(_ bulk: BulkRow) -> BulkRow {
        guard !self.began(bulk) else { return bulk }
        var bulk = bulk
        bulk.reason = ""
        return bulk
    }

    /// One of its items as it is read: of a case that is not seen its number, and how it went.
    package func shown(_ item: BulkItem, of bulk: BulkRow) throws -> BulkItem {
        let isSeen = try item.caseID.map(self.sees) ?? self.began(bulk)
        if isSeen {
            try item.caseID.map(self.tellTitle)
            guard let row = try item.caseID.flatMap(self.reader.caseRow) else { return item }
            let kept = try self.kept(in: row)
            var item = item
            (item.title, item.result) = (kept.shown(item.title), kept.shown(item.result))
            return item
        }
        var item = item
        item.title = ""
        // How dates and rules moved is in it where the daemon's own work is done, else what was entered.
        let isTechnical = [.migrate, .recount].contains(bulk.kind)
        if !isTechnical, !self.began(bulk) { item.result = Label(same: "") }
        return item
    }

    /// Whether reading of a case may have to be noted, as far as its id says.
    func mayBeRestricted(_ id: String) -> Bool {
        self.rules.reading.restrictedPrefixes.contains { id.hasPrefix($0 + "-") }
    }

    /// A line of no case as it is read: why another does something to many cases may tell of them.
    package func shown(administration line: HistoryRow) -> HistoryRow {
        let kinds = line.changes.compactMap { BulkRow.Kind(rawValue: $0.field) }
        guard let person, line.enteredBy != person.number,
            kinds.contains(.act) || kinds.contains(.import)
        else { return line }
        var line = line
        line.note = ""
        return line
    }

    /// What a case is called to him: one that he does not see, by the office to ask.
    package func name(of id: String) throws -> Label {
        guard let row = try self.reader.caseRow(id), try !self.sees(row) else {
            return Label(same: id)
        }
        let office = try self.definition(of: row).home(row.roles).flatMap(self.reader.office)?.name
        return Label(
            "已由\(office ?? "其他单位")登记,请与其联系",
            "entered by \(office ?? "another office"); ask there")
    }

    /// A delivery as it is read; nil when it is not.
    ///
    /// Of one that failed in a case that is not seen an
    /// administrator reads that it did.
    package func shown(_ row: DeliveryRow) throws -> DeliveryRow? {
        guard self.person != nil else { return row }
        guard try self.sees(row) else {
            guard self.administers, row.status == .failed else { return nil }
            var row = row
            (row.recipient, row.reason) = (Party(office: row.recipient.office, name: ""), "")
            return row
        }
        guard let of = try self.reader.caseRow(row.caseID) else { return row }
        let kept = try self.kept(in: of)
        self.tell(of.id, kept, kept.opened(in: row.recipient.name))
        return kept.shown(row)
    }

    /// Whether lines that belong to no case are seen: of the directory, the rules, settings.
    package var seesAdministration: Bool {
        guard let person else { return true }
        return person.isAdmin || !self.auditing(person).isEmpty
    }

    /// Refuses who has no role in any office, and takes part in nothing where that suffices.
    package func requireRole() throws {
        guard let person, person.offices.isEmpty else { return }
        let isOutside = try person.user?.isKnownOutside ?? false || !self.takenPart().isEmpty
        if self.outsideOn != nil, isOutside { return }
        guard !person.isAdmin else { throw self.noReader(person) }
        throw CaseworkError(
            .permission,
            Label(
                "您在任何单位都没有角色,只能查看本人参加的案件;需要查看其他内容的,请系统管理员授予角色",
                "you have no role in any office and read only the cases in which you take part; an administrator can give you a role"
            ))
    }

    /// Who administers reads no case by that; he can give himself a role, which the history then tells.
    private func noReader(_ person: Principal) -> CaseworkError {
        let auditor = self.rules.reading.auditor
        let such = auditor.map {
            Label("(如“\($0.label.zh)”)", " (such as ‹\($0.label.en)›)")
        }
        var remedy = Remedy.addUser(uid: person.number, name: person.user?.name)
        if let auditor, let user = person.user {
            remedy = .grant(
                auditor, to: Remedy.Term(String(person.number), Label(same: user.name)))
        }
        return CaseworkError(
            .permission,
            Label(
                "系统管理员只管理系统,不因此可以查看案件;需要查看的,请给自己授予某单位的角色\(such?.zh ?? ""),授权记入历史",
                "an administrator looks after the system and reads no case by that; who must read gives himself a role in an office\(such?.en ?? ""), and the history tells of it"
            ), remedy: remedy)
    }
}
