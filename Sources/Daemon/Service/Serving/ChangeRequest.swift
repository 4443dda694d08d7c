// SPDX-License-Identifier: Apache-2.0
internal import CaseProto

/// A message that asks for a change, with an id by which a repetition is known.
protocol ChangeRequest: ProtoMessage {
    /// The id; empty for none.
    var requestId: String { get }
}

/// A message that names a case.
protocol CaseRequest: ProtoMessage {
    /// The case as the caller calls it: its id, or a number on its paper.
    var caseId: String { get set }
}

extension V1.GetCaseRequest: CaseRequest {}
extension V1.WhyRequest: CaseRequest {}
extension V1.HistoryRequest: CaseRequest {}
extension V1.WatchRequest: CaseRequest {}
extension V1.ActRequest: CaseRequest {}
extension V1.AnnulRequest: CaseRequest {}
extension V1.CorrectRequest: CaseRequest {}
extension V1.AddParticipantRequest: CaseRequest {}
extension V1.EndParticipantRequest: CaseRequest {}
extension V1.ListParticipantsRequest: CaseRequest {}
extension V1.ExplainRequest: CaseRequest {}
extension V1.FiguresRequest: CaseRequest {}
extension V1.ListDeliveriesRequest: CaseRequest {}
extension V1.AckDeliveryRequest: CaseRequest {}
extension V1.RetryDeliveryRequest: CaseRequest {}
extension V1.ListNoticesRequest: CaseRequest {}
extension V1.ListJobsRequest: CaseRequest {}
extension V1.ChainRequest: CaseRequest {}
extension V1.GetDocumentRequest: CaseRequest {}
extension V1.MakePaperRequest: CaseRequest {}
extension V1.ListReadsRequest: CaseRequest {}

extension V1.AcknowledgeWarningRequest: ChangeRequest {}
extension V1.OpenRequest: ChangeRequest {}
extension V1.ActRequest: ChangeRequest {}
extension V1.AnnulRequest: ChangeRequest {}
extension V1.CorrectRequest: ChangeRequest {}
extension V1.AddParticipantRequest: ChangeRequest {}
extension V1.EndParticipantRequest: ChangeRequest {}
extension V1.SaveViewRequest: ChangeRequest {}
extension V1.RemoveViewRequest: ChangeRequest {}
extension V1.PlanErasureRequest: ChangeRequest {}
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
