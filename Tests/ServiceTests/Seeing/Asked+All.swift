// SPDX-License-Identifier: Apache-2.0
import CaseProto
import Casework
import Workflow
import GRPCCore
import Testing

@testable import Service

// A call of each method.
extension Asked {
    /// The calls of a method that could tell of the town's cases.
    static func calls(of method: MethodDescriptor, in town: SeeingTown) throws -> [Asked] {
        switch method.service {
        case CasesMethods.service: try Asked.cases(method, town)
        case WorkMethods.service: try Asked.work(method, town)
        case RulesMethods.service: try Asked.rules(method)
        case DirectoryMethods.service: try Asked.directory(method)
        case SessionsMethods.service: try Asked.sessions(method, town)
        default: try Asked.others(method, town)
        }
    }

    /// One call about the suggestion, and one about the tip.
    private static func each(
        _ method: MethodDescriptor, _ town: SeeingTown, _ make: (String) throws -> [[UInt8]]
    ) throws -> [Asked] {
        try [
            (town.ordinary, [Piece.ordinary]),
            (town.restricted, [.restricted, .field, .document]),
        ].map { id, pieces in
            Asked(method, try make(id), about: pieces, naming: [id])
        }
    }

    private static func whole(
        _ method: MethodDescriptor, _ message: some ProtoMessage, naming named: [String] = []
    ) throws -> [Asked] {
        [try Asked(method, message, about: Piece.allCases, naming: named)]
    }

    private static func sessions(
        _ method: MethodDescriptor, _ town: SeeingTown
    ) throws -> [Asked] {
        let own = String(Asker.own.rawValue)
        switch method {
        case SessionsMethods.signIn:
            return try whole(method, V1.SignInRequest(name: own, password: "guess"))
        case SessionsMethods.signInTrusted:
            return try whole(method, V1.SignInTrustedRequest(subject: own))
        case SessionsMethods.getLink, SessionsMethods.followLink:
            return try whole(method, V1.LinkRequest(token: "guess"))
        case SessionsMethods.signOut:
            return try whole(method, V1.SignOutRequest(everywhere: true))
        case SessionsMethods.changePassword:
            return try whole(method, V1.ChangePasswordRequest(old: "a", password: "b"))
        case SessionsMethods.givePassword:
            return try whole(method, V1.GivePasswordRequest(who: own))
        case SessionsMethods.listSessions: return try whole(method, V1.ListSessionsRequest())
        case SessionsMethods.endSessions:
            return try whole(method, V1.EndSessionsRequest(who: own))
        case SessionsMethods.sendLink:
            return try each(method, town) {
                let who = String(Asker.proposer.rawValue)
                return [
                    try V1.SendLinkRequest(caseId: $0, event: "proposer_remark", who: who).bytes()
                ]
            }
        default: return []
        }
    }

    private static func cases(
        _ method: MethodDescriptor, _ town: SeeingTown
    ) throws -> [Asked] {
        func act(_ id: String) -> V1.ActRequest {
            V1.ActRequest(
                caseId: id, event: id == town.ordinary ? "contact" : "accept",
                fields: id == town.ordinary
                    ? ["contact_kind": V1.Value(kind: .text("visit"))] : [:])
        }
        switch method {
        case CasesMethods.open:
            // The same number: it is taken.
            let command = SeeingTown.suggestion(number: "7")
            return try whole(
                method,
                V1.OpenRequest(
                    workflow: command.workflow,
                    fields: command.fields.mapValues(Render.value).merging(
                        ["title": V1.Value(kind: .text("另一题"))]) { $1 }))
        case CasesMethods.act:
            return try each(method, town) { [try act($0).bytes()] }
        case CasesMethods.submit:
            return try each(method, town) { [try V1.Command(kind: .act(act($0))).bytes()] }
        case CasesMethods.get:
            return try each(method, town) { [try V1.GetCaseRequest(caseId: $0).bytes()] }
        case CasesMethods.list:
            return try whole(method, V1.ListCasesRequest(limit: 100))
                + whole(method, V1.ListCasesRequest(limit: 100, whole: true))
        case CasesMethods.why:
            return try each(method, town) { [try V1.WhyRequest(caseId: $0).bytes()] }
        case CasesMethods.history:
            return try each(method, town) { [try V1.HistoryRequest(caseId: $0).bytes()] }
        case CasesMethods.watch:
            return try whole(method, V1.WatchRequest(after: 0))
        case CasesMethods.attachDocument:
            return try each(method, town) { id in
                let kind = id == town.ordinary ? "contact_record" : "record"
                let head = V1.AttachHead(caseId: id, kind: kind, name: "a.pdf")
                return [
                    try V1.AttachRequest(kind: .head(head)).bytes(),
                    try V1.AttachRequest(kind: .chunk([1])).bytes(),
                ]
            }
        case CasesMethods.getDocument:
            return try each(method, town) { id in
                let piece = id == town.ordinary ? Piece.ordinary : .restricted
                let paper = town.papers[piece] ?? 0
                return [try V1.GetDocumentRequest(caseId: id, id: paper).bytes()]
            }
        case CasesMethods.makePaper:
            return try each(method, town) { id in
                let kind = id == town.ordinary ? "receipt" : "register"
                return [try V1.MakePaperRequest(caseId: id, kind: kind).bytes()]
            }
        case CasesMethods.chain:
            return try each(method, town) { [try V1.ChainRequest(caseId: $0).bytes()] }
        case CasesMethods.readNotice:
            return try whole(
                method, V1.ReadNoticeRequest(file: "a.txt", content: Array("无".utf8)))
        case CasesMethods.importLetter:
            return try whole(
                method, V1.ImportLetterRequest(file: "a.txt", content: Array("无".utf8)))
        case CasesMethods.addParticipant:
            return try each(method, town) {
                let user = String(Asker.other.rawValue)
                return [try V1.AddParticipantRequest(caseId: $0, user: user).bytes()]
            }
        case CasesMethods.endParticipant:
            return try each(method, town) {
                let user = String(Asker.other.rawValue)
                return [try V1.EndParticipantRequest(caseId: $0, user: user).bytes()]
            }
        case CasesMethods.listParticipants:
            return try each(method, town) {
                [try V1.ListParticipantsRequest(caseId: $0).bytes()]
            }
        case CasesMethods.actsBy:
            return try whole(method, V1.ActsByRequest(who: String(Asker.own.rawValue)))
        case CasesMethods.saveView:
            return try whole(method, V1.SaveViewRequest(name: "红灯", words: ["light": "red"]))
        case CasesMethods.removeView:
            return try whole(method, V1.RemoveViewRequest(name: "无"))
        case CasesMethods.listViews:
            return try whole(method, V1.ListViewsRequest())
        case CasesMethods.annul:
            return try each(method, town) {
                [try V1.AnnulRequest(caseId: $0, act: "open", reason: "误").bytes()]
            }
        case CasesMethods.correct:
            return try each(method, town) {
                [
                    try V1.CorrectRequest(
                        caseId: $0, act: "open", happenedOn: "2025-03-19", reason: "误"
                    ).bytes()
                ]
            }
        default: return []
        }
    }

    private static func work(
        _ method: MethodDescriptor, _ town: SeeingTown
    ) throws -> [Asked] {
        let jobs = [Piece.ordinary, .restricted].compactMap { piece in
            town.jobs[piece].map { (piece, $0) }
        }
        switch method {
        case WorkMethods.listDeliveries:
            return try whole(method, V1.ListDeliveriesRequest())
        case WorkMethods.ackDelivery:
            return try whole(method, V1.AckDeliveryRequest(ids: [town.letter], status: "sent"))
        case WorkMethods.retryDelivery:
            return try whole(method, V1.RetryDeliveryRequest(ids: [town.letter]))
        case WorkMethods.listNotices:
            return try whole(method, V1.ListNoticesRequest())
        case WorkMethods.listJobs:
            return try whole(method, V1.ListJobsRequest())
        case WorkMethods.getJob:
            return try jobs.map { try Asked(method, V1.GetJobRequest(id: $1), about: [$0]) }
        case WorkMethods.retryJob, WorkMethods.cancelJob:
            return try jobs.map { try Asked(method, V1.ChangeJobRequest(id: $1), about: [$0]) }
        case WorkMethods.pauseJobs:
            return try whole(method, V1.PauseJobsRequest(kind: "clock", paused: true))
        case WorkMethods.planBulk:
            let ids = [town.ordinary, town.restricted]
            return try whole(
                method, V1.PlanBulkRequest(caseIds: ids, event: "contact"), naming: ids)
        case WorkMethods.planBulkPaper:
            let ids = [town.ordinary, town.restricted]
            let head = V1.BulkPaperHead(
                plan: V1.PlanBulkRequest(caseIds: ids), document: "record", name: "a.pdf")
            let messages = [
                try V1.PlanBulkPaperRequest(kind: .head(head)).bytes(),
                try V1.PlanBulkPaperRequest(kind: .chunk([1])).bytes(),
            ]
            return [Asked(method, messages, about: Piece.allCases, naming: ids)]
        case WorkMethods.planErasure:
            return try whole(method, V1.PlanErasureRequest(reason: "期满"))
        case WorkMethods.fitTable:
            return try whole(
                method,
                V1.FitTableRequest(
                    workflow: "proposal",
                    heads: [V1.TableHead(names: ["会议", "届次", "建议编号", "标题", "提出人"])]))
        case WorkMethods.planImport:
            return try whole(
                method,
                V1.PlanImportRequest(
                    workflow: "proposal",
                    rows: [
                        V1.ImportRow(cells: [
                            "assembly": "某市人大", "session": "四次", "number": "7",
                            "title": "另一题", "proposers": "李某",
                        ])
                    ]))
        case WorkMethods.runBulk: return try whole(method, V1.RunBulkRequest(id: town.bulk))
        case WorkMethods.leaseMessages:
            return try whole(
                method, V1.LeaseMessagesRequest(channels: ["sendmail", "hook"], limit: 9))
        case WorkMethods.reportMessage:
            return try whole(method, V1.ReportMessageRequest(jobId: 1, token: 1))
        case WorkMethods.listBulks: return try whole(method, V1.ListBulksRequest())
        case WorkMethods.getBulk: return try whole(method, V1.GetBulkRequest(id: town.bulk))
        case WorkMethods.cancelBulk:
            return try whole(method, V1.CancelBulkRequest(id: town.bulk))
        default: return []
        }
    }

    private static func rules(_ method: MethodDescriptor) throws -> [Asked] {
        // Not YAML: what is checked whole takes minutes.
        let files = ["workflows/tip.yaml": Array("a: [".utf8)]
        switch method {
        case RulesMethods.listWorkflows: return try whole(method, V1.ListWorkflowsRequest())
        case RulesMethods.getWorkflow:
            return try whole(method, V1.GetWorkflowRequest(workflow: "tip"))
        case RulesMethods.check: return try whole(method, V1.CheckRequest(files: files))
        case RulesMethods.diagram:
            return try whole(method, V1.DiagramRequest(workflow: "tip"))
        case RulesMethods.handbook:
            return try whole(method, V1.HandbookRequest(workflow: "tip"))
        case RulesMethods.preview: return try whole(method, V1.PreviewRequest(files: files))
        case RulesMethods.install:
            return try whole(method, V1.InstallRequest(files: files, reason: "试"))
        case RulesMethods.rollback: return try whole(method, V1.RollbackRequest(id: 1, reason: "试"))
        case RulesMethods.listInstalled: return try whole(method, V1.ListInstalledRequest())
        case RulesMethods.migrate: return try whole(method, V1.MigrateRequest(reason: "试"))
        case RulesMethods.recount: return try whole(method, V1.RecountRequest(reason: "试"))
        case RulesMethods.listCalendars: return try whole(method, V1.ListCalendarsRequest())
        default: return []
        }
    }

    private static func directory(_ method: MethodDescriptor) throws -> [Asked] {
        // A right whose loss leaves cases of both kinds without hands.
        let right = V1.GrantRoleRequest(
            uid: Int64(Asker.own.rawValue), membership: V1.Membership(office: "mzj", role: "leader")
        )
        switch method {
        case DirectoryMethods.addOffice:
            return try whole(
                method, V1.AddOfficeRequest(office: V1.Office(code: "xj", name: "某局")))
        case DirectoryMethods.listOffices: return try whole(method, V1.ListOfficesRequest())
        case DirectoryMethods.addUser:
            return try whole(method, V1.AddUserRequest(uid: 9, name: "某人"))
        case DirectoryMethods.listUsers: return try whole(method, V1.ListUsersRequest())
        case DirectoryMethods.grantRole, DirectoryMethods.revokeRole:
            return try whole(method, right)
        case DirectoryMethods.renameOffice:
            return try whole(method, V1.RenameOfficeRequest(office: "mzj", name: "某局"))
        case DirectoryMethods.closeOffice:
            return try whole(
                method, V1.CloseOfficeRequest(office: "mzj", successor: "jyj", dryRun: true))
        case DirectoryMethods.changeUser:
            return try whole(
                method,
                V1.ChangeUserRequest(
                    who: String(Asker.own.rawValue), status: "disabled", dryRun: true))
        case DirectoryMethods.importDirectory:
            return try whole(
                method,
                V1.ImportDirectoryRequest(
                    kind: "users", rows: [V1.DirectoryRow(cells: ["name": "某人"])]))
        case DirectoryMethods.addDelegation:
            return try whole(
                method,
                V1.AddDelegationRequest(
                    from: String(Asker.own.rawValue), to: String(Asker.other.rawValue),
                    until: "2025-04-01"))
        case DirectoryMethods.endDelegation:
            return try whole(method, V1.EndDelegationRequest(id: 1))
        case DirectoryMethods.listDelegations:
            return try whole(method, V1.ListDelegationsRequest(all: true))
        case DirectoryMethods.whoAmI: return try whole(method, V1.WhoAmIRequest())
        default: return []
        }
    }

    private static func others(
        _ method: MethodDescriptor, _ town: SeeingTown
    ) throws -> [Asked] {
        switch method {
        case DeadlinesMethods.due: return try whole(method, V1.DueRequest(windows: true))
        case DeadlinesMethods.lights: return try whole(method, V1.LightsRequest())
        case DeadlinesMethods.explain:
            return try each(method, town) { [try V1.ExplainRequest(caseId: $0).bytes()] }
        case DeadlinesMethods.calculate:
            return try whole(method, V1.CalculateRequest(rule: "3 days", from: "2025-03-20"))
        case ReportsMethods.circular: return try whole(method, V1.CircularRequest())
        case ReportsMethods.publicFile: return try whole(method, V1.PublicFileRequest())
        case ReportsMethods.figures:
            return try whole(method, V1.FiguresRequest(workflow: "proposal"))
        case AdminMethods.status: return try whole(method, V1.StatusRequest())
        case AdminMethods.clock: return try whole(method, V1.ClockRequest())
        case AdminMethods.verify: return try whole(method, V1.VerifyRequest())
        case AdminMethods.examine: return try whole(method, V1.ExamineRequest())
        case AdminMethods.metrics: return try whole(method, V1.MetricsRequest())
        case AdminMethods.acknowledgeWarning:
            return try whole(method, V1.AcknowledgeWarningRequest(name: "deliveries-failed"))
        case AdminMethods.listReads: return try whole(method, V1.ListReadsRequest())
        default: return []
        }
    }
}
