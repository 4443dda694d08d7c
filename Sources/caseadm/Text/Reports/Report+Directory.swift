// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum DirectoryWords {
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
    static let unknown = Text(
        zh: "服务不认识此用户:请管理员执行 user add。",
        en: "The daemon does not know this user: ask an administrator for user add.")
}

extension Report {
    private static let officeNames = [
        "code", "name", "aliases", "place", "profile", "duties", "number_code", "channel",
        "address",
    ]

    /// One office.
    package init(_ office: V1.Office, _ language: Language) {
        self.init(
            json: office.json, csv: CSV(Self.officeNames, objects: [office.json], language))
        table(.offices([office], language))
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
        self.init(json: user.json, csv: CSV([user]))
        if !user.known { line(DirectoryWords.unknown(language)) }
        table(.users([user], language))
        for remark in user.remarks { line(remark.text(language)) }
    }

    /// All users.
    package init(_ list: V1.ListUsersResponse, _ language: Language) {
        self.init(json: .array(list.users.map(\.json)), csv: CSV(list.users))
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
        ]
        let separator = Words.listSeparator(language)
        return Table(
            columns.map { Column($0(language)) },
            rows: offices.map { office in
                [
                    Cell(office.code), Cell(office.name), Cell(office.place), Cell(office.profile),
                    Cell(office.duties.joined(separator: separator)), Cell(office.numberCode),
                    Cell(
                        [office.channel, office.address].filter { !$0.isEmpty }
                            .joined(separator: " ")),
                    Cell(office.aliases.joined(separator: separator)),
                ]
            })
    }

    fileprivate static func users(_ users: [V1.User], _ language: Language) -> Table {
        Table(
            [
                Column("UID", alignsRight: true), Column(Words.name(language)),
                Column(DirectoryWords.admin(language)),
                Column(DirectoryWords.memberships(language)),
            ],
            rows: users.map { user in
                let memberships = user.memberships.map { membership in
                    let standing = Words.standing(membership.standing)(language)
                    return "\(membership.office):\(membership.role) (\(standing))"
                }
                return [
                    Cell(String(user.uid)), Cell(user.name),
                    Cell((user.admin ? Words.yes : Words.no)(language)),
                    Cell(memberships.joined(separator: Words.listSeparator(language))),
                ]
            })
    }
}

extension CSV {
    /// A line for each membership, so that none is hidden in a cell.
    fileprivate init(_ users: [V1.User]) {
        self.init(["uid", "name", "admin", "known", "office", "role", "standing"])
        for user in users {
            let head = [String(user.uid), user.name, String(user.admin), String(user.known)]
            if user.memberships.isEmpty { append(head + ["", "", ""]) }
            for membership in user.memberships {
                append(head + [membership.office, membership.role, membership.standing])
            }
        }
    }
}
