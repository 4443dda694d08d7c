// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// Somebody outside takes part in a case himself (参加人): it says who in person is whom the case names.
package struct ParticipantRow: Hashable, Sendable {
    /// The case.
    package var caseID: String
    /// The role outside.
    package var role: String
    /// His number.
    package var user: Int64
    /// Whom the case names: himself, or whom he speaks for.
    package var name: String
    /// He speaks for whom the case names (代理人).
    package var isRepresentative: Bool
    /// The first day.
    package var since: Day
    /// The last day; nil for no end.
    package var until: Day?
    /// The first day on which it no longer held, when it was ended before its time.
    package var endedOn: Day?
    /// The line that tells of it last.
    package var sequence: Int64

    /// Somebody who takes part.
    package init(
        caseID: String, role: String, user: Int64, name: String, isRepresentative: Bool,
        since: Day, until: Day? = nil, endedOn: Day? = nil, sequence: Int64
    ) {
        self.caseID = caseID
        self.role = role
        self.user = user
        self.name = name
        self.isRepresentative = isRepresentative
        self.since = since
        self.until = until
        self.endedOn = endedOn
        self.sequence = sequence
    }

    /// Whether it holds on a day.
    package func holds(on day: Day) -> Bool {
        self.since <= day && self.until.map { day <= $0 } ?? true
            && self.endedOn.map { day < $0 } ?? true
    }
}

/// Reads who takes part in a case.
package protocol ParticipantReading {
    /// Who takes or took part in a case, by role and number.
    func participants(of id: String) throws -> [ParticipantRow]
}

/// Lists in what somebody takes part.
package protocol ParticipantListing {
    /// In what a user takes or took part, by case and role.
    func participations(of user: Int64) throws -> [ParticipantRow]
}
