// SPDX-License-Identifier: Apache-2.0

/// What an authority made known about social organisations.
package enum NoticeForm: String, Sendable, Hashable, CaseIterable {
    /// 行政处罚决定书, or what is published of one.
    case penaltyDecision = "penalty_decision"
    /// 列入活动异常名录 or 严重违法失信名单.
    case listing
    /// 移出.
    case removal
    /// 取缔.
    case ban
    /// 撤销登记 that is no penalty for a breach that was proved, or its announcement.
    case revocation
    /// 公告送达.
    case service
    /// 事先告知, 听证告知.
    case hearingNotice = "hearing_notice"
}

/// A party of a notice.
package struct NoticeParty: Sendable, Hashable {
    package var name: String
    /// 统一社会信用代码; nil where the notice gives none.
    package var code: String?
}

/// A provision that a notice rests on.
package struct NoticeBasis: Sendable, Hashable {
    /// The law's name without book marks.
    package var law: String
    /// 第三十条.
    package var article: String
    /// 第一款; nil where none is named.
    package var paragraph: String?
    /// 第(三)项; nil where none is named.
    package var item: String?
}

/// What a notice says.
///
/// A field that it does not carry is nil or empty.
package struct NoticeFields: Sendable, Hashable {
    package var form: NoticeForm
    package var authority: Read<String>?
    /// 文号, with 〔〕 and no blanks.
    package var number: Read<String>?
    /// The day of the notice, ISO 8601.
    package var date: Read<String>?
    package var parties: [NoticeParty] = []
    /// The breach, or why a party is listed or removed, in the notice's words.
    package var ground: Read<String>?
    /// Each in the notice's words.
    package var penalties: [String] = []
    package var basis: [NoticeBasis] = []

    init(form: NoticeForm) { self.form = form }
}

/// What came of reading a text: a notice, or the reason why it is none.
package enum NoticeOutcome: Sendable {
    case notice(NoticeFields)
    case notANotice(reason: Bilingual)
}
