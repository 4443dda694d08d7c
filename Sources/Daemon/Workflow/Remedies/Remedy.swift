// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// What would mend a condition or an error: a value that each client words for its own users.
///
/// The daemon does not know its clients. It says what to do in one neutral ``sentence``; a client that
/// knows the kind says it as a command, a button or a form.
package enum Remedy: Hashable, Sendable {
    /// A word of the rulebook: its name and how people call it.
    package struct Term: Hashable, Sendable {
        /// Its name in the rulebook.
        package var name: String
        /// Its label.
        package var label: Label

        /// A word of the rulebook.
        package init(_ name: String, _ label: Label) {
            self.name = name
            self.label = label
        }
    }

    /// Something of a command that is no field of a case.
    package enum Part: String, Hashable, Sendable, CaseIterable {
        /// Why it is done.
        case reason
        /// How a delivery went.
        case note
        /// An office's address.
        case address
        /// The case of which the new one is part.
        case parent
        /// Entered afterwards.
        case record
        /// Which workflow a letter belongs to.
        case workflow
        /// In the name of which office it is done.
        case office
        /// What an act should have said, or its day.
        case correction
        /// Fewer cases at once.
        case fewerCases = "fewer_cases"
        /// That it is somebody else of the same name.
        case another
        /// That it is another matter than one that looks the same.
        case anotherMatter = "another_matter"
        /// That it shall be done although open cases lose their hands.
        case evenSo = "even_so"
    }

    /// Something that tells more.
    package enum Place: Hashable, Sendable {
        /// The caller's own roles.
        case ownRoles
        /// The directory's offices.
        case offices
        /// The states of a workflow; nil for those of all.
        case states(workflow: String?)
        /// Rulebooks installed before.
        case rulebooks
        /// How a case stands.
        case state(of: String)
        /// What cases still need.
        case needs(of: [String])
        /// Jobs that were given up.
        case discardedJobs
        /// Deliveries that failed.
        case failedDeliveries
    }

    /// Record an event; who may.
    case act(Term, in: String, by: Label)
    /// Put a document on file.
    case attach(Term, to: String)
    /// Give a field a value, with one of these events; none: with what is being entered. The case
    /// is nil while there is none.
    case give(Term, with: [Term] = [], in: String? = nil)
    /// Name the office that holds a role.
    case bind(Term)
    /// Give another day: as a field, or (nil) as the day on which it happened.
    case chooseDay(field: Term? = nil, earliest: Day? = nil, latest: Day? = nil)
    /// Enter another event.
    ///
    /// - Parameters:
    ///   - possible: those that can be entered; names when the caller does not know them.
    ///   - states: the states in which the one asked for can be.
    case chooseEvent(possible: [Term], states: [Term])
    /// Tick off the deliveries of a kind as sent, or as received.
    case acknowledge(Term, of: String, asReceived: Bool)
    /// Somebody else must do it.
    case anotherPerson
    /// An administrator adds an office: one of this name, or one with a duty for a place.
    case addOffice(name: String? = nil, duty: Term? = nil, place: String? = nil)
    /// An administrator adds a user: by the system's number, or of this name.
    case addUser(uid: Int64? = nil, name: String? = nil)
    /// An administrator gives a user a role.
    case grant(Term, to: Term)
    /// Say more.
    case supply(Part)
    /// Correct the act that gave a field a wrong value.
    case correct(field: String)
    /// Take an act back, then enter it again.
    case annul(Term, in: String)
    /// Look somewhere.
    case look(at: Place)
    /// Let paused kinds of jobs go on.
    case resumeJobs(kinds: [String])
    /// Start the daemon with a simulated clock.
    case simulateTime
    /// What the text says.
    case text(Label)
}
