// SPDX-License-Identifier: Apache-2.0

// One sentence for each kind of unmet leaf, and what would mend it.
extension GuardWords {
    func missing(field name: String, allowed: Label?) -> Unmet {
        let label = self.field(name)
        let sentence =
            allowed.map {
                Label("缺少〈\(label.zh)〉,应为\($0.zh)", "‹\(label.en)› is missing, must be \($0.en)")
            } ?? Label("缺少〈\(label.zh)〉", "‹\(label.en)› is missing")
        return Unmet(
            code: "field", parameters: ["field": name], sentence: sentence,
            mend: self.setters(of: name))
    }

    func wrong(field name: String, mustBe: Label, is value: Label) -> Unmet {
        let label = self.field(name)
        return Unmet(
            code: "field", parameters: ["field": name],
            sentence: Label(
                "〈\(label.zh)〉应为\(mustBe.zh),现为\(value.zh)",
                "‹\(label.en)› must be \(mustBe.en), is \(value.en)"),
            mend: self.setters(of: name))
    }

    func outOfBound(
        _ name: String, _ zh: String, _ en: String, _ bound: String, _ value: String
    ) -> Unmet {
        let label = self.field(name)
        return Unmet(
            code: "field", parameters: ["field": name, "bound": bound],
            sentence: Label(
                "〈\(label.zh)〉\(zh)\(bound),现为\(value)",
                "‹\(label.en)› must be \(en) \(bound), is \(value)"),
            mend: self.setters(of: name))
    }

    private func setters(of field: String) -> Label? {
        let events = self.definition.events.items.filter {
            $0.takes.contains(field) || $0.mayTake.contains(field)
        }
        guard !events.isEmpty else { return nil }
        let labels = events.map(\.labels).joined
        let names = events.map(\.name).joined(separator: ", ")
        return Label(
            "可随〈\(labels.zh)〉(\(names))填写:\(field)=…",
            "comes with \(labels.en) (\(names)): \(field)=…")
    }

    func notRecorded(_ test: Guard.RecordedTest, found: Int, case id: String) -> Unmet {
        let events = self.events(test.events)
        let since = self.since(test.since)
        var count = Label(same: "")
        if test.atLeast > 1 {
            count = Label(
                "(应\(test.atLeast)次,现\(found)次)", " (needed \(test.atLeast), found \(found))")
        }
        var with = Label(same: "")
        for (field, allowed) in test.with.sorted(by: { $0.key < $1.key }) {
            let values = self.values(allowed, of: field)
            with.zh += "且〈\(self.field(field).zh)〉为\(values.zh)"
            with.en += " with ‹\(self.field(field).en)› \(values.en)"
        }
        let performers = self.performers(of: test.events[0])
        return Unmet(
            code: "recorded", parameters: ["event": test.events.joined(separator: ",")],
            sentence: Label(
                "尚未〈\(events.zh)〉\(with.zh)\(count.zh)\(since.zh)",
                "‹\(events.en)› not recorded\(with.en)\(count.en)\(since.en)"),
            mend: Label(
                "由\(performers.zh)办理:caseadm act \(id) \(test.events[0])",
                "entered by \(performers.en): caseadm act \(id) \(test.events[0])"))
    }

    func noDocument(
        _ kind: String, needed: Int, found: Int, since: Since?, case id: String
    ) -> Unmet {
        let label = self.document(kind)
        let after = self.since(since)
        let count =
            needed > 1
            ? Label("(应\(needed)份,现\(found)份)", " (needed \(needed), found \(found))")
            : Label(same: "")
        return Unmet(
            code: "document", parameters: ["document": kind],
            sentence: Label(
                "缺少材料〈\(label.zh)〉\(count.zh)\(after.zh)",
                "document ‹\(label.en)› is missing\(count.en)\(after.en)"),
            mend: Label(same: "caseadm attach \(id) FILE --kind \(kind)"))
    }

    func childrenBehind(_ children: [ChildFacts], states: [String]) -> Unmet {
        let named = children.map { child in
            child.holder.map { "\(child.id)(\($0))" } ?? child.id
        }.joined(separator: "、")
        let states = self.childStates(children.map(\.workflow).unique, states)
        return Unmet(
            code: "children", parameters: ["cases": children.map(\.id).joined(separator: ",")],
            sentence: Label("\(named)尚未达到“\(states.zh)”", "\(named) is not yet \(states.en)"),
            mend: Label(same: children.map { "caseadm why \($0.id)" }.joined(separator: "; ")))
    }

    func noChildIn(_ workflows: [String], states: [String]) -> Unmet {
        let names = self.workflows(workflows)
        let labels = self.childStates(workflows, states)
        return Unmet(
            code: "children", parameters: ["workflow": workflows.joined(separator: ",")],
            sentence: Label(
                "没有〈\(names.zh)〉处于\(labels.zh)", "no ‹\(names.en)› is \(labels.en)"))
    }

    func tooFewChildren(_ workflows: [String], needed: Int, found: Int) -> Unmet {
        let names = self.workflows(workflows)
        return Unmet(
            code: "children", parameters: ["workflow": workflows.joined(separator: ",")],
            sentence: Label(
                "〈\(names.zh)〉应有\(needed)件,现\(found)件",
                "‹\(names.en)›: needed \(needed), found \(found)"))
    }

    func notOut(
        _ kind: String, _ test: Guard.DeliveryTest, recipients: [String], case id: String
    ) -> Unmet {
        let label = self.definition.deliveries[kind]?.labels ?? Label(same: kind)
        let names = recipients.joined(separator: "、")
        let how = test == .sent ? Label("送出", "sent") : Label("送达", "acknowledged")
        return Unmet(
            code: "deliveries", parameters: ["delivery": kind],
            sentence: Label(
                "〈\(label.zh)〉尚未全部\(how.zh):\(names)",
                "‹\(label.en)› not yet all \(how.en): \(names)"),
            mend: Label(same: "caseadm delivery ack --case \(id)"))
    }

    /// `%` in the sentences stands for the clock's label.
    func clock(_ name: String, _ zh: String, _ en: String) -> Unmet {
        let label = self.definition.clocks[name]?.labels ?? Label(same: name)
        return Unmet(
            code: "clock", parameters: ["clock": name],
            sentence: Label(
                zh.split(separator: "%", omittingEmptySubsequences: false)
                    .joined(separator: label.zh),
                en.split(separator: "%", omittingEmptySubsequences: false)
                    .joined(separator: label.en)))
    }

    func sameActor(_ name: String, _ event: String) -> Unmet {
        let label = self.event(event)
        return Unmet(
            code: "actor", parameters: ["event": event, "user": name],
            sentence: Label(
                "\(name)已办理〈\(label.zh)〉,不得再办本步",
                "\(name) entered ‹\(label.en)› and may not do this step"),
            mend: Label("由另一人办理", "another person must do it"))
    }
}
