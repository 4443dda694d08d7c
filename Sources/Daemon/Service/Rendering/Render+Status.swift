// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import Casework
internal import CaseworkCore
internal import WorkCalendar
internal import Workflow

// How the daemon is, as messages.
extension Render {
    static func vitals(_ view: StatusView) -> V1.Vitals {
        V1.Vitals(
            diskFree: view.disk.space?.free ?? 0, diskSize: view.disk.space?.size ?? 0,
            reserve: view.disk.reserve,
            readOnlySince: view.disk.lowSince?.description ?? "", logBytes: view.logBytes,
            waiting: Int64(view.waiting), commit: view.commits.map(Render.spread),
            sync: view.syncs.map(Render.spread), batch: view.sizes.map(Render.spread),
            faults: view.faults.map { fault in
                V1.DiskFault(
                    kind: fault.kind.rawValue, label: Render.label(fault.kind.label),
                    count: Int64(fault.count), lastAt: fault.last.description,
                    cause: Render.label(fault.cause), over: fault.isOver)
            }, backups: view.backups.map(Render.backups))
    }

    private static func backups(_ state: BackupState) -> V1.BackupState {
        V1.BackupState(
            madeAt: state.made?.at.description ?? "", path: state.made?.path ?? "",
            lines: state.made?.lines ?? 0, faults: Int64(state.made?.faults ?? 0),
            also: state.made?.also ?? "", failedAt: state.failed?.at.description ?? "",
            failure: state.failed?.failure ?? "", drillAt: state.drill?.at.description ?? "",
            drillPath: state.drill?.path ?? "", drillFailure: state.drill?.failure ?? "")
    }

    private static func spread(_ spread: Spread<Duration>) -> V1.Spread {
        V1.Spread(
            count: Int64(spread.count), median: spread.median.microseconds,
            p99: spread.p99.microseconds, largest: spread.largest.microseconds)
    }

    private static func spread(_ spread: Spread<Int>) -> V1.Spread {
        V1.Spread(
            count: Int64(spread.count), median: Int64(spread.median), p99: Int64(spread.p99),
            largest: Int64(spread.largest))
    }

    /// For clients that read only labels.
    static func label(_ warning: Warning) -> V1.Label {
        Render.label(warning.sentence.with(warning.remedy?.sentence))
    }

    static func caution(_ view: WarningView) -> V1.Caution {
        let warning = view.warning
        return V1.Caution(
            sentence: Render.label(warning.sentence),
            mend: warning.remedy.map { Render.label($0.sentence) },
            remedy: warning.remedy.flatMap(Render.remedy), name: warning.name,
            since: view.since.description,
            acknowledgement: view.acknowledgement.map { known in
                V1.Acknowledgement(
                    by: known.by, at: known.at.description,
                    until: known.until?.description ?? "", reason: known.reason)
            })
    }
}

extension Duration {
    fileprivate var microseconds: Int64 {
        let (seconds, attoseconds) = self.components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}
