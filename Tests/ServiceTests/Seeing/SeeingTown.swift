// SPDX-License-Identifier: Apache-2.0
import CaseProto
import Casework
import CaseworkCore
import GRPCCore
import Logging
import Rulebook
import Storage
import StorageMemory
import Synchronization
import Testing
import WorkCalendar
import Workflow

@testable import Service

/// Somebody who calls, by what he has to do with the cases of the town.
enum Asker: UInt32, CaseIterable, Sendable {
    /// Of the office whose cases they are, in every role that handles them.
    case own = 3_100_001
    /// Of another office of the place; of an office elsewhere.
    case other, far
    /// Of the office that watches the place's; who audits them.
    case supervisor, auditor
    /// In the directory, without a role.
    case roleless
    /// Takes part in the suggestion himself, from outside; another whom the same office knows.
    case proposer, otherProposer
    /// Not in the directory.
    case unknown
    /// Looks after the system, without a role.
    case administrator = 0

    /// In the order of the table's columns.
    static let columns: [Asker] = [
        .own, .other, .far, .supervisor, .auditor, .administrator, .roleless, .proposer,
        .otherProposer, .unknown,
    ]

    /// His name.
    var name: String {
        switch self {
        case .proposer: "李某"
        case .otherProposer: "王某"
        default: "\(self)"
        }
    }

    /// His rights, as OFFICE:ROLE; nil for who is in no directory.
    var rights: [String]? {
        switch self {
        case .own:
            ["mzj:assigner", "mzj:lead", "mzj:clerk", "mzj:leader", "mzj:officer"]
        case .other: ["jyj:assigner", "jyj:lead", "jyj:clerk", "jyj:officer"]
        case .far: ["wmzj:assigner", "wmzj:lead", "wmzj:clerk", "wmzj:officer"]
        case .supervisor: ["dcs:supervisor"]
        case .auditor: ["sjj:auditor"]
        case .roleless: []
        case .proposer, .otherProposer: ["mzj:proposer"]
        case .unknown, .administrator: nil
        }
    }
}

/// What of a case an answer may tell.
enum Piece: Int, CaseIterable, Sendable {
    /// An ordinary case; one of a restricted workflow; of that one a secret field and a secret document.
    case ordinary, restricted, field, document

    /// What stands in it and nowhere else.
    var marker: String {
        switch self {
        case .ordinary: "标记甲题"
        case .restricted: "标记乙会"
        case .field: "标记丙人"
        case .document: "标记丁件"
        }
    }

    /// Who is told it: written down here, and not asked of what is tested.
    var seers: Set<Asker> {
        switch self {
        case .ordinary: [.own, .supervisor, .auditor, .proposer]
        case .restricted: [.own, .supervisor, .auditor]
        case .field, .document: [.own]
        }
    }
}

/// A town in memory with an ordinary suggestion, and a tip whose informant and record are secret; and
/// the services over it.
struct SeeingTown: Sendable {
    let engine: Engine
    /// The suggestion, and the tip.
    let ordinary: String
    let restricted: String
    /// A document of each.
    let papers: [Piece: Int64]
    /// A job of each.
    let jobs: [Piece: Int64]
    /// A letter of the suggestion that failed.
    let letter: Int64
    /// What one event would do to both.
    let bulk: Int64
    /// The last line of the history.
    let head: Int64

    /// The shipped rulebook; the record of a tip is secret.
    private static let files = Result {
        var files = ShippedRulebook.files
        let path = "workflows/tip.yaml"
        let text = try #require(files[path])
        let plain = "  record: "
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(plain) })
        files[path] = text.replacing(
            line, with: line.replacing("{labels", with: "{secret: *handlers_only, labels"))
        return files
    }
    private static let rulebook = Result { try Rulebook.reload(Self.files.get()) }

    /// The office whose cases they are.
    static let office = "mzj"

    /// The rules of the tip, as they may be installed once more.
    static func tipAgain() throws -> [String: [UInt8]] {
        let path = "workflows/tip.yaml"
        let text = try #require(Self.files.get()[path])
        let again = text.replacing("\nversion: 1\n", with: "\nversion: 2\n")
        return [path: Array("\(text)\n---\n\(again)".utf8)]
    }

    /// A town; with a spool, its offices are written to through it.
    init(
        logger: Logger = Logger(label: "seeing") { _ in SwiftLogNoOpLogHandler() },
        store: any CaseStore = MemoryStore(), spool: (any MessageSpool)? = nil
    ) async throws {
        let day = try #require(Day(year: 2025, month: 3, day: 20))
        self.engine = Engine(
            store: store, documents: AlikeDocuments(), spool: spool,
            rules: RuleStore(try Self.rulebook.get()),
            clock: DaemonClock(
                simulatedFrom: CivilZone("Asia/Shanghai").start(of: day)
                    .adding(milliseconds: 9 * 3_600_000)),
            // As cheap as scrypt can be: its cost is none of what is looked at.
            passwords: Passwords(exponent: 10, blockSize: 1, parallelism: 1), logger: logger)
        try await Self.register(in: self.engine, spool == nil ? .manual : .spool)
        let own = Self.request(.own)
        let opened = try await self.engine.cases.open(Self.suggestion(number: "7"), own)
        self.ordinary = opened.caseID
        for (event, fields) in [
            ("accept", [:]), ("assign", ["mode": .text("sole")]), ("sign_for", [:]),
        ] as [(String, [String: Value])] {
            _ = try await self.engine.cases.act(
                ActCommand(
                    caseID: opened.caseID, event: event, fields: fields,
                    roles: event == "assign" ? ["lead": "mzj"] : [:], happenedOn: nil), own)
        }
        var papers: [Piece: Int64] = [:]
        papers[.ordinary] = try await self.engine.documents.attach(
            AttachCommand(
                caseID: opened.caseID, kind: "contact_record", name: "沟通.pdf", size: 1,
                sha256: AlikeDocuments.sha256), own)
        self.restricted = try await self.engine.cases.open(Self.tip, own).caseID
        papers[.restricted] = try await self.engine.documents.attach(
            AttachCommand(
                caseID: self.restricted, kind: "record", name: Piece.document.marker + ".pdf",
                size: 1, sha256: AlikeDocuments.sha256), own)
        self.papers = papers
        // Somebody has read the tip.
        let handler = Viewer.person(own.principal, call: "Cases/Get")
        _ = try await Doors(self.engine, for: handler).cases.view(self.restricted)
        let letters = try await self.engine.cases.view(self.ordinary).deliveries
        self.letter = try #require(letters.first { $0.status == .pending }).id
        _ = try await self.engine.deliveries.tick(
            TickDeliveriesCommand(
                ids: [self.letter], caseID: nil, status: .failed, note: Piece.ordinary.marker), own)
        var jobs: [Piece: Int64] = [:]
        for (piece, id) in [(Piece.ordinary, self.ordinary), (.restricted, self.restricted)] {
            var query = JobQuery(limit: 9)
            query.caseID = id
            jobs[piece] = try await self.engine.jobs.list(query).jobs.first?.row.id
        }
        self.jobs = jobs
        self.bulk = try await self.engine.bulk.plan(
            BulkActCommand(
                caseIDs: [self.ordinary, self.restricted], event: "contact", fields: [:],
                roles: [:], happenedOn: nil, note: "", forOffice: nil),
            reason: Piece.ordinary.marker, own)
        self.head = try await self.engine.health.status().head.sequence
    }

    private static func register(in engine: Engine, _ channel: Channel) async throws {
        let admin = Engine.Request(
            principal: Principal(number: 0, isAdmin: true, user: nil, rights: []), id: "",
            payload: [])
        for (code, place, duties) in [
            ("mzj", "某市", []), ("jyj", "某市", []), ("dcs", "某市", ["supervisor"]),
            ("sjj", "某市", []), ("wmzj", "外市", []),
        ] as [(String, String, [String])] {
            _ = try await engine.directory.add(
                OfficeRow(
                    code: code, name: "单位\(code)", aliases: [], place: place, profile: "cn",
                    duties: duties, numberCode: "", channel: channel), admin)
        }
        for asker in Asker.allCases where asker.rights != nil {
            var details = UserDetails()
            details.name = asker.name
            details.login = UserRow.Login(uid: Int64(asker.rawValue), name: "")
            _ = try await engine.directory.add(details, Self.memberships(asker), admin)
        }
    }

    private static func memberships(_ asker: Asker) -> [MembershipRow] {
        (asker.rights ?? []).map { right in
            let parts = right.split(separator: ":").map(String.init)
            return MembershipRow(office: parts[0], role: parts[1], kind: .member)
        }
    }

    private static func request(_ asker: Asker) -> Engine.Request {
        let (number, memberships) = (Int64(asker.rawValue), Self.memberships(asker))
        return Engine.Request(
            principal: Principal(
                number: number, isAdmin: false,
                user: UserRow(number: number, name: "\(asker)", memberships: memberships),
                rights: memberships.map {
                    Right(office: $0.office, role: $0.role, kind: $0.kind, source: .own)
                }), id: "", payload: [])
    }

    static func suggestion(number: String) -> OpenCaseCommand {
        OpenCaseCommand(
            workflow: "proposal",
            fields: [
                "assembly": .text("某市人大"), "session": .text("四次"), "number": .text(number),
                "title": .text(Piece.ordinary.marker), "proposers": .list([.text("李某")]),
                "session_closed_on": .text("2025-02-20"),
            ])
    }

    private static let tip = OpenCaseCommand(
        workflow: "tip",
        fields: [
            "party_name": .text(Piece.restricted.marker), "received_on": .text("2025-03-01"),
            "content": .text("线索"), "informant": .text(Piece.field.marker),
        ], roles: ["registrar": "mzj"])
}

/// A store of documents each of which is the sign 1, whatever was put into it.
private struct AlikeDocuments: DocumentStore {
    /// The SHA-256 of that sign.
    static let sha256 = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"

    private final class Source: DocumentSource {
        private let isRead = Mutex(false)

        func next() throws -> [UInt8]? {
            self.isRead.withLock { isRead in
                defer { isRead = true }
                return isRead ? nil : [0x31]
            }
        }
    }

    private final class Sink: DocumentSink {
        private let size = Mutex<Int64>(0)

        func write(_ bytes: [UInt8]) throws { self.size.withLock { $0 += Int64(bytes.count) } }
        func finish() throws -> (sha256: String, size: Int64) {
            (AlikeDocuments.sha256, self.size.withLock { $0 })
        }
        func abandon() {}
    }

    func begin() throws -> any DocumentSink { Sink() }
    func open(_ sha256: String) throws -> (any DocumentSource)? { Source() }
    func contents(
        in part: Int
    ) throws -> (contents: [StoredContent], strangers: [String]) { ([], []) }
    func remove(_ sha256: String, takenBefore moment: Instant) throws -> Bool { false }
}
