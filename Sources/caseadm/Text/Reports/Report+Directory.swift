// SPDX-License-Identifier: Apache-2.0
package import CaseProto

enum DirectoryWords {
    static let aliases = Text(zh: "别名", en: "Aliases")
    static let place = Text(zh: "地方", en: "Place")
    static let duties = Text(zh: "职责", en: "Duties")
    static let numberCode = Text(zh: "文号代字", en: "Number code")
    static let channel = Text(zh: "送达渠道", en: "Channel")
    static let noOffice = Text(
        zh: "名录中没有单位:用 office add 添加。", en: "No office yet: add one with office add.")
    static let noUser = Text(
        zh: "没有用户:用 user add 添加。", en: "No user yet: add one with user add.")
    static let memberships = Text(zh: "单位与角色", en: "Offices and roles")
    static let admin = Text(zh: "管理员", en: "Admin")
    static let status = Text(zh: "情况", en: "Status")
    static let known = Text(zh: "账号", en: "Known as")
    static let login = Text(zh: "系统账号", en: "Login")
    static let signIn = Text(zh: "登录名", en: "Sign-in name")
    static let mail = Text(zh: "邮箱", en: "Mail")
    static let telephone = Text(zh: "电话", en: "Telephone")
    static let validFrom = Text(zh: "有效期自", en: "Valid from")
    static let validUntil = Text(zh: "有效期至", en: "Valid until")
    static let upper = Text(zh: "上级", en: "Above")
    static let closed = Text(zh: "撤销", en: "Ended")
    static let absent = Text(zh: "委托人", en: "Absent")
    static let deputy = Text(zh: "代办人", en: "Acts for him")
    static let from = Text(zh: "自", en: "From")
    static let until = Text(zh: "至", en: "Until")
    static let scope = Text(zh: "范围", en: "For")
    static let noDelegation = Text(zh: "没有代办。", en: "Nobody acts for another.")
    static let row = Text(zh: "行", en: "Row")
    static let result = Text(zh: "结果", en: "Result")
    static let sentence = Text(zh: "说明", en: "What of it")
    static let possible = Text(zh: "现在可办", en: "Possible now")
    static let nothing = Text(
        zh: "此件现无您可办的事项。", en: "There is nothing that you may do in this case now.")

    /// Where somebody stands, in words.
    static func status(_ code: String) -> Text {
        switch code {
        case "disabled": Text(zh: "停用", en: "disabled")
        case "removed": Text(zh: "已注销", en: "removed")
        default: Text(zh: "在用", en: "active")
        }
    }

    /// What became of a row.
    static func outcome(_ code: String) -> Text {
        switch code {
        case "added": Text(zh: "已添加", en: "added")
        case "changed": Text(zh: "已更新", en: "changed")
        case "unchanged": Text(zh: "无变化", en: "unchanged")
        default: Text(zh: "未导入", en: "refused")
        }
    }

    /// Why somebody has a right that was not given to him.
    static func reason(_ right: V1.Right, _ language: Language) -> Text {
        let what = "\(right.office):\(right.roleLabel.typed(right.role, language))"
        return switch right.source {
        case "above":
            Text(zh: "\(what):由\(right.by)及于下级", en: "\(what): from \(right.by), and below")
        case "successor":
            Text(zh: "\(what):由\(right.by)承接", en: "\(what): carried on by \(right.by)")
        case "deputy": Text(zh: "\(what):代\(right.by)办理", en: "\(what): for \(right.by)")
        default: Text(zh: what, en: what)
        }
    }

    static let unknown = Text(
        zh: "服务不认识此用户:请管理员执行 user add。",
        en: "The daemon does not know this user: ask an administrator for user add.")
}

extension Report {
    private static let officeNames = [
        "code", "name", "aliases", "place", "profile", "duties", "number_code", "channel",
        "address", "upper", "closed_on", "successor",
    ]

    /// One office.
    package init(_ office: V1.Office, _ language: Language) {
        self.init(
            json: office.json, csv: CSV(Self.officeNames, objects: [office.json], language))
        table(.offices([office], language))
        for former in office.formerNames {
            line(
                Text(
                    zh: "\(former.until)前名称:\(former.name)",
                    en: "Until \(former.until): \(former.name)")(language))
        }
        for remark in office.remarks { line(remark.text(language)) }
    }

    /// All offices.
    package init(_ list: V1.ListOfficesResponse, _ language: Language) {
        let objects = list.offices.map(\.json)
        self.init(json: .array(objects), csv: CSV(Self.officeNames, objects: objects, language))
        guard !list.offices.isEmpty else {
            line(DirectoryWords.noOffice(language))
            return
        }
        table(.offices(list.offices, language))
    }

    /// One user.
    package init(_ user: V1.User, _ language: Language) {
        self.init(json: user.json, csv: CSV([user], language))
        if !user.known { line(DirectoryWords.unknown(language)) }
        table(.users([user], language))
        for (text, value) in [
            (DirectoryWords.login, user.login), (DirectoryWords.signIn, user.signIn),
            (DirectoryWords.mail, user.mail), (DirectoryWords.telephone, user.telephone),
            (DirectoryWords.validFrom, user.validFrom),
            (DirectoryWords.validUntil, user.validUntil),
        ] where !value.isEmpty {
            line("\(text(language)): \(value)")
        }
        for right in user.rights where right.source != "own" {
            line(DirectoryWords.reason(right, language)(language))
        }
        for remark in user.remarks { line(remark.text(language)) }
    }

    /// All users.
    package init(_ list: V1.ListUsersResponse, _ language: Language) {
        self.init(json: .array(list.users.map(\.json)), csv: CSV(list.users, language))
        guard !list.users.isEmpty else {
            line(DirectoryWords.noUser(language))
            return
        }
        table(.users(list.users, language))
    }
}

extension Table {
    fileprivate static func offices(_ offices: [V1.Office], _ language: Language) -> Table {
        let columns = [
            Words.code, Words.name, DirectoryWords.place, Words.profile, DirectoryWords.duties,
            DirectoryWords.numberCode, DirectoryWords.channel, DirectoryWords.aliases,
            DirectoryWords.upper, DirectoryWords.closed,
        ]
        let separator = Words.listSeparator(language)
        return Table(
            columns.map { Column($0(language)) },
            rows: offices.map { office in
                [
                    Cell(office.code), Cell(office.name), Cell(office.place), Cell(office.profile),
                    Cell(office.dutyLabels.text(language, else: office.duties)),
                    Cell(office.numberCode),
                    Cell(
                        [office.channel, office.address].filter { !$0.isEmpty }
                            .joined(separator: " ")),
                    Cell(office.aliases.joined(separator: separator)), Cell(office.upper),
                    Cell(
                        [office.closedOn, office.successor].filter { !$0.isEmpty }
                            .joined(separator: " → ")),
                ]
            })
    }

    fileprivate static func users(_ users: [V1.User], _ language: Language) -> Table {
        Table(
            [
                Column(Words.number(language), alignsRight: true), Column(Words.name(language)),
                Column(DirectoryWords.known(language)), Column(DirectoryWords.status(language)),
                Column(DirectoryWords.admin(language)),
                Column(DirectoryWords.memberships(language)),
            ],
            rows: users.map { user in
                let memberships = user.memberships.map { membership in
                    let standing = Words.standing(membership.standing)(language)
                    let below = membership.reach == "below" ? "+" : ""
                    let role = membership.roleLabel.typed(membership.role, language)
                    return "\(membership.office):\(role)\(below) (\(standing))"
                }
                return [
                    Cell(String(user.uid)), Cell(user.name),
                    Cell(
                        user.login.isEmpty
                            ? user.loginUid.map { String($0) } ?? user.signIn : user.login),
                    Cell(DirectoryWords.status(user.status)(language)),
                    Cell((user.admin ? Words.yes : Words.no)(language)),
                    Cell(memberships.joined(separator: Words.listSeparator(language))),
                ]
            })
    }
}

extension CSV {
    /// A line for each membership, so that none is hidden in a cell.
    fileprivate init(_ users: [V1.User], _ language: Language) {
        self.init(
            [
                "uid", "name", "admin", "known", "office", "role", "standing", "reach", "status",
                "login", "sign_in", "valid_from", "valid_until",
            ], language)
        for user in users {
            let head = [String(user.uid), user.name, String(user.admin), String(user.known)]
            let login = user.login.isEmpty ? user.loginUid.map { String($0) } ?? "" : user.login
            let tail = [user.status, login, user.signIn, user.validFrom, user.validUntil]
            if user.memberships.isEmpty { append(head + ["", "", "", ""] + tail) }
            for membership in user.memberships {
                let right = [
                    membership.office, membership.role, membership.standing, membership.reach,
                ]
                append(head + right + tail)
            }
        }
    }
}
