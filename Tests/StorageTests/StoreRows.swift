// SPDX-License-Identifier: Apache-2.0
import Storage
import WorkCalendar
import Workflow

/// Rows as tests need them.
enum StoreRows {
    static let now = Instant(milliseconds: 1_743_465_600_000)
    static let hash = String(repeating: "1", count: 64)
    static let otherHash = String(repeating: "2", count: 64)
    static let sha256 = String(repeating: "a", count: 64)
    static let day = Day(number: 20_179)
    static let salt = [UInt8](repeating: 7, count: 16)

    static func caseRow(_ id: String, key: String? = nil, parent: String? = nil) -> CaseRow {
        CaseRow(
            id: id, workflow: "proposal", definitionHash: StoreRows.hash, profile: "cn",
            state: "submitted", isFinal: false, version: 1, parent: parent,
            fields: ["title": .text("标题"), "proposers": .list([.text("李某"), .text("王某")])],
            roles: ["lead": Party(office: nil, name: "市民政局")], openedOn: StoreRows.day,
            recordedAt: StoreRows.now, mode: .live, naturalKey: key, title: "标题",
            notGiven: ["number"])
    }

    /// A line without number and hash: chaining gives them.
    static func line(
        of id: String?, version: Int? = nil, to: String? = "submitted", changes: [ChangeRow] = []
    ) -> HistoryRow {
        HistoryRow(
            sequence: 0, caseID: id, version: version, happenedOn: StoreRows.day,
            recordedAt: StoreRows.now, mode: .live, actorOffice: nil, actorName: "甲", role: "lead",
            enteredBy: 1001, enteredByName: "甲", event: "draft", transition: "draft", from: "a",
            to: to, changes: changes, note: "备注", basis: ["practice", "提案工作条例 12"])
    }

    /// A change of a personal field.
    static func sealed(_ field: String, _ before: Value?, _ after: Value?) -> ChangeRow {
        ChangeRow(
            field: field, before: before, after: after,
            seal: .init(
                salt: StoreRows.salt,
                digest: Chain.digest(salt: StoreRows.salt, before: before, after: after)))
    }

    /// A run; due so many days after the day, from which on that is known.
    static func run(
        _ clock: String, of id: String, due: Int? = nil, number: Int = 1, stopped: Bool = false
    ) -> WatchedRun {
        var run = ClockRun(
            clock: clock, run: number, startedOn: StoreRows.day, startSequence: 1, limits: [0])
        run.due = due.map { StoreRows.day.adding(days: $0) }
        if stopped { (run.stoppedOn, run.stopSequence) = (StoreRows.day, 1) }
        return WatchedRun(
            caseID: id, run: run, dueSince: run.due.map { _ in StoreRows.day }, isSilent: false,
            isDuty: clock != "window")
    }

    static func document(_ id: Int64, of caseID: String, onFile: Bool = false) -> DocumentRow {
        DocumentRow(
            id: id, caseID: caseID, kind: "reply_letter", name: onFile ? "复函.pdf" : "",
            size: onFile ? 3 : nil, sha256: onFile ? StoreRows.sha256 : nil,
            addedOn: StoreRows.day, addedBy: "甲", sequence: 1, called: onFile ? nil : 1)
    }

    static func delivery(
        _ id: Int64, of caseID: String, to office: String? = nil,
        _ status: DeliveryStatus = .pending
    ) -> DeliveryRow {
        DeliveryRow(
            id: id, caseID: caseID, kind: "copy",
            recipient: Party(office: office, name: office ?? "某代表"), copies: 2, status: status,
            madeOn: StoreRows.day,
            sentOn: [.sent, .otherwise].contains(status) ? StoreRows.day : nil,
            acknowledgedOn: status == .acknowledged ? StoreRows.day : nil, sequence: 1,
            reason: [.failed, .otherwise].contains(status) ? "查无此址" : "")
    }

    /// A job; due, leased and ended so many milliseconds after now.
    static func job(
        _ id: Int64, _ subject: JobSubject, _ state: JobState = .scheduled, due: Int64 = 0,
        lease: Int64 = 60_000, ended: Int64 = 0, stamp: String = ""
    ) -> JobRow {
        JobRow(
            id: id, subject: subject, stamp: stamp, state: state,
            dueAt: StoreRows.now.adding(milliseconds: due), attempt: 0, token: 0,
            leasedUntil: state == .running ? StoreRows.now.adding(milliseconds: lease) : nil,
            error: state == .retryable ? "no" : "", madeAt: StoreRows.now,
            endedAt: state.isLive ? nil : StoreRows.now.adding(milliseconds: ended))
    }

    /// The job that sends a letter.
    static func letter(
        _ id: Int64, by kind: JobKind = .spool, of caseID: String? = nil
    ) -> JobSubject {
        .message(.delivery(id), by: kind, caseID: caseID)
    }

    static func notice(
        _ id: Int64, of caseID: String, to office: String? = nil,
        _ status: NoticeRow.Status = .shown, step: Int = 0
    ) -> NoticeRow {
        NoticeRow(
            id: id, kind: .warning,
            about: .init(caseID: caseID, clock: "duty", run: 1, due: StoreRows.day, step: step),
            recipient: Party(office: office, name: office ?? "市民政局"), role: "lead",
            day: StoreRows.day, givenOn: StoreRows.day, status: status,
            text: Label("提醒", "warning"))
    }

    static func list(
        _ id: Int64, to office: String?, day: Int = 0, _ status: NoticeRow.Status = .shown
    ) -> NoticeRow {
        let day = StoreRows.day.adding(days: day)
        return NoticeRow(
            id: id, kind: .digest, about: nil, recipient: Party(office: office, name: "局"),
            role: "", day: day, givenOn: day, status: status, text: Label("今日", "today"))
    }

    static func office(
        _ code: String, _ channel: Channel = .manual, aliases: [String] = []
    ) -> OfficeRow {
        OfficeRow(
            code: code, name: "局\(code)", aliases: aliases, place: "某市", profile: "cn",
            duties: ["supervisor", "archive"], numberCode: "民", channel: channel,
            address: channel == .manual ? "" : "\(code)@example.org")
    }

    static func user(_ uid: Int64, _ memberships: [MembershipRow] = []) -> UserRow {
        UserRow(number: uid, name: "甲", memberships: memberships)
    }

    static func bulk(_ id: Int64, _ status: BulkRow.Status = .running) -> BulkRow {
        BulkRow(
            id: id, kind: .act, parameters: ["event": "remind"], reason: "年底", uid: 1001,
            userName: "甲", status: status, startedAt: StoreRows.now,
            endedAt: [.done, .cancelled].contains(status) ? StoreRows.now : nil)
    }

    static func rulebook(_ id: Int64) -> InstalledRulebook {
        InstalledRulebook(
            id: id, hash: StoreRows.hash, files: ["a.yaml": "第\(id)版", "b/c.yaml": "乙"],
            installedAt: StoreRows.now.adding(milliseconds: id))
    }

    static func answer(_ number: UInt8) -> StoredAnswer {
        StoredAnswer(payloadHash: [UInt8](repeating: number, count: 32), answer: [number, 0])
    }
}

// What is written before a test begins.
extension StoreRows {
    /// Cases, each with the line that opened it.
    static func opened(_ ids: [String]) -> [Change] {
        [.definition(hash: StoreRows.hash, content: "{}")]
            + ids.map { .insertCase(StoreRows.caseRow($0, key: "key \($0)")) }
            + ids.map { StoreRows.line(of: $0, version: 1) }.chained()
    }

    /// Something of everything, about the cases A and B.
    static var something: [Change] {
        StoreRows.opened(["A", "B"])
            + [
                .office(StoreRows.office("o1", .spool, aliases: ["民政局"])),
                .office(StoreRows.office("o2", .sendmail)), .office(StoreRows.office("o3")),
                .user(
                    StoreRows.user(1001, [.init(office: "o1", role: "lead", kind: .member)])),
                .user(StoreRows.user(1002)),
                .delegation(
                    DelegationRow(
                        id: 1, from: 1001, to: 1002, since: StoreRows.day, until: StoreRows.day)),
                .caseNumber(prefix: "JY", year: 2025, last: 2),
                .link(opener: "A", opened: "B", sequence: 2),
                .run(StoreRows.run("duty", of: "A", due: 5)),
                .document(StoreRows.document(1, of: "A")),
                .delivery(StoreRows.delivery(1, of: "A", to: "o1")),
                .notice(StoreRows.notice(1, of: "A", to: "o1")),
                .notice(StoreRows.list(2, to: "o1")),
                .job(StoreRows.job(1, StoreRows.letter(1, of: "A"), .running, stamp: "o1")),
                .job(
                    StoreRows.job(
                        2, .clock(caseID: "A", clock: "duty", run: 1),
                        stamp: StoreRows.day.adding(days: 5).description)),
                .bulk(StoreRows.bulk(1)),
                .bulkItem(BulkItem(position: 1, caseID: "A", title: "标题"), of: 1),
                .rulebook(StoreRows.rulebook(1)),
                .answer(
                    StoreRows.answer(1), user: 1001, requestID: "r", at: StoreRows.now),
                .letter(digest: StoreRows.sha256, caseID: "A"), .setting("k", "v"),
            ]
    }
}

extension [HistoryRow] {
    /// The lines, numbered and hashed, as they follow a head.
    func chained(
        after head: ChainHead = ChainHead(sequence: 0, hash: Chain.origin)
    ) -> [Change] {
        var head = head
        return self.map { row in
            var row = row
            row.sequence = head.sequence + 1
            // No row of these tests is one that cannot be chained; a store would refuse it.
            row = (try? Chain.chained(row, after: head.hash)) ?? row
            head = ChainHead(sequence: row.sequence, hash: row.hash)
            return .line(row)
        }
    }
}

extension CaseStore {
    /// Writes lines at the end of the chain.
    func append(_ rows: [HistoryRow]) throws {
        try self.write(rows.chained(after: try self.look { try $0.chainHead() }))
    }
}
