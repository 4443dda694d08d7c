// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import TownHall
import WorkCalendar
import Workflow

// Cases that somebody sees through, so that a year gets to decisions and answers too.
extension TownLife {
    /// A case that goes a known way; what comes to mind happens to it as to others.
    struct Errand {
        var way: UndoWalk.Way
        var id: String
        var begun: Day
        /// The step that comes next.
        var next = 0
        /// How often it was refused.
        var refusals = 0
    }

    /// Begins what there is still to begin, and goes on with what was begun.
    func runErrands() async throws {
        let ways = self.pace.errands
        if self.errands.count < self.pace.errandCount,
            let way = ways.randomElement(using: &self.numbers)
        {
            try await self.begin(way)
        }
        for index in self.errands.indices { try await self.goOn(index) }
    }

    private func begin(_ way: UndoWalk.Way) async throws {
        let number = String(700 + self.errands.count)
        var deed = Deed(self.today, .open, by: way.opener, way.workflow)
        deed.roles = way.roles.mapValues { _ in "mzj" }
        deed.fields = way.fields.merging([way.identity: .text(number)]) { $1 }
        for (name, value) in deed.fields ?? [:] where Day(value.text ?? "") != nil {
            deed.fields?[name] = .text(self.today.adding(days: -10).description)
        }
        let before = self.lastOpened
        guard try await self.attempt(deed) == nil, let id = self.lastOpened, id != before else {
            return
        }
        self.errands.append(Errand(way: way, id: id, begun: self.today))
    }

    private func goOn(_ index: Int) async throws {
        let errand = self.errands[index]
        guard errand.next < errand.way.course.count, errand.refusals < 5 else { return }
        let step = errand.way.course[errand.next]
        guard errand.begun.adding(days: step.after) <= self.today else { return }
        for paper in step.papers {
            _ = try await self.attempt(
                Deed(self.today, .file, by: step.who, of: errand.id, paper))
        }
        var deed = Deed(self.today, .act, by: step.who, of: errand.id, step.event)
        deed.fields = self.timed(step.fields, index, errand)
        if step.event == "assign" { deed.roles = ["lead": self.lead()] }
        if try await self.attempt(deed) == nil {
            self.errands[index].next += 1
        } else {
            self.errands[index].refusals += 1
        }
    }

    /// Values of this errand: a document's number of its own, and days of this year.
    private func timed(
        _ fields: [String: Value], _ index: Int, _ errand: Errand
    ) -> [String: Value] {
        var fields = fields
        if let field = errand.way.numbered, fields[field] != nil {
            fields[field] = .text("民函〔2025〕\(700 + index)号")
        }
        if fields["decision_number"] != nil { fields["decision_number"] = .text("\(700 + index)号") }
        for (name, value) in fields where Day(value.text ?? "") != nil {
            fields[name] = .text(errand.begun.adding(days: -60).description)
        }
        return fields
    }
}
