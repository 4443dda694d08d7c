// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import CaseProto
internal import Casework
internal import Storage
internal import WorkCalendar
internal import Workflow

// Bulk actions, previews and figures.
extension Render {
    static func bulk(_ view: BulkView) -> V1.Bulk {
        func count(_ status: BulkItem.Status) -> Int32 { Int32(view.counts[status] ?? 0) }
        return V1.Bulk(
            id: view.row.id, kind: view.row.kind.rawValue, reason: view.row.reason,
            userName: view.row.userName, status: view.row.status.rawValue,
            startedAt: view.row.startedAt.description,
            endedAt: view.row.endedAt?.description ?? "", waiting: count(.waiting),
            done: count(.done), unchanged: count(.unchanged), failed: count(.failed),
            items: view.items.map {
                V1.BulkItem(
                    caseId: $0.caseID ?? "", status: $0.status.rawValue,
                    result: Render.label($0.result), position: Int32($0.position),
                    title: $0.title, impossible: $0.isImpossible,
                    forecast: ImportedRow.forecast(in: $0.payload)?.rawValue ?? "",
                    row: Int32(clamping: ImportedRow(payload: $0.payload).number),
                    sheet: view.row.kind == .import ? view.row.sheet : "")
            })
    }

    static func table(_ table: FittedTable) -> V1.FitTableResponse {
        V1.FitTableResponse(
            workflow: table.workflow, workflowLabel: Render.label(table.labels),
            head: table.head.map { Int32($0) } ?? -1,
            columns: table.columns.map {
                V1.TableColumn(
                    name: $0.name, means: $0.means, label: Render.label($0.label),
                    guessed: $0.isGuess, idle: $0.isIdle)
            },
            gaps: table.gaps.map {
                V1.TableGap(name: $0.name, label: Render.label($0.label), choices: $0.choices)
            }, known: table.known.map { Int32($0) })
    }

    static func plan(_ plan: MigrationPlan, _ kinds: KindWords) -> V1.CasePlan {
        V1.CasePlan(
            caseId: plan.caseID, title: plan.title, outcome: plan.outcome.rawValue,
            reasons: plan.reasons.map(Render.label),
            moved: plan.moved.map {
                V1.MovedDate(
                    clock: $0.clock, before: $0.before?.description ?? "",
                    after: $0.after?.description ?? "",
                    label: Render.label(kinds.clock($0.clock, of: plan.caseID)))
            }, becomeOverdue: plan.becomeOverdue)
    }

    static func preview(
        _ preview: RulesPreview, _ later: [Day], _ kinds: KindWords
    ) -> V1.PreviewResponse {
        func count(_ outcome: MigrationPlan.Outcome) -> Int32 {
            Int32(preview.counts[outcome] ?? 0)
        }
        return V1.PreviewResponse(
            cases: Int32(preview.cases), same: count(.same), wouldMove: count(.moves),
            stuck: count(.stuck), movedDates: Int32(preview.movedDates),
            becomeOverdue: Int32(preview.becomeOverdue),
            plans: preview.plans.map { Render.plan($0, kinds) },
            recounts: preview.recounts.map { Render.plan($0, kinds) }, notices: preview.notices,
            later: later.map(\.description))
    }

    static func figures(_ view: FiguresView, _ asked: V1.FiguresRequest) -> V1.FiguresResponse {
        V1.FiguresResponse(
            workflow: asked.workflow, workflowLabel: Render.label(view.labels), from: asked.from,
            to: asked.to, cutOff: view.cutOff.description, cases: Int32(view.cases),
            figures: view.figures.map(Render.figure),
            parts: view.parts.map { part in
                V1.FiguresPart(
                    code: part.code, name: part.name, cases: Int32(part.cases),
                    figures: part.figures.map(Render.figure),
                    label: part.labels.map(Render.label))
            }, unread: Int32(view.unread))
    }

    private static func figure(_ figure: FigureView) -> V1.Figure {
        V1.Figure(
            name: figure.name, label: Render.label(figure.labels),
            denominator: Int32(figure.denominator), numerator: figure.numerator.map(Int32.init),
            groups: figure.groups.map {
                V1.FigureGroup(
                    value: $0.value, label: Render.label($0.labels), count: Int32($0.count))
            })
    }
}
