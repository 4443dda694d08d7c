// SPDX-License-Identifier: Apache-2.0

/// The rulebook inside the program: installed when a data folder is new, and never after that
/// without `workflow install`.
package enum ShippedRulebook {
    /// Its files by relative path.
    package static let files: [String: String] = [
        "rulebook.yaml": text(PackageResources.rulebook_yaml),
        "workflows/abnormal_listing.yaml": text(PackageResources.abnormal_listing_yaml),
        "workflows/annual_report.yaml": text(PackageResources.annual_report_yaml),
        "workflows/annual_round.yaml": text(PackageResources.annual_round_yaml),
        "workflows/audit.yaml": text(PackageResources.audit_yaml),
        "workflows/co_handling.yaml": text(PackageResources.co_handling_yaml),
        "workflows/commitment.yaml": text(PackageResources.commitment_yaml),
        "workflows/deregistration.yaml": text(PackageResources.deregistration_yaml),
        "workflows/directive.yaml": text(PackageResources.directive_yaml),
        "workflows/dormant_case.yaml": text(PackageResources.dormant_case_yaml),
        "workflows/dormant_cleanup.yaml": text(PackageResources.dormant_cleanup_yaml),
        "workflows/illegal_ban.yaml": text(PackageResources.illegal_ban_yaml),
        "workflows/inspection.yaml": text(PackageResources.inspection_yaml),
        "workflows/inspection_visit.yaml": text(PackageResources.inspection_visit_yaml),
        "workflows/interview.yaml": text(PackageResources.interview_yaml),
        "workflows/leader_review.yaml": text(PackageResources.leader_review_yaml),
        "workflows/motion.yaml": text(PackageResources.motion_yaml),
        "workflows/party_branch.yaml": text(PackageResources.party_branch_yaml),
        "workflows/penalty.yaml": text(PackageResources.penalty_yaml),
        "workflows/proposal.yaml": text(PackageResources.proposal_yaml),
        "workflows/rectification.yaml": text(PackageResources.rectification_yaml),
        "workflows/registration.yaml": text(PackageResources.registration_yaml),
        "workflows/registration_part.yaml": text(PackageResources.registration_part_yaml),
        "workflows/serious_listing.yaml": text(PackageResources.serious_listing_yaml),
        "workflows/simple_penalty.yaml": text(PackageResources.simple_penalty_yaml),
        "workflows/suggestion_draft.yaml": text(PackageResources.suggestion_draft_yaml),
        "workflows/tip.yaml": text(PackageResources.tip_yaml),
        "workflows/unit_report.yaml": text(PackageResources.unit_report_yaml),
        "workflows/weighty_matter.yaml": text(PackageResources.weighty_matter_yaml),
        "parts/chase.yaml": text(PackageResources.chase_yaml),
        "parts/file_complete.yaml": text(PackageResources.file_complete_yaml),
        "parts/fine_range.yaml": text(PackageResources.fine_range_yaml),
        "parts/execution.yaml": text(PackageResources.execution_yaml),
        "parts/hearing.yaml": text(PackageResources.hearing_yaml),
        "parts/listing.yaml": text(PackageResources.listing_yaml),
        "parts/notice_service.yaml": text(PackageResources.notice_service_yaml),
        "parts/payment.yaml": text(PackageResources.payment_yaml),
        "parts/publicity.yaml": text(PackageResources.publicity_yaml),
        "parts/remedies.yaml": text(PackageResources.remedies_yaml),
        "parts/sending.yaml": text(PackageResources.sending_yaml),
        "profiles/cn-chongqing.yaml": text(PackageResources.cn_chongqing_yaml),
        "profiles/cn-fujian-fuzhou.yaml": text(PackageResources.cn_fujian_fuzhou_yaml),
        "profiles/cn-fujian.yaml": text(PackageResources.cn_fujian_yaml),
        "profiles/cn-guangdong-shenzhen.yaml": text(PackageResources.cn_guangdong_shenzhen_yaml),
        "profiles/cn-henan.yaml": text(PackageResources.cn_henan_yaml),
        "profiles/cn-zhejiang.yaml": text(PackageResources.cn_zhejiang_yaml),
        "profiles/cn.yaml": text(PackageResources.cn_yaml),
        "papers/_ban_party.mustache": text(PackageResources._ban_party_mustache),
        "papers/_circular.mustache": text(PackageResources._circular_mustache),
        "papers/_co_handlers.mustache": text(PackageResources._co_handlers_mustache),
        "papers/_contact.mustache": text(PackageResources._contact_mustache),
        "papers/_court_application.mustache": text(PackageResources._court_application_mustache),
        "papers/_demand.mustache": text(PackageResources._demand_mustache),
        "papers/_facts.mustache": text(PackageResources._facts_mustache),
        "papers/_fine_due.mustache": text(PackageResources._fine_due_mustache),
        "papers/_form_opinions.mustache": text(PackageResources._form_opinions_mustache),
        "papers/_form_party.mustache": text(PackageResources._form_party_mustache),
        "papers/_grounds_of_law.mustache": text(PackageResources._grounds_of_law_mustache),
        "papers/_hand_in.mustache": text(PackageResources._hand_in_mustache),
        "papers/_heard.mustache": text(PackageResources._heard_mustache),
        "papers/_listing_heard.mustache": text(PackageResources._listing_heard_mustache),
        "papers/_party.mustache": text(PackageResources._party_mustache),
        "papers/_penalties.mustache": text(PackageResources._penalties_mustache),
        "papers/_performance.mustache": text(PackageResources._performance_mustache),
        "papers/_record.mustache": text(PackageResources._record_mustache),
        "papers/_record_body.mustache": text(PackageResources._record_body_mustache),
        "papers/_remedies.mustache": text(PackageResources._remedies_mustache),
        "papers/_remedies_plain.mustache": text(PackageResources._remedies_plain_mustache),
        "papers/_sealing.mustache": text(PackageResources._sealing_mustache),
        "papers/_statement_record.mustache": text(PackageResources._statement_record_mustache),
        "papers/abnormal_listing.announcement.mustache": text(
            PackageResources.abnormal_listing_announcement_mustache),
        "papers/abnormal_listing.listing_decision.mustache": text(
            PackageResources.abnormal_listing_listing_decision_mustache),
        "papers/abnormal_listing.listing_notice.mustache": text(
            PackageResources.abnormal_listing_listing_notice_mustache),
        "papers/abnormal_listing.removal_decision.mustache": text(
            PackageResources.abnormal_listing_removal_decision_mustache),
        "papers/agreement.mustache": text(PackageResources.agreement_mustache),
        "papers/annual_report.conclusion.mustache": text(
            PackageResources.annual_report_conclusion_mustache),
        "papers/assignment.mustache": text(PackageResources.assignment_mustache),
        "papers/attempt_record.mustache": text(PackageResources.attempt_record_mustache),
        "papers/audit.audit_notice.mustache": text(PackageResources.audit_audit_notice_mustache),
        "papers/co_handling.opinion_letter.mustache": text(
            PackageResources.co_handling_opinion_letter_mustache),
        "papers/co_handling_letter.mustache": text(PackageResources.co_handling_letter_mustache),
        "papers/commitment.progress_form.mustache": text(
            PackageResources.commitment_progress_form_mustache),
        "papers/confiscation_list.mustache": text(PackageResources.confiscation_list_mustache),
        "papers/decline_notice.mustache": text(PackageResources.decline_notice_mustache),
        "papers/demand_announcement.mustache": text(PackageResources.demand_announcement_mustache),
        "papers/demand_statement.mustache": text(PackageResources.demand_statement_mustache),
        "papers/deregistration.approval.mustache": text(
            PackageResources.deregistration_approval_mustache),
        "papers/deregistration.public_notice.mustache": text(
            PackageResources.deregistration_public_notice_mustache),
        "papers/directive.progress_form.mustache": text(
            PackageResources.directive_progress_form_mustache),
        "papers/electronic_consent.mustache": text(PackageResources.electronic_consent_mustache),
        "papers/end_of_execution.mustache": text(PackageResources.end_of_execution_mustache),
        "papers/execution_suspension.mustache": text(
            PackageResources.execution_suspension_mustache),
        "papers/extension_letter.mustache": text(PackageResources.extension_letter_mustache),
        "papers/feedback_form.mustache": text(PackageResources.feedback_form_mustache),
        "papers/file_index.mustache": text(PackageResources.file_index_mustache),
        "papers/hearing_notice.mustache": text(PackageResources.hearing_notice_mustache),
        "papers/hearing_record.mustache": text(PackageResources.hearing_record_mustache),
        "papers/illegal_ban.announcement.mustache": text(
            PackageResources.illegal_ban_announcement_mustache),
        "papers/illegal_ban.ban_decision.mustache": text(
            PackageResources.illegal_ban_ban_decision_mustache),
        "papers/illegal_ban.dissolution_promise.mustache": text(
            PackageResources.illegal_ban_dissolution_promise_mustache),
        "papers/illegal_ban.dissolution_record.mustache": text(
            PackageResources.illegal_ban_dissolution_record_mustache),
        "papers/illegal_ban.filing_form.mustache": text(
            PackageResources.illegal_ban_filing_form_mustache),
        "papers/illegal_ban.legal_opinion.mustache": text(
            PackageResources.illegal_ban_legal_opinion_mustache),
        "papers/illegal_ban.prior_notice.mustache": text(
            PackageResources.illegal_ban_prior_notice_mustache),
        "papers/illegal_ban.record.mustache": text(PackageResources.illegal_ban_record_mustache),
        "papers/illegal_ban.service_notice.mustache": text(
            PackageResources.illegal_ban_service_notice_mustache),
        "papers/illegal_ban.source_form.mustache": text(
            PackageResources.illegal_ban_source_form_mustache),
        "papers/illegal_ban.statement.mustache": text(
            PackageResources.illegal_ban_statement_mustache),
        "papers/illegal_ban.transfer_letter.mustache": text(
            PackageResources.illegal_ban_transfer_letter_mustache),
        "papers/illegal_ban.withdrawal_notice.mustache": text(
            PackageResources.illegal_ban_withdrawal_notice_mustache),
        "papers/inspection.draw_record.mustache": text(
            PackageResources.inspection_draw_record_mustache),
        "papers/inspection_visit.inspection_notice.mustache": text(
            PackageResources.inspection_visit_inspection_notice_mustache),
        "papers/inspection_visit.record.mustache": text(
            PackageResources.inspection_visit_record_mustache),
        "papers/inspection_visit.result_letter.mustache": text(
            PackageResources.inspection_visit_result_letter_mustache),
        "papers/interview.admonition.mustache": text(
            PackageResources.interview_admonition_mustache),
        "papers/interview.interview_notice.mustache": text(
            PackageResources.interview_interview_notice_mustache),
        "papers/interview.record.mustache": text(PackageResources.interview_record_mustache),
        "papers/leader_review.opinion_letter.mustache": text(
            PackageResources.leader_review_opinion_letter_mustache),
        "papers/leader_review.result_letter.mustache": text(
            PackageResources.leader_review_result_letter_mustache),
        "papers/motion.closing_form.mustache": text(PackageResources.motion_closing_form_mustache),
        "papers/motion.filing_notice.mustache": text(
            PackageResources.motion_filing_notice_mustache),
        "papers/motion.not_filed_notice.mustache": text(
            PackageResources.motion_not_filed_notice_mustache),
        "papers/motion.receipt.mustache": text(PackageResources.motion_receipt_mustache),
        "papers/motion.reply_letter.mustache": text(PackageResources.motion_reply_letter_mustache),
        "papers/motion.second_reply_letter.mustache": text(
            PackageResources.motion_second_reply_letter_mustache),
        "papers/party_branch.approval_letter.mustache": text(
            PackageResources.party_branch_approval_letter_mustache),
        "papers/penalty.announcement.mustache": text(
            PackageResources.penalty_announcement_mustache),
        "papers/penalty.closing_form.mustache": text(
            PackageResources.penalty_closing_form_mustache),
        "papers/penalty.court_application.mustache": text(
            PackageResources.penalty_court_application_mustache),
        "papers/penalty.crime_report.mustache": text(
            PackageResources.penalty_crime_report_mustache),
        "papers/penalty.decision_letter.mustache": text(
            PackageResources.penalty_decision_letter_mustache),
        "papers/penalty.demand.mustache": text(PackageResources.penalty_demand_mustache),
        "papers/penalty.education_record.mustache": text(
            PackageResources.penalty_education_record_mustache),
        "papers/penalty.filing_form.mustache": text(PackageResources.penalty_filing_form_mustache),
        "papers/penalty.final_report.mustache": text(
            PackageResources.penalty_final_report_mustache),
        "papers/penalty.hearing_report.mustache": text(
            PackageResources.penalty_hearing_report_mustache),
        "papers/penalty.legal_opinion.mustache": text(
            PackageResources.penalty_legal_opinion_mustache),
        "papers/penalty.minutes.mustache": text(PackageResources.penalty_minutes_mustache),
        "papers/penalty.no_penalty_letter.mustache": text(
            PackageResources.penalty_no_penalty_letter_mustache),
        "papers/penalty.preservation_approval.mustache": text(
            PackageResources.penalty_preservation_approval_mustache),
        "papers/penalty.preservation_notice.mustache": text(
            PackageResources.penalty_preservation_notice_mustache),
        "papers/penalty.preservation_ruling.mustache": text(
            PackageResources.penalty_preservation_ruling_mustache),
        "papers/penalty.prior_notice.mustache": text(
            PackageResources.penalty_prior_notice_mustache),
        "papers/penalty.public_version.mustache": text(
            PackageResources.penalty_public_version_mustache),
        "papers/penalty.record.mustache": text(PackageResources.penalty_record_mustache),
        "papers/penalty.return_receipt.mustache": text(
            PackageResources.penalty_return_receipt_mustache),
        "papers/penalty.seizure_list.mustache": text(
            PackageResources.penalty_seizure_list_mustache),
        "papers/penalty.source_form.mustache": text(PackageResources.penalty_source_form_mustache),
        "papers/penalty.statement.mustache": text(PackageResources.penalty_statement_mustache),
        "papers/penalty.suspension_approval.mustache": text(
            PackageResources.penalty_suspension_approval_mustache),
        "papers/penalty.transfer_letter.mustache": text(
            PackageResources.penalty_transfer_letter_mustache),
        "papers/penalty.transfer_list.mustache": text(
            PackageResources.penalty_transfer_list_mustache),
        "papers/penalty.void_notice.mustache": text(PackageResources.penalty_void_notice_mustache),
        "papers/proposal.closing_form.mustache": text(
            PackageResources.proposal_closing_form_mustache),
        "papers/proposal.suggestion_text.mustache": text(
            PackageResources.proposal_suggestion_text_mustache),
        "papers/proposal.receipt.mustache": text(PackageResources.proposal_receipt_mustache),
        "papers/proposal.public_version.mustache": text(
            PackageResources.proposal_public_version_mustache),
        "papers/proposal.reply_letter.mustache": text(
            PackageResources.proposal_reply_letter_mustache),
        "papers/proposal.second_reply_letter.mustache": text(
            PackageResources.proposal_second_reply_letter_mustache),
        "papers/rectification.order.mustache": text(PackageResources.rectification_order_mustache),
        "papers/rectification.recheck.mustache": text(
            PackageResources.rectification_recheck_mustache),
        "papers/registration.acceptance_notice.mustache": text(
            PackageResources.registration_acceptance_notice_mustache),
        "papers/registration.correction_notice.mustache": text(
            PackageResources.registration_correction_notice_mustache),
        "papers/registration.decision_letter.mustache": text(
            PackageResources.registration_decision_letter_mustache),
        "papers/registration.extension_notice.mustache": text(
            PackageResources.registration_extension_notice_mustache),
        "papers/registration.public_notice.mustache": text(
            PackageResources.registration_public_notice_mustache),
        "papers/registration.receipt.mustache": text(
            PackageResources.registration_receipt_mustache),
        "papers/registration.rejection_notice.mustache": text(
            PackageResources.registration_rejection_notice_mustache),
        "papers/registration.time_notice.mustache": text(
            PackageResources.registration_time_notice_mustache),
        "papers/registration_part.opinion_letter.mustache": text(
            PackageResources.registration_part_opinion_letter_mustache),
        "papers/rehandle_order.mustache": text(PackageResources.rehandle_order_mustache),
        "papers/return_ruling.mustache": text(PackageResources.return_ruling_mustache),
        "papers/serious_listing.announcement.mustache": text(
            PackageResources.serious_listing_announcement_mustache),
        "papers/serious_listing.listing_decision.mustache": text(
            PackageResources.serious_listing_listing_decision_mustache),
        "papers/serious_listing.listing_notice.mustache": text(
            PackageResources.serious_listing_listing_notice_mustache),
        "papers/serious_listing.removal_decision.mustache": text(
            PackageResources.serious_listing_removal_decision_mustache),
        "papers/service_slip.mustache": text(PackageResources.service_slip_mustache),
        "papers/simple_penalty.court_application.mustache": text(
            PackageResources.simple_penalty_court_application_mustache),
        "papers/simple_penalty.demand.mustache": text(
            PackageResources.simple_penalty_demand_mustache),
        "papers/simple_penalty.on_spot_decision.mustache": text(
            PackageResources.simple_penalty_on_spot_decision_mustache),
        "papers/simple_penalty.public_version.mustache": text(
            PackageResources.simple_penalty_public_version_mustache),
        "papers/simple_penalty.record.mustache": text(
            PackageResources.simple_penalty_record_mustache),
        "papers/tip.answer_letter.mustache": text(PackageResources.tip_answer_letter_mustache),
        "papers/tip.register.mustache": text(PackageResources.tip_register_mustache),
        "papers/tip.transfer_letter.mustache": text(PackageResources.tip_transfer_letter_mustache),
        "papers/verification.mustache": text(PackageResources.verification_mustache),
        "papers/weighty_matter.ruling_letter.mustache": text(
            PackageResources.weighty_matter_ruling_letter_mustache),
        "tables/penalty_grounds.csv": text(PackageResources.penalty_grounds_csv),
        "calendars/cn-holidays.csv": text(PackageResources.cn_holidays_csv),
    ]

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
