// SPDX-License-Identifier: Apache-2.0

/// The limits of the services, each with its reason.
package enum ServiceLimits {
    /// Commands of one stream that may be under way: one full commit's worth.
    package static let commandsUnderWay = 256
    /// Bytes of one request: a letter to import fits, with room for its fields.
    package static let requestBytes = 4 << 20

    /// Calls under way on one connection; clients are told, and let the others wait.
    package static let callsOfConnection = 100
    /// Connections that are served: every clerk of a city has one, and each costs a descriptor and some
    /// ten KiB.
    static let connections = 1_024
    /// Those of one uid: a web server or a script of his may have many, but must not shut out the rest.
    static let connectionsOfOne = 128
    /// Connections beyond that are told that they are too many, before more are closed without a word.
    static let connectionsTold = 32
    /// Bytes of messages that came and are not answered: what the daemon may need for them in all.
    static let bytesUnderWay = 128 << 20
    /// The same of one uid: eight of the longest messages, or thousands of usual ones.
    static let bytesUnderWayOfOne = 32 << 20
    /// Idle time after which a connection is closed; clients make another when they need one.
    package static let idle = Duration.seconds(600)
    /// Time that calls still have when a connection is to be closed.
    package static let grace = Duration.seconds(30)
    /// Heavy questions that wait for their turn, in all and of one caller.
    static let heavyWaiting = 32
    static let heavyWaitingOfOne = 4

    // Clients refuse a trailer of more than 8 KiB (gRPC's soft limit) or tear the connection down at
    // 16 KiB (HTTP/2 here). A status text takes nine bytes for each Chinese character, details grow
    // by a third.
    /// Characters of a status text in each language.
    static let textCharacters = 120
    /// Characters of a refusal's sentence in each language.
    static let sentenceCharacters = 400
    /// Bytes of a refusal.
    static let refusalBytes = 4_000
    /// Bytes of the remedies of one condition; longer ones are only said, for conditions go first.
    static let remedyBytes = 400

    /// Bytes by which a content's type is told: a packed file names what it holds within them.
    static let lookedAtBytes = 64 << 10

    /// Bytes of a session's token: what is longer was never given.
    static let tokenBytes = 128
    /// Time after which a session that nobody used is over: a long answer may be written in it.
    static let sessionIdle = Duration.seconds(3_600)

    /// Peers and memberships that are remembered: more than an authority has users.
    static let remembered = 4_096
    /// Seconds for which a membership is remembered: long enough to spare the system's user database
    /// on each call, short enough that leaving the group takes effect at once for people.
    static let membershipSeconds = 10

    /// Errors shown with a refused rulebook; `workflow check` shows all.
    static let shownFindings = 20
    /// Minutes or hours by which a clock is advanced: ten years of minutes; more is a typing error.
    static let longestAdvance: Int64 = 5_270_400
}
