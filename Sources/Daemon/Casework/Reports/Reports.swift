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
    /// Cases opened in the period.
    package var cases = 0
    /// The day on which conditions are judged.
    package var cutOff: Day
    /// Each figure.
    package var figures: [FigureView]
}

/// Figures that a workflow defines.
package struct Reports: Room {
    package let engine: Engine

    /// The figures that the rulebook defines for a workflow, over the cases opened in a period.
    ///
    /// - Parameter caseID: only this case, for the figures of one campaign.
    package func figures(
        of workflow: String, from: Day?, to: Day?, caseID: String?
    ) async throws(CaseworkError) -> FiguresView {
        let (rules, now) = (self.rules, self.clock.now)
        let newest = rules.rulebook.workflow(workflow, profile: rules.nationalProfile)
        guard let definition = newest?.definition else {
            throw CaseworkError.noWorkflow(workflow, known: rules.rulebook.workflowNames)
        }
        if let from, let to, from > to {
            throw CaseworkError.invalid(
                "to", "止日\(to)早于起日\(from)", "the last day \(to) comes before the first, \(from)")
        }
        let cutOff = CivilZone(definition.timeZone).day(of: now)
        return try await self.ask { reader in
            var count = FigureCount(definition, CaseLoader(reader, rules, now), cutOff)
            var query = CaseQuery(limit: CaseworkLimits.listed)
            query.workflow = workflow
            while true {
                let rows = try reader.cases(query)
                if rows.isEmpty { break }
                for row in rows where !row.isQuarantined && caseID.map({ $0 == row.id }) ?? true {
                    // A case without an opening day belongs to no period.
                    let isIn =
                        row.openedOn.map { day in
                            (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
                        } ?? (from == nil && to == nil)
                    if isIn { try count.take(row) }
                }
                query.after = rows.last?.id
            }
            return count.view
        }
    }
}

/// Counts a workflow's figures, case by case.
private struct FigureCount {
    let definition: WorkflowDefinition
    let loader: CaseLoader
    let cutOff: Day
    var view: FiguresView
    private var groups: [String: [String: Int]] = [:]

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

    mutating func take(_ row: CaseRow) throws {
        self.view.cases += 1
        let loaded = try self.loader.load(row)
        for (index, figure) in self.definition.figures.items.enumerated() {
            switch figure.unit {
            case .cases:
                self.count(loaded, figure, index)
            case .children(let workflow):
                for child in try self.loader.reader.children(of: row.id)
                where child.workflow == workflow {
                    self.count(try self.loader.load(child), figure, index)
                }
            case .items, .acts:
                let among = self.items(figure.among, loaded)
                let of = figure.of.map { self.items($0, loaded) } ?? 0
                self.view.figures[index].denominator += among
                self.view.figures[index].numerator? += of
            }
            try loaded.surroundings.check()
        }
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
