// SPDX-License-Identifier: Apache-2.0

/// The limits of the page, each with its reason.
package enum PageLimits {
    /// Bytes of a form: every field of the largest act, with room for a long answer.
    static let formBytes = 1 << 20
    /// Fields of a form.
    static let formFields = 1_000
    /// Bytes of one field beside a file.
    static let fieldBytes = 64 << 10
    /// Bytes of a file: what the daemon takes for a document.
    static let fileBytes: Int64 = 256 << 20
    /// Bytes of a file that is held while it goes through, so that its words can be read.
    static let searchedBytes: Int64 = 4 << 20
    /// Bytes of a request's headers: cookies and an address, nothing else.
    package static let headerBytes = 16 << 10
    /// Connections: a clerk's browser holds six, and a thousand idle ones must shut nobody out.
    package static let connections = 2_048
    /// Seconds in which a request must be there from its first byte on; of a file, between two pieces.
    package static let slowSeconds: Int64 = 30
    /// Seconds after which a connection is closed on which nothing is asked.
    package static let idleSeconds: Int64 = 75
    /// Tries to sign in from one address at once: a browser has one, an office behind one address a few.
    static let signInsAtOnce = 4
    /// Tries from one address that may fail in a quarter of an hour, and of how many addresses they are counted.
    static let signInFailures = 60
    static let signInPeriod = Duration.seconds(900)
    static let signInAddresses = 10_000
    /// Seconds that the daemon may take to answer.
    static let answerSeconds: Int64 = 60
    /// The same for what grows with the data: a year's figures.
    static let longAnswerSeconds: Int64 = 300
    /// Bytes of an answer of the daemon.
    static let answerBytes = 32 << 20
    /// Rows of a list on one page.
    static let rows: Int32 = 50
    /// Cases on a desk whose acts are shown, and acts of each: what is nearest comes first.
    static let (deskActs, actsOfCase) = (12, 4)
    /// Plans of bulk actions that are listed: what somebody began lately.
    static let plans = 20
    /// Jobs on one page.
    static let jobRows: Int32 = 200
    /// Cases of a spreadsheet: what a town has in a year; and how many are asked for at once.
    static let sheetRows = 20_000
    static let sheetPage: Int32 = 500
    /// Files read as letters at once.
    static let lettersAtOnce = 20
    /// Lines among which a board chooses by what the daemon does not find them by.
    static let boardRows: Int32 = 1_000
    /// Lines of the history on the page of a case.
    static let historyLines: Int32 = 200
    /// Boards that follow what happens, each with a stream of the daemon's.
    static let followers = 64
    /// Those of one session.
    static let followersOfOne = 3
    /// Days of a reckoning that are listed one by one: two years and what belongs to them.
    static let listedDays = 800
}
