// SPDX-License-Identifier: Apache-2.0
package import CaseProto

// How people come in at the page in the browser.
extension Report {
    /// A first password, which is told once.
    package init(_ given: V1.GivenPassword, _ language: Language) {
        self.init(
            json: given.json,
            csv: CSV(
                ["user_number", "user_name", "sign_in", "password", "until"], objects: [given.json],
                language))
        line(
            Text(
                zh: "\(given.userName)的登录名:\(given.signIn)",
                en: "\(given.userName) signs in as \(given.signIn)")(language))
        line(Text(zh: "初始密码:\(given.password)", en: "first password: \(given.password)")(language))
        line(
            Text(
                zh: "请当面交给本人;\(Moment.local(given.until)) 前须登录并修改,此处只显示一次。",
                en:
                    "Hand it over yourself. It is shown only here, and must be changed before \(Moment.local(given.until))."
            )(language))
    }

    /// A link, which is told once.
    package init(_ sent: V1.SentLink, at address: String, _ language: Language) {
        self.init(
            json: sent.json,
            csv: CSV(["user_name", "token", "until"], objects: [sent.json], language))
        line("\(address)/link/\(sent.token)")
        line(
            Text(
                zh: "供\(sent.userName)本人使用一次,\(Moment.local(sent.until)) 前有效;此处只显示一次。",
                en:
                    "For \(sent.userName) alone, once, before \(Moment.local(sent.until)). It is shown only here."
            )(language))
    }

    /// How many sessions were ended.
    package init(_ answer: V1.EndSessionsResponse, _ language: Language) {
        self.init(json: answer.json, csv: CSV(["ended"], objects: [answer.json], language))
        line(
            Text(
                zh: "已退出\(answer.ended)个会话,未用的链接一并作废",
                en: "sessions ended: \(answer.ended); links that were not used end too")(language))
    }

    /// Who is signed in, and which links were sent.
    package init(sessions: [V1.SessionRow], _ language: Language) {
        let objects = sessions.map(\.json)
        self.init(
            json: .array(objects),
            csv: CSV(
                ["user_number", "user_name", "door", "link", "since", "until", "case_id", "event"],
                objects: objects, language))
        guard !sessions.isEmpty else {
            line(Text(zh: "无人登录。", en: "Nobody is signed in.")(language))
            return
        }
        table(
            Table(
                [
                    Text(zh: "姓名", en: "Name"), Text(zh: "登录方式", en: "Came in by"),
                    Text(zh: "自", en: "Since"), Text(zh: "至", en: "Until"),
                    Text(zh: "件号", en: "Case"),
                ].map { Table.Column($0(language)) },
                rows: sessions.map { row in
                    let door =
                        row.link
                        ? Text(zh: "链接,未使用", en: "a link, not used yet")(language)
                        : row.doorLabel?.text(language) ?? row.door
                    return [
                        Cell(row.userName), Cell(door), Cell(Moment.local(row.since)),
                        Cell(Moment.local(row.until)), Cell(row.caseId),
                    ]
                }))
    }
}
