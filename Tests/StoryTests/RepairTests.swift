// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Casework
import Foundation
import Storage
import Testing
import TownHall
import Witness
import Workflow

/// Which jobs should exist follows from the clocks: what somebody lost or spoilt is made again.
@Suite struct RepairTests {
    @Test(.timeLimit(.minutes(60)))
    func jobsThatAreMissingOrStaleAreMadeAgainAndCounted() async throws {
        let town = try await TownHall(SimulatedYear.town, on: "2025-03-10")
        for number in 1...300 {
            let opened = try await town.open(
                "proposal", by: .assigner,
                [
                    "assembly": "某市人大", "session": "四次", "number": .text(String(number)),
                    "title": .text("建议\(number)"), "proposers": ["某代表"],
                    "session_closed_on": "2025-03-05",
                ])
            try await town.act(opened.caseID, "accept", by: .assigner)
        }
        let before = try await RepairTests.jobs(town)
        try #require(before.count >= 300)
        let amiss = try Python.run("lose_jobs.py", [town.storePath])
            .trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(try await RepairTests.jobs(town) != before)
        try await town.engine.time.tidy()
        #expect(try await RepairTests.jobs(town) == before)
        #expect(try await String(town.engine.health.status().mended) == amiss)
        // Nothing is amiss any more.
        try await town.engine.time.tidy()
        #expect(try await String(town.engine.health.status().mended) == amiss)
    }

    /// What is to come, and when.
    private static func jobs(_ town: TownHall) async throws -> [String] {
        var query = JobQuery(limit: 1_000)
        query.kind = .clock
        return try await town.engine.jobs.list(query).jobs.map {
            "\($0.row.subject.key) \($0.row.stamp) \($0.row.dueAt) \($0.row.state)"
        }.sorted()
    }
}
