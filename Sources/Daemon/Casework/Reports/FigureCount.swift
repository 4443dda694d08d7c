// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Counts a workflow's figures, case by case.
struct FigureCount {
    let definition: WorkflowDefinition
    let loader: CaseLoader
    let cutOff: Day
    let vantage: Vantage
    let store: any StoreReader
    var view: FiguresView
    /// The values seen, for figures that count each once.
    private var values: [Int: Set<String>] = [:]

    init(
        _ definition: WorkflowDefinition, _ loader: CaseLoader, _ cutOff: Day, _ vantage: Vantage,
        _ store: any StoreReader
    ) {
        (self.vantage, self.store) = (vantage, store)
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
                    // Parts as they stood, as their whole does.
                    switch try self.loader.load(child, from: self.vantage, in: self.store) {
                    case .stands(let part): self.count(part, figure, index)
                    case .unclear: self.view.unread += 1
                    case .notYet: continue
                    }
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

    /// Adds what was counted for other cases of the workflow.
    mutating func add(_ other: FigureCount) {
        self.view.cases += other.view.cases
        self.view.unread += other.view.unread
        for (index, figure) in other.view.figures.enumerated() {
            self.view.figures[index].denominator += figure.denominator
            if let numerator = figure.numerator {
                self.view.figures[index].numerator? += numerator
            }
            for group in figure.groups {
                self.add(group.count, of: group.value, group.labels, to: index)
            }
        }
        for (index, values) in other.values {
            self.values[index, default: []].formUnion(values)
            self.view.figures[index].denominator = self.values[index]?.count ?? 0
        }
    }

    private mutating func add(_ count: Int, of value: String, _ label: Label, to index: Int) {
        let place = self.view.figures[index].groups.firstIndex { $0.value == value }
        if let place {
            self.view.figures[index].groups[place].count += count
        } else {
            self.view.figures[index].groups.append((value, label, count))
            self.view.figures[index].groups.sort { $0.value < $1.value }
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
        // Cases of earlier versions have codes as they were typed.
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
            self.add(1, of: value, label, to: index)
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
