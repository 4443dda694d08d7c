// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
package import GRPCCore

extension Failure {
    /// What the daemon's error means for the person at the terminal.
    package init(_ error: RPCError) {
        if let refusal = V1.Refusal(in: error.metadata) {
            self = .refused(refusal)
        } else {
            self = .failed(Self.text(error))
        }
    }

    private static func text(_ error: RPCError) -> Text {
        let said = error.message.isEmpty ? "\(error.code)" : error.message
        switch error.code {
        case .unimplemented:
            return Text(
                zh: "服务没有此功能(\(said)):caseadm 与 cased 版本不一致吗?请用 status 查看。",
                en: "the daemon does not know this call (\(said)): are caseadm and cased of "
                    + "different versions? see caseadm status")
        case .deadlineExceeded:
            return Text(
                zh: "服务没有及时应答:事情可能已办,请先用 show 或 history 查看。",
                en: "the daemon did not answer in time: it may have acted all the same, "
                    + "so look with show or history first")
        case .resourceExhausted:
            return Text(
                zh: "服务暂时无法受理(\(said)):请稍后再试。",
                en: "the daemon cannot take it now (\(said)): try again later")
        case .permissionDenied, .unauthenticated:
            return Text(
                zh: "没有权限:\(said)。可用 user me 查看自己的角色。",
                en: "not permitted: \(said); see your roles with caseadm user me")
        case .unknown:
            return Text(
                zh: "不能确定是否已办理(\(said)):请先用 show 或 history 查看。",
                en: "it is not known whether this was done (\(said)): "
                    + "look with show or history first")
        case .internalError, .dataLoss:
            return Text(
                zh: "服务出错:\(said)。请管理员查看 journalctl -u cased。",
                en: "the daemon failed: \(said); see journalctl -u cased")
        default: return Text(same: said)
        }
    }
}
