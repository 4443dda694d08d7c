// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
package import Casework

// What is done to many cases.
extension TownHall {
    /// Plans what rows of a file would become.
    package func plan(
        _ rows: [[String: String]], common: [String: String], by who: Who
    ) async throws(CaseworkError) -> Int64 {
        try await self.engine.bulk.plan(
            ImportCommand(
                workflow: "proposal", profile: nil, forOffice: nil, rows: rows, common: common),
            reason: "导入", self.request(who))
    }

    /// Plans one act for many cases.
    package func plan(
        _ event: String, _ cases: [String], by who: Who
    ) async throws(CaseworkError) -> Int64 {
        try await self.engine.bulk.plan(
            BulkActCommand(
                caseIDs: cases, event: event, fields: [:], roles: [:], happenedOn: nil, note: "",
                forOffice: nil), reason: "批量", self.request(who))
    }

    /// Plans one paper for many cases, with an act or alone.
    package func plan(
        _ paper: BulkPaper, _ event: String, for cases: [String], by who: Who
    ) async throws(CaseworkError) -> Int64 {
        try await self.engine.bulk.plan(
            BulkActCommand(
                caseIDs: cases, event: event, fields: [:], roles: [:], happenedOn: nil, note: "",
                forOffice: nil, paper: paper), reason: "批量", self.request(who))
    }

    /// Runs a plan to its end.
    package func run(_ plan: Int64, by who: Who) async throws {
        try await self.engine.bulk.run(plan, self.request(who))
        try await self.engine.time.pass()
    }
}
