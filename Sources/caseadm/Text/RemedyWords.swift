// SPDX-License-Identifier: Apache-2.0
package import CaseProto

/// Remedies as what is typed here: command lines to copy, or words to add to the one that failed.
package struct RemedyWords: Sendable {
    private let language: Language

    /// What stands for a value that only the user knows.
    private enum Blank {
        static let file = Text(zh: "文件", en: "FILE")
        static let office = Text(zh: "单位代码", en: "OFFICE")
        static let code = Text(zh: "代码", en: "CODE")
        static let name = Text(zh: "名称", en: "NAME")
        static let place = Text(zh: "地方", en: "PLACE")
        static let person = Text(zh: "姓名", en: "NAME")
        static let uid = Text(same: "UID")
        static let role = Text(zh: "单位代码:角色", en: "OFFICE:ROLE")
        static let text = Text(zh: "文字", en: "TEXT")
        static let address = Text(zh: "地址", en: "ADDRESS")
        static let caseID = Text(zh: "件号", en: "CASE")
        static let workflow = Text(zh: "流程", en: "WORKFLOW")
        static let value = Text(zh: "内容=值", en: "FIELD=VALUE")
        static let day = Text(zh: "日期", en: "DATE")
    }

    /// Cases that are named one by one; a list of hundreds helps nobody.
    private static let mostCases = 10

    /// Words in a language.
    package init(_ language: Language) { self.language = language }

    /// What to type: each line by itself is one way, or one of several things to do; none when no
    /// command does it.
    package func lines(_ remedy: V1.Remedy) -> [String] {
        switch remedy.kind {
        case .act(let act): [command("act", act.caseId, said(act.event, remedy.label))]
        case .attach(let attach):
            [
                command("attach", attach.caseId)
                    + " \(blank(Blank.file)) --kind \(quoted(said(attach.document, remedy.label)))"
            ]
        case .give(let give): [given(give, remedy)]
        case .bind(let role): ["\(quoted(said(role, remedy.label)))=\(blank(Blank.office))"]
        case .chooseDay(let day): [another(day, remedy.label)]
        case .acknowledge(let deliveries):
            [
                command("delivery", "ack", "--case", deliveries.caseId)
                    + (deliveries.received ? " --acknowledged" : "")
            ]
        case .addOffice(let office): [added(office, remedy.label)]
        case .addUser(let user): [added(user)]
        case .grant(let grant):
            [
                command("user", "grant", grant.user)
                    + " \(blank(Blank.office)):\(quoted(said(grant.role, remedy.label)))"
            ]
        case .supply(let part): supplied(part)
        case .correct(let field):
            [
                "caseadm correct \(blank(Blank.caseID)) \(quoted(field))=… "
                    + "--reason \(blank(Blank.text))"
            ]
        case .annul(let act):
            [
                command("annul", act.caseId, said(act.event, remedy.label))
                    + " --reason \(blank(Blank.text))"
            ]
        case .look(let look): shown(look)
        case .resumeJobs(let jobs): jobs.kinds.map { command("job", "resume", $0) }
        case .simulateTime: ["cased --simulated-clock \(blank(Blank.day))"]
        case .chooseEvent, .anotherPerson, nil: []
        }
    }

    /// What is typed for a name: a Chinese reader types what he reads, also of what has no label yet.
    private func said(_ code: String, _ label: V1.Label?) -> String {
        label.typed(code, language)
    }

    private func given(_ give: V1.RemedyGive, _ remedy: V1.Remedy) -> String {
        let field = "\(quoted(said(give.field, remedy.label)))=…"
        let labels = remedy.eventLabels.map { Optional($0) }
        let events = give.events.enumerated().map { place, event in
            said(event, place < labels.count ? labels[place] : nil)
        }
        if events.count == 1, !give.caseId.isEmpty {
            return command("act", give.caseId, events[0]) + " " + field
        }
        let separator = Words.listSeparator(language)
        return events.isEmpty ? field : "\(field) (\(events.joined(separator: separator)))"
    }

    private func another(_ day: V1.RemedyDay, _ label: V1.Label?) -> String {
        let value = day.latest.isEmpty ? day.earliest : day.latest
        return day.field.isEmpty
            ? "--on \(value)" : "\(quoted(said(day.field, label)))=\(value)"
    }

    private func added(_ office: V1.RemedyOffice, _ duty: V1.Label?) -> String {
        let name = office.name.isEmpty ? blank(Blank.name) : quoted(office.name)
        var line = "caseadm office add \(blank(Blank.code)) \(name)"
        if !office.duty.isEmpty {
            let place = office.place.isEmpty ? blank(Blank.place) : quoted(office.place)
            line += " --duty \(quoted(said(office.duty, duty))) --place \(place)"
        }
        return line
    }

    private func added(_ user: V1.RemedyUser) -> String {
        let uid = user.uid.map { String($0) } ?? blank(Blank.uid)
        let name = user.name.isEmpty ? blank(Blank.person) : quoted(user.name)
        return "caseadm user add \(uid) \(name) --role \(blank(Blank.role))"
    }

    private func supplied(_ part: String) -> [String] {
        switch part {
        case "reason": ["--reason \(blank(Blank.text))"]
        case "note": ["--note \(blank(Blank.text))"]
        case "address": ["--address \(blank(Blank.address))"]
        case "parent": ["--parent \(blank(Blank.caseID))"]
        case "record": ["--record"]
        case "office": ["--for \(blank(Blank.office))"]
        case "workflow": ["--workflow \(blank(Blank.workflow))"]
        case "correction": [blank(Blank.value), "--on \(blank(Blank.day))"]
        case "another", "another_matter": ["--another"]
        case "even_so": ["--even-so"]
        case "fewer_cases": ["--cases \(blank(Blank.file))"]
        default: []
        }
    }

    private func shown(_ look: V1.RemedyLook) -> [String] {
        switch look.at {
        case "own_roles": return ["caseadm user me"]
        case "offices": return ["caseadm office list"]
        case "states":
            let name = look.workflow.isEmpty ? blank(Blank.workflow) : quoted(look.workflow)
            return ["caseadm workflow show \(name)"]
        case "rulebooks": return ["caseadm workflow installed"]
        case "state": return look.caseIds.map { command("show", $0) }
        case "needs":
            let lines = look.caseIds.prefix(Self.mostCases).map { command("why", $0) }
            return look.caseIds.count > lines.count ? lines + ["…"] : lines
        case "discarded_jobs": return ["caseadm job list --state discarded"]
        case "failed_deliveries": return ["caseadm delivery list --all"]
        default: return []
        }
    }

    private func command(_ words: String...) -> String {
        (["caseadm"] + words.map(quoted)).joined(separator: " ")
    }

    private func blank(_ text: Text) -> String { text(language) }

    /// A word as a shell takes it: what it could read otherwise stands between apostrophes.
    private func quoted(_ word: String) -> String {
        let isPlain =
            !word.isEmpty
            && word.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII
                    ? scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                        || "_-./:=@%+,".unicodeScalars.contains(scalar)
                    : !scalar.properties.isWhitespace
            }
        guard !isPlain else { return word }
        return "'"
            + word.split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: "'\\''") + "'"
    }
}
