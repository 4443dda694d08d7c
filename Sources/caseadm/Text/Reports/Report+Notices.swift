// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum NoticeReadWords {
    static let none = Text(zh: "不是此类文书", en: "no notice")
    static let forms: [String: Text] = [
        "penalty_decision": Text(zh: "行政处罚决定", en: "penalty decision"),
        "listing": Text(zh: "列入名录(名单)", en: "listing"),
        "removal": Text(zh: "移出名录(名单)", en: "removal from a list"),
        "ban": Text(zh: "取缔", en: "ban"),
        "revocation": Text(zh: "撤销登记", en: "revocation of registration"),
        "service": Text(zh: "公告送达", en: "service by announcement"),
        "hearing_notice": Text(zh: "处罚告知(听证)", en: "notice before a penalty"),
    ]
    static let authority = Text(zh: "机关", en: "Authority")
    static let number = Text(zh: "文号", en: "Number")
    static let date = Text(zh: "日期", en: "Day")
    static let party = Text(zh: "当事人", en: "Party")
    static let ground = Text(zh: "事由", en: "Ground")
    static let penalty = Text(zh: "处罚", en: "Penalty")
    static let basis = Text(zh: "依据", en: "Basis")
}

extension Report {
    /// What was read in each notice.
    package init(_ answers: [V1.ReadNoticeResponse], _ language: Language) {
        self.init(json: .array(answers.map(\.json)), csv: .notices(answers, language))
        for (index, answer) in answers.enumerated() {
            if index > 0 { line("") }
            add(answer, language)
        }
    }

    private mutating func add(_ answer: V1.ReadNoticeResponse, _ language: Language) {
        guard answer.notice else {
            line(
                "\(answer.file): \(NoticeReadWords.none(language)): \(answer.reason.text(language))"
            )
            return
        }
        line("\(answer.file): \(answer.formText(language))")
        let parties = answer.parties.map { party in
            (
                NoticeReadWords.party(language),
                Cell(party.code.isEmpty ? party.name : "\(party.name) \(party.code)")
            )
        }
        let penalties = answer.penalties.joined(separator: Words.listSeparator(language))
        let basis = answer.basis.map(\.text).joined(separator: Words.listSeparator(language))
        pairs(
            [
                (NoticeReadWords.authority(language), Cell(answer.authority)),
                (NoticeReadWords.number(language), Cell(answer.number)),
                (NoticeReadWords.date(language), Cell(answer.date)),
            ] + parties + [
                (NoticeReadWords.ground(language), Cell(answer.ground)),
                (NoticeReadWords.penalty(language), Cell(penalties)),
                (NoticeReadWords.basis(language), Cell(basis)),
            ])
    }
}

extension V1.ReadNoticeResponse {
    fileprivate func formText(_ language: Language) -> String {
        NoticeReadWords.forms[self.form].map { $0(language) } ?? self.form
    }
}

extension V1.NoticeBasis {
    /// As it is cited: 《某条例》第三十条第一款第(三)项.
    fileprivate var text: String { "《\(self.law)》\(self.article)\(self.paragraph)\(self.item)" }
}

extension CSV {
    /// A row for each party.
    fileprivate static func notices(
        _ answers: [V1.ReadNoticeResponse], _ language: Language
    ) -> CSV {
        CSV(
            [
                "file", "form", "authority", "number", "date", "party", "code", "ground", "penalty",
                "basis",
            ],
            rows: answers.filter(\.notice).flatMap { answer in
                answer.parties.map { party in
                    [
                        answer.file, answer.formText(language), answer.authority, answer.number,
                        answer.date, party.name, party.code, answer.ground,
                        answer.penalties.joined(separator: "|"),
                        answer.basis.map(\.text).joined(separator: "|"),
                    ]
                }
            }, language)
    }
}
