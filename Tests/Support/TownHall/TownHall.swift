// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
package import Casework
package import Foundation
package import Logging
internal import Rulebook
internal import Storage
internal import StorageMemory
internal import StorageSQLite
internal import Synchronization
package import WorkCalendar
package import Workflow

/// Who acts in a town: one person for each role, so that four-eyes rules are kept, and a factotum of
/// the lead office who can break them.
package enum Who: Int64, CaseIterable, Sendable {
    case assigner = 1001
    case lead, clerk, leader, coHandler, supervisor, factotum, stranger
    // 社会组织执法: the people of the registration authority, which is the lead's office.
    case officer, secondOfficer, secondLeader, legalReviewer, hearingChair, registrarsClerk
    case corrector

    /// The roles of the rulebook, and the qualifications held; none for a stranger.
    package var roles: [String] {
        switch self {
        case .assigner: ["assigner"]
        case .lead: ["lead"]
        case .clerk: ["clerk"]
        case .leader: ["leader"]
        case .coHandler: ["co_handler"]
        case .supervisor: ["supervisor"]
        case .factotum: ["lead", "clerk", "leader"]
        case .stranger: []
        case .officer, .secondOfficer: ["officer", "enforcement"]
        case .secondLeader: ["leader"]
        case .legalReviewer: ["legal_reviewer", "legal_profession"]
        case .hearingChair: ["hearing_chair"]
        case .registrarsClerk: ["clerk"]
        case .corrector: ["corrector"]
        }
    }
}

/// A town with its offices, over a real engine and store in a temporary folder; time is simulated.
package final class TownHall: Sendable {
    /// An office of the town.
    package struct Office: Sendable {
        var name: String
        var code: String
        var duties: [String]

        /// An office.
        package init(_ name: String, _ code: String, duties: [String] = []) {
            self.name = name
            self.code = code
            self.duties = duties
        }
    }

    /// Which offices a town has, and by which profile it lives.
    package struct Plan: Sendable {
        var place: String
        var profile: String
        /// The offices by who works there; others have nobody of ours.
        var offices: [Who: Office]
        var others: [Office]

        /// A town.
        package init(
            place: String, profile: String, offices: [Who: Office], others: [Office] = []
        ) {
            self.place = place
            self.profile = profile
            self.offices = offices
            self.others = others
        }

        /// Adds the office in which somebody works.
        package mutating func add(_ office: Office, of who: Who) {
            self.offices[who] = office
        }
    }

    /// The engine.
    package let engine: Engine
    private let folder: URL
    private let principals: [Who: Principal]
    private let admin: Principal

    /// What a town's records are kept in.
    package enum Keeping: String, Sendable, CaseIterable {
        case sqlite, memory
    }

    /// What the towns of a task are kept in: every story can be told over either.
    @TaskLocal package static var keeping = Keeping.sqlite

    private static func store(at path: String) throws -> any CaseStore {
        switch TownHall.keeping {
        case .sqlite: try SQLiteStore(path: path, durability: .normal)
        case .memory: MemoryStore()
        }
    }

    /// Where its store is, when it is a file.
    package var storePath: String {
        self.folder.appending(path: "cased.sqlite").path(percentEncoded: false)
    }

    /// Read once: checking every workflow for every profile takes most of a short test's time.
    private static let rulebook = Result { try Rulebook.load(ShippedRulebook.files) }
    private static let others = Mutex<[[String: String]: Rulebook]>([:])

    /// The rulebook of these files, checked.
    static func rulebook(of files: [String: String]) throws -> Rulebook {
        if files == ShippedRulebook.files { return try TownHall.rulebook.get() }
        if let known = TownHall.others.withLock({ $0[files] }) { return known }
        let rulebook = try Rulebook.load(files)
        TownHall.others.withLock { $0[files] = rulebook }
        return rulebook
    }

    /// A town on a morning, with the shipped rulebook or one made of other files.
    package init(
        _ plan: Plan, on day: Day, livingBy files: [String: String]? = nil,
        disk: DiskWatch = DiskWatch(),
        logger: Logger = Logger(label: "town") { _ in SwiftLogNoOpLogHandler() }
    ) async throws {
        self.folder = FileManager.default.temporaryDirectory
            .appending(path: "cased-town-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
        let path = self.folder.appending(path: "cased.sqlite").path(percentEncoded: false)
        let rulebook = try TownHall.rulebook(of: files ?? ShippedRulebook.files)
        let morning = CivilZone("Asia/Shanghai").start(of: day).adding(milliseconds: 9 * 3_600_000)
        self.engine = Engine(
            store: try TownHall.store(at: path), documents: NoDocuments(),
            rules: RuleStore(rulebook),
            clock: DaemonClock(simulatedFrom: morning), disk: disk, logger: logger)
        self.admin = Principal(uid: 0, isAdmin: true, user: nil)
        var principals: [Who: Principal] = [:]
        let request = Engine.Request(principal: self.admin, id: "", payload: [])
        var known: Set<String> = []
        // In one order: they are the first lines of the history.
        for office in plan.offices.values.sorted(by: { $0.code < $1.code }) + plan.others
        where known.insert(office.code).inserted {
            _ = try await self.engine.directory.add(
                OfficeRow(
                    code: office.code, name: office.name, aliases: [], place: plan.place,
                    profile: plan.profile, duties: office.duties, numberCode: ""), request)
        }
        for who in Who.allCases {
            let office = plan.offices[who] ?? plan.offices[.lead]
            let rights = who.roles.compactMap { role in
                office.map { MembershipRow(office: $0.code, role: role, kind: .member) }
            }
            let user = UserRow(number: who.rawValue, name: "\(who)", memberships: rights)
            _ = try await self.engine.directory.add(
                UserDetails(name: user.name, uid: user.number), rights, request)
            principals[who] = Principal(uid: who.rawValue, isAdmin: false, user: user)
        }
        self.principals = principals
    }

    /// A town as the file of a store has it, from a day on: its rules, its people; on a copy of it.
    package init(continuing file: URL, on day: Day) async throws {
        self.folder = FileManager.default.temporaryDirectory
            .appending(path: "cased-town-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
        let copy = self.folder.appending(path: "cased.sqlite")
        try FileManager.default.copyItem(at: file, to: copy)
        let store = try SQLiteStore(
            path: copy.path(percentEncoded: false), durability: .normal)
        let installed = try await store.read { try $0.installedRulebook(nil) }
        let shipped = try TownHall.rulebook.get()
        let morning = CivilZone("Asia/Shanghai").start(of: day).adding(milliseconds: 9 * 3_600_000)
        self.engine = Engine(
            store: store, documents: NoDocuments(),
            rules: RuleStore(try installed.map { try Rulebook.reload($0.files) } ?? shipped),
            clock: DaemonClock(simulatedFrom: morning),
            logger: Logger(label: "town") { _ in SwiftLogNoOpLogHandler() })
        self.admin = Principal(uid: 0, isAdmin: true, user: nil)
        self.principals = try await store.read { try $0.users() }.reduce(into: [:]) {
            principals, user in
            guard let who = Who(rawValue: user.number) else { return }
            principals[who] = Principal(uid: user.number, isAdmin: false, user: user)
        }
    }

    deinit {
        TownHall.leave(self.folder)
    }

    /// A person as the engine knows him.
    package func principal(_ who: Who) -> Principal {
        self.principals[who] ?? Principal(uid: -1, isAdmin: false, user: nil)
    }

    func request(_ who: Who) -> Engine.Request {
        Engine.Request(principal: self.principal(who), id: "", payload: [])
    }

    /// A request of the administrator, who alone may change rules.
    package var adminRequest: Engine.Request {
        Engine.Request(principal: self.admin, id: "", payload: [])
    }

    /// The number of somebody's entry in the directory, as fields of users keep it.
    package static func id(of who: Who) -> String { String(who.rawValue) }

    /// Moves time to the morning of a day.
    ///
    /// - Returns: what the daemon did by itself on the way.
    @discardableResult
    package func wait(until day: Day) async throws -> [Consequence] {
        let morning = self.engine.time.morning(of: day)
        guard morning > self.engine.clock.now else { return try await self.engine.time.pass() }
        return try await self.engine.time.setClock(to: morning, by: self.admin)
    }

    /// Opens a case.
    package func open(
        _ workflow: String, by who: Who, _ fields: [String: Value], roles: [String: String] = [:]
    ) async throws(CaseworkError) -> CommandResult {
        try await self.engine.cases.open(
            OpenCaseCommand(workflow: workflow, fields: fields, roles: roles), self.request(who))
    }

    /// Puts an event to a case.
    @discardableResult
    package func act(
        _ id: String, _ event: String, by who: Who, _ fields: [String: Value] = [:],
        roles: [String: String] = [:], on day: Day? = nil
    ) async throws(CaseworkError) -> CommandResult {
        try await self.engine.cases.act(
            ActCommand(caseID: id, event: event, fields: fields, roles: roles, happenedOn: day),
            self.request(who))
    }

    /// Files a paper; only its digest is stored here.
    package func file(_ id: String, _ kind: String, by who: Who) async throws(CaseworkError) {
        _ = try await self.engine.documents.attach(
            AttachCommand(
                caseID: id, kind: kind, name: "\(kind).pdf", size: 1,
                sha256: String(repeating: "0", count: 64)), self.request(who))
    }

    /// Ticks off every letter of a case that has not gone out.
    @discardableResult
    package func send(
        _ id: String, by who: Who
    ) async throws(CaseworkError) -> TickedDeliveries {
        try await self.engine.deliveries.tick(
            TickDeliveriesCommand(ids: [], caseID: id, status: .sent), self.request(who))
    }

    /// Ticks one letter off.
    package func tick(
        _ letter: Int64, by who: Who = .lead, as status: DeliveryStatus = .sent, note: String = ""
    ) async throws(CaseworkError) {
        _ = try await self.engine.deliveries.tick(
            TickDeliveriesCommand(ids: [letter], caseID: nil, status: status, note: note),
            self.request(who))
    }

    /// A case's fields as they stand.
    package func fields(of id: String) async throws(CaseworkError) -> [String: Value] {
        try await self.engine.cases.view(id).facts.fields
    }

    /// What stands between a person and an event.
    package func why(
        _ id: String, _ event: String, by who: Who, _ fields: [String: Value] = [:]
    ) async throws(CaseworkError) -> WhyAnswer? {
        try await self.engine.cases.why(
            id, event: event, fields: fields, principal: self.principal(who), forOffice: nil
        ).answers.first
    }
}

/// A store of documents that is never asked: content is counted and forgotten, its digest is none.
struct NoDocuments: DocumentStore {
    private final class Sink: DocumentSink {
        private let size = Mutex<Int64>(0)

        func write(_ bytes: [UInt8]) throws { self.size.withLock { $0 += Int64(bytes.count) } }
        func finish() throws -> (sha256: String, size: Int64) {
            (String(repeating: "0", count: 64), self.size.withLock { $0 })
        }
        func abandon() {}
    }

    func begin() throws -> any DocumentSink { Sink() }
    func open(_ sha256: String) throws -> (any DocumentSource)? { nil }
    func contents(
        in part: Int
    ) throws -> (contents: [StoredContent], strangers: [String]) { ([], []) }
    func remove(_ sha256: String, takenBefore moment: Instant) throws -> Bool { false }
}
