// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing

/// What every store must do with the views that users save.
@Suite struct SavedViewsConformance {
    private func filled(_ kind: StoreKind) throws -> any CaseStore {
        let store = try kind.filled()
        try store.write(
            [3_001, 3_002].map { .user(UserRow(number: $0, name: "用户\($0)", memberships: [])) })
        return store
    }

    @Test(arguments: StoreKind.allCases)
    func viewIsKeptUnderItsNameAndSharedWithItsOffice(_ kind: StoreKind) throws {
        let store = try self.filled(kind)
        let late = SavedViewRow(owner: 3_001, name: "红灯", words: ["light": "red"])
        let shared = SavedViewRow(
            owner: 3_001, name: "本届", office: "o1", words: ["fields.session": "\"十届\"\\"])
        let other = SavedViewRow(owner: 3_002, name: "红灯", office: "o1", words: ["open": "yes"])
        try store.write([late, shared, other].map(Change.savedView))
        try store.look { reader throws in
            #expect(Set(try reader.savedViews(of: 3_001)) == [late, shared])
            #expect(try reader.savedViews(of: 3_002) == [other])
            #expect(try reader.savedViews(sharedWith: "o1") == [shared, other])
            #expect(try reader.savedViews(sharedWith: "o2").isEmpty)
        }
        var changed = late
        (changed.office, changed.words) = ("o2", ["light": "yellow"])
        try store.write([
            .savedView(changed), .dropSavedView(owner: 3_001, name: "本届"),
            .dropSavedView(owner: 3_002, name: "没有"),
        ])
        try store.look { reader throws in
            #expect(try reader.savedViews(of: 3_001) == [changed])
            #expect(try reader.savedViews(sharedWith: "o1") == [other])
            #expect(try reader.savedViews(sharedWith: "o2") == [changed])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func viewOfNobodyOrOfNoOfficeIsRefused(_ kind: StoreKind) throws {
        let store = try self.filled(kind)
        for wrong in [
            SavedViewRow(owner: 9_999, name: "红灯", words: [:]),
            SavedViewRow(owner: 3_001, name: "", words: [:]),
            SavedViewRow(owner: 3_001, name: "红灯", office: "none", words: [:]),
        ] {
            #expect(throws: (any Error).self) { try store.write([.savedView(wrong)]) }
        }
    }
}
