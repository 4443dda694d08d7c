// SPDX-License-Identifier: Apache-2.0
internal import Storage
package import Workflow

/// What a command did.
///
/// Kept with its request id, so a repetition gets the same answer.
package struct CommandResult: Sendable, Codable {
    /// The case; empty for commands about something else.
    package var caseID = ""
    /// Its version afterwards.
    package var version = 0
    /// Its state afterwards.
    package var state = ""
    /// Its state before; empty at an opening.
    package var previousState = ""
    /// The transition taken.
    package var transition = ""
    /// The history line.
    package var sequence: Int64 = 0
    /// Nothing was written: late or duplicate, harmless.
    package var isUnchanged = false
    /// What else the same transaction did.
    package var consequences: [Consequence] = []
    /// The case's definition, to read the rest by.
    package var definitionHash = ""
    /// The clocks that now run.
    package var clocks: [ClockRun] = []
    /// The offices that hold the case's roles.
    package var holders: [String: Party] = [:]
    /// The numbers of what the command made or changed.
    ///
    /// The room knows of what: a document, deliveries, a bulk action, a rulebook.
    package var made: [Int64] = []
    /// Fields a source did not give.
    package var notGiven: [String] = []
    /// What people must know beside: deliveries that went out, cases that stay.
    package var remarks: [Label] = []
    /// The daemon has something to do at once: a message to send, a bulk action to run.
    package var bringsWork = false
    /// The case was set aside because of this; the command was not carried out.
    package var quarantined: String?

    /// In JSON, as earlier versions kept it.
    private enum CodingKeys: String, CodingKey {
        case caseID, version, state, previousState, transition, sequence, isUnchanged
        case consequences, definitionHash, clocks, holders
        case made = "rows"
        case notGiven, remarks, bringsWork, quarantined
    }

    /// A result to be filled.
    package init() {}

    /// Takes over how a case stands.
    package mutating func take(_ loaded: LoadedCase) {
        self.caseID = loaded.row.id
        self.version = loaded.row.version
        self.state = loaded.row.state
        self.definitionHash = loaded.row.definitionHash
        self.clocks = loaded.facts.clocks.filter(\.isOpen)
        self.holders = loaded.facts.roles
    }
}
