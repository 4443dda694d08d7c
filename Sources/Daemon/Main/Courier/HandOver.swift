// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import Foundation
internal import Subprocess
internal import SystemPackage

/// Hands one message to a program and says how that went.
struct HandOver {
    let settings: CourierSettings

    /// Why a message could not be handed over.
    struct Failure: Error {
        var reason: String
        /// Another attempt would be in vain.
        var isFinal: Bool
    }

    /// Hands a message over.
    func callAsFunction(_ message: V1.LeasedMessage) async throws(Failure) {
        switch message.channel {
        case "sendmail":
            let mail = MailWriter(from: self.settings.from, language: self.settings.language)
            try await self.run(
                self.settings.sendmail + ["--", message.address], mail.mail(message))
        case "hook":
            guard let command = self.settings.hooks[message.address] else {
                throw Failure(
                    reason:
                        "the courier has no hook “\(message.address)”; name it under hooks: in its settings",
                    isFinal: false)
            }
            try await self.run(command, try self.json(message))
        default:
            throw Failure(reason: "the courier knows no channel \(message.channel)", isFinal: true)
        }
    }

    /// What a hook reads on standard input.
    private struct HookMessage: Encodable {
        struct Paper: Encodable {
            var name: String
            var content_base64: String
        }

        struct Person: Encodable {
            var name: String
            var mail: String
            var telephone: String
        }

        var message_id: String
        var kind: String
        var office: String
        var recipient: String
        var sender: String
        var case_id: String
        var copies: Int32
        var attempt: Int32
        var subject: String
        var text: String
        var papers: [Paper]
        var people: [Person]
    }

    private func json(_ message: V1.LeasedMessage) throws(Failure) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let value = HookMessage(
            message_id: message.messageId, kind: message.kind, office: message.office,
            recipient: message.recipient, sender: message.sender, case_id: message.caseId,
            copies: message.copies, attempt: message.attempt,
            subject: self.settings.language.subject(message.subject),
            text: self.settings.language.text(message.text),
            papers: message.enclosures.map {
                .init(name: $0.name, content_base64: Data($0.content).base64EncodedString())
            },
            people: message.people.map {
                .init(name: $0.name, mail: $0.mail, telephone: $0.telephone)
            })
        do {
            return Array(try encoder.encode(value)) + [10]
        } catch {
            throw Failure(reason: "the message cannot be written as JSON: \(error)", isFinal: true)
        }
    }

    /// What sysexits.h says will not be better next time: usage, data, no user, no host, no right.
    private static let finalCodes: Set<Int32> = [64, 65, 67, 68, 77]
    /// Bytes of standard error that are kept as the reason.
    private static let errorBytes = 8_192

    private func run(_ command: [String], _ input: [UInt8]) async throws(Failure) {
        let limit = self.settings.timeLimit
        let outcome: (status: TerminationStatus, error: String)?
        do {
            outcome = try await withThrowingTaskGroup(
                of: (status: TerminationStatus, error: String)?.self
            ) { group in
                group.addTask { try await HandOver.execute(command, input) }
                group.addTask {
                    try await Task.sleep(for: .seconds(limit))
                    return nil
                }
                let first = try await group.next() ?? nil
                group.cancelAll()
                return first
            }
        } catch {
            throw Failure(reason: "\(command[0]) cannot be run: \(error)", isFinal: false)
        }
        guard let outcome else {
            throw Failure(
                reason: "\(command[0]) took more than \(limit) seconds and was ended",
                isFinal: false)
        }
        switch outcome.status {
        case .exited(0): return
        case .exited(let code):
            throw Failure(
                reason: "\(command[0]) ended with \(code)\(HandOver.told(outcome.error))",
                isFinal: HandOver.finalCodes.contains(code))
        case .signaled(let signal):
            throw Failure(
                reason:
                    "\(command[0]) was ended by signal \(signal)\(HandOver.told(outcome.error))",
                isFinal: false)
        }
    }

    private static func told(_ error: String) -> String {
        let text = error.trimmingCharacters(in: .whitespacesAndNewlines)
        return text.isEmpty ? "" : ": " + String(text.prefix(500))
    }

    /// Input and errors are files, not pipes: how it ended counts alone, not whether it read all, said
    /// much, or left somebody behind who still holds the other end.
    private static func execute(
        _ command: [String], _ input: [UInt8]
    ) async throws -> (status: TerminationStatus, error: String) {
        var options = PlatformOptions()
        // A group of its own, so that what it starts is ended with it.
        options.processGroupID = 0
        options.teardownSequence = [
            .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .seconds(1))
        ]
        let said = try HandOver.namelessFile()
        defer { try? said.close() }
        let read = try HandOver.namelessFile()
        defer { try? read.close() }
        try read.writeAll(input)
        try read.seek(offset: 0, from: .start)
        let result = try await Subprocess.run(
            .path(FilePath(command[0])), arguments: Arguments(Array(command.dropFirst())),
            platformOptions: options,
            input: .fileDescriptor(read, closeAfterSpawningProcess: false), output: .discarded,
            error: .fileDescriptor(said, closeAfterSpawningProcess: false))
        var bytes = [UInt8](repeating: 0, count: HandOver.errorBytes)
        let count = try bytes.withUnsafeMutableBytes { buffer in
            try said.read(fromAbsoluteOffset: 0, into: buffer)
        }
        return (result.terminationStatus, String(decoding: bytes.prefix(count), as: UTF8.self))
    }

    /// A file that is gone when it is closed.
    private static func namelessFile() throws -> FileDescriptor {
        let path = NSTemporaryDirectory() + "/cased-courier-\(UUID().uuidString)"
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Errno(rawValue: errno) }
        unlink(path)
        return FileDescriptor(rawValue: descriptor)
    }
}
