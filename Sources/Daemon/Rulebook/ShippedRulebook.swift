// SPDX-License-Identifier: Apache-2.0

/// The rulebook inside the program: installed when a data folder is new, and never after that
/// without `workflow install`.
package enum ShippedRulebook {
    /// Its files by relative path.
    package static let files: [String: String] = [
        "rulebook.yaml": text(PackageResources.rulebook_yaml),
        "workflows/proposal.yaml": text(PackageResources.proposal_yaml),
        "workflows/motion.yaml": text(PackageResources.motion_yaml),
        "workflows/co_handling.yaml": text(PackageResources.co_handling_yaml),
        "workflows/commitment.yaml": text(PackageResources.commitment_yaml),
        "profiles/cn.yaml": text(PackageResources.cn_yaml),
        "profiles/cn-fujian.yaml": text(PackageResources.cn_fujian_yaml),
        "profiles/cn-guangdong-shenzhen.yaml": text(PackageResources.cn_guangdong_shenzhen_yaml),
        "profiles/cn-henan.yaml": text(PackageResources.cn_henan_yaml),
        "calendars/cn-holidays.csv": text(PackageResources.cn_holidays_csv),
    ]

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
