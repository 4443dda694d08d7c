// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Casework
package import WorkCalendar
package import Workflow

// Mistakes, taken back or put right by whoever has the right to.
extension TownHall {
    /// Takes an act back: by the number of its line, or by its event.
    @discardableResult
    package func annul(
        _ id: String, _ act: String, reason: String = "录入有误", by who: Who = .corrector
    ) async throws(CaseworkError) -> CommandResult {
        try await self.engine.cases.annul(
            AnnulCommand(caseID: id, act: act, reason: reason), self.request(who))
    }

    /// Corrects what an act said, or the day on which it happened.
    @discardableResult
    package func correct(
        _ id: String, _ act: String, _ fields: [String: Value] = [:], on day: Day? = nil,
        reason: String = "录入有误", by who: Who = .corrector
    ) async throws(CaseworkError) -> CommandResult {
        try await self.engine.cases.correct(
            CorrectCommand(
                caseID: id, act: act, fields: fields, happenedOn: day, reason: reason),
            self.request(who))
    }
}
