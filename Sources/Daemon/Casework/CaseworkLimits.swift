// SPDX-License-Identifier: Apache-2.0

/// The limits of the engine, each with its reason.
package enum CaseworkLimits {
    /// Commands that share one commit.
    ///
    /// Beyond this the wait of the first outweighs the saving.
    package static let batch = 256
    /// Commands that may wait; more are answered busy at once instead of timing out later.
    package static let waiting = 4_096
    /// Rows of one list.
    package static let listed = 1_000
    /// Rows of a list when nobody says how many.
    package static let listedByDefault = 100
    /// Days for which an answered request id is remembered.
    package static let answerDays = 90
    /// Bytes of one document: a scanned file of some hundred pages.
    package static let documentBytes: Int64 = 256 << 20
    /// Bytes of one letter to import.
    package static let letterBytes = 1 << 20
    /// Bytes of a note.
    package static let noteBytes = 8_192
    /// Bytes of a request id.
    package static let requestIDBytes = 128
    /// Clocks that one pass over expired ones takes.
    package static let expiredPerPass = 200
    /// Passes in a row: each must make progress, so this only stops an endless loop.
    package static let expiryPasses = 10_000
    /// Definitions kept decoded: every workflow × profile in use.
    package static let definitions = 256
    /// Cases named in a preview of rules; the counts are of all.
    package static let previewed = 500
    /// Cases that a bulk action moves in one transaction: others' acts get in between.
    package static let bulkBatch = 50
    /// Who may watch the history at once: each reads the store after every commit, with the few
    /// connections that answer everybody's questions.
    package static let watchers = 64
    /// Lines that a watcher takes from one snapshot: all that he holds in memory, however slow.
    package static let watchedAtOnce = 100
}
