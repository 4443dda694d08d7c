// SPDX-License-Identifier: Apache-2.0
package import Storage
package import Workflow

// Cases and all that belongs to one of them.
extension Book {
    package func caseRow(_ id: String) throws -> CaseRow? {
        try self.part(of: id, { $0.row }, read: { try $0.caseRow(id) }) { $0.row = $1 }
    }

    package func facts(of id: String) throws -> [Fact] {
        try self.part(of: id, { $0.facts }, read: { try $0.facts(of: id) }) { $0.facts = $1 } ?? []
    }

    package func watchedRuns(of id: String) throws -> [WatchedRun] {
        try self.part(of: id, { $0.runs }, read: { try $0.watchedRuns(of: id) }) {
            $0.runs = $1
        } ?? []
    }

    package func documents(of id: String) throws -> [DocumentRow] {
        try self.part(of: id, { $0.documents }, read: { try $0.documents(of: id) }) {
            $0.documents = $1
        } ?? []
    }

    package func deliveries(of id: String) throws -> [DeliveryRow] {
        try self.part(of: id, { $0.deliveries }, read: { try $0.deliveries(of: id) }) {
            $0.deliveries = $1
        } ?? []
    }

    package func givenSteps(of id: String) throws -> Set<NoticeRow.Given> {
        try self.part(of: id, { $0.given }, read: { try $0.givenSteps(of: id) }) {
            $0.given = $1
        } ?? []
    }

    package func participants(of id: String) throws -> [ParticipantRow] {
        try self.part(of: id, { $0.participants }, read: { try $0.participants(of: id) }) {
            $0.participants = $1
        } ?? []
    }

    func linkedIDs(of id: String) throws -> [String] {
        try self.part(of: id, { $0.linked }, read: { try $0.linked(with: id).map(\.id) }) {
            $0.linked = $1
        } ?? []
    }

    package func linked(with id: String) throws -> [CaseRow] {
        try self.linkedIDs(of: id).compactMap { try self.caseRow($0) }.filter { !$0.isVoid }
    }

    package func delivery(_ id: Int64) throws -> DeliveryRow? {
        let caseID =
            try self.layers.newest { $0.deliveries[id] } ?? self.snapshot().delivery(id)?.caseID
        return try caseID.flatMap { caseID in
            try self.deliveries(of: caseID).first { $0.id == id }
        }
    }

    package func personalValues(of id: String) throws -> [Int64: [String: Value?]] {
        var values = self.isNew(id) ? [:] : try self.snapshot().personalValues(of: id)
        self.layers.forEach { layer in
            if layer.erased.contains(id) { values = [:] }
            if let decided = layer.personal[id] { values.merge(decided) { $1 } }
        }
        return values
    }

    /// Whether a case was opened above the snapshot: the store has nothing about it.
    func isNew(_ id: String) -> Bool {
        self.layers.newest { $0.files[id].flatMap { $0.isNew ? true : nil } } ?? false
    }

    package func children(of id: String) throws -> [CaseRow] {
        let stored = self.isNew(id) ? [] : try self.snapshot().children(of: id)
        // A case never changes its parent: only those opened above the snapshot are new here.
        return self.current(stored, among: \.opened) { $0.parent == id && !$0.isVoid }
    }

    package func cases(
        with field: String, _ value: String, in workflows: [String]
    ) throws -> [CaseRow] {
        let stored = try self.snapshot().cases(with: field, value, in: workflows)
        return self.current(stored, among: { $0.opened + $0.files.keys }) { row in
            !row.isQuarantined && !row.isVoid && workflows.contains(row.workflow)
                && row.fields[field]?.text == value
        }
    }

    package func cases(ofParty code: String, in workflows: [String]) throws -> [CaseRow] {
        let stored = try self.snapshot().cases(ofParty: code, in: workflows)
        return self.current(stored, among: { $0.opened + $0.files.keys }) { row in
            !row.isQuarantined && !row.isVoid && workflows.contains(row.workflow)
                && row.party == code
        }
    }

    /// Stored rows as they were decided, and those that were decided to be among them.
    ///
    /// - Parameter candidates: the cases of a layer that may have come to be meant.
    private func current(
        _ stored: [CaseRow], among candidates: (Layer) -> [String], _ isMeant: (CaseRow) -> Bool
    ) -> [CaseRow] {
        var known: Set<String> = []
        var rows: [CaseRow] = []
        func add(_ row: CaseRow) {
            let row = self.layers.newest { $0.files[row.id]?.row } ?? row
            if known.insert(row.id).inserted, isMeant(row) { rows.append(row) }
        }
        for row in stored { add(row) }
        self.layers.forEach { layer in
            for id in candidates(layer) where !known.contains(id) {
                if let row = layer.files[id]?.row { add(row) }
            }
        }
        return rows
    }

    package func caseID(naturalKey: String) throws -> String? {
        if let decided = self.layers.newest({ $0.naturalKeys[naturalKey] }) { return decided }
        return try self.snapshot().caseID(naturalKey: naturalKey)
    }

    package func caseIDs(workflow: String, title: String) throws -> [String] {
        var ids = try self.snapshot().caseIDs(workflow: workflow, title: title)
        self.layers.forEach { layer in
            for id in layer.titles[title] ?? [] where !ids.contains(id) { ids.append(id) }
        }
        return ids.filter { id in
            guard let row = self.layers.newest({ $0.files[id]?.row }) else { return true }
            return row.workflow == workflow && row.title == title && !row.isVoid
        }
    }

    package func caseIDs(marked kind: CaseMark.Kind, _ text: String) throws -> [String] {
        var ids = Set(try self.snapshot().caseIDs(marked: kind, text))
        self.layers.forEach { layer in
            for (id, isHeld) in layer.marks[Layer.Pair(first: kind, second: text)] ?? [:] {
                if isHeld { ids.insert(id) } else { ids.remove(id) }
            }
        }
        return ids.sorted()
    }

    package func caseID(letterDigest: String) throws -> String? {
        try self.layers.newest { $0.letters[letterDigest] }
            ?? self.snapshot().caseID(letterDigest: letterDigest)
    }

    package func lastCaseNumber(prefix: String, year: Int) throws -> Int {
        let key = Layer.Pair(first: prefix, second: year)
        if let last = self.layers.newest({ $0.caseNumbers[key] }) ?? self.shelf.caseNumbers[key] {
            return last
        }
        let last = try self.snapshot().lastCaseNumber(prefix: prefix, year: year)
        self.shelf.caseNumbers[key] = last
        return last
    }
}
