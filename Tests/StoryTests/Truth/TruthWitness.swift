// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import TownHall
import WorkCalendar
import Workflow

/// Looks on while a town lives, and holds what each door says against the facts of the cases.
///
/// What it finds untrue it writes down; the doors are asked only to be compared.
final class TruthWitness: TownLife.Watcher {
    /// A clock's run.
    struct RunName: Hashable {
        var caseID: String
        var clock: String
        var run: Int
    }

    /// How a run ended.
    private struct Ending: Equatable {
        var due: Day?
        var stoppedOn: Day?
        var holder: Party?
    }

    let town: TownHall
    /// What is untrue, and after which deed.
    private(set) var lies: [String] = []
    /// How often something was looked at: a witness who saw nothing proves nothing.
    private(set) var seen: [String: Int] = [:]
    private(set) var views: [String: CaseView] = [:]
    private var endings: [RunName: Ending] = [:]
    private var mornings = 0

    init(_ town: TownHall) {
        self.town = town
    }

    var today: Day { self.town.engine.today }

    /// Cases that count: not opened in error, not set aside.
    var counted: [CaseView] {
        self.views.values.filter { !$0.row.isVoid && !$0.row.isQuarantined }
    }

    func note(_ what: String, _ lie: String) {
        self.lies.append("\(self.today) \(what): \(lie)")
    }

    func count(_ what: String, _ times: Int = 1) {
        self.seen[what, default: 0] += times
    }

    // MARK: - Watching

    func morning(of life: TownLife) async throws {
        self.mornings += 1
        // A recount by a newer calendar moves dates and no version.
        try await self.refresh(all: self.mornings % 5 == 0, [])
        try await self.compareBoards("morning")
        try await self.compareDigests()
        guard self.mornings % 5 == 0 else { return }
        try await self.compareOffices()
        try await self.compareLetters()
        try await self.compareReports()
    }

    func saw(_ deed: Deed, _ result: CommandResult?) async throws {
        let what = "\(deed.kind) \(deed.what ?? "") of \(deed.caseID ?? "-")"
        let touched = [deed.caseID, result?.caseID].compactMap { $0 }.filter { !$0.isEmpty }
        if [.annul, .correct, .migrate].contains(deed.kind) { self.forgetEndings(around: touched) }
        try await self.refresh(all: false, touched)
        if deed.kind == .act, let result, !result.isUnchanged { self.checkPapers(what, of: result) }
        if [.file, .annul].contains(deed.kind), let id = deed.caseID {
            try await self.askAboutPapers(what, id)
        }
        try await self.compareBoards(what)
    }

    /// Reads what may have changed: by its version, or because it was touched.
    private func refresh(all: Bool, _ touched: [String]) async throws {
        var query = CaseQuery(limit: 1_000)
        var listed: Set<String> = []
        while true {
            let page = try await self.town.engine.cases.list(query)
            listed.formUnion(page.map(\.row.id))
            for row in page.map(\.row)
            where all || touched.contains(row.id)
                || self.views[row.id]?.row.version != row.version
            {
                let view = try await self.town.engine.cases.view(row.id)
                self.views[row.id] = view
                self.checkEndings(view)
            }
            guard page.count == query.limit, let last = page.last else { break }
            query.after = last.row.id
        }
        // What was opened in error is in no list any more.
        for id in self.views.keys.filter({ !listed.contains($0) })
        where self.views[id]?.row.isVoid == false {
            self.count("cases opened in error")
            self.views[id] = try await self.town.engine.cases.view(id)
        }
    }

    // MARK: - Runs that are over

    /// What is undone may change how runs ended; of the case, and of those beside it.
    private func forgetEndings(around ids: [String]) {
        let near = ids.compactMap { self.views[$0] }.flatMap { view in
            [view.row.id] + [view.row.parent].compactMap { $0 }
                + (view.children + view.linked).map(\.row.id)
        }
        self.endings = self.endings.filter { !near.contains($0.key.caseID) }
    }

    /// A run that has ended keeps its date and whoever held it.
    private func checkEndings(_ view: CaseView) {
        for run in view.facts.clocks where run.stopSequence != nil {
            let name = RunName(caseID: view.row.id, clock: run.clock, run: run.run)
            let ending = Ending(due: run.due, stoppedOn: run.stoppedOn, holder: run.holder)
            if let before = self.endings[name] {
                self.count("runs that had ended")
                if before != ending { self.note("\(name)", "ended as \(before), now \(ending)") }
            }
            self.endings[name] = ending
        }
    }

    // MARK: - Papers

    /// What was done had its papers: none of them taken back.
    private func checkPapers(_ what: String, of result: CommandResult) {
        guard let view = self.views[result.caseID],
            let transition = view.definition.transitions.first(where: {
                $0.id == result.transition
            }), let condition = transition.requires
        else { return }
        let logic = PaperLogic(
            documents: view.documents, history: view.facts.history, before: result.sequence)
        guard let answer = logic.holds(condition) else { return }
        self.count("acts that papers decide")
        if !answer { self.note(what, "\(result.transition) was done without its papers") }
    }

    /// What lacks its papers is not called possible.
    private func askAboutPapers(_ what: String, _ id: String) async throws {
        guard let view = self.views[id], !view.row.isVoid else { return }
        let logic = PaperLogic(
            documents: view.documents, history: view.facts.history, before: .max)
        let branches = view.definition.transitions.filter { $0.from.contains(view.row.state) }
        for (event, branches) in Dictionary(grouping: branches, by: \.event) {
            let lacks = branches.allSatisfy { $0.requires.map(logic.holds) == .some(false) }
            guard lacks else { continue }
            self.count("events that lack papers")
            let answers = try await self.town.engine.cases.why(
                id, event: event, fields: [:], principal: self.town.principal(.factotum),
                forOffice: nil
            ).answers
            if answers.contains(where: { $0.event == event && $0.isPossible }) {
                self.note(what, "\(event) is called possible without its papers")
            }
        }
    }
}
