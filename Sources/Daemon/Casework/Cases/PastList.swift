// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

/// A list of cases as they stood on another day: what is asked of them is asked of them as they were.
///
/// Each case is gone through; only its workflow, the day of its opening and words in it as they are now narrow that
/// down before.
struct PastList {
    private let query: CaseQuery
    private let words: CaseWords
    private let reader: any StoreReader
    private let visibility: Visibility

    /// - Throws: ``CaseworkError`` where what runs today is asked of another day.
    init(
        _ query: CaseQuery, _ words: CaseWords, _ reader: any StoreReader,
        _ visibility: Visibility
    ) throws(CaseworkError) {
        guard !words.isByClock else {
            throw CaseworkError.invalid(
                "as_of", "待办、时限和灯色只按今天列出,不能与某日的情况合用",
                "what waits, clocks and lights are told of today only, not of another day")
        }
        (self.query, self.words) = (query, words)
        (self.reader, self.visibility) = (reader, visibility)
    }

    func page(by loader: CaseLoader) throws -> CasePage {
        var scan = self.query
        // What changes is looked at in each case.
        (scan.state, scan.openOnly, scan.role, scan.fields) = (nil, false, nil, [])
        (scan.office, scan.predecessors) = (nil, [])
        scan.limit = CaseworkLimits.listed
        scan.includesVoid = self.words.vantage.knownOn != nil
        var found: [Found] = []
        while true {
            let present = try self.reader.cases(scan)
            for row in present where !row.isQuarantined {
                let seen = try loader.load(row, from: self.words.vantage, in: self.reader)
                guard case .stands(let then) = seen else { continue }
                // By what he may read now: what he might then is over.
                let one = Found(now: row, then: then, kept: try self.visibility.kept(in: row))
                guard try self.matches(one) else { continue }
                found.append(one)
                if found.count == self.query.limit { return try self.told(found, next: row.id) }
            }
            guard present.count == scan.limit, let last = present.last else {
                return try self.told(found, next: nil)
            }
            scan.after = last.id
        }
    }

    /// A case as it is and as it was.
    private struct Found {
        let now: CaseRow
        let then: LoadedCase
        let kept: Kept
    }

    private func told(_ found: [Found], next: String?) throws -> CasePage {
        let isWhole = self.words.isWhole
        let room = isWhole ? Cases.fitting(found.map(\.then.row)).count : found.count
        var page = CasePage(heads: [], next: room < found.count ? found[room - 1].now.id : next)
        page.heads = found.prefix(room).map { one in
            let row = one.then.row
            let given = row.fields.filter { !$0.value.isEmpty }.map(\.key)
            self.visibility.tell(
                one.now.id, one.kept,
                isWhole ? given : one.then.definition.listedFields(of: row))
            return CaseHead(row: one.kept.shown(row), definition: one.then.definition)
        }
        if isWhole { try Cases.nameAll(in: &page, self.reader) }
        return page
    }

    private func matches(_ one: Found) throws -> Bool {
        let (query, row, definition) = (self.query, one.then.row, one.then.definition)
        // What he does not read in it finds it for him neither.
        guard
            try self.visibility.isFound(
                one.now, by: query, one.kept, in: self.reader,
                amongPapersOf: one.then.facts)
        else { return false }
        if query.openOnly, row.isFinal { return false }
        if let state = query.state {
            let label = definition.states[row.state]?.labels
            guard [row.state, label?.zh, label?.en].contains(state) else { return false }
        }
        if let office = query.office {
            let offices = query.predecessors.union([office])
            let holds = row.roles.contains { role, party in
                party.office.map(offices.contains) ?? false && query.role.map { $0 == role } ?? true
            }
            guard holds else { return false }
        } else if let role = query.role, row.roles[role] == nil {
            return false
        }
        guard !query.fields.isEmpty else { return true }
        let shown = one.kept.shown(row).fields
        return query.fields.allSatisfy { $0.contains { $0.holds(in: shown) } }
    }
}
