// SPDX-License-Identifier: Apache-2.0

// What a transition does, in words and in the order in which it is done.
extension PageWords {
    /// One sentence for each effect; those that never happen here are left out.
    func effects(_ effects: Effects) -> [String] {
        var words = effects.sets.sorted { $0.key < $1.key }.map { field, value in
            let name = self.language.quoted(self.field(field))
            let text = self.value(value, of: field)
            return self.language("\(name)记为“\(text)”", "sets \(name) to “\(text)”")
        }
        words += effects.adds.map {
            let (list, fields) = (self.field($0.list), self.fields($0.fields))
            return self.language("将\(fields)加入〈\(list)〉", "adds \(fields) to ‹\(list)›")
        }
        words += effects.removes.map {
            let (list, fields) = (self.field($0.list), self.fields($0.fields))
            return self.language("将\(fields)移出〈\(list)〉", "takes \(fields) out of ‹\(list)›")
        }
        words += effects.draws.map(self.draw)
        words += self.clocks(effects.stops, zh: "停止", en: "stops")
        words += self.pauses(effects.resumes, zh: "恢复", en: "resumes")
        words += self.pauses(effects.pauses, zh: "中止", en: "pauses")
        words += effects.extends.map {
            let (clock, field) = (self.clock($0.clock), self.field($0.field))
            return self.language(
                "延长〈\(clock)〉至〈\(field)〉", "extends ‹\(clock)› to ‹\(field)›")
        }
        words += self.clocks(effects.restarts, zh: "重新起算", en: "restarts")
        words += self.clocks(effects.starts, zh: "起算", en: "starts")
        words += effects.produces.possible.map {
            let name = self.language.quoted(self.document($0.document))
            return self.language("应制作\(name)", "calls for \(name)") + self.onlyIf($0.condition)
        }
        words += effects.emits.possible.map(self.emit)
        words += effects.opens.possible.map(self.open)
        words += effects.links.map {
            self.language("与〈\(self.field($0))〉关联", "links the case with ‹\(self.field($0))›")
        }
        words += effects.tells.possible.map(self.tell)
        return words
    }

    private func fields(_ names: [String]) -> String {
        self.language.list(names.map { self.language.quoted(self.field($0)) })
    }

    private func clocks(_ effects: [ClockEffect], zh: String, en: String) -> [String] {
        effects.possible.map { effect in
            let name =
                effect.clock.map { self.language.quoted(self.clock($0)) }
                ?? self.language("全部时限", "all clocks")
            return self.language("\(zh)\(name)", "\(en) \(name)") + self.onlyIf(effect.condition)
        }
    }

    private func pauses(_ effects: [PauseEffect], zh: String, en: String) -> [String] {
        effects.possible.map { effect in
            let name = self.language.quoted(self.clock(effect.clock))
            let reason = self.language.inBrackets(self.pauseReason(effect.reason))
            return self.language("\(zh)\(name)", "\(en) \(name)") + reason
                + self.onlyIf(effect.condition)
        }
    }

    private func draw(_ draw: DrawEffect) -> String {
        let size =
            switch draw.size {
            case .count(let count): self.language("\(count)项", "\(count)")
            case .rate(let field, _):
                self.language("按〈\(self.field(field))〉的比例", "the share ‹\(self.field(field))›")
            }
        let (pool, into) = (self.field(draw.pool), self.field(draw.into))
        return self.language(
            "从〈\(pool)〉中随机抽取\(size)，记入〈\(into)〉",
            "draws \(size) of ‹\(pool)› by lot into ‹\(into)›")
    }

    private func emit(_ effect: EmitEffect) -> String {
        let name = self.language.quoted(self.delivery(effect.delivery))
        let to = self.language.list(effect.to.map(self.recipient))
        return self.language("发送\(name)给\(to)", "sends \(name) to \(to)")
            + self.onlyIf(effect.condition)
    }

    private func recipient(_ recipient: Recipient) -> String {
        let who: String =
            switch recipient.source {
            case .role(let name), .duty(let name): self.role(name)
            case .field(let name), .parent(let name): self.language.quoted(self.field(name))
            case .first(let name):
                self.language("〈\(self.field(name))〉第一项", "the first of ‹\(self.field(name))›")
            case .joined(let name):
                self.language("〈\(self.field(name))〉（一函）", "‹\(self.field(name))› in one delivery")
            }
        let optional = recipient.isOptional ? self.language("（有则送）", " (if there is one)") : ""
        return
            (recipient.copies == 1
            ? who : self.language("\(who)\(recipient.copies)份", "\(who) ×\(recipient.copies)"))
            + optional
    }

    private func open(_ effect: OpenEffect) -> String {
        let name = self.language.quoted(self.workflow(effect.workflow))
        var text =
            effect.isLinked
            ? self.language("另立关联的\(name)", "opens a linked \(name)")
            : self.language("立\(name)", "opens a \(name)")
        if let field = effect.forEach {
            text += self.language("，每个〈\(self.field(field))〉一件", " for each ‹\(self.field(field))›")
        }
        if let state = effect.at {
            let label = self.language(self.guards.childStates([effect.workflow], [state]))
            text += self.language("，处于〈\(label)〉", " in ‹\(label)›")
        }
        if !effect.unlessIn.isEmpty {
            let label = self.language(
                self.guards.childStates([effect.workflow], effect.unlessIn))
            text += self.language("，已有一件\(label)的除外", ", unless there is one \(label)")
        }
        return text + self.onlyIf(effect.condition)
    }

    private func tell(_ effect: TellEffect) -> String {
        let workflow = self.language.quoted(self.workflow(effect.workflow))
        let event = self.language.quoted(self.event(effect.event, of: effect.workflow))
        let which =
            switch effect.target {
            case .children: self.language("所属的\(workflow)", "its \(workflow)")
            case .linked: self.language("关联的\(workflow)", "a linked \(workflow)")
            case .same(let field):
                self.language(
                    "同一〈\(self.field(field))〉的\(workflow)",
                    "every \(workflow) with the same ‹\(self.field(field))›")
            }
        let passed = effect.passesOver.map { rule in
            self.language(
                "（\(self.role(rule.role))仍在〈\(self.field(rule.field))〉中的除外）",
                " (but where the \(self.role(rule.role)) stands in ‹\(self.field(rule.field))›)")
        }
        return self.language("对\(which)办理\(event)", "puts \(event) to \(which)")
            + (passed ?? "") + self.onlyIf(effect.condition)
    }

    private func value(_ value: Value, of field: String) -> String {
        self.language.list(
            value.items.map { item in
                item.text.map { self.language(self.guards.value($0, of: field)) } ?? item.line
            })
    }
}
