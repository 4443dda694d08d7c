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
    package let viewer: Viewer

    /// Takes content for a document.
    package func begin() throws -> any DocumentSink {
        try self.engine.contents.begin()
    }

    /// Files a document whose content is in the document store.
    ///
    /// - Returns: its number.
    package func attach(
        _ command: AttachCommand, _ request: Engine.Request
    ) async throws(CaseworkError) -> Int64 {
        try await self.made(request) { try Filing(transaction: $0).attach(command) }
    }
}
