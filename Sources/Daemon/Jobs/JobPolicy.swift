// SPDX-License-Identifier: Apache-2.0
package import Storage

/// How jobs of a kind are run and tried again.
package struct JobPolicy: Sendable {
    /// How many run at once.
    package var width: Int
    /// How often one is tried before it is given up.
    package var attempts: Int
    /// Milliseconds within which it must be settled.
    package var lease: Int64
    /// Milliseconds before the second attempt; doubled with each further one.
    package var firstDelay: Int64
    /// At most so many milliseconds between two attempts.
    package var longestDelay: Int64

    /// The policy of a kind.
    package init(_ kind: JobKind) {
        switch kind {
        case .clock:
            // One transaction each: more at once would only wait for the writer.
            self.init(width: 64, attempts: 8, lease: minute, firstDelay: minute)
        case .bulk, .daily:
            self.init(width: 1, attempts: 8, lease: 10 * minute, firstDelay: minute)
        case .digest:
            self.init(width: 8, attempts: 8, lease: minute, firstDelay: minute)
        case .spool:
            // A few files at once keep a disk busy.
            self.init(width: 4, attempts: 12, lease: minute, firstDelay: minute / 6)
        case .sendmail, .hook:
            // A mail host that is down for a day is common.
            self.init(width: 4, attempts: 12, lease: 3 * minute, firstDelay: minute)
        }
    }

    private init(width: Int, attempts: Int, lease: Int64, firstDelay: Int64) {
        self.width = width
        self.attempts = attempts
        self.lease = lease
        self.firstDelay = firstDelay
        self.longestDelay = 6 * 60 * minute
    }

    /// How long to wait after so many attempts, give or take a quarter, so that what failed together
    /// does not come back together.
    package func delay(
        after attempt: Int, using generator: inout some RandomNumberGenerator
    ) -> Int64 {
        let doublings = min(max(attempt - 1, 0), 30)
        let plain = min(self.firstDelay << doublings, self.longestDelay)
        return plain * 3 / 4 + Int64.random(in: 0...plain / 2, using: &generator)
    }
}

/// Milliseconds of a minute.
private let minute: Int64 = 60_000
