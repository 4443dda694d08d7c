// SPDX-License-Identifier: Apache-2.0

/// The limits of the SQLite store, each with its reason.
enum StorageLimits {
    /// Connections that read at once: more than there are cores only wait for each other.
    static let readers = 4
    /// Seconds for which a connection waits for another's lock.
    static let busySeconds = 5
    /// Page cache of a connection that reads: four stay within 16 MiB.
    static let pageCacheKiB = 4_096
    /// Page cache of the connection that writes: the leaves that a working day touches.
    static let writerCacheKiB = 24_576
    /// Pages of the log after which they are written to their places, 16 MiB: a page that several
    /// batches touch is then written there once.
    ///
    /// A full batch writes a good half thousand.
    static let checkpointPages = 4_096
    /// Pages by which the log grows before they are brought to their places again, while somebody who
    /// reads keeps it from starting anew, 4 MiB.
    static let checkpointAgain = 1_024
    /// Pages of the log, 64 MiB, beyond which whoever writes waits for those who read, so that it starts
    /// anew: each page that is read is looked for in it.
    static let longLog = 16_384
    /// Milliseconds for which he waits for them: longer, and everybody who acts notices.
    static let waitForReaders = 500
    /// Between two such waits, so that they take a twentieth of his time at most.
    static let betweenWaits = Duration.seconds(10)
    /// Between two attempts after one that failed: each costs a sync.
    static let afterFailure = Duration.seconds(1)
    /// Bytes that the log's file keeps when it starts anew, as many as a long one has.
    static let keptLogBytes = 64 << 20
    /// Commits of which it is told how long they waited for the disk: some minutes of a busy office.
    static let timedCommits = 1_000
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
    /// Texts of documents whose words are taken up in one transaction: the longest takes some ten milliseconds.
    static let tendedTexts = 4
    /// Lines of the history that are looked through for them.
    static let tendedLines = 1_000
    /// Faults of a file that are told: whoever restores a backup needs no more.
    static let faultsTold = 20
}
