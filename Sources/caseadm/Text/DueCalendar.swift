// SPDX-License-Identifier: Apache-2.0
package import CaseProto

/// What falls due, as a calendar of whole days (RFC 5545) that any calendar program opens or subscribes to.
///
/// The same item has the same UID each time, so that a file made again moves it and doubles nothing.
package struct DueCalendar {
    private let due: V1.DueResponse
    private let language: Language

    /// A calendar of these items; what has no date is left out.
    package init(_ due: V1.DueResponse, _ language: Language) {
        self.due = due
        self.language = language
    }

    /// The file, lines ended by CRLF.
    package var text: String {
        let name = Text(zh: "办理期限", en: "Deadlines")(language)
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cased//caseadm//ZH", "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH", "X-WR-CALNAME:\(Self.escaped(name))",
        ]
        // When the file was made; a day is all that the daemon tells.
        let stamp = Self.compact(due.today) + "T000000Z"
        for item in due.items { lines += event(item, stamp) }
        lines.append("END:VCALENDAR")
        return lines.flatMap(Self.folded).map { $0 + "\r\n" }.joined()
    }

    private func event(_ item: V1.DueItem, _ stamp: String) -> [String] {
        guard let day = CivilDay(item.due) else { return [] }
        let clock = item.clockLabel.text(language, else: item.clock)
        let number = item.number.isEmpty ? item.caseId : item.number
        let title = "\(clock) \(number) \(item.title)"
        let parts = [
            item.officeName, item.stateLabel.text(language, else: item.state), item.caseId,
            item.overdue ? Text(zh: "已逾期", en: "late")(language) : "",
            item.provisional ? Text(zh: "日期待定(节假日未公布)", en: "provisional date")(language) : "",
        ].filter { !$0.isEmpty }
        return [
            "BEGIN:VEVENT", "UID:\(item.caseId)-\(item.clock)@cased", "DTSTAMP:\(stamp)",
            "DTSTART;VALUE=DATE:\(Self.compact(item.due))",
            "DTEND;VALUE=DATE:\(Self.compact(day.advanced(days: 1).description))",
            "SUMMARY:\(Self.escaped(title))",
            "DESCRIPTION:\(Self.escaped(parts.joined(separator: "\n")))", "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    }

    private static func compact(_ day: String) -> String { day.filter { $0 != "-" } }

    /// RFC 5545, 3.3.11.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ";", ",": escaped += "\\\(scalar)"
            case "\n", "\u{2028}", "\u{2029}": escaped += "\\n"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: continue
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// Lines of at most 75 bytes, cut between characters (RFC 5545, 3.1).
    private static func folded(_ line: String) -> [String] {
        var (lines, current) = ([String](), "")
        for scalar in line.unicodeScalars {
            if current.utf8.count + String(scalar).utf8.count > 75 {
                lines.append(current)
                current = " "
            }
            current.unicodeScalars.append(scalar)
        }
        return lines + [current]
    }
}
