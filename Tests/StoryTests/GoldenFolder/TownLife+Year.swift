// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Foundation
import Storage
import TownHall
import Witness
import WorkCalendar
import Workflow

// The year of the golden folder.
extension TownLife {
    static let seed: UInt64 = 20_250_106
    static let firstDay: Day = "2025-01-06"
    static let lastDay: Day = "2026-01-12"

    /// A year over shipped rules, and what is done on certain days of it beside what comes to mind.
    static func year(rules: [[String: String]]) async throws -> TownLife {
        let town = try await TownHall(TownLife.plan, on: TownLife.firstDay, livingBy: rules.first)
        let life = TownLife(town, seed: TownLife.seed)
        var first = Deed(life.today, .install, by: nil, "1")
        first.note = "初装"
        try await life.insist(first, rules: rules)
        try await life.live(
            until: TownLife.lastDay,
            [
                ("2025-01-09", { try await $0.enterList(1...20, "2024-12-24", "2024-12-26") }),
                ("2025-01-13", { try await $0.signForMany() }),
                ("2025-03-03", { try await $0.changeDirectory() }),
                ("2025-06-20", { try await $0.importLetters() }),
                (
                    "2025-06-02",
                    { life in
                        for (kind, what) in [(Deed.Kind.install, "2"), (.migrate, nil)] {
                            var deed = Deed(life.today, kind, by: nil, what)
                            deed.note = "某发〔2025〕1号"
                            try await life.insist(deed, rules: rules)
                        }
                    }
                ),
                // Two days before next year's holidays are announced, due on one of them.
                ("2025-11-02", { try await $0.enterList(21...25, "2025-10-30", "2025-11-02") }),
            ])
        return life
    }

    /// What was assigned on paper, as a list.
    private func enterList(
        _ numbers: ClosedRange<Int>, _ accepted: String, _ assigned: String
    ) async throws {
        var deed = Deed(self.today, .planRows, by: .assigner, "proposal")
        deed.note = "导入"
        deed.roles = [
            "assembly": "某市人大", "session": "三次", "proposers": "赵某", "assigner": "市人大代工委",
            "lead": "市民政局", "mode": "sole", "session_closed_on": "2024-12-20",
            "state": "assigned", "accept_on": accepted, "assign_on": assigned,
        ]
        deed.rows = numbers.map { number in
            ["number": String(500 + number), "title": "清单\(number)"]
        }
        try await self.insist(deed)
        try await self.runPlan(by: .assigner)
    }

    /// Carries out the plan that was made last.
    private func runPlan(by who: Who) async throws {
        let last = try await self.town.engine.bulk.all().first?.row.id ?? 0
        try await self.insist(Deed(self.today, .run, by: who, String(last)))
    }

    /// One act for all that is assigned, whatever became of it meanwhile.
    private func signForMany() async throws {
        var query = CaseQuery(limit: 100)
        (query.workflow, query.state) = ("proposal", "assigned")
        var deed = Deed(self.today, .planAct, by: .lead, "sign_for")
        deed.cases = try await self.town.engine.cases.list(query).map(\.row.id).sorted()
        deed.note = "批量签收"
        try await self.insist(deed)
        try await self.runPlan(by: .lead)
    }

    private func importLetters() async throws {
        for name in ["suggestion-reply", "proposal-reply-copies"] {
            var deed = Deed(self.today, .letter, by: .lead, "\(name).txt")
            let file = PackageRoot.file("Tests/Letters/\(name).txt")
            deed.note = try String(contentsOf: file, encoding: .utf8)
            try await self.insist(deed)
        }
    }

    private func changeDirectory() async throws {
        for kind in [Deed.Kind.grant, .revoke] {
            var deed = Deed(self.today, kind, by: nil, of: "czj", "clerk")
            deed.note = "\(Who.stranger)"
            try await self.insist(deed)
        }
        try await self.insist(Deed(self.today, .call, by: nil, of: "mzj", "民政局"))
    }
}
