// SPDX-License-Identifier: Apache-2.0
internal import Casework
internal import CaseworkCore
internal import Glibc
internal import Storage
internal import Synchronization
internal import Workflow

/// The system's accounts: which name stands behind a uid, as its user database says.
final class Accounts: Sendable {
    private struct Known {
        var name: String?
        var at: Int
    }

    /// The process's own; what it remembers is the same for everybody.
    static let system = Accounts()

    private let known = Mutex<[UInt32: Known]>([:])

    /// The name behind a uid; nil when there is no such account.
    ///
    /// Remembered for some seconds, as the groups are.
    ///
    /// - Throws: ``CaseworkError`` when the user database cannot be asked.
    func name(of uid: UInt32) throws(CaseworkError) -> String? {
        let now = time(nil)
        if let known = self.known.withLock({ $0[uid] }),
            now - known.at < ServiceLimits.membershipSeconds
        {
            return known.name
        }
        let name = try self.look { getpwuid_r(uid, $0, $1, $2, $3) }?.name
        self.known.withLock { known in
            if known.count >= ServiceLimits.remembered { known.removeAll() }
            known[uid] = Known(name: name, at: now)
        }
        return name
    }

    /// The account that a text names, by name or by uid, with the full name that the system has of it.
    ///
    /// - Throws: ``CaseworkError`` when there is none of that name; a uid needs no account.
    func account(_ text: String) throws(CaseworkError) -> DirectoryRows.Account {
        if let uid = UInt32(text), uid < UInt32.max {
            let found = try self.look { getpwuid_r(uid, $0, $1, $2, $3) }
            return DirectoryRows.Account(
                login: UserRow.Login(uid: Int64(uid), name: found?.name ?? ""),
                fullName: found?.fullName ?? "")
        }
        let found = text.contains("\0") ? nil : try self.look { getpwnam_r(text, $0, $1, $2, $3) }
        guard let found else {
            throw CaseworkError.invalid(
                "login", "本机没有账号“\(text)”;没有账号的人,只登记姓名",
                "this computer has no account “\(text)”; somebody without an account is entered by his name"
            )
        }
        return DirectoryRows.Account(
            login: UserRow.Login(uid: Int64(found.uid), name: found.name),
            fullName: found.fullName)
    }

    private struct Found {
        var uid: UInt32
        var name: String
        var fullName: String
    }

    private func look(
        _ ask: (
            UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
            UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
        ) -> Int32
    ) throws(CaseworkError) -> Found? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var text = [CChar](repeating: 0, count: 16_384)
        let code = ask(&entry, &text, text.count, &found)
        // "Not there" is told in several ways (getpwnam(3)).
        guard code == 0 || [ENOENT, ESRCH, EBADF, EPERM].contains(code) else {
            throw CaseworkError(
                .busy,
                Label(
                    "系统账号无法查询(错误\(code)),请稍后重试",
                    "the system's accounts cannot be asked (error \(code)); try again later"))
        }
        guard found != nil, let name = entry.pw_name else { return nil }
        // The first part of the comment field is the full name.
        let comment = entry.pw_gecos.map { String(cString: $0) } ?? ""
        let fullName = comment.split(separator: ",", omittingEmptySubsequences: false).first ?? ""
        return Found(uid: entry.pw_uid, name: String(cString: name), fullName: String(fullName))
    }
}
