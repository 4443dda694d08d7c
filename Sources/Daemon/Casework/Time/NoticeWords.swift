// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import WorkCalendar
internal import Workflow

extension String {
    /// Without what breaks a line: a title must not make lines of a list.
    var oneLine: String {
        String(self.map { $0.isNewline || $0.unicodeScalars.contains { $0.value < 32 } ? " " : $0 })
    }
}

/// What a notice says.
struct NoticeWords {
    var kind: NoticeRow.Kind
    var number: Int
    var due: Day
    var day: Day
    var today: Day
    var clock: Label
    var caseID: String
    var title: String

    private static func days(_ count: Int) -> String {
        count == 1 ? "1 day" : "\(count) days"
    }

    /// In both languages.
    var text: Label {
        let left = self.due.days(since: self.today)
        let named = Label("\(self.caseID)《\(self.title)》", "\(self.caseID) “\(self.title)”")
        let late =
            self.today > self.day
            ? Label(
                "(迟发:应于\(self.day)发出)", " (late: this was to be said on \(self.day))")
            : Label("", "")
        let body: Label
        switch self.kind {
        case .warning where left >= 0:
            body = Label(
                "〈\(self.clock.zh)〉\(self.due)届满,\(left == 0 ? "就在今天" : "还有\(left)天")",
                "‹\(self.clock.en)› falls due on \(self.due), "
                    + (left == 0 ? "today" : "\(NoticeWords.days(left)) from now"))
        case .warning, .digest:
            body = Label(
                "〈\(self.clock.zh)〉已于\(self.due)届满,逾期\(-left)天",
                "‹\(self.clock.en)› was due on \(self.due), \(NoticeWords.days(-left)) ago")
        case .chase:
            body = Label(
                "第\(self.number)次催办:〈\(self.clock.zh)〉已于\(self.due)届满,逾期\(-left)天",
                "Reminder \(self.number): ‹\(self.clock.en)› was due on \(self.due), \(NoticeWords.days(-left)) ago"
            )
        case .escalation:
            body = Label(
                "催办未果:〈\(self.clock.zh)〉已于\(self.due)届满,逾期\(-left)天,请督促办理",
                "Reminders were in vain: ‹\(self.clock.en)› was due on \(self.due), \(NoticeWords.days(-left)) ago; please see to it"
            )
        }
        return Label("\(named.zh):\(body.zh)\(late.zh)", "\(named.en): \(body.en)\(late.en)")
    }
}
