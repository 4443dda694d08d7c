// SPDX-License-Identifier: Apache-2.0
package import CaseProto
package import CaseadmText

/// The exit codes of the program.
package enum ExitStatus: Int32, Sendable, Hashable {
    /// All was done.
    case done = 0
    /// Something was refused or failed.
    case failed = 1
    /// The command line is not right.
    case usage = 2
    /// The daemon could not be reached.
    case unreachable = 3
}

/// Why a command ended without its work done.
package enum Failure: Error, Sendable, Hashable {
    /// The daemon refused, and said why.
    case refused(V1.Refusal)
    /// No daemon answers at this path.
    case unreachable(path: String, Unreachable)
    /// Anything else; the text says what to do.
    case failed(Text)
    /// What was typed cannot be meant.
    case usage(Text)
    /// All was said already; only the exit code remains.
    case said

    /// The exit code it leads to.
    package var status: ExitStatus {
        switch self {
        case .refused(let refusal): refusal.code == "stopping" ? .unreachable : .failed
        case .unreachable: .unreachable
        case .failed, .said: .failed
        case .usage: .usage
        }
    }

    /// What to print on standard error.
    package func message(_ language: Language) -> String {
        switch self {
        case .refused(let refusal):
            Report(refusal, language).text(as: .table, on: .file)
        case .unreachable(let path, let reason):
            "caseadm: " + reason.message(path)(language).visible + "\n"
        case .failed(let text), .usage(let text): "caseadm: " + text(language).visible + "\n"
        case .said: ""
        }
    }
}

/// Why a socket leads to no daemon.
package enum Unreachable: Sendable, Hashable {
    /// There is no file of this name.
    case missing
    /// The file is there, but nobody listens.
    case refused
    /// This user may not use it.
    case forbidden
    /// The path does not fit into a socket's address.
    case tooLong
    /// It listens, but calls end without an answer; with the transport's words.
    case silent(String)
    /// The system's reason.
    case other(String)

    fileprivate func message(_ path: String) -> Text {
        switch self {
        case .missing:
            Text(
                zh: "无法连接服务 \(path):没有此文件。服务在运行吗?请执行 systemctl status cased,或用 --socket 指定。",
                en: "the daemon is not reachable at \(path): no such file; is it running? "
                    + "systemctl status cased, or give --socket")
        case .refused:
            Text(
                zh: "无法连接服务 \(path):没有进程在监听。服务在运行吗?请执行 systemctl status cased,或用 --socket 指定。",
                en: "the daemon is not reachable at \(path): nobody listens there; is it running? "
                    + "systemctl status cased, or give --socket")
        case .forbidden:
            Text(
                zh: "无法连接服务 \(path):没有权限。请管理员把您加入套接字所属的组(ls -l \(path)),然后重新登录。",
                en: "the daemon is not reachable at \(path): permission denied; ask an "
                    + "administrator to add you to the socket's group (ls -l \(path)), "
                    + "then log in again")
        case .tooLong:
            Text(
                zh: "无法连接服务 \(path):路径过长(套接字路径不超过 107 字节)。请用 --socket 指定较短的路径。",
                en: "the daemon is not reachable at \(path): the path is too long for a socket "
                    + "(107 bytes at most); give a shorter one with --socket")
        case .silent(let reason):
            Text(
                zh: "服务 \(path) 没有应答(\(reason))。请执行 systemctl status cased,稍后再试。",
                en: "the daemon at \(path) does not answer (\(reason)); "
                    + "see systemctl status cased and try again")
        case .other(let reason):
            Text(
                zh: "无法连接服务 \(path):\(reason)。请执行 systemctl status cased,或用 --socket 指定。",
                en: "the daemon is not reachable at \(path): \(reason); is it running? "
                    + "systemctl status cased, or give --socket")
        }
    }
}
