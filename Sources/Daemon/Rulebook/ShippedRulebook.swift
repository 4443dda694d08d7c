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
        "tables/penalty_grounds.csv": text(PackageResources.penalty_grounds_csv),
        "calendars/cn-holidays.csv": text(PackageResources.cn_holidays_csv),
    ]

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
