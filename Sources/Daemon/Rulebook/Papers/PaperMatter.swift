// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar
package import Workflow

/// A case as far as papers tell of it.
package struct PaperMatter: Sendable {
    /// The rules it lives by.
    package var definition: WorkflowDefinition
    /// Its facts, as whoever makes the paper reads them; nil where only names are asked for.
    package var facts: CaseFacts?
    /// Its title.
    package var title = ""
    /// The day on which it began.
    package var openedOn: Day?
    /// Documents on file, the newest last.
    package var documents: [Document] = []
    /// What its clocks have come to, where something grows.
    package var accrued: [String: Accrued] = [:]
    /// Office code → name.
    package var officeNames: [String: String] = [:]
    /// User id → name.
    package var userNames: [String: String] = [:]
    /// Law → its whole name.
    package var lawNames: [String: String] = [:]
    /// The case that it is a part of.
    package var whole: [PaperMatter] = []
    /// Its parts.
    package var parts: [PaperMatter] = []
    /// The day on which the paper is made.
    package var today: Day
    /// Whether the paper is for the public: its facts are those that the public reads, and numbers of people that stand
    /// in a text are masked.
    package var isPublic = false

    /// A case of a workflow, of which nothing is known yet.
    package init(definition: WorkflowDefinition, today: Day) {
        self.definition = definition
        self.today = today
    }

    /// A document on file.
    package struct Document: Sendable {
        /// Its kind.
        package var kind: String
        /// Its file's name.
        package var name: String
        /// When it was filed.
        package var on: Day?

        /// A document on file.
        package init(kind: String, name: String, on: Day?) {
            self.kind = kind
            self.name = name
            self.on = on
        }
    }
}
