// SPDX-License-Identifier: Apache-2.0
import TownHall
import WorkCalendar
import Workflow

extension UndoWalk.Way {
    /// A suggestion, from the acceptance to the signature.
    static let suggestion = UndoWalk.Way(
        workflow: "proposal", start: "2025-03-20", opener: .assigner, roles: [:],
        fields: [
            "assembly": "某市人大", "session": "四次", "title": "建议", "proposers": ["李某"],
            "session_closed_on": "2025-03-10",
        ], identity: "number", numbered: "letter_number",
        course: [
            CourseStep(after: 4, event: "accept", who: .assigner, state: "accepted"),
            CourseStep(
                after: 12, event: "assign", who: .assigner, fields: ["mode": "sole"],
                state: "assigned"),
            CourseStep(after: 14, event: "sign_for", who: .lead, state: "received"),
            CourseStep(
                after: 33, event: "contact", who: .lead, fields: ["contact_kind": "visit"],
                papers: ["contact_record"], state: "received"),
            CourseStep(
                after: 75, event: "draft", who: .clerk,
                fields: [
                    "reply_type": "A", "disclosure": "public", "contact_person": "联系人",
                    "contact_phone": "0000",
                ], state: "received"),
            CourseStep(
                after: 77, event: "review_draft", who: .lead,
                fields: ["review_result": "passed"], state: "received"),
            CourseStep(
                after: 80, event: "sign", who: .leader, fields: ["signer": "局长"],
                state: "received"),
            CourseStep(
                after: 82, event: "answer", who: .lead,
                fields: ["letter_number": "民函〔2025〕9号"], state: "answered"),
        ],
        slips: [
            1: ("reply_by", "2025-06-15"), 3: ("contact_kind", "phone"), 4: ("reply_type", "C"),
            6: ("signer", "副局长"), 7: ("letter_number", "民函〔2025〕6号"),
        ])

    /// A penalty, from the filing to its publication.
    static let penalty = UndoWalk.Way(
        workflow: "penalty", start: "2025-01-06", opener: .officer, roles: Registrar.role,
        fields: ["party_name": "某协会", "lead_found_on": "2025-01-06", "source": "report"],
        identity: "party_code",
        course: [
            CourseStep(
                after: 7, event: "file", who: .leader,
                fields: [
                    "act_ended_on": "2024-09-30", "own_jurisdiction": "true",
                    "penalisable": "true", "org_type": "association",
                ], papers: ["filing_form"], state: "filed"),
            CourseStep(
                after: 9, event: "appoint", who: .leader,
                fields: ["officers": Registrar.officers], state: "investigating"),
            CourseStep(
                after: 14, event: "investigate", who: .officer,
                fields: ["step_kind": "question", "step_officers": Registrar.officers],
                papers: ["record"], state: "investigating"),
            CourseStep(
                after: 35, event: "commission_appraisal", who: .officer,
                fields: ["appraiser": "某会计师事务所"], state: "investigating"),
            CourseStep(
                after: 49, event: "appraisal_done", who: .officer, papers: ["appraisal_report"],
                state: "investigating"),
            CourseStep(
                after: 52, event: "report", who: .officer,
                fields: [
                    "proposal": "penalise", "law_date": "2024-09-30",
                    "grounds": ["unlawful_fees"], "penalties": ["warning", "confiscate", "fine"],
                    "gains": "20000", "fine": "80000", "discretion": "较重",
                ], papers: ["final_report"], state: "reported"),
            CourseStep(
                after: 56, event: "issue_notice", who: .leader,
                fields: [
                    "noticed_penalties": ["warning", "confiscate", "fine"], "noticed_fine": "80000",
                    "hearing_offered": "true",
                ], state: "notice_issued"),
            CourseStep(
                after: 58, event: "serve_notice", who: .officer, fields: ["method": "in_person"],
                papers: ["service_slip"], state: "statement_period"),
            CourseStep(after: 72, event: "finish_statements", who: .officer, state: "to_decide"),
            CourseStep(
                after: 74, event: "decide", who: .leader, fields: ["decision_number": "3号"],
                state: "decided"),
            CourseStep(
                after: 77, event: "publicise", who: .officer, fields: ["public_url": "u"],
                papers: ["public_version"], state: "decided"),
        ],
        slips: [
            0: ("act_ended_on", "2024-06-30"), 2: ("step_kind", "examine"),
            3: ("appraiser", "另一事务所"), 5: ("discretion", "一般"), 6: ("noticed_fine", "90000"),
            7: ("method", "post"), 9: ("decision_number", "4号"), 10: ("public_url", "v"),
        ])
}
