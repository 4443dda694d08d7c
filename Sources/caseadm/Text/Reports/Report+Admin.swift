// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum AdminWords {
    static let now = Text(zh: "现在", en: "Now")
    static let simulated = Text(zh: "(模拟时钟)", en: " (simulated clock)")
    static let zone = Text(zh: "时区", en: "Time zone")
    static let moved = Text(zh: "时间推移带来的变化", en: "What time brought about")
    static let head = Text(zh: "链头", en: "Chain head")
    static let reads = Text(zh: "查阅记录", en: "Readings")
    static let readsHead = Text(zh: "%条,链头%", en: "%, head %")
    static let ok = Text(zh: "历史链完整:%行", en: "The chain of history is whole: % lines")
    static let broken = Text(
        zh: "历史链不完整:请保存现场并通知管理员。",
        en: "The chain of history is broken: keep everything as it is and call an administrator.")
}

extension Report {
    /// The daemon's clock.
    package init(_ clock: V1.ClockResponse, _ language: Language) {
        self.init(
            json: clock.json,
            csv: CSV(["now", "simulated", "time_zone"], objects: [clock.json], language))
        let mark = clock.simulated ? AdminWords.simulated(language) : ""
        pairs([
            (AdminWords.now(language), Cell(Moment.local(clock.now) + mark)),
            (AdminWords.zone(language), Cell(clock.timeZone)),
        ])
        if !clock.consequences.isEmpty {
            heading(AdminWords.moved(language))
            table(.consequences(clock.consequences, language))
        }
    }

    /// Whether the chain of history holds.
    package init(_ answer: V1.VerifyResponse, _ language: Language) {
        self.init(
            json: answer.json,
            csv: CSV(
                ["ok", "lines", "head", "reads", "reads_head", "problems"], objects: [answer.json],
                language))
        if answer.ok {
            line(AdminWords.ok.filled(String(answer.lines), language))
        } else {
            line(AdminWords.broken(language))
            for problem in answer.problems { line("  ! " + problem) }
        }
        let reads = AdminWords.readsHead.filled([String(answer.reads), answer.readsHead], language)
        pairs([
            (AdminWords.head(language), Cell(answer.head)),
            (AdminWords.reads(language), Cell(reads)),
        ])
    }
}
