// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Which cases to list, as somebody says it: by labels or names.
package struct CaseWords: Sendable {
    /// The role that the office holds.
    package var role: String?
    /// Its number on the paper.
    package var number: String?
    /// Field → what stands in it.
    package var fields: [String: String] = [:]
    /// Only what waits for the asking person: a duty runs that an office of his holds.
    package var isMine = false
    /// Only where this clock runs.
    package var clock: String?
    /// Only where a running clock shows this light.
    package var light: String?
    /// Whether each is told with its fields and roles.
    package var isWhole = false
    /// From when the cases are looked at.
    package var vantage = Vantage()
    /// Whether it is said how many match.
    package var isCounted = false

    /// All cases.
    package init() {}

    /// Whether clocks are looked at.
    var isByClock: Bool { self.isMine || self.clock != nil || self.light != nil }

    /// Whether there is anything that the rules must be asked for.
    var areRead: Bool { self.isByClock || self.number != nil || !self.fields.isEmpty }
}

/// What must hold of a clock that runs; nil: whatever it is.
struct ClockCondition {
    var clocks: Set<String>?
    var states: Set<String>?
    var light: Light?

    /// Whoever names a clock may mean a right; only rights and waiting times lapse.
    var includesWindows: Bool { self.clocks != nil || self.light == .lapsed }

    func holds(_ view: DueView) -> Bool {
        (self.clocks.map { $0.contains(view.run.clock) } ?? true)
            && (self.states.map { $0.contains(view.row.state) } ?? true)
            && (self.light.map { $0 == view.light } ?? true)
    }
}

/// What must run in a case: what the store finds, and what is worked out of a case that it found.
struct RunningClocks {
    /// What the store finds.
    let query: RunningQuery
    /// The light that one of them must show.
    let light: Light?
    let due: DueReading

    /// Whether what runs in a case, and is told to who asks, is what was asked for.
    func isFound(in row: CaseRow, _ kept: Kept) throws -> Bool {
        // The store knows of every clock; whoever takes part himself is not told of each.
        guard self.light != nil || kept.outside != nil else { return true }
        return try self.due.views(of: row, self.query).contains { view in
            kept.tells(clock: view.run.clock) && (self.light.map { $0 == view.light } ?? true)
        }
    }
}

/// Makes questions of the words, by the rules in force.
struct CaseWordsReading {
    private let definitions: [WorkflowDefinition]
    private let reader: any StoreReader

    /// - Parameter workflow: only its words; nil: those of all.
    init(_ rulebook: Rulebook, _ reader: any StoreReader, of workflow: String?) {
        self.reader = reader
        let known = rulebook.workflowNames
        let names = workflow.flatMap { known.contains($0) ? [$0] : nil } ?? known
        self.definitions = names.flatMap { name in
            rulebook.profileNames.compactMap { rulebook.workflow(name, profile: $0)?.definition }
        }
    }

    // MARK: - Fields

    /// What must stand in fields: of each that is named one, whatever workflow has it.
    func fields(_ given: [String: String], on today: Day) throws -> [[FieldFilter]] {
        try given.sorted { $0.key < $1.key }.map { word, text in
            let term = Remedy.Term("fields", Label("内容", "field"))
            let names = try self.names(word, term) { $0.fields.vocabulary.terms }
            let filters = try self.definitions.flatMap { definition in
                try names.compactMap { definition.fields[$0] }.flatMap {
                    try self.filters(text, $0, definition, today)
                }
            }
            guard filters.isEmpty else { return filters.unique }
            let options = self.definitions.flatMap { definition in
                names.compactMap { definition.fields[$0] }.flatMap { field -> [Remedy.Term] in
                    guard case .choice(let options) = field.type.element else { return [] }
                    return options.map { Remedy.Term($0.name, $0.labels) }
                }
            }.unique
            throw CaseworkError.invalid(
                "fields", "\(word)应为\(options.told.zh)之一,现为“\(text)”",
                "\(word) must be one of \(options.told.en), is “\(text)”")
        }
    }

    /// The number on the paper, or that of a document, in whatever workflow.
    func number(_ text: String) -> [FieldFilter] {
        let (plain, document) = (CaseNumber.onPaper(text), Folding.documentNumber(text))
        return self.definitions.compactMap { definition in
            guard let name = definition.numberField, let field = definition.fields[name] else {
                return nil
            }
            guard field.type == .integer else {
                return FieldFilter(field: name, text: document, isWhole: true)
            }
            return plain.map { FieldFilter(field: name, text: $0, isWhole: true) }
        }.unique
    }

    /// What a text means in a field: an office its code, a choice its name, a day a day.
    private func filters(
        _ text: String, _ field: FieldDefinition, _ definition: WorkflowDefinition, _ today: Day
    ) throws -> [FieldFilter] {
        let wording = Wording(definition, today: today)
        let meant = try wording.values([field.name: .text(text)]).fields[field.name]
        switch field.type.element {
        case .text, .recipient:
            return [FieldFilter(field: field.name, text: text, isWhole: false)]
        case .session:
            return [
                FieldFilter(field: field.name, text: SessionName.normal(text), isWhole: false)
            ]
        case .choice(let options) where !options.contains { $0.name == meant?.text }:
            return []
        case .office:
            return [
                FieldFilter(
                    field: field.name, text: try self.reader.knownOffice(text), isWhole: true)
            ]
        default:
            return (meant?.texts ?? [text]).map {
                FieldFilter(field: field.name, text: $0, isWhole: true)
            }
        }
    }

    // MARK: - Clocks

    /// What must run in a case for the words to find it.
    ///
    /// - Parameter today: the day by which a light is narrowed down before it is worked out.
    func running(
        _ words: CaseWords, _ due: DueReading, of person: Principal?, on today: Day
    ) throws -> RunningClocks {
        let condition = try self.condition(clock: words.clock, light: words.light)
        var query = RunningQuery()
        query.clocks = condition.clocks
        query.includesWindows = condition.includesWindows
        query.includesPaused = !words.isMine || condition.light == .paused
        // No zone is more than a day ahead of the nation's.
        if [.red, .lapsed].contains(condition.light) { query.before = today.adding(days: 1) }
        if words.isMine { query.holding = due.holding(person?.offices ?? []) }
        return RunningClocks(query: query, light: condition.light, due: due)
    }

    /// What must hold of a clock that runs.
    func condition(
        clock: String? = nil, light: String? = nil, state: String? = nil
    ) throws -> ClockCondition {
        ClockCondition(
            clocks: try clock.map { word in
                try self.names(word, Remedy.Term("clock", Label("时限", "clock"))) {
                    $0.clocks.vocabulary.terms
                }
            },
            states: try state.map { word in
                try self.names(word, Remedy.Term("state", Label("状态", "state"))) {
                    $0.states.vocabulary.terms
                }
            },
            light: try light.map(Self.light))
    }

    private static let lights: [Remedy.Term] = [
        Remedy.Term("green", Label("绿", "Green")), Remedy.Term("yellow", Label("黄", "Yellow")),
        Remedy.Term("red", Label("红", "Red")), Remedy.Term("paused", Label("中止", "Paused")),
        Remedy.Term("lapsed", Label("已过", "Lapsed")),
    ]

    private static func light(_ word: String) throws -> Light {
        let plain = word.hasSuffix("灯") ? String(word.dropLast()) : word
        if case .name(let name) = Vocabulary(Self.lights).meaning(of: plain),
            let light = Light(rawValue: name)
        {
            return light
        }
        let told = Self.lights.told
        throw CaseworkError.invalid(
            "light", "没有灯色“\(word)”;有:\(told.zh)",
            "there is no light “\(word)”; there are: \(told.en)")
    }

    // MARK: - Words

    /// The names that a word has in any of the workflows.
    ///
    /// - Throws: ``CaseworkError`` when nothing is called so.
    private func names(
        _ word: String, _ term: Remedy.Term, _ terms: (WorkflowDefinition) -> [Remedy.Term]
    ) throws -> Set<String> {
        let vocabulary = Vocabulary(self.definitions.flatMap(terms).unique)
        switch vocabulary.meaning(of: word) {
        case .name(let name): return [name]
        case .several(let found): return Set(found.map(\.name))
        case .unknown(let near):
            let near = near.perhaps
            throw CaseworkError.invalid(
                term.name, "没有\(term.label.zh)“\(word)”\(near.zh)",
                "there is no \(term.label.en) “\(word)”\(near.en)")
        }
    }
}
