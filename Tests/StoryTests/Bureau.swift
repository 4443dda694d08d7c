// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Casework
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// A registration authority that works through a list: every row becomes what it becomes in the
/// engine, on its days, and nothing is counted here.
final class Bureau {
    let town: TownHall
    let agenda = Agenda()

    init(from day: Day) async throws {
        self.town = try await TownHall(Registrar.town, on: day)
    }

    /// An act with the papers that go before it; where it comes out is told by the course.
    func act(
        _ id: String, _ event: String, by who: Who, _ fields: [String: Value] = [:],
        papers: [String] = [], state: String
    ) async throws {
        for paper in papers { try await self.town.file(id, paper, by: .officer) }
        do {
            let result = try await self.town.act(id, event, by: who, fields)
            #expect(result.state == state, "\(id) \(event)")
        } catch {
            Issue.record("\(id) \(event): \(error.sentence.en): \(error.unmet.map(\.sentence.en))")
        }
    }

    /// A case taken through a course from a day on.
    func follow(
        _ course: [CourseStep], _ id: String, from day: Day, _ own: [String: Value] = [:]
    ) {
        for step in course {
            self.agenda.on(day.adding(days: step.after)) {
                let fields = step.fields.merging(own.filter { step.fields[$0.key] != nil }) { $1 }
                try await self.act(
                    id, step.event, by: step.who, fields, papers: step.papers, state: step.state)
            }
        }
    }

    private func opened(
        _ workflow: String, by who: Who, _ fields: [String: Value]
    ) async throws -> String {
        try await self.town.open(workflow, by: who, fields, roles: Registrar.role).caseID
    }

    // MARK: 僵尸型

    /// A campaign: begun with what is found on the first day, added to on every later one.
    func clearDormant(_ start: Day, _ rows: [SampleList.Row]) {
        let byDay = Dictionary(grouping: rows, by: \.foundOn).sorted { $0.key < $1.key }
        guard let first = byDay.first?.key else { return }
        self.agenda.on(start) {
            let campaign = try await self.opened(
                "dormant_cleanup", by: .leader, ["title": .text("整治\(start)")])
            try await self.town.file(campaign, "plan", by: .leader)
            for (day, found) in byDay {
                self.agenda.on(day) {
                    try await self.take(found, into: campaign, isFirst: day == first)
                }
            }
        }
    }

    private func take(
        _ rows: [SampleList.Row], into campaign: String, isFirst: Bool
    ) async throws {
        let before = try await self.town.engine.cases.view(campaign).children.count
        var fields: [String: Value] = ["candidates": .list(rows.map(\.record))]
        if isFirst { fields["ends_on"] = "2027-12-31" }
        try await self.act(
            campaign, isFirst ? "start" : "add", by: isFirst ? .leader : .officer, fields,
            state: "running")
        let children = try await self.town.engine.cases.view(campaign).children.dropFirst(before)
        // Rows that are the same to the letter have become one already.
        var left = rows
        for child in children {
            let code = child.row.fields["party_code"]?.text ?? ""
            guard let index = left.firstIndex(where: { $0.code == code }) else { continue }
            self.settle(child.row.id, left.remove(at: index))
        }
    }

    private func settle(_ id: String, _ row: SampleList.Row) {
        let day = row.foundOn.adding(days: 14)
        if row.isStruckOut || row.isDouble {
            self.agenda.on(day) {
                try await self.act(
                    id, "dismiss", by: .officer, ["reason": row.isDouble ? "重复" : "排除"],
                    state: "not_dormant")
            }
            return
        }
        guard !row.outcome.isEmpty else { return }
        self.agenda.on(day) {
            try await self.act(
                id, "confirm", by: .officer,
                ["criteria": ["checks_missed"], "missed_years": "3"], papers: ["evidence"],
                state: "confirmed")
        }
        guard row.outcome != "confirmed" else { return }
        let disposed = row.foundOn.adding(days: 35)
        self.agenda.on(disposed) { try await self.dispose(id, row, on: disposed) }
    }

    private func dispose(_ id: String, _ row: SampleList.Row, on day: Day) async throws {
        let isPenalty = row.outcome == "penalty"
        var fields: [String: Value] = ["outcome": isPenalty ? "penalty" : "deregister"]
        if isPenalty { fields["lead_found_on"] = .text(day.description) }
        try await self.act(id, "dispose", by: .leader, fields, state: "handling")
        let linked = try #require(try await self.town.engine.cases.view(id).linked.last).row.id
        switch row.outcome {
        case "penalty":
            let ended = Value.text(day.adding(days: -120).description)
            self.follow(
                Course.revocation, linked, from: day, ["act_ended_on": ended, "law_date": ended])
        case "deregister", "done":
            self.follow(Course.deregistration, linked, from: day)
        default: break  // under way
        }
    }

    // MARK: 非法社会组织

    func pursueIllegal(_ rows: [SampleList.Row]) {
        for row in rows {
            self.agenda.on(row.foundOn) {
                let id = try await self.opened(
                    "illegal_ban", by: .officer, ["party_name": .text(row.name)])
                if row.isStruckOut || row.isDouble {
                    self.agenda.on(row.foundOn.adding(days: 2)) {
                        try await self.act(
                            id, "refuse_filing", by: .leader,
                            ["reason": row.isDouble ? "重复" : "排除"], state: "not_filed")
                    }
                } else {
                    self.follow(
                        row.outcome == "banned" ? Course.ban : Course.dissolution, id,
                        from: row.foundOn)
                }
            }
        }
    }

    // MARK: 整改

    func orderRectification(_ rows: [SampleList.Row]) {
        for row in rows {
            self.agenda.on(row.foundOn) {
                let id = try await self.opened(
                    "rectification", by: .officer,
                    [
                        "party_code": .text(row.code), "party_name": .text(row.name),
                        "rectify_by": .text(row.foundOn.adding(days: 30).description),
                    ])
                if row.isStruckOut || row.isDouble {
                    self.agenda.on(row.foundOn.adding(days: 1)) { try await self.drop(id) }
                } else {
                    self.follow(
                        row.outcome == "passed" ? Course.putRight : [Course.ordered], id,
                        from: row.foundOn, ["items": .list(row.items.map(Value.text))])
                }
            }
        }
    }

    private func drop(_ id: String) async throws {
        try await self.act(id, "drop", by: .leader, ["reason": "另行处理"], state: "dropped")
    }

    // MARK: 双随机

    /// A draw of a tenth of the rows that are not struck out; with visits, each is inspected.
    func drawLots(_ rows: [SampleList.Row], visiting: Bool) {
        guard let day = rows.first?.foundOn else { return }
        self.agenda.on(day) {
            let round = try await self.draw(rows, on: day)
            if visiting { try await self.visit(round, rows, from: day) }
        }
    }

    private func draw(_ rows: [SampleList.Row], on day: Day) async throws -> String {
        let round = try await self.opened(
            "inspection", by: .officer, ["title": .text("\(day)"), "level": "county"])
        let inspectors = [Who.officer, .secondOfficer, .legalReviewer].map {
            Value.text(TownHall.id(of: $0))
        }
        try await self.act(
            round, "draw", by: .officer,
            [
                "rate": "0.1", "inspector_pool": .list(inspectors),
                "population": .list(rows.filter { !$0.isStruckOut }.map(\.record)),
            ], papers: ["plan"], state: "drawn")
        return round
    }

    private func visit(_ round: String, _ rows: [SampleList.Row], from day: Day) async throws {
        for child in try await self.town.engine.cases.view(round).children {
            let (id, code) = (child.row.id, child.row.fields["party_code"]?.text)
            let row = try #require(rows.first { $0.code == code })
            self.follow(Course.visit, id, from: day)
            self.agenda.on(day.adding(days: 56)) { try await self.find(row, id) }
        }
    }

    private func find(_ row: SampleList.Row, _ visit: String) async throws {
        guard row.outcome == "problems" else {
            return try await self.act(
                visit, "find", by: .officer, ["finding": "normal"], state: "normal")
        }
        try await self.act(
            visit, "find", by: .officer,
            [
                "finding": "problems",
                "rectify_by": .text(row.foundOn.adding(days: 90).description),
            ], state: "rectifying")
        // Put right on the spot: no order is made, so it is none of the problems counted.
        let order = try #require(try await self.town.engine.cases.view(visit).linked.last)
        try await self.drop(order.row.id)
    }
}
