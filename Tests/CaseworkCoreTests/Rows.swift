// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Foundation
import Storage
import StorageMemory
import StorageSQLite
import Synchronization
import WorkCalendar
import Workflow

/// The stores that the writer's side is tried on.
enum StoreKind: String, CaseIterable, Sendable {
    case sqlite, memory

    /// A new store with the content that its cases pin.
    func make() throws -> any CaseStore {
        let store: any CaseStore
        switch self {
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory
                .appending(path: "cased-core-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            store = try SQLiteStore(
                path: folder.appending(path: "cased.sqlite").path(percentEncoded: false),
                durability: .normal)
        case .memory:
            store = MemoryStore()
        }
        try store.decide { _, ledger in
            for digit in ["1", "2"] {
                try ledger.keep(definition: "{}", hash: String(repeating: digit, count: 64))
            }
        }
        return store
    }
}

/// A store whose disk fails now and then: the batch is refused whole.
final class FailingStore: CaseStore {
    struct Failure: Error {}

    private let store: any CaseStore
    private let plan: Mutex<(writes: Int, failures: Int, fails: @Sendable (Int) -> Bool)>

    /// - Parameter fails: whether the n-th write fails, counted from 1.
    init(_ store: any CaseStore, fails: @escaping @Sendable (Int) -> Bool) {
        self.store = store
        self.plan = Mutex((0, 0, fails))
    }

    /// How many writes were tried.
    var writes: Int { self.plan.withLock { $0.writes } }
    /// How many of them failed.
    var failures: Int { self.plan.withLock { $0.failures } }

    func write(_ changes: [Change]) throws {
        let isFailing = self.plan.withLock { plan in
            plan.writes += 1
            guard plan.fails(plan.writes) else { return false }
            plan.failures += 1
            return true
        }
        if isFailing { throw Failure() }
        try self.store.write(changes)
    }

    func look<R>(_ body: (any StoreReader) throws -> R) throws -> R { try self.store.look(body) }

    func read<R: Sendable>(
        _ body: @escaping @Sendable (any StoreReader) throws -> R
    ) async throws -> R {
        try await self.store.read(body)
    }
}

/// What several tasks note.
final class Notes<Value: Sendable>: Sendable {
    private let value: Mutex<Value>

    init(_ value: Value) {
        self.value = Mutex(value)
    }

    var all: Value { self.value.withLock { $0 } }

    func change(_ body: @Sendable (inout Value) -> Void) {
        self.value.withLock { value in
            var changed = value
            body(&changed)
            value = changed
        }
    }
}

/// Rows as these tests need them.
enum Rows {
    static let now = Instant(milliseconds: 1_743_465_600_000)
    static let day = Day(number: 20_179)
    static let hash = String(repeating: "1", count: 64)
    static let otherHash = String(repeating: "2", count: 64)

    static let clocks = NamedList(
        [ClockDefinition.Kind.duty, .window].map { kind in
            ClockDefinition(
                name: kind.rawValue, labels: Label(same: kind.rawValue), whose: "lead", kind: kind,
                rule: nil, warn: [], ladder: nil)
        })

    static func caseRow(_ id: String, key: String? = nil, parent: String? = nil) -> CaseRow {
        CaseRow(
            id: id, workflow: "proposal", definitionHash: Rows.hash, profile: "cn",
            state: "submitted", isFinal: false, version: 1, parent: parent,
            fields: ["title": .text("标题"), "proposers": .list([.text("李某"), .text("王某")])],
            roles: ["lead": Party(office: nil, name: "市民政局")], openedOn: Rows.day,
            recordedAt: Rows.now, mode: .live, naturalKey: key, title: "标题")
    }

    static func line(
        _ sequence: Int64, of id: String?, version: Int? = nil, changes: [ChangeRow] = []
    ) -> HistoryRow {
        HistoryRow(
            sequence: sequence, caseID: id, version: version, happenedOn: Rows.day,
            recordedAt: Rows.now, mode: .live, actorOffice: nil, actorName: "甲", role: "lead",
            enteredBy: 1001, enteredByName: "甲", event: "draft", transition: "draft", from: "a",
            to: "b", changes: changes, note: "备注", basis: ["practice"])
    }

    static func run(_ clock: String, due: Int?, number: Int = 1) -> ClockRun {
        var run = ClockRun(
            clock: clock, run: number, startedOn: Rows.day, startSequence: 1, limits: [0])
        run.due = due.map { Rows.day.adding(days: $0) }
        return run
    }

    /// Opens a case with its first line.
    static func open(
        _ id: String, key: String? = nil, parent: String? = nil, _ book: Book
    ) throws {
        let ledger = Ledger(book)
        try ledger.insert(Rows.caseRow(id, key: key, parent: parent))
        try ledger.append(Rows.line(try book.nextSequence(), of: id, version: 1))
    }

    /// All that deciding about a case reads, as text.
    static func description(of id: String, _ reader: any CaseworkReader) throws -> String {
        func sorted(_ values: [String: some Any]) -> String {
            values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
        }
        guard let row = try reader.caseRow(id) else { return "none" }
        var bare = row
        (bare.fields, bare.roles) = ([:], [:])
        var lines = ["\(bare) \(sorted(row.fields)) \(sorted(row.roles))"]
        // The last ones: those before were compared when they were the last.
        let facts = try reader.lines(of: id)
        lines.append("\(facts.count) acts")
        for fact in facts.suffix(4) {
            lines.append(
                "\(fact.sequence) \(fact.event) \(fact.to ?? "-") \(sorted(fact.changes))")
        }
        for watched in try reader.watchedRuns(of: id) {
            lines.append("\(watched)")
            let subject = JobSubject.clock(
                caseID: id, clock: watched.run.clock, run: watched.run.run)
            let job = try reader.job(of: subject)
            lines.append("\(job.map { "\($0)" } ?? "no job")")
            if let job { lines.append("\(String(describing: try reader.job(job.id)))") }
        }
        lines.append("\(try reader.office("mzj").map { "\($0)" } ?? "none")")
        lines.append("\(try reader.officeCodes(called: "民政")) \(try reader.offices().count)")
        lines += try reader.documents(of: id).suffix(3).map { "\($0)" }
        for delivery in try reader.deliveries(of: id).suffix(3) {
            lines.append("\(delivery)")
            lines.append("\(String(describing: try reader.delivery(delivery.id)))")
        }
        lines.append("\(try reader.givenSteps(of: id).count) steps")
        lines.append("children \(try reader.children(of: id).map(\.id))")
        lines.append("linked \(try reader.linked(with: id).map(\.id).sorted())")
        if let key = row.naturalKey { lines.append("\(try reader.caseID(naturalKey: key) ?? "-")") }
        let alike = try reader.caseIDs(workflow: row.workflow, title: row.title)
        lines.append("\(alike.sorted())")
        let same = try reader.cases(
            with: "round", row.fields["round"]?.text ?? "", in: ["proposal"])
        lines.append("\(same.map(\.id).sorted())")
        let theirs = try row.party.map { try reader.cases(ofParty: $0, in: ["proposal"]) } ?? []
        lines.append("\(theirs.map(\.id).sorted())")
        lines.append(
            "\(try reader.setting("round") ?? "-") \(try reader.lastCaseNumber(prefix: "JY", year: 2025))"
        )
        // The number of a document that is gone is not given again by whoever gave it.
        let tables = NumberedTable.allCases.filter { $0 != .documents }
        lines.append("\(try tables.map { try reader.lastNumber(in: $0) })")
        lines.append("\(try reader.chainHead())")
        return lines.joined(separator: "\n")
    }
}
