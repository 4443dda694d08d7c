// SPDX-License-Identifier: Apache-2.0
internal import CaseProto

/// A message that asks for a change, with an id by which a repetition is known.
protocol ChangeRequest: ProtoMessage {
    /// The id; empty for none.
    var requestId: String { get }
}

extension V1.OpenRequest: ChangeRequest {}
extension V1.ActRequest: ChangeRequest {}
extension V1.AnnulRequest: ChangeRequest {}
extension V1.CorrectRequest: ChangeRequest {}
extension V1.ImportLetterRequest: ChangeRequest {}
extension V1.AddOfficeRequest: ChangeRequest {}
extension V1.AddUserRequest: ChangeRequest {}
extension V1.GrantRoleRequest: ChangeRequest {}
extension V1.RenameOfficeRequest: ChangeRequest {}
extension V1.CloseOfficeRequest: ChangeRequest {}
extension V1.ChangeUserRequest: ChangeRequest {}
extension V1.ImportDirectoryRequest: ChangeRequest {}
extension V1.AddDelegationRequest: ChangeRequest {}
extension V1.EndDelegationRequest: ChangeRequest {}
extension V1.InstallRequest: ChangeRequest {}
extension V1.RollbackRequest: ChangeRequest {}
extension V1.MigrateRequest: ChangeRequest {}
extension V1.RecountRequest: ChangeRequest {}
extension V1.AckDeliveryRequest: ChangeRequest {}
extension V1.RetryDeliveryRequest: ChangeRequest {}
extension V1.ChangeJobRequest: ChangeRequest {}
extension V1.PauseJobsRequest: ChangeRequest {}
extension V1.PlanBulkRequest: ChangeRequest {}
extension V1.PlanImportRequest: ChangeRequest {}
extension V1.RunBulkRequest: ChangeRequest {}
extension V1.CancelBulkRequest: ChangeRequest {}
