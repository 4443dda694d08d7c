// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum RefusalWords {
    static let head = Text(zh: "未办理:", en: "Not done: ")
    static let basis = Text(zh: "  依据", en: "  Basis: ")
    static let mend = Text(zh: "     办法:", en: "     Remedy: ")
    static let colon = Text(zh: ":", en: ": ")
    static let command = Text(same: "       ")
    static let possible = Text(zh: "本状态下的事项:", en: "Events of this state: ")

    /// What to say when the daemon sent a code alone.
    static func sentence(_ code: String) -> Text {
        switch code {
        case "refused": Text(zh: "条件尚不具备", en: "conditions are not met")
        case "invalid": Text(zh: "输入有误", en: "the input is not valid")
        case "not_found": Text(zh: "没有找到", en: "not found")
        case "exists": Text(zh: "已经存在", en: "it exists already")
        case "version":
            Text(
                zh: "该件已被他人更新:请重新 show 后再办",
                en: "the case has changed meanwhile: show it again, then decide")
        case "permission": Text(zh: "没有权限", en: "you may not do this")
        case "uncertain":
            Text(zh: "不能确定是否已办理:请先查看", en: "it is not known whether it was done: look first")
        case "busy": Text(zh: "系统繁忙,请稍后再试", en: "the daemon is busy: try again later")
        case "stopping": Text(zh: "服务正在停止,请稍后再试", en: "the daemon is stopping: try again")
        default: Text(same: code)
        }
    }
}

extension Report {
    /// A refusal: its sentence, then each condition with its basis in law and its remedy.
    package init(_ refusal: V1.Refusal, _ language: Language) {
        self.init(
            json: refusal.json,
            csv: CSV(
                ["code", "sentence", "mend", "basis", "commands"],
                objects: refusal.unmet.map { $0.json(language) }, language))
        let known = RefusalWords.sentence(refusal.code)(language)
        // What is wrong with an input is its list: the sentence says the same in one line.
        let sentence =
            refusal.code == "invalid" && !refusal.unmet.isEmpty
            ? known : refusal.sentence.text(language, else: known)
        line((refusal.code == "uncertain" ? "" : RefusalWords.head(language)) + sentence)
        add(
            mend: refusal.mend, refusal.remedy.map { [$0] } ?? [],
            after: RefusalWords.mend(language), language)
        for (index, unmet) in refusal.unmet.enumerated() { add(unmet, number: index + 1, language) }
        if !refusal.possible.isEmpty {
            let events = refusal.possibleLabels.named(refusal.possible, language)
            line(RefusalWords.possible(language) + events)
        }
    }

    /// Adds one condition that does not hold, numbered.
    mutating func add(_ unmet: V1.Unmet, number: Int, _ language: Language) {
        let basis = unmet.basis.citation(language)
        let tail = basis.isEmpty ? "" : RefusalWords.basis(language) + basis
        line("  \(number). \(unmet.sentence.text(language, else: unmet.named))\(tail)")
        add(mend: unmet.mend, unmet.remedies, after: RefusalWords.mend(language), language)
    }

    /// Adds what would mend something: in words, and as what to type.
    private mutating func add(
        mend: V1.Label?, _ remedies: [V1.Remedy], after head: String, _ language: Language
    ) {
        let mend = mend.text(language)
        guard !mend.isEmpty else { return }
        let commands = remedies.flatMap(RemedyWords(language).lines)
        let only = commands.count == 1 ? RefusalWords.colon(language) + commands[0] : ""
        line(head + mend + only)
        guard commands.count > 1 else { return }
        for command in commands { line(RefusalWords.command(language) + command) }
    }

    /// Adds something to look into, with what to do about it.
    mutating func add(_ caution: V1.Caution, _ language: Language) {
        line("  ! " + caution.sentence.text(language))
        add(
            mend: caution.mend, caution.remedy.map { [$0] } ?? [],
            after: RefusalWords.mend(language), language)
    }
}

extension V1.Unmet {
    /// With what to type.
    fileprivate func json(_ language: Language) -> JSONValue {
        guard case .object(var members) = self.json else { return self.json }
        let commands = self.remedies.flatMap(RemedyWords(language).lines)
        members.append("commands", .array(commands.map(JSONValue.string)))
        return .object(members)
    }
}

extension V1.Unmet {
    /// A condition for whose sentence the refusal had no room.
    fileprivate var named: String {
        ([code] + parameters.sorted { $0.key < $1.key }.map(\.value)).joined(separator: " ")
    }
}
