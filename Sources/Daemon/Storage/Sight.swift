// SPDX-License-Identifier: Apache-2.0
internal import Workflow

/// Which cases somebody sees, as lists are filtered by it.
///
/// A case is seen when one of ``offices`` has a role in it, in the case that it is part of, or in a part
/// of it; or when its workflow, in its profile, is open to more.
package struct Sight: Hashable, Sendable {
    /// A workflow as a place has it.
    package struct Kind: Hashable, Sendable {
        /// The workflow.
        package var workflow: String
        /// The profile.
        package var profile: String

        /// A workflow as a place has it.
        package init(workflow: String, profile: String) {
            self.workflow = workflow
            self.profile = profile
        }
    }

    /// Codes of the offices he belongs to, and of those he watches.
    package var offices: Set<String>
    /// Codes of the offices of his offices' places.
    package var neighbours: Set<String>
    /// What is seen by every office of the place.
    package var byPlace: Set<Kind>
    /// What is seen by everybody.
    package var byAll: Set<Kind>
    /// What nobody sees by a right in an office, whatever role it has.
    package var byNoOffice: Set<Kind>
    /// Ids of the cases in which he takes part himself, from outside.
    package var cases: Set<String>

    /// What somebody sees.
    package init(
        offices: Set<String>, neighbours: Set<String> = [], byPlace: Set<Kind> = [],
        byAll: Set<Kind> = [], byNoOffice: Set<Kind> = [], cases: Set<String> = []
    ) {
        self.offices = offices
        self.neighbours = neighbours
        self.byPlace = byPlace
        self.byAll = byAll
        self.byNoOffice = byNoOffice
        self.cases = cases
    }

    /// Whether he sees a case.
    ///
    /// - Parameter involved: the offices with a role in it, in the case that it is part of, or in a part.
    package func sees(_ row: CaseRow, involved: Set<String>) -> Bool {
        self.cases.contains(row.id) || self.seesInside(row, involved: involved)
    }

    /// Whether he sees a case by the rights that he has in offices.
    ///
    /// - Parameter involved: the offices with a role in it, in the case that it is part of, or in a part.
    package func seesInside(_ row: CaseRow, involved: Set<String>) -> Bool {
        let kind = Kind(workflow: row.workflow, profile: row.profile)
        if self.byNoOffice.contains(kind) { return false }
        if !involved.isDisjoint(with: self.offices) || self.byAll.contains(kind) { return true }
        return self.byPlace.contains(kind) && !involved.isDisjoint(with: self.neighbours)
    }
}

extension CaseReading {
    /// The offices with a role in a case, in the case that it is part of, or in a part of it.
    package func involved(in row: CaseRow) throws -> Set<String> {
        let rows =
            try [row] + [row.parent.flatMap(self.caseRow)].compactMap { $0 }
            + self.children(of: row.id)
        return Set(rows.flatMap(\.roles.values).compactMap(\.office))
    }
}
