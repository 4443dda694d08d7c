// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import Casework
internal import Storage
internal import WorkCalendar
internal import Workflow

// Jobs, notices, and messages for the courier.
extension Render {
    static func job(_ view: JobView, _ kinds: KindWords) -> V1.Job {
        let job = view.row
        return V1.Job(
            id: job.id, kind: job.subject.kind.rawValue, key: job.subject.key,
            caseId: job.subject.caseID ?? "",
            state: view.isAvailable ? "available" : job.state.rawValue,
            dueAt: job.dueAt.description, attempt: Int32(job.attempt),
            attempts: Int32(view.attempts), error: job.error, madeAt: job.madeAt.description,
            endedAt: job.endedAt?.description ?? "",
            about: Render.label(Render.about(job.subject, kinds)))
    }

    /// What a job belongs to.
    private static func about(_ subject: JobSubject, _ kinds: KindWords) -> Label {
        switch subject {
        case .clock(let id, let clock, let run):
            kinds.clock(clock, of: id).map { "\(id) \($0)" + (run > 1 ? " #\(run)" : "") }
        case .message(.delivery(let number), _, _): Label("函件\(number)", "delivery \(number)")
        case .message(.notice(let number), _, _): Label("提醒\(number)", "notice \(number)")
        case .bulk(let number): Label("批量操作\(number)", "bulk action \(number)")
        case .digest: Label("全部单位", "all offices")
        case .daily: Label("日常检查", "daily look")
        }
    }

    static func jobs(_ list: JobListView, _ kinds: KindWords) -> V1.ListJobsResponse {
        V1.ListJobsResponse(
            jobs: list.jobs.map { Render.job($0, kinds) },
            counts: JobKind.allCases.flatMap { kind in
                JobState.allCases.compactMap { state in
                    list.counts[kind]?[state].map {
                        V1.JobCount(kind: kind.rawValue, state: state.rawValue, count: Int64($0))
                    }
                }
            }, paused: list.paused.map(\.rawValue).sorted())
    }

    static func notice(_ notice: NoticeRow) -> V1.Notice {
        V1.Notice(
            id: notice.id, kind: notice.kind.rawValue, kindLabel: Render.label(notice.kind.label),
            caseId: notice.about?.caseID ?? "", clock: notice.about?.clock ?? "",
            run: Int32(notice.about?.run ?? 0), due: notice.about?.due.description ?? "",
            step: Int32(notice.about.map { $0.step + 1 } ?? 0),
            office: notice.recipient.office ?? "", recipient: notice.recipient.name,
            role: notice.role, day: notice.day.description,
            givenOn: notice.givenOn.description, late: notice.isLate,
            status: notice.status.rawValue, reason: notice.reason,
            text: Render.label(notice.text))
    }

    static func read(_ view: ReadView, _ kinds: KindWords) -> V1.Read {
        V1.Read(
            number: view.row.number, uid: view.row.user, userName: view.name,
            day: view.row.day.description, readAt: view.row.readAt.description,
            call: view.row.call,
            cases: view.row.cases.sorted { $0.key < $1.key }.map { id, names in
                V1.ReadCase(
                    caseId: id, names: names.sorted(),
                    labels: names.sorted().map { kinds.part($0, of: id) })
            }, forNames: view.absent)
    }

    static func leased(_ leased: LeasedMessage, _ now: Instant) -> V1.LeasedMessage {
        let message = leased.message
        return V1.LeasedMessage(
            jobId: leased.job.id, token: leased.job.token,
            channel: leased.job.subject.kind.rawValue, messageId: message.id, kind: message.kind,
            kindLabel: Render.label(message.kindLabel), office: message.office,
            recipient: message.recipient, address: message.address, sender: message.sender,
            caseId: message.caseID ?? "", copies: Int32(message.copies),
            subject: Render.label(message.subject), text: Render.label(message.text),
            enclosures: zip(message.enclosures, leased.contents).map {
                V1.Enclosure(name: $0.name, content: $1)
            }, attempt: Int32(leased.job.attempt), date: now.description,
            people: message.people.map {
                V1.MessagePerson(name: $0.name, mail: $0.mail, telephone: $0.telephone)
            })
    }
}
