// SPDX-License-Identifier: Apache-2.0
import Foundation
import Storage
import StorageSQLite
import WorkCalendar
import Workflow

/// A kind of store that must behave as every store does; one per implementation.
enum StoreKind: String, CaseIterable, Sendable {
    case sqlite

    /// A new, empty store.
    func make() throws -> any CaseStore {
        switch self {
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory
                .appending(path: "cased-store-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let path = folder.appending(path: "cased.sqlite").path(percentEncoded: false)
            return try SQLiteStore(path: path, durability: .normal)
        }
    }
}

/// Rows as tests need them.
enum StoreRows {
    static let now = Instant(milliseconds: 1_743_465_600_000)
    static let hash = String(repeating: "1", count: 64)
    static let otherHash = String(repeating: "2", count: 64)
    static let day = Day(number: 20_179)

    static let clocks = NamedList(
        [ClockDefinition.Kind.duty, .window].map { kind in
            ClockDefinition(
                name: kind.rawValue, labels: Label(same: kind.rawValue), whose: "lead", kind: kind,
                rule: nil, warn: [], ladder: nil)
        })

    static func caseRow(_ id: String, key: String? = nil) -> CaseRow {
        CaseRow(
            id: id, workflow: "proposal", definitionHash: StoreRows.hash, profile: "cn",
            state: "submitted",
            isFinal: false, version: 1, parent: nil,
            fields: ["title": .text("标题"), "proposers": .list([.text("李某"), .text("王某")])],
            roles: ["lead": Party(office: nil, name: "市民政局")], openedOn: StoreRows.day,
            recordedAt: StoreRows.now, mode: .live, naturalKey: key, title: "标题",
            notGiven: ["number"])
    }

    static func line(
        _ sequence: Int64, of id: String?, version: Int? = nil, changes: [ChangeRow] = []
    ) -> HistoryRow {
        HistoryRow(
            sequence: sequence, caseID: id, version: version, happenedOn: StoreRows.day,
            recordedAt: StoreRows.now, mode: .live, actorOffice: nil, actorName: "甲", role: "lead",
            enteredBy: 1001, enteredByName: "甲", event: "draft", transition: "draft", from: "a",
            to: "b", changes: changes, note: "备注", basis: ["practice"])
    }

    static func run(_ clock: String, due: Int?, number: Int = 1) -> ClockRun {
        var run = ClockRun(
            clock: clock, run: number, startedOn: StoreRows.day, startSequence: 1, limits: [0])
        run.due = due.map { StoreRows.day.adding(days: $0) }
        return run
    }

    /// Stores cases with the line that opened each.
    static func open(_ ids: [String], in store: any CaseStore) throws {
        try store.write { writer in
            try writer.keep(definition: "{}", hash: StoreRows.hash)
            for id in ids {
                try writer.insert(StoreRows.caseRow(id, key: "key \(id)"))
                try writer.append(StoreRows.line(try writer.nextSequence(), of: id, version: 1))
            }
        }
    }
}
