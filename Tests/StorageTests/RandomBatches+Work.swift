// SPDX-License-Identifier: Apache-2.0
import Storage
import WorkCalendar
import Workflow

// What hangs on cases.
extension RandomBatches {
    mutating func paper(_ reader: any StoreReader) throws -> [Change] {
        guard let row = try self.anyCase(reader), self.isFirst("papers \(row.id)") else {
            return []
        }
        let known = try reader.documents(of: row.id).last
        if let known, self.chance(3) { return [.dropDocument(known.id)] }
        let id = self.chance(2) ? known?.id : nil
        var paper = StoreRows.document(
            id ?? self.newID(.documents), of: row.id, onFile: self.chance(2))
        paper.sequence = Int64(self.pick([1, 2, 9999]))
        return [.document(paper)]
    }

    /// Somebody takes part; of a case or a user that is not there it is refused by both.
    mutating func participant(_ reader: any StoreReader) throws -> [Change] {
        let id = try self.anyCase(reader)?.id ?? "none"
        let user = Int64(self.number(1001...1005))
        guard self.isFirst("participant \(id) \(user)") else { return [] }
        var row = ParticipantRow(
            caseID: id, role: self.pick(["proposer", "party"]), user: user,
            name: self.pick(["李某", "某协会", ""]), isRepresentative: self.chance(2),
            since: self.day(), sequence: Int64(self.number(1...9)))
        row.until = self.pick([nil, self.day()])
        row.endedOn = self.pick([nil, self.day()])
        return [.participant(row)]
    }

    /// What is personal of a case is erased.
    mutating func erasure(_ reader: any StoreReader) throws -> [Change] {
        let id = try self.anyCase(reader)?.id ?? "none"
        return self.isFirst("erasure \(id)") ? [.erase(caseID: id)] : []
    }

    /// Somebody saves a view, or removes one that may be there; of a user or an office that is not there it is
    /// refused by both.
    mutating func savedView() -> [Change] {
        let (owner, name) = (Int64(self.number(1001...1005)), self.pick(["红灯", "本届", ""]))
        guard self.isFirst("view \(owner) \(name)") else { return [] }
        if self.chance(3) { return [.dropSavedView(owner: owner, name: name)] }
        return [
            .savedView(
                SavedViewRow(
                    owner: owner, name: name, office: self.pick([nil, "o1", "o2", "o3"]),
                    words: ["light": self.pick(["red", "绿"])]))
        ]
    }

    /// Somebody gets a password, comes in, goes out; of a user who is not there it is refused by both.
    mutating func signIn() -> [Change] {
        let user = Int64(self.number(1001...1005))
        let (now, later) = (Instant(milliseconds: 1_000), Instant(milliseconds: 2_000))
        let digest = String(repeating: self.pick(["a", "b", "c"]), count: 64)
        guard self.isFirst("sign in \(digest)"), self.isFirst("signs in \(user)") else { return [] }
        switch self.number(1...5) {
        case 1:
            return [.credential(CredentialRow(user: user, secret: "scrypt$\(user)", setAt: now))]
        case 2: return [.dropCredential(user)]
        case 3: return [.dropSignIn(digest: digest)]
        case 4: return [.forgetSignIns(endedBefore: self.pick([now, later]))]
        default:
            return [
                .signIn(
                    SignInRow(
                        digest: digest, user: user, door: self.pick([.password, .proxy]),
                        madeAt: now, endsAt: later))
            ]
        }
    }

    mutating func letter(_ reader: any StoreReader) throws -> [Change] {
        guard let row = try self.anyCase(reader), self.isFirst("letters \(row.id)") else {
            return []
        }
        let known = self.chance(2) ? try reader.deliveries(of: row.id).last?.id : nil
        return [
            .delivery(
                StoreRows.delivery(
                    known ?? self.newID(.deliveries), of: row.id,
                    to: self.pick([nil, "o1", "o2", "o3"]), self.pick(DeliveryStatus.allCases)))
        ]
    }

    mutating func notice(_ reader: any StoreReader) throws -> [Change] {
        guard let row = try self.anyCase(reader) else { return [] }
        let status = self.pick([NoticeRow.Status.shown, .pending, .sent])
        if self.chance(2), var known = try reader.notices(NoticeQuery(limit: 1)).first,
            known.id > 2, self.isFirst("notice \(known.id)")
        {
            (known.status, known.reason) = (status, self.text())
            return [.notice(known)]
        }
        let office = self.pick([nil, "o1", "o2", "o3"])
        let id = self.newID(.notices)
        // One that was given before is refused by both.
        var notice =
            self.chance(3)
            ? StoreRows.list(id, to: office, day: self.number(1...30), status)
            : StoreRows.notice(id, of: row.id, to: office, status, step: self.number(0...3))
        notice.givenOn = notice.day.adding(days: self.number(0...2))
        return [.notice(notice)]
    }

    mutating func job(_ reader: any StoreReader) throws -> [Change] {
        guard let row = try self.anyCase(reader) else { return [] }
        if self.chance(20) {
            return [.forgetJobs(endedBefore: StoreRows.now.adding(milliseconds: 4))]
        }
        let subject: JobSubject =
            switch self.number(1...4) {
            case 1:
                .clock(
                    caseID: row.id, clock: self.pick(["duty", "answer"]), run: self.number(1...2))
            case 2:
                .message(
                    .notice(Int64(self.number(3...9))), by: self.pick([.spool, .hook]), caseID: nil)
            case 3: .bulk(Int64(self.number(3...9)))
            default:
                StoreRows.letter(
                    Int64(self.number(3...30)), by: self.pick([.spool, .sendmail]), of: row.id)
            }
        guard self.isFirst("job \(subject.kind) \(subject.key)") else { return [] }
        let known = try reader.job(of: subject)
        var job = StoreRows.job(
            known?.id ?? self.newID(.jobs), known?.subject ?? subject,
            self.pick(JobState.allCases), due: Int64(self.number(-3...9)),
            lease: Int64(self.number(1...999)), ended: Int64(self.number(0...6)),
            stamp: self.pick(["o1", "o2", StoreRows.day.adding(days: 3).description]))
        (job.attempt, job.token) = (self.number(0...3), Int64(self.number(0...9)))
        // A second one that runs is refused by both.
        return [.job(job)]
    }

    mutating func bulk(_ reader: any StoreReader) throws -> [Change] {
        let row = self.pick(try reader.cases(CaseQuery(limit: 5)))
        let id = self.id(.bulkActions)
        var changes: [Change] = [
            .bulk(StoreRows.bulk(id, self.pick([.planned, .running, .done, .cancelled])))
        ]
        for position in 1...4 where self.chance(2) {
            var item = BulkItem(
                position: position, caseID: self.chance(2) ? row.id : nil, title: self.text(),
                payload: ["a": self.text()], status: self.pick(BulkItem.Status.allCases),
                result: Label(self.text(), self.text()))
            item.isImpossible = self.chance(2)
            changes.append(.bulkItem(item, of: id))
        }
        return changes
    }
}

// The rest.
extension RandomBatches {
    mutating func directory() -> [Change] {
        let code = self.pick(["o1", "o2", "o3", "o4"])
        guard self.isFirst("office \(code)") else { return [] }
        var office = StoreRows.office(code, self.pick(Channel.allCases))
        office.aliases = [self.pick(["民政局", "别名"]), self.pick(["别名", "局o1"])]
        let rights = ["o1", "o2", "o3"].map { office in
            MembershipRow(
                office: office, role: self.pick(["lead", "assistant"]),
                kind: self.pick(StandingKind.allCases), reach: self.pick(Reach.allCases))
        }
        if self.chance(2) { office.formerNames = [.init(name: "旧局", until: StoreRows.day)] }
        if self.chance(4) {
            // One that is not there yet, or itself, is refused by both.
            let other = self.pick(["o1", "o2", "o9"])
            (office.upper, office.closing) = (other, .init(on: StoreRows.day, successor: other))
        }
        let number = Int64(self.number(1001...1004))
        var user = UserRow(number: number, name: self.pick(["甲", "乙"]), memberships: rights)
        // What another is known by is refused by both.
        if self.chance(2) {
            user.login = .init(uid: Int64(self.number(2001...2004)), name: self.pick(["", "a"]))
        }
        user.signIn = self.pick(["", "", "x", "y"])
        user.status = self.pick(UserRow.Status.allCases)
        (user.validFrom, user.mail) = (self.pick([nil, StoreRows.day]), self.pick(["", "a@b"]))
        var delegation = DelegationRow(
            id: Int64(self.number(1...3)), from: number, to: Int64(self.number(1001...1004)),
            since: StoreRows.day, until: StoreRows.day.adding(days: self.number(-1...3)))
        delegation.role = self.pick([nil, "lead"])
        return [.office(office), .user(user)]
            + (self.chance(3) ? [.delegation(delegation)] : [])
    }

    mutating func rest() -> [Change] {
        switch self.number(1...6) {
        case 1: [.caseNumber(prefix: "JY", year: 2025, last: self.number(1...99))]
        case 2: [.setting("k", self.text())]
        case 3: [.pauseJobs(self.pick(JobKind.allCases), self.chance(2))]
        case 4: [.rulebook(StoreRows.rulebook(self.id(.rulebooks)))]
        case 5:
            // One that was answered is refused by both.
            [
                .answer(
                    StoreRows.answer(UInt8(self.number(1...9))), user: 1001,
                    requestID: "r\(self.number(1...9))", at: StoreRows.now)
            ]
        default: [.definition(hash: StoreRows.hash, content: "{}")]
        }
    }
}
