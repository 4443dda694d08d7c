// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Rulebook
internal import Storage
package import Workflow

/// A table of which it is asked what its columns are.
package struct FitCommand: Sendable {
    /// The workflow, by code or label, or the rulebook's name of a list; empty for the usual.
    package var workflow: String
    /// The profile; nil for the nation's.
    package var profile: String?
    /// In the name of this office.
    package var forOffice: String?
    /// Rows that may be the heading.
    package var heads: [[String]]
    /// Heading → what it is, whatever its words say.
    package var mapping: [String: String]
    /// Columns that every row has.
    package var common: [String: String]

    /// A table.
    package init(
        workflow: String, profile: String?, forOffice: String?, heads: [[String]],
        mapping: [String: String], common: [String: String]
    ) {
        self.workflow = workflow
        self.profile = profile
        self.forOffice = forOffice
        self.heads = heads
        self.mapping = mapping
        self.common = common
    }
}

/// What the columns of a table are.
package struct FittedTable: Sendable {
    /// A column.
    package struct Column: Sendable {
        /// Its heading.
        package var name: String
        /// What it is, as a mapping writes it; empty when it is passed over.
        package var means: String
        /// What that is called.
        package var label: Label
        /// Known by a part of its words only.
        package var isGuess: Bool
        /// It says nothing of a case.
        package var isIdle: Bool
    }

    /// What no column gives and every row needs.
    package struct Gap: Sendable {
        /// The field or role.
        package var name: String
        /// What it is called.
        package var label: Label
        /// What it may be, where that is known.
        package var choices: [String]
    }

    /// The workflow.
    package var workflow: String
    /// What it is called.
    package var labels: Label
    /// The head that fits best; nil when none does.
    package var head: Int?
    /// Its columns, in order.
    package var columns: [Column]
    /// What is missing.
    package var gaps: [Gap]
    /// How many columns of each head are known.
    package var known: [Int]
}

extension Imports {
    /// Says which row of a table is its heading, and what its columns are.
    package func fit(_ command: FitCommand) async throws(CaseworkError) -> FittedTable {
        guard command.heads.count <= CaseworkLimits.headings,
            command.heads.reduce(0, { $0 + $1.count }) <= CaseworkLimits.headingCells
        else {
            throw CaseworkError.invalid(
                "heads", "最多\(CaseworkLimits.headings)行,共\(CaseworkLimits.headingCells)格",
                "at most \(CaseworkLimits.headings) rows, \(CaseworkLimits.headingCells) cells in all"
            )
        }
        let (rules, viewer) = (self.rules, self.viewer)
        return try await self.look(admittingAdministrators: true) { reader, _ in
            try TableFitting(reader: reader, rules: rules, viewer: viewer).fit(command)
        }
    }
}

/// Finds the heading of a table.
private struct TableFitting {
    let reader: any StoreReader
    let rules: RuleStore
    let viewer: Viewer

    func fit(_ command: FitCommand) throws -> FittedTable {
        let rulebook = self.rules.rulebook
        let name = try rulebook.workflow(ofList: command.workflow)
        let profile = command.profile ?? self.rules.nationalProfile
        guard rulebook.profileNames.contains(profile) else {
            throw CaseworkError.noProfile(profile, known: rulebook.profileNames)
        }
        guard let definition = rulebook.workflow(name, profile: profile)?.definition else {
            throw CaseworkError.noWorkflow(name, among: rulebook.vocabulary)
        }
        let finder = TableColumns(
            definition, headings: rulebook.conventions.headings, mapping: command.mapping)
        for heading in command.mapping.keys.sorted() { _ = try finder.find(heading) }
        let found = try command.heads.map { try finder.find(all: $0) }
        let known = found.map(self.known)
        // The first of the best: what stands below a heading says less.
        let best = known.max() ?? 0
        var table = FittedTable(
            workflow: name, labels: definition.labels, head: nil, columns: [], gaps: [],
            known: known)
        guard best >= 2, let head = known.firstIndex(of: best) else { return table }
        table.head = head
        table.columns = self.columns(command.heads[head], found[head], definition)
        table.gaps = try self.gaps(table.columns, command, definition, finder)
        return table
    }

    /// How many different things the columns are.
    private func known(_ columns: [TableColumns.Found?]) -> Int {
        let meanings = columns.compactMap { $0?.meaning }
        return Set(meanings.filter { $0 != .idle }).count
    }

    /// Of two columns that are the same thing the one is taken that says so in full, else the first.
    private func columns(
        _ names: [String], _ found: [TableColumns.Found?], _ definition: WorkflowDefinition
    ) -> [FittedTable.Column] {
        var owners: [ColumnMeaning: Int] = [:]
        for isGuess in [false, true] {
            for (index, column) in found.enumerated() {
                guard let column, column.isGuess == isGuess, column.meaning != .idle,
                    owners[column.meaning] == nil
                else { continue }
                owners[column.meaning] = index
            }
        }
        return zip(names, found).enumerated().map { index, column in
            let (name, found) = column
            let isOwner = found.map { owners[$0.meaning] == index } ?? false
            return FittedTable.Column(
                name: name, means: isOwner ? found?.meaning.word ?? "" : "",
                label: isOwner
                    ? found.map { definition.label(of: $0.meaning) } ?? Label(same: "")
                    : Label(same: ""),
                isGuess: isOwner && found?.isGuess ?? false, isIdle: found?.meaning == .idle)
        }
    }

    /// What every case has, and who must be named where it is not the importer himself.
    private func gaps(
        _ columns: [FittedTable.Column], _ command: FitCommand, _ definition: WorkflowDefinition,
        _ finder: TableColumns
    ) throws -> [FittedTable.Gap] {
        var given = Set(columns.map(\.means))
        for name in command.common.keys {
            guard let found = try finder.find(name), found.meaning != .idle else {
                throw CaseworkError.invalid(
                    name, "不认识“\(name)”;可用内容、角色、“事项日期”或“状态”的名称",
                    "“\(name)” is not known; it may be a field, a role, EVENT_on or state")
            }
            given.insert(found.meaning.word)
        }
        // What is there already needs nothing; a row without an id says what it lacks itself.
        if given.contains(ColumnMeaning.id.word) { return [] }
        var gaps: [FittedTable.Gap] = []
        if let role = definition.opener, !given.contains(role),
            try !self.holds(role, definition, command)
        {
            gaps.append(
                FittedTable.Gap(
                    name: role, label: definition.label(of: .role(role)),
                    choices: try self.reader.offices().filter {
                        $0.closing == nil && $0.duties.contains(role)
                    }.prefix(CaseworkLimits.named).map(\.name)))
        }
        if !definition.parents.isEmpty, !given.contains(ColumnMeaning.parent.word) {
            gaps.append(
                FittedTable.Gap(
                    name: ColumnMeaning.parent.word, label: definition.label(of: .parent),
                    choices: []))
        }
        for field in definition.fields.items
        where field.isRequired && field.defaultValue == nil && !given.contains(field.name) {
            gaps.append(FittedTable.Gap(name: field.name, label: field.labels, choices: []))
        }
        return gaps
    }

    /// Whether the importer is somebody's office himself.
    private func holds(
        _ role: String, _ definition: WorkflowDefinition, _ command: FitCommand
    ) throws -> Bool {
        guard case .person(let principal, _) = self.viewer else { return true }
        let codes = try command.forOffice.map { name in
            try self.reader.offices().first { $0.code == name || $0.name == name }?.code ?? name
        }
        let members = definition.opening.by.filter { definition.holderRole(of: $0) == role }
        return principal.standings(for: codes).contains { members.contains($0.role) }
    }
}

extension WorkflowDefinition {
    /// The role that must be held from the start: that of whoever opens such a case first of all.
    var opener: String? {
        guard let first = self.opening.by.first else { return nil }
        let role = self.holderRole(of: first)
        return self.roles[role]?.binding == .ofCase ? role : nil
    }
}
