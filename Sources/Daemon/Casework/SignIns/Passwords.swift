// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Crypto
internal import CryptoExtras
internal import Dispatch
internal import Foundation
internal import Synchronization
internal import Workflow

/// Passwords as scrypt leaves them (RFC 7914): `scrypt$15$8$3$SALT$HASH`, salt and hash in Base64.
///
/// The costs stand in each secret, so that they can rise without anybody's losing his password.
package struct Passwords: Sendable {
    /// The exponent of the rounds.
    var exponent = 15
    /// With 8 and 2^15 rounds a try needs 32 MiB.
    var blockSize = 8
    /// With 3 it takes as long as OWASP's password storage cheat sheet asks for.
    var parallelism = 3

    /// The costs that are in use.
    package init() {}

    /// Other costs.
    package init(exponent: Int, blockSize: Int = 8, parallelism: Int = 3) {
        self.exponent = exponent
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// What is kept of a password.
    func secret(of password: String) throws -> String {
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let hash = try self.hash(password, salt)
        return
            "scrypt$\(self.exponent)$\(self.blockSize)$\(self.parallelism)$\(Data(salt).base64EncodedString())$\(Data(hash).base64EncodedString())"
    }

    /// Whether a password is that of a secret; takes the same time wherever it differs.
    static func isSame(_ password: String, as secret: String) throws -> Bool {
        let parts = secret.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "scrypt", let exponent = Int(parts[1]),
            let blockSize = Int(parts[2]), let parallelism = Int(parts[3]),
            (10...20).contains(exponent), (1...32).contains(blockSize),
            (1...16).contains(parallelism),
            let salt = Data(base64Encoded: String(parts[4])),
            let kept = Data(base64Encoded: String(parts[5]))
        else { return false }
        let costs = Passwords(
            exponent: exponent, blockSize: blockSize, parallelism: parallelism)
        let hash = try costs.hash(password, Array(salt))
        guard hash.count == kept.count else { return false }
        return zip(hash, kept).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private func hash(_ password: String, _ salt: [UInt8]) throws -> [UInt8] {
        // One who types é in two pieces means the same word.
        let text = password.precomposedStringWithCompatibilityMapping
        let key = try KDF.Scrypt.deriveKey(
            from: Array(text.utf8), salt: salt, outputByteCount: 32,
            rounds: 1 << self.exponent, blockSize: self.blockSize, parallelism: self.parallelism)
        return key.withUnsafeBytes(Array.init)
    }

    /// A secret with these costs that no password has.
    var nobodys: String {
        let zeros = { (count: Int) in Data(repeating: 0, count: count).base64EncodedString() }
        return
            "scrypt$\(self.exponent)$\(self.blockSize)$\(self.parallelism)$\(zeros(16))$\(zeros(32))"
    }

    /// Characters that nobody mistakes for another when he reads them from a slip of paper.
    private static let plain = Array("abcdefghjkmnpqrstuvwxyz23456789")

    /// A first password to be told to its owner: three groups of four, 59 bits.
    static func first() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<3).map { _ in
            String((0..<4).map { _ in self.plain.randomElement(using: &generator) ?? "x" })
        }.joined(separator: "-")
    }

    /// Refuses what is guessed first.
    ///
    /// - Throws: ``CaseworkError`` that says what is missing.
    static func check(_ password: String, of names: [String]) throws(CaseworkError) {
        let length = password.count
        guard length >= CaseworkLimits.passwordCharacters else {
            throw CaseworkError.invalid(
                "password", "新密码至少\(CaseworkLimits.passwordCharacters)个字符,现为\(length)个",
                "a password has at least \(CaseworkLimits.passwordCharacters) characters, this one has \(length)"
            )
        }
        guard password.utf8.count <= CaseworkLimits.passwordBytes, !password.utf8.contains(0) else {
            throw CaseworkError.invalid(
                "password", "新密码太长,或含空字符", "the password is too long, or contains NUL")
        }
        let kinds = Set(password.map { $0.isNumber ? 0 : $0.isLetter ? 1 : 2 })
        guard kinds.count > 1, Set(password).count >= 5 else {
            throw CaseworkError.invalid(
                "password", "新密码应含字母、数字、符号中的至少两类,且不能只是几个字符的重复",
                "a password has letters, figures, signs: two of these at least, and is no repetition of a few"
            )
        }
        let folded = password.lowercased()
        guard !names.contains(where: { $0.count > 2 && folded.contains($0.lowercased()) }) else {
            throw CaseworkError.invalid(
                "password", "新密码不能含有登录名或姓名",
                "a password does not contain its owner's names")
        }
    }
}

/// Where passwords are tried: one after the other, away from what decides and answers.
///
/// One try takes 32 MiB and a tenth of a second of a core; a thousand at once must take no more.
final class PasswordDesk: Sendable {
    private let queue = DispatchQueue(label: "cased.passwords")
    private let waiting = Mutex(0)

    func run<R: Sendable>(
        _ body: @escaping @Sendable () throws -> R
    ) async throws(CaseworkError) -> R {
        let isTaken = self.waiting.withLock { waiting in
            guard waiting < CaseworkLimits.passwordsWaiting else { return false }
            waiting += 1
            return true
        }
        guard isTaken else {
            throw CaseworkError(
                .busy,
                Label("正在登录的人太多,请稍后再试", "too many are signing in; try again in a moment"))
        }
        defer { self.waiting.withLock { $0 -= 1 } }
        do {
            return try await withCheckedThrowingContinuation { continuation in
                self.queue.async { continuation.resume(with: Result { try body() }) }
            }
        } catch {
            throw CaseworkError(
                .internal, Label("密码无法核对:\(error)", "the password cannot be tried: \(error)"))
        }
    }
}

/// How often somebody was taken for another: in memory, a start forgets it.
final class FailedSignIns: Sendable {
    private struct Count {
        var failures = 0
        var until: ContinuousClock.Instant
    }

    private let counts = Mutex<[String: Count]>([:])

    /// Whether a name is locked for now.
    func isLocked(_ name: String, at now: ContinuousClock.Instant = .now) -> Bool {
        self.counts.withLock { counts in
            guard let count = counts[name], now < count.until else { return false }
            return count.failures >= CaseworkLimits.signInFailures
        }
    }

    /// A try that failed; of a name that is nobody's too, so that nobody learns which are.
    ///
    /// - Returns: whether the name is locked by it.
    func note(_ name: String, at now: ContinuousClock.Instant = .now) -> Bool {
        self.counts.withLock { counts in
            if counts.count >= CaseworkLimits.signInNames {
                counts = counts.filter { now < $0.value.until }
                // Names that somebody makes up by the thousand: those that failed seldom go first.
                if counts.count >= CaseworkLimits.signInNames {
                    counts = counts.filter {
                        $0.value.failures >= CaseworkLimits.signInFailures
                    }
                }
                guard counts.count < CaseworkLimits.signInNames else { return false }
            }
            var count = counts[name] ?? Count(until: now)
            if now >= count.until { count.failures = 0 }
            count.failures += 1
            count.until = now.advanced(by: CaseworkLimits.signInLock)
            counts[name] = count
            return count.failures == CaseworkLimits.signInFailures
        }
    }

    /// Somebody proved who he is.
    func forget(_ name: String) { self.counts.withLock { $0[name] = nil } }
}
