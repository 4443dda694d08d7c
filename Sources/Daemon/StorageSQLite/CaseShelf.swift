// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import WorkCalendar
internal import Workflow

/// What the writer knows of cases from one transaction to the next, so that an act need not read a
/// case again that was read or written just before.
///
/// The writer's alone: nobody else changes a case, so what it read or wrote last is what stands.
/// Questions are answered from snapshots and never see this.
struct CaseShelf {
    /// What is known of a case; nil for what was not read yet.
    struct Known {
        var row: CaseRow?
        var facts: [Fact]?
        var runs: [WatchedRun]?
        var documents: [DocumentRow]?
        var deliveries: [DeliveryRow]?
        /// About how many values that is.
        fileprivate private(set) var weight = 0

        fileprivate mutating func weigh() {
            let rows =
                (self.runs?.count ?? 0) + (self.documents?.count ?? 0)
                + (self.deliveries?.count ?? 0)
            let facts = self.facts?.reduce(0) { $0 + $1.weight } ?? 0
            self.weight = (self.row?.weight ?? 0) + facts + rows * 4
        }
    }

    /// Offices by code; all of them are forgotten when one changes.
    var offices: [String: OfficeRow] = [:]
    /// Used lately; those not used since the last turn lie in `old`, and go with the next one.
    private var young: [String: Known] = [:]
    private var old: [String: Known] = [:]
    /// Of the young ones.
    private var weight = 0
    /// Changed in the open transaction.
    private var changed: Set<String> = []

    /// What is known of a part of a case, or else is read now.
    mutating func find<T>(
        _ part: WritableKeyPath<Known, T?>, of id: String, _ read: () throws -> T?
    ) rethrows -> T? {
        self.takeUp(id)
        if let known = self.young[id]?[keyPath: part] { return known }
        guard let value = try read() else { return nil }
        self.put(id, self.young[id] ?? Known()) { $0[keyPath: part] = value }
        return value
    }

    /// Notes a new case, of which everything is known.
    mutating func begin(_ row: CaseRow) {
        self.changed.insert(row.id)
        self.put(row.id, Known(row: row, facts: [], runs: [], documents: [], deliveries: [])) {
            _ in
        }
    }

    /// Notes a change of a case; what is not known of it stays so.
    mutating func change(_ id: String, _ body: (inout Known) -> Void) {
        self.changed.insert(id)
        self.takeUp(id)
        guard let known = self.young[id] else { return }
        self.put(id, known, body)
    }

    /// Makes a case one of those used lately.
    private mutating func takeUp(_ id: String) {
        guard let kept = self.old.removeValue(forKey: id) else { return }
        self.young[id] = kept
        self.weight += kept.weight
    }

    private mutating func put(_ id: String, _ known: Known, _ body: (inout Known) -> Void) {
        if let before = self.young.removeValue(forKey: id) { self.weight -= before.weight }
        var known = known
        body(&known)
        known.weigh()
        self.weight += known.weight
        if self.weight > StorageLimits.shelved / 2 {
            self.old = self.young
            self.young = [:]
            self.weight = known.weight
        }
        self.young[id] = known
    }

    /// The transaction, or a part of it, left nothing behind: what it changed is read anew.
    mutating func forgetChanges() {
        self.offices.removeAll(keepingCapacity: true)
        for id in self.changed {
            self.old[id] = nil
            if let known = self.young.removeValue(forKey: id) { self.weight -= known.weight }
        }
    }

    /// The transaction stands, or what it changed is forgotten: another begins.
    mutating func beginAnew() {
        self.changed.removeAll(keepingCapacity: true)
    }
}

extension CaseRow {
    /// About how many values it holds.
    fileprivate var weight: Int { self.fields.values.reduce(8) { $0 + $1.weight } }
}

extension Fact {
    /// About how many values it holds.
    fileprivate var weight: Int { self.changes.values.reduce(4) { $0 + ($1?.weight ?? 1) } }
}

extension Value {
    fileprivate var weight: Int {
        switch self {
        case .text: 1
        case .list(let items): items.reduce(1) { $0 + $1.weight }
        case .record(let members): 1 + members.count
        }
    }
}
