// SPDX-License-Identifier: Apache-2.0
import TownHall
import WorkCalendar
import Workflow

/// One act of a case that many cases go through in the same way.
struct CourseStep {
    /// Days after the course began.
    var after: Int
    var event: String
    var who: Who
    var fields: [String: Value] = [:]
    /// Papers filed before it.
    var papers: [String] = []
    /// The state after it.
    var state: String
}

/// The ways in which an organisation of a clean-up comes to its end.
enum Course {
    /// 撤销登记: from the filing, a week after the lead, to the closing of the case.
    static let revocation = [
        CourseStep(
            after: 7, event: "file", who: .leader,
            fields: [
                "act_ended_on": "2023-12-31", "own_jurisdiction": "true", "penalisable": "true",
            ], papers: ["filing_form"], state: "filed"),
        CourseStep(
            after: 8, event: "appoint", who: .leader, fields: ["officers": Registrar.officers],
            state: "investigating"),
        CourseStep(
            after: 10, event: "investigate", who: .officer,
            fields: ["step_kind": "examine", "step_officers": Registrar.officers],
            papers: ["record"], state: "investigating"),
        CourseStep(
            after: 28, event: "report", who: .officer,
            fields: [
                "proposal": "penalise", "law_date": "2023-12-31",
                "grounds": ["supervision_refused"], "penalties": ["revoke_registration"],
                "discretion": "情节严重",
            ], papers: ["final_report"], state: "reported"),
        CourseStep(
            after: 29, event: "issue_notice", who: .leader,
            fields: ["noticed_penalties": ["revoke_registration"], "hearing_offered": "true"],
            state: "notice_issued"),
        CourseStep(
            after: 30, event: "serve_notice", who: .officer, fields: ["method": "left"],
            papers: ["service_slip"], state: "statement_period"),
        CourseStep(after: 49, event: "finish_statements", who: .officer, state: "legal_review"),
        CourseStep(
            after: 52, event: "legal_opinion", who: .legalReviewer,
            fields: ["legal_result": "agree"], state: "to_decide"),
        CourseStep(
            after: 53, event: "discuss", who: .leader, papers: ["minutes"], state: "to_decide"),
        CourseStep(
            after: 56, event: "decide", who: .leader, fields: ["decision_number": "集民罚"],
            state: "decided"),
        CourseStep(
            after: 57, event: "publicise", who: .registrarsClerk,
            fields: ["public_url": "mzj.example.cn"], papers: ["public_version"], state: "decided"),
        CourseStep(after: 57, event: "enter_credit", who: .officer, state: "decided"),
        CourseStep(
            after: 58, event: "serve", who: .officer, fields: ["method": "left"],
            papers: ["service_slip"], state: "executing"),
        CourseStep(
            after: 77, event: "declare_void", who: .officer, papers: ["void_notice"],
            state: "executing"),
        CourseStep(
            after: 84, event: "close", who: .leader, papers: ["closing_form"], state: "closed"),
    ]

    /// 注销: from the resolution, a quarter after it was proposed, to the deregistration.
    static let deregistration = [
        CourseStep(
            after: 91, event: "resolve", who: .officer,
            fields: ["quorum": "true", "has_unit": "true"], papers: ["resolution"],
            state: "resolved"),
        CourseStep(
            after: 98, event: "consent", who: .officer, papers: ["unit_consent"],
            state: "liquidating"),
        CourseStep(
            after: 106, event: "form_group", who: .officer, fields: ["group": ["A", "B"]],
            state: "in_liquidation"),
        CourseStep(
            after: 108, event: "announce_creditors", who: .officer, papers: ["creditors_notice"],
            state: "in_liquidation"),
        CourseStep(
            after: 162, event: "audit", who: .officer, fields: ["auditor_firm": "X"],
            papers: ["audit_report"], state: "audited"),
        CourseStep(
            after: 168, event: "end_liquidation", who: .officer, fields: ["remainder": "0"],
            papers: ["liquidation_report"], state: "liquidated"),
        CourseStep(
            after: 172, event: "apply", who: .officer,
            papers: ["application", "tax_closure", "surrendered"], state: "applied"),
        CourseStep(after: 175, event: "approve", who: .leader, state: "deregistered"),
    ]

    /// 取缔: filed, inquired into, reviewed, banned and carried out.
    static let ban =
        Course.inquiry + [
            CourseStep(
                after: 13, event: "assess", who: .officer, fields: ["minor": "false"],
                state: "legal_review"),
            CourseStep(
                after: 20, event: "legal_opinion", who: .legalReviewer,
                fields: ["legal_result": "agree"], state: "to_decide"),
            CourseStep(after: 22, event: "ban", who: .leader, state: "banned"),
            CourseStep(
                after: 23, event: "serve", who: .officer, fields: ["method": "left"],
                papers: ["service_slip"], state: "executing"),
            CourseStep(after: 24, event: "no_property", who: .officer, state: "executing"),
            CourseStep(
                after: 24, event: "publicise", who: .officer, papers: ["announcement"],
                state: "executing"),
            // The six months to sue are over.
            CourseStep(
                after: 223, event: "archive", who: .registrarsClerk,
                fields: Registrar.onPaper, state: "archived"),
        ]

    /// 劝散: told to dissolve, and dissolved.
    static let dissolution =
        Course.inquiry + [
            CourseStep(
                after: 13, event: "assess", who: .officer, fields: ["minor": "true"],
                state: "admonished"),
            CourseStep(
                after: 14, event: "admonish", who: .officer, papers: ["dissolution_promise"],
                state: "admonished"),
            CourseStep(
                after: 24, event: "confirm_dissolved", who: .officer,
                papers: ["dissolution_record"], state: "dissolved"),
        ]

    private static let inquiry = [
        CourseStep(
            after: 2, event: "file", who: .leader,
            fields: [
                "target": "unregistered", "own_jurisdiction": "true",
                "officers": Registrar.officers,
            ], papers: ["filing_form"], state: "investigating"),
        CourseStep(
            after: 7, event: "investigate", who: .officer, papers: ["record"],
            state: "investigating"),
    ]

    /// 整改: ordered; and, with the rest, reported and found to be right.
    static let ordered = CourseStep(
        after: 3, event: "order", who: .officer, fields: ["items": []], papers: ["service_slip"],
        state: "running")
    static let putRight = [
        Course.ordered,
        CourseStep(
            after: 20, event: "report", who: .officer, papers: ["report"], state: "reported"),
        CourseStep(
            after: 25, event: "recheck", who: .officer, fields: ["result": "passed"],
            papers: ["recheck"], state: "passed"),
    ]

    /// A visit up to the finding.
    static let visit = [
        CourseStep(after: 14, event: "notify", who: .officer, state: "notified"),
        CourseStep(
            after: 40, event: "inspect", who: .officer, fields: ["way": "on_site"],
            papers: ["record"], state: "notified"),
    ]
}
