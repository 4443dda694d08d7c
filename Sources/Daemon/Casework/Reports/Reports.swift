// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Logging
internal import Rulebook
internal import Storage
package import WorkCalendar
package import Workflow

/// A figure as counted.
package struct FigureView: Sendable {
    /// Which figure.
    package var name: String
    /// What people read.
    package var labels: Label
    /// The denominator, or what is counted.
    package var denominator = 0
    /// The numerator; nil for a plain count.
    package var numerator: Int?
    /// Counts by value, in order of the values.
    package var groups: [(value: String, labels: Label, count: Int)] = []
}

/// The figures of a workflow, counted over its cases.
package struct FiguresView: Sendable {
    /// The workflow.
    package var labels: Label
    /// Cases of the period.
    package var cases = 0
    /// The day on which conditions are judged.
    package var cutOff: Day
    /// Each figure.
    package var figures: [FigureView]
    /// The same for each office or place, in order of their codes; empty unless asked.
    package var parts: [Part] = []

    /// What one office, or one place, has done.
    package struct Part: Sendable {
        /// The office's code, or the place.
        package var code: String
        /// What people read.
        package var name: String
        /// Its cases of the period.
        package var cases: Int
        /// Each figure.
        package var figures: [FigureView]
    }
}

/// Which cases are counted, and what they are split by.
package struct FiguresQuery: Sendable {
    /// What the whole is split by.
    package enum Split: String, Sendable, CaseIterable {
        case office, place
    }

    /// The workflow.
    package var workflow: String
    /// On or after this day.
    package var from: Day?
    /// On or before this day.
    package var to: Day?
    /// The event that must have happened in the period: its code or label; nil: the opening.
    package var by: String?
    /// Only this case, for the figures of one campaign.
    package var caseID: String?
    /// Only those of this office: its code or name.
    package var office: String?
    /// Only those of this place's offices.
    package var place: String?
    /// For each office, or each place, by itself too.
    package var per: Split?

    /// Cases of a workflow: all, or those of a period.
    package init(
        _ workflow: String, by event: String? = nil, from: Day? = nil, to: Day? = nil,
        caseID: String? = nil, office: String? = nil, place: String? = nil, per: Split? = nil
    ) {
        self.workflow = workflow
        self.by = event
        self.from = from
        self.to = to
        self.caseID = caseID
        self.office = office
        self.place = place
        self.per = per
    }
}

/// Figures that a workflow defines.
package struct Reports: Room {
    package let engine: Engine

    /// The figures that the rulebook defines for a workflow, over the cases opened in a period, or
    /// of which an event happened in it.
    package func figures(
        _ query: FiguresQuery
    ) async throws(CaseworkError) -> FiguresView {
        let (rules, now) = (self.rules, self.clock.now)
        let newest = rules.rulebook.workflow(query.workflow, profile: rules.nationalProfile)
        guard let definition = newest?.definition else {
            throw CaseworkError.noWorkflow(query.workflow, known: rules.rulebook.workflowNames)
        }
        if let from = query.from, let to = query.to, from > to {
            throw CaseworkError.invalid(
                "to", "止日\(to)早于起日\(from)", "the last day \(to) comes before the first, \(from)")
        }
        let event = try query.by.map { (named) throws(CaseworkError) in
            try definition.countedEvent(named)
        }
        let cutOff = CivilZone(definition.timeZone).day(of: now)
        return try await self.ask { reader in
            let loader = CaseLoader(reader, rules, now)
            let scope = FigureScope(
                query, event: event, office: try query.office.map { try reader.knownOffice($0) })
            var whole = FigureCount(definition, loader, cutOff)
            var parts: [String: (name: String, count: FigureCount)] = [:]
            try reader.eachCase(of: query.workflow, in: query) { row in
                let loaded = try loader.load(row)
                let party = scope.party(of: loaded)
                let office = try party?.office.flatMap(reader.office)
                guard scope.holds(loaded, office) else { return }
                try whole.take(loaded)
                guard let split = query.per else { return }
                let (code, name) = scope.part(split, office, party)
                var part = parts[code] ?? (name, FigureCount(definition, loader, cutOff))
                try part.count.take(loaded)
                parts[code] = part
            }
            for also in Set(whole.others) {
                try reader.eachCase(of: also, in: query) { row in
                    let loaded = try loader.load(row)
                    let office = try scope.party(of: loaded)?.office.flatMap(reader.office)
                    if scope.holds(loaded, office) { try whole.takeOther(loaded) }
                }
            }
            var view = whole.view
            view.parts = parts.sorted { $0.key < $1.key }.map { code, part in
                FiguresView.Part(
                    code: code, name: part.name, cases: part.count.view.cases,
                    // What is counted over several workflows belongs to the whole.
                    figures: part.count.view.figures.filter { !whole.isShared($0.name) })
            }
            return view
        }
    }
}

extension StoreReader {
    fileprivate func eachCase(
        of workflow: String, in asked: FiguresQuery, _ body: (CaseRow) throws -> Void
    ) throws {
        var query = CaseQuery(limit: CaseworkLimits.listed)
        query.workflow = workflow
        while true {
            let rows = try self.cases(query)
            if rows.isEmpty { return }
            for row in rows
            where !row.isQuarantined && asked.caseID.map({ $0 == row.id }) ?? true {
                try body(row)
            }
            query.after = rows.last?.id
        }
    }
}

extension WorkflowDefinition {
    /// The event of this code or label.
    fileprivate func countedEvent(_ named: String) throws(CaseworkError) -> String {
        let found = self.events.items.first {
            $0.name == named || $0.labels.zh == named || $0.labels.en == named
        }
        if let found { return found.name }
        let known = self.events.items.map { "\($0.name)(\($0.labels.zh))" }
        throw CaseworkError.invalid(
            "by", "没有事件“\(named)”;事件有:\(known.joined(separator: "、"))",
            "there is no event “\(named)”; there are: \(self.events.names.joined(separator: ", "))")
    }
}

/// Which cases belong to a report.
private struct FigureScope {
    let query: FiguresQuery
    let event: String?
    let office: String?

    init(_ query: FiguresQuery, event: String?, office: String?) {
        self.query = query
        self.event = event
        self.office = office
    }

    /// Whose case it is.
    func party(of loaded: LoadedCase) -> Party? {
        let holders = loaded.facts.roles
        if let role = loaded.definition.figuresBy { return holders[role] }
        return loaded.definition.roles.items.lazy
            .filter { $0.binding == .ofCase || $0.binding == .ofParent }
            .compactMap { holders[$0.name] }.first
    }

    func holds(_ loaded: LoadedCase, _ office: OfficeRow?) -> Bool {
        if let code = self.office, office?.code != code { return false }
        if let place = self.query.place, office?.place != place { return false }
        guard self.query.from != nil || self.query.to != nil || self.event != nil else {
            return true
        }
        // What has no day belongs to no period.
        let days =
            self.event.map { event in
                loaded.facts.history.filter { $0.event == event }.map(\.happenedOn)
            } ?? [loaded.row.openedOn]
        return days.contains { day in
            guard self.query.from != nil || self.query.to != nil else { return true }
            guard let day else { return false }
            return (self.query.from ?? day) <= day && day <= (self.query.to ?? day)
        }
    }

    func part(
        _ split: FiguresQuery.Split, _ office: OfficeRow?, _ party: Party?
    ) -> (code: String, name: String) {
        switch split {
        case .office: (office?.code ?? party?.name ?? "", office?.name ?? party?.name ?? "")
        case .place: (office?.place ?? "", office?.place ?? "")
        }
    }
}

/// Counts a workflow's figures, case by case.
private struct FigureCount {
    let definition: WorkflowDefinition
    let loader: CaseLoader
    let cutOff: Day
    var view: FiguresView
    /// The values seen, for figures that count each once.
    private var values: [Int: Set<String>] = [:]

    init(_ definition: WorkflowDefinition, _ loader: CaseLoader, _ cutOff: Day) {
        self.definition = definition
        self.loader = loader
        self.cutOff = cutOff
        self.view = FiguresView(
            labels: definition.labels, cutOff: cutOff,
            figures: definition.figures.items.map {
                FigureView(
                    name: $0.name, labels: $0.labels, numerator: $0.of == nil ? nil : 0)
            })
    }

    /// Workflows whose cases are counted with these.
    var others: [String] { self.definition.figures.items.flatMap { $0.also.map(\.workflow) } }

    func isShared(_ figure: String) -> Bool {
        !(self.definition.figures[figure]?.also.isEmpty ?? true)
    }

    mutating func take(_ loaded: LoadedCase) throws {
        self.view.cases += 1
        for (index, figure) in self.definition.figures.items.enumerated() {
            switch figure.unit {
            case .cases:
                self.count(loaded, figure, index)
            case .children(let workflow):
                for child in try self.loader.reader.children(of: loaded.row.id)
                where child.workflow == workflow {
                    self.count(try self.loader.load(child), figure, index)
                }
            case .items, .acts:
                let among = self.items(figure.among, loaded)
                let of = figure.of.map { self.items($0, loaded) } ?? 0
                self.view.figures[index].denominator += among
                self.view.figures[index].numerator? += of
            case .values(let field):
                if case .condition(let among) = figure.among {
                    self.add(field, of: loaded, if: among, index)
                }
            }
            try loaded.surroundings.check()
        }
    }

    /// A case of another workflow, for the figures that count its values too.
    mutating func takeOther(_ loaded: LoadedCase) throws {
        for (index, figure) in self.definition.figures.items.enumerated() {
            guard case .values(let field) = figure.unit else { continue }
            for also in figure.also where also.workflow == loaded.definition.name {
                self.add(field, of: loaded, if: also.among, index)
            }
        }
        try loaded.surroundings.check()
    }

    private mutating func add(
        _ field: String, of loaded: LoadedCase, if condition: Guard, _ index: Int
    ) {
        let judge = loaded.machine.judge(
            loaded.facts, on: self.cutOff, in: loaded.surroundings)
        guard judge.holds(condition) else { return }
        for text in loaded.facts.fields[field]?.texts ?? [] {
            self.values[index, default: []].insert(Folding.key(text))
        }
        self.view.figures[index].denominator = self.values[index]?.count ?? 0
    }

    private func items(_ choice: FigureDefinition.Choice, _ loaded: LoadedCase) -> Int {
        let judge = loaded.machine.judge(
            loaded.facts, on: self.cutOff, in: loaded.surroundings)
        switch choice {
        case .condition:
            return 0
        case .items(let field, let condition):
            return judge.holds(condition) ? loaded.facts.fields[field]?.items.count ?? 0 : 0
        case .acts(let acts, let condition):
            return judge.holds(condition) ? acts.count(in: loaded.facts) : 0
        }
    }

    private mutating func count(_ loaded: LoadedCase, _ figure: FigureDefinition, _ index: Int) {
        let judge = loaded.machine.judge(
            loaded.facts, on: self.cutOff, in: loaded.surroundings)
        guard case .condition(let among) = figure.among, judge.holds(among) else { return }
        self.view.figures[index].denominator += 1
        if case .condition(let of) = figure.of, judge.holds(of) {
            self.view.figures[index].numerator? += 1
        }
        guard let split = figure.by else { return }
        for (value, label) in self.values(split, loaded) {
            let place = self.view.figures[index].groups.firstIndex { $0.value == value }
            if let place {
                self.view.figures[index].groups[place].count += 1
            } else {
                self.view.figures[index].groups.append((value, label, 1))
                self.view.figures[index].groups.sort { $0.value < $1.value }
            }
        }
    }

    /// The values a case counts under; a list counts under each of its items.
    private func values(
        _ split: FigureDefinition.Split, _ loaded: LoadedCase
    ) -> [(String, Label)] {
        switch split {
        case .state:
            let state = loaded.facts.state
            return [(state, loaded.definition.states[state]?.labels ?? Label(same: state))]
        case .field(let field):
            let words = GuardWords(loaded.definition)
            return (loaded.facts.fields[field]?.texts ?? []).map {
                ($0, words.value($0, of: field))
            }
        }
    }
}
