// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// What is known of the backups of the data: who makes them notes it, whoever asks how the daemon is is told.
package struct BackupState: Hashable, Sendable, Codable {
    /// A backup.
    package struct Made: Hashable, Sendable, Codable {
        /// When.
        package var at: Instant
        /// Where it lies.
        package var path: String
        /// Lines of the history in it.
        package var lines: Int64
        /// What was wrong with the data when it was made.
        package var faults: Int
        /// Where a second one lies.
        package var also: String?

        /// A backup.
        package init(at: Instant, path: String, lines: Int64, faults: Int, also: String?) {
            (self.at, self.path, self.lines) = (at, path, lines)
            (self.faults, self.also) = (faults, also)
        }
    }

    /// What was tried, and what came of it.
    package struct Outcome: Hashable, Sendable, Codable {
        /// When.
        package var at: Instant
        /// On what.
        package var path: String
        /// Why it failed; nil when it did not.
        package var failure: String?

        /// What came of something.
        package init(at: Instant, path: String, failure: String?) {
            (self.at, self.path, self.failure) = (at, path, failure)
        }
    }

    /// The last backup.
    package var made: Made?
    /// The last attempt, when it failed and none was made since.
    package var failed: Outcome?
    /// The last restore drill.
    package var drill: Outcome?
    /// Days after which the last backup is too old: a setting, which is noted nowhere.
    package var warnDays = 0

    private enum CodingKeys: CodingKey {
        case made, failed, drill
    }

    /// Nothing known.
    package init() {}
}
