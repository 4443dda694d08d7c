// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import Letters

// What was read in a notice.
extension Render {
    static func notice(_ outcome: NoticeOutcome, file: String) -> V1.ReadNoticeResponse {
        switch outcome {
        case .notANotice(let reason):
            return V1.ReadNoticeResponse(
                file: file, notice: false, reason: V1.Label(zh: reason.zh, en: reason.en))
        case .notice(let fields):
            return V1.ReadNoticeResponse(
                file: file, notice: true, form: fields.form.rawValue,
                authority: fields.authority?.value ?? "", number: fields.number?.value ?? "",
                date: fields.date?.value ?? "",
                parties: fields.parties.map { V1.NoticeParty(name: $0.name, code: $0.code ?? "") },
                ground: fields.ground?.value ?? "", penalties: fields.penalties,
                basis: fields.basis.map {
                    V1.NoticeBasis(
                        law: $0.law, article: $0.article, paragraph: $0.paragraph ?? "",
                        item: $0.item ?? "")
                })
        }
    }
}
