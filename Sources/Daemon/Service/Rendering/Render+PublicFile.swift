// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import Casework
internal import CaseworkCore
internal import Storage
internal import WorkCalendar
internal import Workflow

// The public file.
extension Render {
    static func publicPage(_ page: PublicPage) -> V1.PublicFileResponse {
        V1.PublicFileResponse(
            texts: page.texts.map(Render.publicText), missing: page.missing,
            ended: Int32(page.ended), next: page.next ?? "", today: page.today.description,
            gone: page.gone)
    }

    private static func publicText(_ text: PublicText) -> V1.PublicText {
        let (row, definition) = (text.head.row, text.head.definition)
        return V1.PublicText(
            caseId: row.id, workflow: row.workflow, workflowLabel: Render.label(definition.labels),
            title: row.title, number: text.head.number ?? "",
            office: text.head.handler?.name ?? "", document: text.document.id,
            name: text.document.name, sha256: text.document.sha256 ?? "",
            publishedOn: text.publishedOn.description, until: text.until?.description ?? "",
            basis: text.basis.map(Render.label),
            facts: text.told.map {
                V1.PublicFact(label: Render.label($0.label), value: Render.label($0.value))
            }, secrets: text.secrets)
    }
}
