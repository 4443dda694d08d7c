// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Casework
import Foundation
import Rulebook
import Storage
import TownHall
import Witness
import WorkCalendar
import Workflow

/// A year of a town: proposals and penalties opened, handled, late, extended and paused by a seed,
/// the daemon's own work between, all through the real engine.
///
/// What was done is noted as it is done, for a reckoning that is not ours.
final class SimulatedYear {
    /// One thing that somebody does.
    private struct Deed {
        var day: Day
        var order: Int
        var item: Int
        var event: String
    }

    /// One matter: when what is done about it.
    private struct Matter {
        var workflow: String
        var number: Int
        var days: [(event: String, day: Day)]
        var extendedTo: Day?
    }

    static let town = TownHall.Plan(
        place: "某市", profile: "cn",
        offices: [
            .assigner: .init("市人大代工委", "rdgw"), .lead: .init("市民政局", "mzj"),
            .supervisor: .init("市政府督查室", "dcs", duties: ["supervisor"]),
        ])
    private static let first: Day = "2025-01-20"
    static let last: Day = "2025-12-31"

    let town: TownHall
    private let matters: [Matter]
    private var ids: [Int: String] = [:]
    private(set) var acts = 0
    /// What was done, a JSON object a line.
    private(set) var log: [String] = []

    init(proposals: Int, penalties: Int, seed: UInt64) async throws {
        self.town = try await TownHall(SimulatedYear.town, on: SimulatedYear.first)
        var numbers = SeededNumbers(seed: seed)
        let calendar = try await self.town.engine.workedDays(2025)
        self.matters =
            (0..<proposals).map { SimulatedYear.proposal($0, calendar, &numbers) }
            + (0..<penalties).map { SimulatedYear.penalty($0, calendar, &numbers) }
    }

    // MARK: - The plan

    /// The n-th working day from one on, itself included.
    private static func worked(_ days: [Day], _ day: Day, _ count: Int) -> Day {
        let index = days.firstIndex { $0 >= day } ?? days.count - 1
        return days[Swift.min(index + count, days.count - 1)]
    }

    private static func proposal(
        _ number: Int, _ days: [Day], _ numbers: inout SeededNumbers
    ) -> Matter {
        func some(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &numbers) }
        let opened = SimulatedYear.worked(days, SimulatedYear.first, some(0...60))
        let assigned = SimulatedYear.worked(days, opened, some(0...12))
        let signed = SimulatedYear.worked(days, assigned, some(0...7))
        let met = SimulatedYear.worked(days, signed, some(3...28))
        var plan = [
            ("open", opened), ("accept", opened), ("assign", assigned),
            ("post", SimulatedYear.worked(days, assigned, some(0...4))), ("sign_for", signed),
            ("contact", met),
        ]
        var extended: Day?
        var earliest = met.adding(days: 6)
        // Some ask for more time before it is over; the law gives six months from the assignment.
        if some(1...5) == 1 {
            let asked = SimulatedYear.worked(days, met, some(1...8))
            if asked < assigned.adding(days: 80) {
                let told = SimulatedYear.worked(days, asked, some(0...4))
                plan += [("extend", asked), ("post_extension", told)]
                earliest = max(earliest, told.adding(days: 1))
                extended = assigned.adding(days: some(100...170))
            }
        }
        // Some are answered in time, some late, some not this year.
        let way = some(1...10)
        let length = way <= 6 ? some(40...85) : way <= 9 ? some(86...130) : 400
        let answered = SimulatedYear.worked(
            days, max(earliest, assigned.adding(days: length)), 0)
        if length < 400, answered < "2025-12-20" {
            plan += [("draft", answered), ("review_draft", answered), ("sign", answered)]
            plan += [
                ("answer", answered), ("send", SimulatedYear.worked(days, answered, some(0...4))),
            ]
            if some(1...2) == 1 {
                let rated = SimulatedYear.worked(days, answered, some(12...25))
                if rated < "2025-12-20" { plan.append(("rate", rated)) }
            }
        }
        return Matter(workflow: "proposal", number: number, days: plan, extendedTo: extended)
    }

    private static func penalty(
        _ number: Int, _ days: [Day], _ numbers: inout SeededNumbers
    ) -> Matter {
        func some(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &numbers) }
        let opened = SimulatedYear.worked(days, SimulatedYear.first, some(0...150))
        let filed = SimulatedYear.worked(days, opened, some(2...18))
        let appointed = SimulatedYear.worked(days, filed, some(0...3))
        var plan = [("open", opened), ("file", filed), ("appoint", appointed)]
        var extended: Day?
        if some(1...3) == 1 {
            let asked = SimulatedYear.worked(days, appointed, some(3...20))
            let done = SimulatedYear.worked(days, asked, some(5...30))
            plan += [("commission_appraisal", asked), ("appraisal_done", done)]
        } else if some(1...3) == 1 {
            // A hundred and twenty days in all instead of ninety.
            let asked = filed.adding(days: some(20...85))
            plan.append(("extend", SimulatedYear.worked(days, asked, 0)))
            extended = filed.adding(days: some(91...120))
        }
        plan.removeAll { $0.1 > SimulatedYear.last }
        return Matter(workflow: "penalty", number: number, days: plan, extendedTo: extended)
    }

    // MARK: - The year

    /// Lives the year, morning by morning; on each morning time has done its work before people do.
    func live() async throws {
        var deeds: [Deed] = []
        for (item, matter) in self.matters.enumerated() {
            for (order, step) in matter.days.enumerated() {
                deeds.append(Deed(day: step.day, order: order, item: item, event: step.event))
            }
        }
        let byDay = Dictionary(grouping: deeds, by: \.day)
        for day in byDay.keys.sorted() {
            try await self.town.wait(until: day)
            let cases = Dictionary(grouping: byDay[day] ?? [], by: \.item)
            try await self.day(day, cases)
        }
        try await self.town.wait(until: SimulatedYear.last)
    }

    /// One day: each matter's deeds in order, matters side by side.
    private func day(_ day: Day, _ cases: [Int: [Deed]]) async throws {
        var rest = cases.sorted { $0.key < $1.key }[...]
        while !rest.isEmpty {
            let batch = rest.prefix(64)
            rest = rest.dropFirst(batch.count)
            try await withThrowingTaskGroup(
                of: (item: Int, id: String, lines: [String], acts: Int).self
            ) { group in
                for (item, deeds) in batch {
                    let (matter, known) = (self.matters[item], self.ids[item])
                    let town = self.town
                    group.addTask {
                        var id = known ?? ""
                        var (lines, acts): ([String], Int) = ([], 0)
                        for deed in deeds.sorted(by: { $0.order < $1.order }) {
                            acts += try await SimulatedYear.carryOut(
                                deed.event, on: day, matter, &id, town)
                            lines.append(
                                SimulatedYear.line(id, matter, deed.event, day))
                        }
                        return (item, id, lines, acts)
                    }
                }
                for try await done in group {
                    self.ids[done.item] = done.id
                    self.log += done.lines
                    self.acts += done.acts
                }
            }
        }
    }

    private static func line(
        _ id: String, _ matter: Matter, _ event: String, _ day: Day
    ) -> String {
        let extended = event == "extend" ? matter.extendedTo?.description : nil
        let to = extended.map { ",\"to\":\"\($0)\"" } ?? ""
        return "{\"case\":\"\(id)\",\"workflow\":\"\(matter.workflow)\",\"event\":\"\(event)\","
            + "\"on\":\"\(day)\"\(to)}"
    }

    /// - Returns: how many acts it was.
    private static func carryOut(
        _ event: String, on day: Day, _ matter: Matter, _ id: inout String, _ town: TownHall
    ) async throws -> Int {
        if event == "open" {
            id = try await self.open(matter, on: day, town)
            return 1
        }
        switch (matter.workflow, event) {
        case ("proposal", "accept"):
            try await town.act(id, event, by: .assigner)
        case ("proposal", "assign"):
            try await town.act(
                id, event, by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        case ("proposal", "sign_for"):
            try await town.act(id, event, by: .lead)
        case ("proposal", "contact"):
            try await town.file(id, "contact_record", by: .lead)
            try await town.act(id, event, by: .lead, ["contact_kind": "phone"])
            return 2
        case ("proposal", "extend"):
            try await town.file(id, "extension_request", by: .lead)
            let to = Value.text(matter.extendedTo?.description ?? "")
            try await town.act(
                id, event, by: .lead, ["reason": "情况复杂", "extended_to": to])
            return 2
        case ("proposal", "draft"):
            try await town.act(
                id, event, by: .clerk,
                [
                    "reply_type": "A", "disclosure": "public", "contact_person": "经办人",
                    "contact_phone": "0000",
                ])
        case ("proposal", "review_draft"):
            try await town.act(id, event, by: .lead, ["review_result": "passed"])
        case ("proposal", "sign"):
            try await town.act(id, event, by: .leader, ["signer": "某局长"])
        case ("proposal", "answer"):
            try await town.act(
                id, event, by: .lead,
                ["letter_number": .text("某民函〔2025〕\(matter.number + 1)号")])
        case ("proposal", "post"):
            try await town.send(id, by: .assigner)
        case ("proposal", "send"), ("proposal", "post_extension"):
            try await town.send(id, by: .lead)
        case ("proposal", "rate"):
            try await town.act(id, event, by: .assigner, ["rating": "satisfied"])
        case ("penalty", "file"):
            try await town.file(id, "filing_form", by: .officer)
            try await town.act(
                id, event, by: .leader,
                [
                    "act_ended_on": "2024-12-30", "own_jurisdiction": "true",
                    "penalisable": "true", "org_type": "association",
                ])
            return 2
        case ("penalty", "appoint"):
            try await town.act(id, event, by: .leader, ["officers": Registrar.officers])
        case ("penalty", "commission_appraisal"):
            try await town.act(id, event, by: .officer, ["appraiser": "某会计师事务所"])
        case ("penalty", "appraisal_done"):
            try await town.file(id, "appraisal_report", by: .officer)
            try await town.act(id, event, by: .officer)
            return 2
        case ("penalty", "extend"):
            let to = Value.text(matter.extendedTo?.description ?? "")
            try await town.act(
                id, event, by: .leader, ["reason": "案情复杂", "extended_to": to])
        default:
            fatalError("nobody knows how to \(event)")
        }
        return 1
    }

    private static func open(
        _ matter: Matter, on day: Day, _ town: TownHall
    ) async throws -> String {
        let number = Value.text(String(matter.number + 1))
        if matter.workflow == "proposal" {
            return try await town.open(
                "proposal", by: .assigner,
                [
                    "assembly": "某市人大", "session": "四次", "number": number,
                    "title": .text("建议\(matter.number + 1)"), "proposers": ["某代表"],
                    "session_closed_on": "2025-01-18",
                ]
            ).caseID
        }
        return try await town.open(
            "penalty", by: .officer,
            [
                "party_code": .text("5144\(matter.number)"), "party_name": "某协会",
                "lead_found_on": .text(day.description), "source": "report",
            ], roles: ["registrar": "市民政局"]
        ).caseID
    }

    // MARK: - What was said

    /// Every notice about a case, a JSON object a line.
    func notices() async throws -> [String] {
        var lines: [String] = []
        var after: Int64 = 0
        while true {
            var query = NoticeQuery(limit: 1_000)
            query.after = after == 0 ? -1 : after
            let page = try await self.town.engine.jobs.notices(query).rows
            guard let last = page.last else { return lines }
            after = last.id
            for notice in page {
                guard let about = notice.about else { continue }
                lines.append(
                    "{\"case\":\"\(about.caseID)\",\"clock\":\"\(about.clock)\",\"run\":\(about.run),"
                        + "\"due\":\"\(about.due)\",\"kind\":\"\(notice.kind.rawValue)\","
                        + "\"step\":\(about.step),\"role\":\"\(notice.role)\","
                        + "\"day\":\"\(notice.day)\",\"given\":\"\(notice.givenOn)\"}")
            }
        }
    }
}

extension Engine {
    /// The working days of a year, by the calendar that was in force at its end.
    func workedDays(_ year: Int) async throws -> [Day] {
        guard
            let calendar = self.rules.rulebook.calendars.values.first?.known(
                on: SimulatedYear.last),
            let first = Day(year: year, month: 1, day: 1)
        else { return [] }
        return (0..<365).map { first.adding(days: $0) }.filter { calendar.isWorked($0) }
    }
}
