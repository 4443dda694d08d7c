// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText

/// What was saved under names, as lists ask for it.
enum SavedViews {
    /// Cases a call.
    private static let perCall: Int32 = 500

    /// What a saved view asks: the caller's own of this name, or the one that somebody shares.
    static func words(of name: String, _ session: Session) async throws(Failure) -> ListWords {
        let answer = try await session.daemon.call {
            try await $0.cases.listViews(V1.ListViewsRequest())
        }
        let plain = name.replacing("（", with: "(").replacing("）", with: ")")
        let found = answer.views.filter { view in
            [view.name, "\(view.name)(\(view.ownerName))", "\(view.name)(\(view.owner))"]
                .contains { $0 == name || $0 == plain }
        }
        if let one = found.first(where: \.mine) ?? (found.count == 1 ? found[0] : nil) {
            return ListWords(one.words)
        }
        guard let first = found.first else {
            let names = answer.views.map { "“\($0.name)”" }
            throw .usage(
                Text(
                    zh: "没有筛选方案“\(name)”;"
                        + (names.isEmpty
                            ? "用 caseadm view save 保存。" : "有:\(names.joined(separator: "、"))。"),
                    en: "there is no saved view '\(name)'; "
                        + (names.isEmpty
                            ? "caseadm view save keeps one"
                            : "there are: \(names.joined(separator: ", "))")))
        }
        let owners = found.map(\.ownerName)
        let called = found.map { view in
            let isAlone = owners.count { $0 == view.ownerName } == 1
            return "“\(view.name)(\(isAlone ? view.ownerName : "\(view.owner)"))”"
        }
        throw .usage(
            Text(
                zh: "“\(first.name)”有\(found.count)个,请写明:\(called.joined(separator: "、"))。",
                en: "there are \(found.count) '\(first.name)': name one of "
                    + called.joined(separator: ", ")))
    }

    /// The ids of the cases that match.
    static func cases(
        _ asked: V1.ListCasesRequest, _ session: Session
    ) async throws(Failure) -> Set<String> {
        var ids: Set<String> = []
        var request = asked
        request.limit = perCall
        repeat {
            let page = request
            let answer = try await session.daemon.call { try await $0.cases.list(page) }
            ids.formUnion(answer.cases.map(\.caseId))
            request.after = answer.next == request.after ? "" : answer.next
        } while !request.after.isEmpty
        return ids
    }
}
