// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar
package import Workflow

/// A case as stored.
package struct CaseRow: Hashable, Sendable {
    /// The case id: `JY-2025-000041`.
    package var id: String
    /// Its workflow.
    package var workflow: String
    /// The content it pins.
    package var definitionHash: String
    /// The profile it was opened under.
    package var profile: String
    /// Where it stands.
    package var state: String
    /// Whether that is a final state.
    package var isFinal: Bool
    /// Raised by each act.
    package var version: Int
    /// The case it is part of.
    package var parent: String?
    /// Its fields.
    package var fields: [String: Value]
    /// Who holds its case roles.
    package var roles: [String: Party]
    /// When it was opened; nil when a source does not say.
    package var openedOn: Day?
    /// When the opening was recorded.
    package var recordedAt: Instant
    /// Live, or entered for the record.
    package var mode: CaseFacts.Mode
    /// The matter's natural key, when all its parts are given; unique.
    package var naturalKey: String?
    /// What people call it.
    package var title: String
    /// Set aside because something that cannot be was found in it.
    package var isQuarantined: Bool
    /// Fields its source did not give.
    package var notGiven: [String]
    /// The code of the party it is about, as its rules say where that stands.
    package var party: String?
    /// Opened in error: it counts nowhere and is found by nothing but its id; its history stays.
    package var isVoid: Bool

    /// A case.
    package init(
        id: String, workflow: String, definitionHash: String, profile: String, state: String,
        isFinal: Bool, version: Int, parent: String?, fields: [String: Value],
        roles: [String: Party], openedOn: Day?, recordedAt: Instant, mode: CaseFacts.Mode,
        naturalKey: String?, title: String, isQuarantined: Bool = false, notGiven: [String] = [],
        party: String? = nil, isVoid: Bool = false
    ) {
        self.id = id
        self.workflow = workflow
        self.definitionHash = definitionHash
        self.profile = profile
        self.state = state
        self.isFinal = isFinal
        self.version = version
        self.parent = parent
        self.fields = fields
        self.roles = roles
        self.openedOn = openedOn
        self.recordedAt = recordedAt
        self.mode = mode
        self.naturalKey = naturalKey
        self.title = title
        self.isQuarantined = isQuarantined
        self.notGiven = notGiven
        self.party = party
        self.isVoid = isVoid
    }
}

/// Which cases to list.
package struct CaseQuery: Sendable {
    /// Only this workflow.
    package var workflow: String?
    /// Only this state.
    package var state: String?
    /// Only cases in which this office holds a role.
    package var office: String?
    /// Or one of these has, which have ended and which it carries on.
    package var predecessors: Set<String> = []
    /// Only cases with this in id, title or a field.
    package var text: String?
    /// Or with this in the text of a document that was not withdrawn; asked for beside ``text`` only.
    package var paperText: String?
    /// Only cases not in a final state.
    package var openOnly = false
    /// Only cases in which that office, or else anybody, holds this role.
    package var role: String?
    /// Only cases in whose fields one of each of these stands.
    package var fields: [[FieldFilter]] = []
    /// Only cases opened on that day or later.
    package var openedFrom: Day?
    /// Only cases opened on that day or earlier.
    package var openedTo: Day?
    /// Only cases that somebody sees; nil: all.
    package var sight: Sight?
    /// Fields that are not searched for ``text``: what they say is not for everybody.
    package var unsearched: Set<String> = []
    /// Cases that were opened in error, too: they counted until that was known.
    package var includesVoid = false
    /// Only cases after this one in the order of the list.
    package var after: String?
    /// At most so many.
    package var limit: Int

    /// Which cases to list.
    package init(limit: Int) {
        self.limit = limit
    }
}

/// What must stand in a field.
package struct FieldFilter: Hashable, Sendable {
    /// The field.
    package var field: String
    /// The text.
    package var text: String
    /// Whether it is all that stands there, or a part.
    package var isWhole: Bool

    /// What must stand in a field.
    package init(field: String, text: String, isWhole: Bool) {
        self.field = field
        self.text = text
        self.isWhole = isWhole
    }

    /// Whether a case has it.
    package func holds(in fields: [String: Value]) -> Bool {
        fields[self.field].map(self.holds) ?? false
    }

    private func holds(_ value: Value) -> Bool {
        switch value {
        case .text(let text): self.isMet(by: text)
        case .list(let items): items.contains(where: self.holds)
        case .record(let parts): parts.values.contains(where: self.isMet)
        }
    }

    /// Byte by byte, as a database compares.
    private func isMet(by found: String) -> Bool {
        self.isWhole
            ? found.utf8.elementsEqual(self.text.utf8)
            : self.text.isEmpty || !found.utf8.ranges(of: Array(self.text.utf8)).isEmpty
    }
}

/// Reads the table of cases, and what finds a case by something else than its id.
package protocol CaseReading {
    /// A case.
    func caseRow(_ id: String) throws -> CaseRow?
    /// The children of a case, in order of opening.
    func children(of id: String) throws -> [CaseRow]
    /// The cases linked with one, in order of opening.
    func linked(with id: String) throws -> [CaseRow]
    /// Cases of these workflows with this text in a field, in order of opening; none set aside.
    func cases(with field: String, _ value: String, in workflows: [String]) throws -> [CaseRow]
    /// Cases of these workflows about this party, in order of opening; none set aside.
    func cases(ofParty code: String, in workflows: [String]) throws -> [CaseRow]
    /// The case with this natural key.
    func caseID(naturalKey: String) throws -> String?
    /// Cases of a workflow with this title, in order of opening.
    func caseIDs(workflow: String, title: String) throws -> [String]
    /// The case made from an imported letter with this digest.
    func caseID(letterDigest: String) throws -> String?
    /// The last number given to a case with this prefix in a year; 0 before the first.
    func lastCaseNumber(prefix: String, year: Int) throws -> Int
}

/// Lists cases.
package protocol CaseListing {
    /// Cases, newest first.
    ///
    /// - Parameter running: only those in which such a clock runs; nil: whatever runs. None that is set aside.
    func cases(_ query: CaseQuery, running: RunningQuery?) throws -> [CaseRow]
    /// How many there are, whatever the page and the words looked for.
    func number(of query: CaseQuery, running: RunningQuery?) throws -> Int
    /// Ids of live cases in order of opening, after one.
    func liveCaseIDs(after id: String?, limit: Int) throws -> [String]
}

extension CaseListing {
    /// Cases, newest first, whatever runs in them.
    package func cases(_ query: CaseQuery) throws -> [CaseRow] {
        try self.cases(query, running: nil)
    }
}
