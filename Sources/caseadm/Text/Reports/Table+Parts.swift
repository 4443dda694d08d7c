// SPDX-License-Identifier: Apache-2.0
import CaseProto

private enum PartWords {
    static let started = Text(zh: "起算", en: "Started")
    static let whose = Text(zh: "由谁", en: "Whose")
    static let kind = Text(zh: "种类", en: "Kind")
    static let run = Text(zh: "次", en: "Run")
    static let original = Text(zh: "(原期限%)", en: " (originally %)")
    static let sender = Text(zh: "发送单位", en: "From")
    static let recipient = Text(zh: "送达对象", en: "Recipient")
    static let copies = Text(zh: "份数", en: "Copies")
    static let made = Text(zh: "制作", en: "Made")
    static let sent = Text(zh: "送出", en: "Sent")
    static let acknowledged = Text(zh: "签收", en: "Acknowledged")
    static let late = Text(zh: "逾期停止", en: "stopped late")
    static let inTime = Text(zh: "按期停止", en: "stopped in time")
    static let lapsed = Text(zh: "已届满", en: "lapsed")
    static let ended = Text(zh: "期内结束", en: "ended within it")
    static let on = Text(zh: "%(于%)", en: "% on %")
    static let fileName = Text(zh: "文件", en: "File")
    static let size = Text(zh: "字节", en: "Bytes")
    static let added = Text(zh: "归卷", en: "Added")
    static let erased = Text(zh: "(内容已按保存期删除)", en: " (its content was erased)")
    static let withdrawn = Text(zh: "(已撤回)", en: " (taken back)")
    static let expected = Text(zh: "待归卷", en: "expected, not on file")
    static let makeable = Text(zh: "待归卷(可生成草稿)", en: "expected, a draft can be made")
    static let triedAgain = Text(zh: "已试%次,%再试", en: "tried %×, again at %")
    static let documentNumber = Text(zh: "文号", en: "Doc. number")
    static let accrued = Text(
        zh: "本金%,已加处%(%天),已缴%,今日尚欠%", en: "% and % added (% days), % paid: % owed today")
    static let capped = Text(zh: "(自%起不再增加)", en: " (grows no more since %)")
}

// The tables that stand in more than one report.

extension Table {
    /// Clocks of a case.
    static func clocks(_ clocks: [V1.ClockRun], _ language: Language) -> Table {
        let columns = [
            Words.clock, PartWords.run, PartWords.whose, PartWords.started, Words.due,
            Words.status, Words.basis,
        ]
        return Table(
            columns.map { Column($0(language)) },
            rows: clocks.map { clock in
                [
                    Cell(clock.label.text(language, else: clock.clock)), Cell(String(clock.run)),
                    Cell(clock.whoseLabel.text(language, else: clock.whose)),
                    Cell(clock.startedOn), Cell(clock.dueText(language)),
                    Cell(clock.statusText(language)), Cell(clock.basis.citation(language)),
                ]
            })
    }

    /// Documents of a case.
    static func documents(_ documents: [V1.Document], _ language: Language) -> Table {
        let columns = [
            Column(Words.number(language), alignsRight: true), Column(PartWords.kind(language)),
            Column(PartWords.fileName(language)), Column(PartWords.documentNumber(language)),
            Column(PartWords.size(language), alignsRight: true),
            Column(PartWords.added(language)), Column("SHA-256"),
        ]
        return Table(
            columns,
            rows: documents.map { document in
                let added = [document.addedOn, document.addedBy].filter { !$0.isEmpty }
                return [
                    Cell(document.expected ? "" : String(document.id)),
                    Cell(document.label.text(language, else: document.kind)),
                    Cell(
                        document.expected
                            ? (document.hasTemplate ? PartWords.makeable : PartWords.expected)(
                                language)
                            : document.name
                                + (document.withdrawn ? PartWords.withdrawn(language) : "")
                                + (document.erased ? PartWords.erased(language) : "")),
                    Cell(document.number), Cell(document.expected ? "" : String(document.size)),
                    Cell(added.joined(separator: " ")), Cell(String(document.sha256.prefix(12))),
                ]
            })
    }

    /// Deliveries that go out; with their cases when they are of several.
    static func deliveries(
        _ deliveries: [V1.Delivery], withCase: Bool, _ language: Language
    ) -> Table {
        let head = withCase ? [Column(Words.caseColumn(language))] : []
        let columns = [
            Column(PartWords.kind(language)), Column(PartWords.sender(language)),
            Column(PartWords.recipient(language)),
            Column(PartWords.copies(language), alignsRight: true),
            Column(Words.status(language)), Column(PartWords.made(language)),
            Column(PartWords.sent(language)), Column(PartWords.acknowledged(language)),
        ]
        return Table(
            [Column(Words.number(language), alignsRight: true)] + head + columns,
            rows: deliveries.map { delivery in
                [Cell(String(delivery.id))] + (withCase ? [Cell(delivery.caseId)] : []) + [
                    Cell(delivery.label.text(language, else: delivery.kind)),
                    Cell(delivery.senderName),
                    Cell(delivery.recipient.isEmpty ? delivery.office : delivery.recipient),
                    Cell(String(delivery.copies)),
                    Cell(
                        delivery.statusText(language),
                        colour: delivery.status == "failed"
                            ? .red : delivery.nextTry.isEmpty ? nil : .yellow),
                    Cell(delivery.madeOn), Cell(delivery.sentOn), Cell(delivery.acknowledgedOn),
                ]
            })
    }
}

extension V1.Delivery {
    /// How far it is: why it failed, or what its channel met last and when it is tried again.
    fileprivate func statusText(_ language: Language) -> String {
        let status = Words.deliveryStatus(status)(language)
        guard nextTry.isEmpty else {
            let tried = PartWords.triedAgain.filled(
                [String(attempt), Moment.local(nextTry)], language)
            return "\(status) (\(tried)): \(lastError)"
        }
        return reason.isEmpty ? status : "\(status): \(reason)"
    }
}

extension V1.ClockRun {
    /// The due date with what must be said of it.
    func dueText(_ language: Language) -> String {
        guard !due.isEmpty else { return "–" }
        let original =
            originalDue.isEmpty || originalDue == due
            ? "" : PartWords.original.filled(originalDue, language)
        return due + (provisional ? Words.provisional(language) : "") + original
    }

    /// Whether it runs, or when it stopped and whether that was in time.
    func statusText(_ language: Language) -> String {
        guard status == "stopped" else { return Words.clockStatus(status)(language) }
        let isInTime = inTime || due.isEmpty
        // A right or a waiting time is nobody's duty: it is never late.
        let word =
            kind == "window"
            ? (isInTime ? PartWords.ended : PartWords.lapsed)
            : (isInTime ? PartWords.inTime : PartWords.late)
        guard !stoppedOn.isEmpty else { return word(language) }
        return PartWords.on.filled([word(language), stoppedOn], language)
    }
}

extension V1.Accrued {
    /// What has grown until today, and what is still to be paid.
    func text(_ language: Language) -> String {
        let sum = PartWords.accrued.filled(
            [principal, added, String(days), paid, unpaid], language)
        return cappedOn.isEmpty ? sum : sum + PartWords.capped.filled(cappedOn, language)
    }
}
