// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Rulebook
internal import Storage
internal import Workflow

extension CaseworkReader {
    /// The code of an office that somebody named.
    func knownOffice(_ name: String) throws -> String {
        guard let code = try self.officeCodes(called: name).first else {
            throw CaseworkError(
                .notFound, try self.officesNear(name).toldAsMissing(name),
                remedy: .look(at: .offices))
        }
        return code
    }

    /// A right with the names that its words mean.
    ///
    /// In a role outside nobody belongs to an office: it knows him as such.
    func meant(_ given: MembershipRow, _ rulebook: Rulebook) throws -> MembershipRow {
        var membership = given
        membership.role = try rulebook.roleVocabulary.name(
            given.role, at: Remedy.Term("role", Label("角色", "role")))
        let offices = try self.officeCodes(called: given.office)
        if offices.count == 1 { membership.office = offices[0] }
        if rulebook.conventions.outsideRoles.contains(membership.role) {
            membership.kind = .outside
        }
        return membership
    }

    /// Offices that have ended and are carried on by one.
    func predecessors(of code: String) throws -> Set<String> {
        try Set(OfficeTree(self.offices()).predecessors(of: code))
    }
}
