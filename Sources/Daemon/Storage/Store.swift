// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// Where cases live: gives snapshots to read, and takes what a batch of commands decided.
///
/// One batch at a time is written; nobody who reads waits for it.
package protocol CaseStore: Sendable {
    /// Writes a batch's changes in one transaction, in this order, durably, before it returns; when
    /// it throws, nothing of them remains, unless it says that this is not known. Blocks; called by one
    /// thread at a time.
    ///
    /// - Throws: ``StoreError``; ``StoreError/uncertain(_:)`` where a start after a power cut may find them.
    func write(_ changes: [Change]) throws

    /// Runs the body on a snapshot, on this thread: for whoever decides.
    func look<R>(_ body: (any StoreReader) throws -> R) throws -> R

    /// What an error means that a body met while it read: in the store's own terms, a ``StoreError``; others
    /// are left as they are.
    func told(_ error: any Error) -> any Error

    /// Runs the body on a snapshot.
    func read<R: Sendable>(
        _ body: @escaping @Sendable (any StoreReader) throws -> R
    ) async throws -> R

    /// How many changes the words that find cases are behind; a search goes through what they touched.
    func wordsBehind() async throws -> Int

    /// Brings the words that find cases a bounded piece nearer to the cases.
    func tendWords() async throws

    /// Brings what was written to its place, so that what was erased is in no log any more; as far as readers let it.
    func forgetLog() throws

    /// How its files stand.
    func vitals() -> StoreVitals

    /// What is wrong with its own files, in sentences for administrators; the first few. Reads all of them.
    ///
    /// - Throws: ``StoreError``.
    func faults() async throws -> [String]

    /// Brings what was committed from the log to its place, when it is time to; nothing is lost when it
    /// fails, but the log grows. Blocks; called by the thread that writes.
    ///
    /// - Returns: whether it was time.
    /// - Throws: ``StoreError``.
    @discardableResult
    func checkpoint() throws -> Bool
}

extension CaseStore {
    // A store whose searches go through the cases has nothing to take up.

    package func wordsBehind() async throws -> Int { 0 }

    package func tendWords() async throws {}

    // A store without files has none that break.

    package func faults() async throws -> [String] { [] }
}

extension CaseStore {
    package func forgetLog() throws {}

    package func told(_ error: any Error) -> any Error { error }
}

/// What deciding reads: one thing that is named, and what belongs to it.
///
/// A snapshot answers it, and so does what a batch decided on top of one.
package protocol CaseworkReader: CaseReading, ClockReading, HistoryReading, DocumentReading,
    DeliveryReading, JobReading, NoticeReading, DirectoryReading, RulesReading, BulkReading,
    MarkReading, ReadReading, ParticipantReading, SavedViewReading, SignInReading
{
    /// The last number given in a table; 0 before the first. A job's number is never given again.
    func lastNumber(in table: NumberedTable) throws -> Int64
}

/// What can be read in one moment of the store: what deciding reads, and questions about all there is.
package protocol StoreReader: CaseworkReader, CaseListing, ClockListing, HistoryListing,
    DeliveryListing, JobListing, NoticeListing, RulebookListing, BulkListing,
    ReadListing, ParticipantListing, DocumentListing, SavedViewListing, SignInListing
{
    /// How much there is.
    func counts(today: Day) throws -> StoreCounts
}

/// Tables whose rows are known by a number.
package enum NumberedTable: Hashable, Sendable, CaseIterable {
    case documents, deliveries, jobs, notices, bulkActions, rulebooks, delegations
}

/// How much there is in the store.
package struct StoreCounts: Sendable {
    /// Cases.
    package var cases: Int64 = 0
    /// Cases not in a final state.
    package var openCases: Int64 = 0
    /// Duties past due.
    package var overdue: Int64 = 0
    /// Cases set aside.
    package var quarantined: Int64 = 0
    /// Deliveries not ticked off.
    package var pendingDeliveries: Int64 = 0
    /// Deliveries that failed.
    package var failedDeliveries: Int64 = 0

    /// Nothing.
    package init() {}
}

/// What a store refuses.
package enum StoreError: Error, Hashable {
    /// Another case has this natural key.
    case naturalKeyTaken(String)
    /// The case was changed meanwhile.
    case versionConflict
    /// The disk is full.
    case full
    /// The disk did not confirm what was written: it may be there after all when the program is started
    /// again, unless more is written before.
    case uncertain(String)
    /// The data are not ours, or newer than this program, or damaged.
    case unusable(String)
}

extension StoreError: CustomStringConvertible {
    /// A sentence for administrators.
    package var description: String {
        switch self {
        case .naturalKeyTaken(let key): "another case has the natural key \(key)"
        case .versionConflict: "the case was changed meanwhile"
        case .full: "the disk is full"
        case .uncertain(let reason), .unusable(let reason): reason
        }
    }
}
