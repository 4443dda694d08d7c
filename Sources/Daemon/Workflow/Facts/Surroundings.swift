// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// A case beside this one: a part of it, one it is linked with, one of the same organisation.
package struct ChildFacts: Hashable, Sendable {
    /// Its id.
    package var id: String
    /// Its workflow.
    package var workflow: String
    /// Where it stands.
    package var state: String
    /// Whose it is, for sentences.
    package var holder: String?
    /// Who holds its roles.
    package var roles: [String: Party]
    /// Its fields.
    package var fields: [String: Value]

    /// A child.
    package init(
        id: String, workflow: String, state: String, holder: String?,
        roles: [String: Party] = [:], fields: [String: Value] = [:]
    ) {
        self.roles = roles
        self.id = id
        self.workflow = workflow
        self.state = state
        self.holder = holder
        self.fields = fields
    }
}

/// What guards and recipients see beyond the case itself, read only: backed by the open
/// transaction in the daemon and by plain values in tests.
package protocol Surroundings: References {
    /// The children of the case being decided.
    func children() -> [ChildFacts]
    /// The cases linked with it, whichever opened the other.
    func linked() -> [ChildFacts]
    /// Other cases of these workflows with this value in a field.
    func cases(with field: String, _ value: Value, in workflows: [String]) -> [ChildFacts]
    /// Another case by its id; nil when there is none.
    func outline(of caseID: String) -> ChildFacts?
    /// When an event happened in another case.
    func days(of event: String, in caseID: String) -> [Day]
    /// The happened-on days of the parent's events, in order.
    func parentHistory() -> [(event: String, on: Day?)]
    /// A field of the parent.
    func parentField(_ name: String) -> Value?
    /// The place of the office that assigns; nil when it has none.
    func place() -> String?
    /// The offices with a duty, as seen from the case's place.
    func offices(withDuty duty: String) -> [Party]
    /// The name of an office on the day of deciding; nil when the code is unknown.
    func officeName(_ code: String) -> String?
    /// The name of a user.
    func userName(_ id: String) -> String?
}
