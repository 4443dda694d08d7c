// SPDX-License-Identifier: Apache-2.0
import CaseProto
import GRPCCore

@testable import Service

// Calls that change who may see what.
extension Asked {
    /// Names that are given to people and offices: the log tells none.
    static let plantedName = "标记戊名"

    /// A change of the directory.
    ///
    /// - Parameter isLate: an office may end by it, which nothing takes back.
    static func change(isLate: Bool, _ dice: inout some RandomNumberGenerator) throws -> Asked {
        let some = [Asker.own, .other, .far, .supervisor, .auditor, .roleless]
        func number() -> Int64 { Int64((some.randomElement(using: &dice) ?? .far).rawValue) }
        let office = ["mzj", "mzj", "jyj", "dcs", "sjj", "wmzj"].randomElement(using: &dice) ?? ""
        let role =
            ["officer", "clerk", "lead", "leader", "supervisor", "auditor"]
            .randomElement(using: &dice) ?? ""
        switch Int.random(in: 0..<(isLate ? 10 : 9), using: &dice) {
        case 0, 1:
            return try Asked(
                DirectoryMethods.grantRole, Asked.right(of: number(), office, role), about: [])
        case 2, 3:
            return try Asked(
                DirectoryMethods.revokeRole, Asked.right(of: number(), office, role), about: [])
        case 4:
            let status = ["active", "active", "disabled"].randomElement(using: &dice) ?? ""
            return try Asked(
                DirectoryMethods.changeUser,
                V1.ChangeUserRequest(
                    who: "\(number())", name: Asked.plantedName, status: status, evenSo: true),
                about: [])
        case 5:
            return try Asked(
                DirectoryMethods.addDelegation,
                V1.AddDelegationRequest(
                    from: "\(number())", to: "\(number())",
                    until: "2025-0\(Int.random(in: 4...9, using: &dice))-01"), about: [])
        case 6:
            return try Asked(
                DirectoryMethods.endDelegation,
                V1.EndDelegationRequest(id: Int64.random(in: 1...9, using: &dice)), about: [])
        case 7:
            let name = "\(Asked.plantedName)\(Int.random(in: 0...99, using: &dice))局"
            return try Asked(
                DirectoryMethods.renameOffice, V1.RenameOfficeRequest(office: office, name: name),
                about: [])
        case 8:
            let row = ["name": "\(Asked.plantedName)\(Int.random(in: 0...99, using: &dice))"]
            return try Asked(
                DirectoryMethods.importDirectory,
                V1.ImportDirectoryRequest(kind: "users", rows: [V1.DirectoryRow(cells: row)]),
                about: [])
        default:
            return try Asked(
                DirectoryMethods.closeOffice,
                V1.CloseOfficeRequest(
                    office: office, successor: office == "wmzj" ? "jyj" : "wmzj", evenSo: true),
                about: [])
        }
    }

    private static func right(
        of number: Int64, _ office: String, _ role: String
    ) -> V1.GrantRoleRequest {
        V1.GrantRoleRequest(
            uid: number, membership: V1.Membership(office: office, role: role), evenSo: true)
    }
}
