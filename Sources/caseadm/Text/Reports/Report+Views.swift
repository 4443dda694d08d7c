// SPDX-License-Identifier: Apache-2.0
package import CaseProto

// What is asked of lists again and again.
extension Report {
    /// Saved views.
    package init(views: [V1.SavedView], _ language: Language) {
        let objects = views.map(\.json)
        self.init(
            json: .array(objects),
            csv: CSV(["name", "owner_name", "office_name", "words"], objects: objects, language))
        guard !views.isEmpty else {
            line(
                Text(
                    zh: "还没有筛选方案:caseadm view save 名称 加上 list 的各项条件。",
                    en: "No view is saved yet: caseadm view save NAME, with the conditions of list."
                )(
                    language))
            return
        }
        table(
            Table(
                [
                    Text(zh: "名称", en: "Name"), Text(zh: "保存人", en: "Owner"),
                    Text(zh: "共用单位", en: "Shared with"), Text(zh: "条件", en: "Asks for"),
                ].map { Table.Column($0(language)) },
                rows: views.map { view in
                    [
                        Cell(view.name), Cell(view.ownerName), Cell(view.officeName),
                        Cell(view.asked(language)),
                    ]
                }))
    }
}

extension V1.SavedView {
    fileprivate static let names: [String: Text] = [
        "query": Text(zh: "关键词", en: "text"), "workflow": Text(zh: "流程", en: "workflow"),
        "state": Text(zh: "状态", en: "state"), "office": Text(zh: "单位", en: "office"),
        "role": Text(zh: "角色", en: "role"), "clock": Text(zh: "时限", en: "clock"),
        "light": Text(zh: "灯色", en: "light"), "from": Text(zh: "立件自", en: "opened from"),
        "to": Text(zh: "立件至", en: "opened to"), "number": Text(zh: "编号", en: "number"),
        "sort": Text(zh: "排序", en: "sorted by"), "columns": Text(zh: "列", en: "columns"),
        "mine": Text(zh: "待我单位办理", en: "mine"), "open": Text(zh: "在办", en: "open"),
        "reverse": Text(zh: "倒序", en: "reversed"),
        "fields.proposers": Text(zh: "提出人", en: "proposer"),
        "fields.session": Text(zh: "届次", en: "session"),
        "fields.category": Text(zh: "类别", en: "category"),
    ]

    /// What it asks, as people read it.
    fileprivate func asked(_ language: Language) -> String {
        words.sorted { $0.key < $1.key }.map { name, value in
            let bare = name.hasPrefix("fields.") ? String(name.dropFirst(7)) : name
            let called = Self.names[name].map { $0(language) } ?? bare
            let isFlag = ["mine", "open", "reverse"].contains(name)
            return isFlag ? called : "\(called)=\(value)"
        }.joined(separator: Words.listSeparator(language))
    }
}
