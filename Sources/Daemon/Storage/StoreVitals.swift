// SPDX-License-Identifier: Apache-2.0

/// How the files of a store stand, and how long they took lately.
package struct StoreVitals: Sendable {
    /// Bytes of the log of what was committed.
    package var logBytes: Int64 = 0
    /// How long each of the last commits waited until the disk had it, oldest first.
    package var syncs: [Duration] = []

    /// A store that has no files.
    package init() {}
}

extension CaseStore {
    // A store without files has nothing to tell and nothing to bring to its place.

    package func vitals() -> StoreVitals { StoreVitals() }

    package func checkpoint() throws -> Bool { false }
}
