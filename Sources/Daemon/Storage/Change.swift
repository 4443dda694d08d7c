// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// One change of the store: the closed list of what can happen to it.
///
/// A change says how a row is afterwards, never by how much it differs: whoever reads a row in a
/// change and in a snapshot, in whatever order, reads the same. Numbers and hashes are stamped when
/// it is decided. Only the engine's ledger makes changes; stores carry them out.
package enum Change: Sendable {
    /// A new case.
    case insertCase(CaseRow)
    /// A case's new state.
    ///
    /// - Throws when carried out: ``StoreError/versionConflict`` when it no longer has `previousVersion`.
    case updateCase(CaseRow, previousVersion: Int)
    /// The last number given to a case with a prefix in a year.
    case caseNumber(prefix: String, year: Int, last: Int)
    /// One case opened another that stands by itself.
    case link(opener: String, opened: String, sequence: Int64)
    /// The next line of the chain, hashed.
    case line(HistoryRow)
    /// What a case's lines say in personal fields is erased; the chain covers digests, which stay.
    case erase(caseID: String)
    /// A clock's run, new or changed. A stopped run comes before the one that is open then.
    case run(WatchedRun)
    /// An undone act began this run.
    case dropRun(caseID: String, clock: String, run: Int)
    /// A document, called for or on file.
    case document(DocumentRow)
    /// A document is no longer called for.
    case dropDocument(Int64)
    /// What a document on file says, as a search reads it; nil when it is no longer kept.
    case documentText(Int64, String?)
    /// A delivery, new or changed.
    case delivery(DeliveryRow)
    /// A notice, new or changed.
    case notice(NoticeRow)
    /// A job, made, made anew, taken or settled.
    case job(JobRow)
    /// Jobs that were completed or cancelled before a moment are forgotten; clocks that run keep theirs.
    case forgetJobs(endedBefore: Instant)
    /// A kind of job stops for now, or goes on.
    case pauseJobs(JobKind, Bool)
    /// A bulk action, new or changed.
    case bulk(BulkRow)
    /// An item of a bulk action, new or changed.
    case bulkItem(BulkItem, of: Int64)
    /// An office, new or changed.
    case office(OfficeRow)
    /// A user, new or changed.
    case user(UserRow)
    /// A delegation, new or ended.
    case delegation(DelegationRow)
    /// The content of a definition.
    case definition(hash: String, content: String)
    /// A rulebook, installed.
    case rulebook(InstalledRulebook)
    /// An answer kept for a request that may be repeated.
    case answer(StoredAnswer, user: Int64, requestID: String, at: Instant)
    /// Answers recorded before a moment are forgotten.
    case forgetAnswers(before: Instant)
    /// The imported letter a case was made from.
    case letter(digest: String, caseID: String)
    /// Words that find a case, or find it no more.
    case mark(CaseMark, isHeld: Bool)
    /// Somebody outside takes part in a case, or does no more.
    case participant(ParticipantRow)
    /// What somebody asks lists for, new or changed.
    case savedView(SavedViewRow)
    /// Somebody asks for it no more.
    case dropSavedView(owner: Int64, name: String)
    /// How somebody proves who he is.
    case credential(CredentialRow)
    /// He comes in by no password any more.
    case dropCredential(Int64)
    /// Somebody is signed in, or a link was sent; or a link was used.
    case signIn(SignInRow)
    /// Somebody signed out.
    case dropSignIn(digest: String)
    /// Sessions and links that ended before a moment are forgotten.
    case forgetSignIns(endedBefore: Instant)
    /// Somebody read what is restricted, hashed.
    case read(ReadRow)
    /// A setting.
    case setting(String, String)
}
