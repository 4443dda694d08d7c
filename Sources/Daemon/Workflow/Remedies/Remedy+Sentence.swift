// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar

// The neutral words of remedies: what to do, in no client's language.
extension Remedy {
    /// What to do.
    package var sentence: Label {
        switch self {
        case .act(let event, _, let performers):
            Label(
                "由\(performers.zh)登记〈\(event.label.zh)〉",
                "record ‹\(event.label.en)› (\(performers.en))")
        case .attach(let kind, _):
            Label("将〈\(kind.label.zh)〉归卷", "put ‹\(kind.label.en)› on file")
        case .give(let field, let events, _): Remedy.giving(field, with: events)
        case .bind(let role): Label("指定\(role.label.zh)", "name the \(role.label.en)")
        case .chooseDay(let field, let earliest, let latest):
            Remedy.day(field, from: earliest, to: latest)
        case .chooseEvent(let possible, let states): Remedy.event(possible, states)
        case .acknowledge(let kind, _, let asReceived):
            asReceived
                ? Label("登记〈\(kind.label.zh)〉已签收", "tick ‹\(kind.label.en)› off as acknowledged")
                : Label("登记〈\(kind.label.zh)〉已送出", "tick ‹\(kind.label.en)› off as sent")
        case .anotherPerson: Label("由另一人办理", "another person must do it")
        case .addOffice(let name, let duty, let place):
            Remedy.office(name, duty: duty, place: place)
        case .addUser(let uid, let name):
            Label(
                "由系统管理员登记用户" + (uid.map { " uid \($0)" } ?? name.map { "“\($0)”" } ?? ""),
                "an administrator adds the user"
                    + (uid.map { " with uid \($0)" } ?? name.map { " “\($0)”" } ?? ""))
        case .grant(let role, let user):
            Label(
                "由系统管理员授予\(user.label.zh)“\(role.label.zh)”",
                "an administrator gives \(user.label.en) the role “\(role.label.en)”")
        case .supply(let part): part.sentence
        case .correct: Label("记错的,更正当时的登记", "correct the act that was wrong")
        case .annul(let event, _):
            Label("撤销〈\(event.label.zh)〉后重新办理", "annul ‹\(event.label.en)› and enter it again")
        case .look(let place): place.sentence
        case .resumeJobs(let kinds):
            Label(
                "恢复任务:\(kinds.joined(separator: "、"))",
                "resume the jobs: \(kinds.joined(separator: ", "))")
        case .simulateTime:
            Label("以模拟时钟启动服务", "start the daemon with a simulated clock")
        case .text(let text): text
        }
    }

    private static func giving(_ field: Term, with events: [Term]) -> Label {
        guard !events.isEmpty else {
            return Label("填写〈\(field.label.zh)〉", "give ‹\(field.label.en)›")
        }
        let labels = events.map(\.label).joined
        return Label(
            "填写〈\(field.label.zh)〉,可随〈\(labels.zh)〉",
            "give ‹\(field.label.en)›, with \(labels.en)")
    }

    private static func day(_ field: Term?, from earliest: Day?, to latest: Day?) -> Label {
        let what =
            field.map { Label("〈\($0.label.zh)〉", "‹\($0.label.en)›") } ?? Label("发生日期", "day")
        let (zh, en) = (earliest.map { "不早于\($0)" }, earliest.map { "\($0) at the earliest" })
        let bounds = [
            Label(zh ?? "", en ?? ""),
            latest.map { Label("不晚于\($0)", "\($0) at the latest") } ?? Label(same: ""),
        ].filter { !$0.zh.isEmpty }
        return Label(
            "\(what.zh)改为" + bounds.map(\.zh).joined(separator: "、"),
            "choose another \(what.en): " + bounds.map(\.en).joined(separator: ", "))
    }

    private static func event(_ possible: [Term], _ states: [Term]) -> Label {
        guard !states.isEmpty else {
            let told = possible.told
            return Label("事件有:\(told.zh)", "its events: \(told.en)")
        }
        let (states, labels) = (states.map(\.label).joined, possible.map(\.label).joined)
        return Label(
            "此事件可在:\(states.zh);现在可办:\(possible.isEmpty ? "无" : labels.zh)",
            "it is possible in: \(states.en); possible now: "
                + (possible.isEmpty ? "none" : labels.en))
    }

    private static func office(_ name: String?, duty: Term?, place: String?) -> Label {
        var (zh, en) = ("由系统管理员登记", "an administrator adds ")
        if let place { zh += place + "的" }
        if let duty {
            zh += duty.label.zh
            en += "the \(duty.label.en)"
        } else {
            zh += "单位"
            en += "the office"
        }
        if let name {
            zh += "“\(name)”"
            en += " “\(name)”"
        }
        if let place { en += " of \(place)" }
        return Label(zh, en)
    }
}

extension Remedy.Part {
    fileprivate var sentence: Label {
        switch self {
        case .reason: Label("说明理由", "give the reason")
        case .note: Label("在备注中说明", "say it in the note")
        case .address: Label("填写地址", "give the address")
        case .parent: Label("指明主件", "name the case of which it is part")
        case .record: Label("按补录办理", "enter it for the record")
        case .workflow: Label("指明流程", "name the workflow")
        case .office: Label("指明以哪个单位名义办理", "say in which office's name")
        case .correction:
            Label("写明更正后的内容或日期", "give the right value of a field, or the right day")
        case .fewerCases: Label("分批办理", "divide the cases")
        case .another: Label("注明确为另一人", "say that it is somebody else of that name")
        case .anotherMatter: Label("注明确为另一件", "say that it is another matter")
        case .evenSo:
            Label(
                "先另定承办人员;或者注明仍要办理", "name other hands first, or say that it shall be done even so")
        }
    }
}

extension Remedy.Place {
    fileprivate var sentence: Label {
        switch self {
        case .ownRoles: Label("查看本人角色", "see your own roles")
        case .offices: Label("查看单位名录", "see the directory's offices")
        case .states: Label("查看流程的各状态", "see the workflow's states")
        case .rulebooks: Label("查看历次安装的规则", "see which rulebooks were installed")
        case .state(let id): Label("重新查看\(id)", "look at \(id) again")
        case .needs(let ids):
            Label(
                "查看\(ids.joined(separator: "、"))尚缺什么",
                "see what \(ids.joined(separator: ", ")) still needs")
        case .discardedJobs: Label("查看已放弃的任务", "see the jobs that were given up")
        case .failedDeliveries: Label("查看未送达的函件", "see the deliveries that failed")
        }
    }
}

extension [Remedy] {
    /// What to do, any of these; nil for none.
    package var sentence: Label? {
        guard !self.isEmpty else { return nil }
        let sentences = self.map(\.sentence)
        return Label(
            sentences.map(\.zh).joined(separator: ";或"),
            sentences.map(\.en).joined(separator: "; or "))
    }
}
