// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import CaseProto
internal import Foundation
internal import Storage

/// Writes a message as mail.
///
/// RFC 5322 headers, encoded words (RFC 2047), UTF-8 text and papers in
/// base64 (RFC 2045), file names after RFC 2231. Lines end in LF, as sendmail takes them.
struct MailWriter {
    /// Who sends: `cased <cased@example.org>`, or the address alone.
    let from: String
    /// zh, en or both.
    let language: CourierLanguage

    /// The mail.
    func mail(_ message: V1.LeasedMessage) -> [UInt8] {
        var lines = [
            self.sender(message),
            MailWriter.mailbox("To", name: message.recipient, message.address),
            MailWriter.header("Subject", self.language.subject(message.subject)),
            "Message-ID: <\(message.messageId)>",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
        ]
        if let date = MailWriter.date(message.date) { lines.append("Date: \(date)") }
        if !message.caseId.isEmpty { lines.append("X-Cased-Case: \(message.caseId)") }
        let text = Array((self.language.text(message.text) + "\n").utf8)
        if message.enclosures.isEmpty {
            lines += MailWriter.textHead + [""] + MailWriter.base64(text)
        } else {
            // Base64 has no underscore, so no part can hold the boundary.
            let mark = message.messageId.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
            let boundary = "=_cased_\(mark.prefix(60))"
            lines += ["Content-Type: multipart/mixed;\n boundary=\"\(boundary)\"", ""]
            lines += ["--\(boundary)"] + MailWriter.textHead + [""] + MailWriter.base64(text)
            for paper in message.enclosures {
                lines += ["--\(boundary)"] + MailWriter.head(of: paper.name) + [""]
                lines += MailWriter.base64(paper.content)
            }
            lines.append("--\(boundary)--")
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// The office in whose matter it is, at the address that may send.
    private func sender(_ message: V1.LeasedMessage) -> String {
        let own = MailWriter.parts(self.from)
        let name = message.sender.isEmpty ? own.name : message.sender
        return MailWriter.mailbox("From", name: name, own.address)
    }

    /// Name and address of `市督查室 <cased@example.org>`, or of the address alone.
    static func parts(_ mailbox: String) -> (name: String, address: String) {
        guard mailbox.hasSuffix(">"), let open = mailbox.lastIndex(of: "<") else {
            return ("", mailbox.trimmingCharacters(in: .whitespaces))
        }
        let name = mailbox[..<open].trimmingCharacters(in: CharacterSet(charactersIn: " \""))
        return (name, String(mailbox[mailbox.index(after: open)...].dropLast()))
    }

    private static let textHead = [
        "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
    ]

    private static func head(of name: String) -> [String] {
        let allowed = CharacterSet(
            charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
        let encoded = name.addingPercentEncoding(withAllowedCharacters: allowed) ?? "paper"
        // A long name goes on in numbered parts.
        var pieces: [String] = []
        var rest = Substring(encoded)
        while !rest.isEmpty {
            var piece = rest.prefix(48)
            // An escape such as %E6 stays whole.
            if let last = piece.suffix(2).firstIndex(of: "%"), rest.count > piece.count {
                piece = piece[..<last]
            }
            pieces.append(String(piece))
            rest = rest.dropFirst(piece.count)
        }
        let names = pieces.enumerated().map { index, piece in
            pieces.count == 1
                ? " filename*=utf-8''\(piece)"
                : " filename*\(index)*=\(index == 0 ? "utf-8''" : "")\(piece)"
        }
        return [
            "Content-Type: application/octet-stream", "Content-Transfer-Encoding: base64",
            "Content-Disposition: attachment;\n" + names.joined(separator: ";\n"),
        ]
    }

    /// `To: =?utf-8?B?5biC5rCR5pS/5bGA?= <a@b>`.
    private static func mailbox(
        _ field: String, name: String, _ address: String
    ) -> String {
        guard !name.isEmpty else { return "\(field): \(address)" }
        let head = self.header(field, name)
        let last = head.split(separator: "\n").last?.count ?? 0
        let fits = last + address.count + 3 <= self.longestLine
        return head + (fits ? " " : "\n ") + "<\(address)>"
    }

    /// Characters of a header's line that holds encoded words (RFC 2047, 2).
    private static let longestLine = 76
    /// Characters around the text of an encoded word: `=?utf-8?B?…?=`.
    private static let frame = 12

    /// Text as encoded words, each on a line of its own; a character is never cut in two.
    static func header(_ field: String, _ text: String) -> String {
        let clean = text.filter { !$0.isNewline && $0 != "\0" }
        var words: [String] = []
        var bytes: [UInt8] = []
        // The first one stands behind the field's name, the others behind a space.
        var room = (self.longestLine - field.count - 2 - self.frame) / 4 * 3
        func end() {
            guard !bytes.isEmpty else { return }
            words.append("=?utf-8?B?\(Data(bytes).base64EncodedString())?=")
            bytes = []
            room = (75 - self.frame) / 4 * 3
        }
        for scalar in clean.unicodeScalars {
            let next = Array(String(scalar).utf8)
            if bytes.count + next.count > room { end() }
            bytes += next
        }
        end()
        return "\(field): " + words.joined(separator: "\n ")
    }

    private static func base64(_ bytes: [UInt8]) -> [String] {
        let text = Data(bytes).base64EncodedString(
            options: [.lineLength76Characters, .endLineWithLineFeed])
        return text.split(separator: "\n").map(String.init)
    }

    /// `Tue, 01 Apr 2025 09:00:00 +0800` from an ISO moment.
    static func date(_ moment: String) -> String? {
        guard let instant = Instant(moment) else { return nil }
        let date = Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: CivilZone.usual.name)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss Z"
        return formatter.string(from: date)
    }
}

extension V1.LeasedMessage {
    /// The same, to each of the office's people who has a mail address other than the office's.
    var toPeople: [V1.LeasedMessage] {
        guard self.channel == "sendmail" else { return [] }
        var known: Set<String> = [self.address.lowercased()]
        let people = self.people.filter {
            !$0.mail.isEmpty && known.insert($0.mail.lowercased()).inserted
        }
        return people.enumerated().map { index, person in
            var mail = self
            (mail.recipient, mail.address) = (person.name, person.mail)
            // Each is a mail of its own, the same at every attempt.
            mail.messageId = self.messageId.replacing("@", with: ".\(index + 1)@")
            return mail
        }
    }
}

/// Which language messages go out in.
enum CourierLanguage: String, CaseIterable {
    case zh, en, both

    /// A message's text.
    func text(_ label: V1.Label?) -> String {
        let (zh, en) = (label?.zh ?? "", label?.en ?? "")
        switch self {
        case .zh: return zh
        case .en: return en
        case .both: return zh == en ? zh : "\(zh)\n\n\(en)"
        }
    }

    /// One line.
    func subject(_ label: V1.Label?) -> String {
        self == .en ? label?.en ?? "" : label?.zh ?? ""
    }
}
