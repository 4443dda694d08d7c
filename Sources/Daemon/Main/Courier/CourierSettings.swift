// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Yams

/// What an administrator decides about handing messages over.
struct CourierSettings {
    /// The daemon's socket.
    var socketPath = "/run/cased/cased.sock"
    /// The command that takes mail on standard input; the recipient's address is added to it.
    var sendmail = ["/usr/sbin/sendmail", "-i"]
    /// Who sends.
    var from = "cased@localhost"
    /// Name → command and arguments, for offices with the channel `hook`.
    var hooks: [String: [String]] = [:]
    /// Seconds that one hand-over may take.
    var timeLimit = 60
    /// Seconds between two looks for messages.
    var pollSeconds = 5
    /// Which language messages go out in.
    var language = CourierLanguage.both

    /// The keys of the file.
    static let keys = [
        "socket", "sendmail", "from", "hooks", "time_limit_seconds", "poll_seconds", "language",
    ]

    /// Reads a settings file.
    ///
    /// - Throws: ``StartError`` naming the file, the line and the mend.
    mutating func read(file path: String) throws(StartError) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw StartError.settings(
                "\(path): the settings file cannot be read; check the path and its rights")
        }
        let node: Node?
        do {
            node = try Yams.compose(yaml: String(decoding: data, as: UTF8.self), .basic)
        } catch {
            throw StartError.settings("\(path): \(error)")
        }
        guard let mapping = node?.mapping else { return }
        for (key, value) in mapping {
            try self.set(
                key.scalar?.string ?? "", to: value, "\(path):\(key.mark?.line ?? 1)")
        }
    }

    private mutating func set(_ name: String, to value: Node, _ place: String) throws(StartError) {
        switch name {
        case "socket": self.socketPath = try Self.text(value, name, place)
        case "from":
            let from = try Self.text(value, name, place)
            let address = MailWriter.parts(from).address
            let isClean = address.allSatisfy {
                $0.isASCII && !$0.isWhitespace && !"<>,;\"".contains($0)
            }
            guard isClean, address.split(separator: "@").count == 2 else {
                throw StartError.settings("\(place): from must be a mail address, is \(from)")
            }
            self.from = from
        case "sendmail": self.sendmail = try Self.command(value, name, place)
        case "hooks":
            guard let hooks = value.mapping else {
                throw StartError.settings(
                    "\(place): hooks must be lines such as oa: [/usr/bin/to-oa]")
            }
            for (hook, command) in hooks {
                self.hooks[hook.scalar?.string ?? ""] = try Self.command(
                    command, "hooks.\(hook.scalar?.string ?? "")", place)
            }
        case "time_limit_seconds":
            self.timeLimit = try Self.seconds(value, name, place, 1...290)
        case "poll_seconds":
            self.pollSeconds = try Self.seconds(value, name, place, 1...600)
        case "language":
            let text = try Self.text(value, name, place)
            guard let language = CourierLanguage(rawValue: text) else {
                throw StartError.settings("\(place): language must be zh, en or both, is \(text)")
            }
            self.language = language
        default:
            throw StartError.settings(
                "\(place): there is no setting \(name); settings: \(Self.keys.joined(separator: ", "))"
            )
        }
    }

    private static func text(
        _ node: Node, _ name: String, _ place: String
    ) throws(StartError) -> String {
        guard let text = node.scalar?.string, !text.isEmpty else {
            throw StartError.settings("\(place): \(name) must be a word")
        }
        return text
    }

    private static func command(
        _ node: Node, _ name: String, _ place: String
    ) throws(StartError) -> [String] {
        let words = node.sequence?.compactMap { $0.scalar?.string } ?? []
        guard let first = words.first, first.hasPrefix("/") else {
            throw StartError.settings(
                "\(place): \(name) must be a list that begins with the full path of a program, such as [/usr/sbin/sendmail, -i]"
            )
        }
        return words
    }

    private static func seconds(
        _ node: Node, _ name: String, _ place: String, _ range: ClosedRange<Int>
    ) throws(StartError) -> Int {
        guard let number = node.scalar.flatMap({ Int($0.string) }), range.contains(number) else {
            throw StartError.settings(
                "\(place): \(name) must be from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}
