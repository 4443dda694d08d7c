// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import Foundation

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
            "From: \(self.sender(message))",
            "To: \(MailWriter.mailbox(message.recipient, message.address))",
            "Subject: \(MailWriter.folded(self.language.subject(message.subject)))",
            "Date: \(MailWriter.date(message.date))",
            "Message-ID: <\(message.messageId)>",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
        ]
        if !message.caseId.isEmpty { lines.append("X-Cased-Case: \(message.caseId)") }
        let text = Array((self.language.text(message.text) + "\n").utf8)
        if message.enclosures.isEmpty {
            lines += MailWriter.textHead + [""] + MailWriter.base64(text)
        } else {
            // Base64 has no underscore, so no part can hold the boundary.
            let boundary = "=_cased_\(message.messageId.filter { $0.isLetter || $0.isNumber })"
            lines += ["Content-Type: multipart/mixed; boundary=\"\(boundary)\"", ""]
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
        guard !message.sender.isEmpty else { return self.from }
        let address = self.from.split(separator: "<").last.map {
            $0.trimmingCharacters(in: CharacterSet(charactersIn: "> "))
        }
        return MailWriter.mailbox(message.sender, address ?? self.from)
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
            var piece = rest.prefix(60)
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

    /// `=?utf-8?B?5biC5rCR5pS/5bGA?= <a@b>`.
    private static func mailbox(_ name: String, _ address: String) -> String {
        name.isEmpty ? address : "\(self.folded(name)) <\(address)>"
    }

    /// Text as encoded words of at most 75 characters, on lines of their own; a character is never
    /// cut in two.
    static func folded(_ text: String) -> String {
        let clean = text.filter { !$0.isNewline && $0 != "\0" }
        var words: [String] = []
        var bytes: [UInt8] = []
        func end() {
            guard !bytes.isEmpty else { return }
            words.append("=?utf-8?B?\(Data(bytes).base64EncodedString())?=")
            bytes = []
        }
        for scalar in clean.unicodeScalars {
            let next = Array(String(scalar).utf8)
            // 45 bytes are 60 characters of base64, with the frame 72.
            if bytes.count + next.count > 45 { end() }
            bytes += next
        }
        end()
        return words.joined(separator: "\n ")
    }

    private static func base64(_ bytes: [UInt8]) -> [String] {
        let text = Data(bytes).base64EncodedString(
            options: [.lineLength76Characters, .endLineWithLineFeed])
        return text.split(separator: "\n").map(String.init)
    }

    /// `Tue, 01 Apr 2025 09:00:00 +0800` from an ISO moment; now when there is none.
    static func date(_ moment: String) -> String {
        let parser = ISO8601DateFormatter()
        parser.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
        let date = parser.date(from: moment) ?? Date()
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "Asia/Shanghai")
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss Z"
        return formatter.string(from: date)
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
