// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Logging
internal import Rulebook
package import Storage
internal import WorkCalendar
internal import Workflow

/// Documents: taken in and filed.
package struct Documents: Room {
    package let engine: Engine

    /// Takes content for a document.
    package func begin() throws -> any DocumentSink {
        try self.engine.contents.begin()
    }

    /// Files a paper whose content is in the document store.
    package func attach(
        _ command: AttachCommand, _ request: Engine.Request
    ) async throws(CaseworkError) -> CommandResult {
        try await self.perform(request) { try Filing(transaction: $0).attach(command) }
    }
}
