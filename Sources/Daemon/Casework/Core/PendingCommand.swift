// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import Workflow

/// One command on its way through the commit queue.
struct PendingCommand: Sendable {
    let sharing: CommitQueue.Sharing
    /// The daemon's own.
    let isJob: Bool
    /// Decides; what comes back tells the outcome, once it is durable.
    let decide: @Sendable (Book) throws -> @Sendable () -> Void
    let fail: @Sendable (CaseworkError) -> Void

    init<R: Sendable>(
        _ sharing: CommitQueue.Sharing, isJob: Bool, _ run: @escaping @Sendable (Book) throws -> R,
        _ finish: @escaping @Sendable (Result<R, CaseworkError>) -> Void
    ) {
        self.sharing = sharing
        self.isJob = isJob
        self.decide = { book in
            let result = try book.part { try run(book) }
            return { finish(.success(result)) }
        }
        self.fail = { finish(.failure($0)) }
    }
}

/// A command that was decided, and its answer.
struct DecidedCommand: Sendable {
    let command: PendingCommand
    let answer: @Sendable () -> Void
}

extension CaseworkError {
    static let busy = CaseworkError(
        .busy,
        Label(
            "等待办理的操作过多(限\(CaseworkLimits.waiting)),请稍后重试",
            "the queue is full (\(CaseworkLimits.waiting)); try again later"))

    /// What a caller is told of an error that is no answer.
    package init(told error: any Error) {
        switch error {
        case let error as CaseworkError:
            self = error
        case StoreError.full:
            self.init(.busy, Label("磁盘已满,未写入任何内容", "the disk is full; nothing was written"))
        case StoreError.uncertain(let reason):
            self.init(
                .uncertain,
                Label(
                    "磁盘未确认写入,不能确定是否已办理,请先查看,或者用同一请求编号重试:\(reason)",
                    "it is not known whether this was done; look first, or repeat it with the same request id: \(reason)"
                ))
        default:
            self.init(
                .internal,
                Label("内部错误,未写入任何内容:\(error)", "internal error, nothing was written: \(error)"))
        }
    }
}
