// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Casework
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Two cases that go the same way side by side; in one of them a mistake is made and undone.
struct UndoWalk {
    /// What goes wrong, where, and how many steps later it is put right.
    struct Mistake {
        enum Kind: CaseIterable {
            /// Entered wrongly, annulled, and entered again.
            case annulled
            /// Entered with the day before.
            case misdated
            /// Entered with a wrong value.
            case misstated
        }

        var kind: Kind
        var step: Int
        var lasting: Int
    }

    /// A course, and what may be entered wrongly in it.
    struct Way {
        var workflow: String
        var start: Day
        var opener: Who
        var roles: [String: String]
        var fields: [String: Value]
        /// What tells the two cases apart.
        var identity: String
        /// A field for a document's number: no two cases bear the same.
        var numbered: String?
        var course: [CourseStep]
        /// Step → a wrong value.
        var slips: [Int: (field: String, value: Value)]
    }

    let town: TownHall
    let way: Way

    /// - Returns: how both cases stand at the end, the one with the mistake first.
    func walk(_ mistake: Mistake) async throws -> [[String]] {
        var ids: [String] = []
        for number in ["1", "2"] {
            let fields = self.way.fields.merging([self.way.identity: .text(number)]) { $1 }
            let opened = try await self.town.open(
                self.way.workflow, by: self.way.opener, fields, roles: self.way.roles)
            ids.append(opened.caseID)
        }
        var line = ""
        for (index, step) in self.way.course.enumerated() {
            let day = self.way.start.adding(days: step.after)
            try await self.town.wait(until: day)
            for id in ids {
                for paper in step.papers { try await self.town.file(id, paper, by: step.who) }
            }
            if index == mistake.step {
                line = try await self.slip(mistake.kind, ids[0], index, day)
            } else {
                try await self.act(ids[0], step)
            }
            try await self.act(ids[1], self.numberedAnew(step))
            if index == mistake.step + mistake.lasting {
                try await self.mend(mistake, ids[0], line)
            }
        }
        return [try await self.standing(ids[0]), try await self.standing(ids[1])]
    }

    /// The same step with a document's number of its own.
    private func numberedAnew(_ step: CourseStep) -> CourseStep {
        var step = step
        if let field = self.way.numbered, case .text(let number)? = step.fields[field] {
            step.fields[field] = .text(number.replacing("〕", with: "〕1"))
        }
        return step
    }

    private func act(_ id: String, _ step: CourseStep) async throws {
        let roles = step.event == "assign" ? ["lead": "市民政局"] : [:]
        let result = try await self.town.act(
            id, step.event, by: step.who, step.fields, roles: roles)
        #expect(result.state == step.state, "\(id) \(step.event)")
    }

    /// The step as it is entered by mistake.
    ///
    /// - Returns: its line.
    private func slip(
        _ kind: Mistake.Kind, _ id: String, _ index: Int, _ day: Day
    ) async throws -> String {
        let step = self.way.course[index]
        var fields = step.fields
        if kind != .misdated, let slip = self.way.slips[index] { fields[slip.field] = slip.value }
        let result = try await self.town.act(
            id, step.event, by: step.who, fields,
            roles: step.event == "assign" ? ["lead": "市民政局"] : [:],
            on: kind == .misdated ? day.adding(days: -1) : day)
        if kind == .annulled {
            try await self.town.annul(id, String(result.sequence))
            try await self.act(id, step)
        }
        return String(result.sequence)
    }

    private func mend(_ mistake: Mistake, _ id: String, _ line: String) async throws {
        let step = self.way.course[mistake.step]
        switch mistake.kind {
        case .annulled:
            break
        case .misdated:
            try await self.town.correct(id, line, on: self.way.start.adding(days: step.after))
        case .misstated:
            guard let slip = self.way.slips[mistake.step] else { return }
            try await self.town.correct(
                id, line, [slip.field: step.fields[slip.field] ?? .text("")])
        }
    }

    /// State, fields and clocks in lines; what tells the two apart is left out.
    private func standing(_ id: String) async throws -> [String] {
        let view = try await self.town.engine.cases.view(id)
        var fields = view.facts.fields.filter { $0.key != self.way.identity && !$0.value.isEmpty }
        if let field = self.way.numbered, let number = fields[field]?.text {
            fields[field] = .text(number.replacing("〕1", with: "〕"))
        }
        let clocks = view.facts.clocks.map { run in
            let days = [run.startedOn, run.due, run.stoppedOn].map { $0?.description ?? "-" }
            return "\(run.clock) \(run.run): \(days.joined(separator: " "))"
        }
        #expect(view.row.state == view.facts.state && view.row.fields == view.facts.fields)
        return ["state \(view.facts.state)"] + fields.map { "\($0.key)=\($0.value.line)" }.sorted()
            + clocks.sorted()
    }
}
