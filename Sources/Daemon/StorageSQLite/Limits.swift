// SPDX-License-Identifier: Apache-2.0

/// The limits of the SQLite store, each with its reason.
enum StorageLimits {
    /// Connections that read at once: more than there are cores only wait for each other.
    static let readers = 4
    /// Page cache of a connection that reads: four stay within 16 MiB.
    static let pageCacheKiB = 4_096
    /// Page cache of the connection that writes: the leaves that a working day touches.
    static let writerCacheKiB = 24_576
    /// Pages of the log after which they are written to their places, 16 MiB: a page that several
    /// batches touch is then written there once.
    ///
    /// A full batch writes a good half thousand.
    static let checkpointPages = 4_096
    /// Cases of somebody's offices that are looked up before a list is read, in half a millisecond; where
    /// there are more, a page of the list is full before long.
    static let narrow = 4_000
    /// The same before a list of dates, which is read to its end: their dates are sorted for each page of it,
    /// and that costs less than going through everybody's while they are few, a small share of all cases
    /// (one in so many), and not more than a fifth of a second sorts.
    static let narrowDue = 500
    static let narrowDueShare: Int64 = 8
    static let narrowDueAtMost = 10_000
    /// Jobs of a kind that are read and sorted for a page of their list, in some ten milliseconds.
    static let sortedJobs = 10_000
}
