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
    /// The same before a page of a list of dates: their dates are sorted for it, in some ten milliseconds.
    static let narrowDue = 2_000
    /// Jobs of a kind that are read and sorted for a page of their list, in some ten milliseconds.
    static let sortedJobs = 10_000
    /// Pieces of a text that is searched for: what is longer is compared with what they find.
    static let pieces = 32
    /// Cases that a piece of a text may find to be searched by it alone.
    static let rare = 2_000
    /// Cases whose words are taken up in one transaction, some ten milliseconds: acts wait for it.
    static let tended = 400
    /// Lines of the history that are looked through for them.
    static let tendedLines = 1_000
    /// Faults of a file that are told: whoever restores a backup needs no more.
    static let faultsTold = 20
}
