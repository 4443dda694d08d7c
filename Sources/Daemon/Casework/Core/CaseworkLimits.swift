// SPDX-License-Identifier: Apache-2.0

/// The limits of the engine, each with its reason.
package enum CaseworkLimits {
    /// Commands that share one commit.
    ///
    /// Beyond this the wait of the first outweighs the saving.
    package static let batch = 256
    /// The daemon's jobs in one commit while people's commands wait: each costs them a millisecond.
    package static let jobsAmongOthers = 4
    /// The daemon's jobs in one commit when nobody waits: whoever comes then waits for them.
    package static let jobsAlone = 16
    /// Commands decided over one snapshot: the writer gets what there is in between.
    package static let decidedAtOnce = 32
    /// Values of cases that the writer keeps at hand, of about a hundred bytes each: 24 MiB.
    package static let shelved = 240_000
    /// Batches of which it is told how long they took: some minutes of a busy office.
    package static let timedBatches = 1_000
    /// Bytes of the log beyond which it is remarked upon: four times what is brought to its place while
    /// somebody reads for long.
    package static let logBytes: Int64 = 256 << 20
    /// Milliseconds for which it is told that the disk refused something, although it went well since: a
    /// night, so that it is seen in the morning.
    package static let faultTold: Int64 = 24 * 3_600_000
    /// Milliseconds by which the computer's clock may be behind the newest line: it is set right by
    /// seconds all the time.
    package static let clockBehind: Int64 = 10_000
    /// Offices whose deadlines a monitoring system is told, five figures each: a province's.
    package static let measuredOffices = 500
    /// Commands that may wait; more are answered busy at once instead of timing out later.
    package static let waiting = 4_096
    /// Rows of one list.
    package static let listed = 1_000
    /// Named at most of one fault that a check finds: more only bury the first.
    package static let named = 5
    /// Rows of a list when nobody says how many.
    package static let listedByDefault = 100
    /// Bytes of fields in one page of cases told whole: a message stays well below what a transport takes.
    package static let wholeBytes = 2 << 20
    /// Views that one user saves: more than anybody keeps apart by their names.
    package static let savedViews = 100
    /// Bytes of what one of them asks.
    package static let savedViewBytes = 8_192
    /// Years that a simulated clock is moved at once: the longest limit of any workflow, and some.
    package static let clockYears = 10
    /// Hours of a session: a long day at the desk, so that nobody signs in twice on one.
    package static let sessionHours: Int64 = 12
    /// Hours of who came by a link: time to read a reply and to answer it.
    package static let errandHours: Int64 = 2
    /// Days for which a link is good, and the most: a period to answer in, not a standing right.
    package static let linkDays = 14
    package static let longestLinkDays = 60
    /// Days for which ended sessions and used links are remembered, so that it can be told what became of them.
    package static let signInDays = 30
    /// Days in which a first password must be changed: a week with a holiday in it.
    package static let firstPasswordDays = 10
    /// Characters of a password at least, and bytes at most: scrypt takes any length, memory does not.
    package static let passwordCharacters = 10
    package static let passwordBytes = 1_024
    /// Passwords that wait to be tried: five seconds' worth.
    package static let passwordsWaiting = 32
    /// Failures after which a name is locked, for how long, and of how many names they are remembered.
    package static let signInFailures = 10
    package static let signInLockMinutes = 15
    package static let signInLock = Duration.seconds(signInLockMinutes * 60)
    package static let signInNames = 4_096
    /// Days for which an answered request id is remembered.
    package static let answerDays = 90
    /// Bytes of one document: a scanned file of some hundred pages.
    package static let documentBytes: Int64 = 256 << 20
    /// Signs of what a paper says by which it is found: sixty pages; what stands beyond finds it no more.
    package static let paperTextSigns = 40_000
    /// Bytes of one letter to import.
    package static let letterBytes = 1 << 20
    /// Bytes of a note.
    package static let noteBytes = 8_192
    /// Bytes of a request id.
    package static let requestIDBytes = 128
    /// The hour of a day at which people are told: working hours begin.
    package static let morningHour = 8
    /// Running clocks that a morning's lists look at: a province's; a second's work.
    package static let dueLines = 100_000
    /// Changes that wait for a quiet second to be found by their words: a search goes through the cases
    /// that they touched, some ten milliseconds.
    package static let wordsBehind = 10_000
    /// For how long they are taken up in one beat of a second.
    package static let wordsAtOnce = Duration.milliseconds(500)
    /// Late notices, and letters to be seen to, that a morning's lists count.
    package static let digested = 20_000
    /// Earlier lists of an office that are looked at when a new one is given: one waits at most.
    package static let oldDigests = 5
    /// Lines of one section of a morning's list: what a person reads before work.
    package static let digestLines = 50
    /// Days within which a date is near.
    package static let nearDays = 7
    /// The first year of a day in an imported row: no assembly of today is older.
    package static let earliestYear = 1949
    /// Items of one bulk action, or of one part of an import: what one message holds.
    package static let bulkItems = 2_000
    /// Rows of one import, over all its parts: a province's year.
    package static let importedRows = 50_000
    /// Rows of an import that are tried in one transaction: some milliseconds that others wait for.
    package static let plannedAtOnce = 4
    /// Rows that may be the heading of a table, over all its sheets, and their cells: a tenth of a second.
    package static let headings = 1_000
    package static let headingCells = 100_000
    /// Missing or stale jobs that one transaction mends: others' acts get in between.
    package static let mended = 200
    /// Clocks without a job that one look finds.
    package static let foundAtOnce = 20_000
    /// Milliseconds between two looks for such jobs, by the machine's clock: a look reads every clock.
    package static let tidyPeriod: Int64 = 10 * 60_000
    /// Milliseconds for which a content that nothing names is left alone, by the machine's clock: a paper may be
    /// on its way to be filed, and no upload takes two days.
    package static let strayAge: Int64 = 2 * 24 * 3_600_000
    /// Days for which jobs that ended well are kept to be looked at.
    package static let jobDays = 90
    /// Seconds for which a courier may hold a message: longer, and a dead one holds it too long.
    package static let leaseSeconds: Int64 = 600
    /// Milliseconds after which a message that no courier took is remarked upon: some polls.
    package static let courierSilence: Int64 = 10 * 60_000
    /// Jobs a courier takes at once.
    package static let leased = 16
    /// Bytes of the papers in one answer to a courier: less than he takes in one.
    package static let leasedBytes: Int64 = 16 << 20
    /// Bytes of the papers that go with one message: what mail hosts commonly take.
    package static let enclosedBytes: Int64 = 10 << 20
    /// Definitions kept decoded: every workflow × profile in use.
    package static let definitions = 256
    /// Cases named in a preview of rules; the counts are of all.
    package static let previewed = 500
    /// Cases that a bulk action moves in one transaction: others' acts get in between.
    package static let bulkBatch = 50
    /// Who may watch the history at once: each reads the store after every commit, with the few
    /// connections that answer everybody's questions.
    package static let watchers = 64
    /// Of these one person's: some programs of his, and he shuts nobody out.
    package static let watchersOfOne = 16
    /// Refusals told in the log in a minute, of one caller and of all: enough to see who tries what, and
    /// a program that is refused in a loop fills no disk.
    package static let refusalsToldOfOne = 10
    package static let refusalsTold = 100
    package static let refusalWindow = Duration.seconds(60)
    /// Lines that a watcher takes from one snapshot: all that he holds in memory, however slow.
    package static let watchedAtOnce = 100
    /// Lines of a list of what was due on another day: some three megabytes.
    package static let pastListed = 5_000
    /// Lines that are looked through for a page of what somebody did: a tenth of a second's work.
    package static let linesLookedThrough = 5_000
}
