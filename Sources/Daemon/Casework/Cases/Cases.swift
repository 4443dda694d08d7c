// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Logging
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Cases: opened, acted on, asked about.
package struct Cases: Room {
    package let engine: Engine
    package let viewer: Viewer

    /// Opens a case.
    package func open(
        _ command: OpenCaseCommand, _ request: Engine.Request
    ) async throws(CaseworkError) -> CommandResult {
        try await self.perform(request) { try Opening(transaction: $0).open(command) }
    }

    /// Puts an event to a case.
    package func act(
        _ command: ActCommand, _ request: Engine.Request
    ) async throws(CaseworkError) -> CommandResult {
        try await self.perform(request) { try Acting(transaction: $0).act(command) }
    }

    /// Takes an act back.
    package func annul(
        _ command: AnnulCommand, _ request: Engine.Request
    ) async throws(CaseworkError) -> CommandResult {
        // What was filed or ticked off is no act of the case: its line is looked for in the whole history.
        try await self.perform(request, .alone) { try Undoing(transaction: $0).annul(command) }
    }

    /// Corrects what an act said.
    package func correct(
        _ command: CorrectCommand, _ request: Engine.Request
    ) async throws(CaseworkError) -> CommandResult {
        try await self.perform(request) { try Undoing(transaction: $0).correct(command) }
    }
}
