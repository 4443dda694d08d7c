// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing
import WorkCalendar

/// What every store must do with the answers kept for requests.
@Suite struct RequestsConformance {
    @Test(arguments: StoreKind.allCases)
    func answerIsKeptForItsUserUntilItIsForgotten(_ kind: StoreKind) throws {
        let store = try kind.make()
        let later = StoreRows.now.adding(milliseconds: 1)
        let answer = StoreRows.answer(1)
        try store.write([
            .answer(answer, user: 1001, requestID: "r", at: StoreRows.now),
            .answer(StoreRows.answer(2), user: 1002, requestID: "r", at: later),
        ])
        func kept(_ user: Int64, _ id: String) throws -> StoredAnswer? {
            try store.look { try $0.answer(user: user, requestID: id) }
        }
        #expect(try kept(1001, "r")?.answer == answer.answer)
        #expect(try kept(1001, "r")?.payloadHash == answer.payloadHash)
        #expect(try kept(1002, "r")?.answer == [2, 0])
        #expect(try kept(1001, "s") == nil)
        try store.write([.forgetAnswers(before: StoreRows.now)])
        #expect(try kept(1001, "r") != nil)
        try store.write([.forgetAnswers(before: later)])
        #expect(try kept(1001, "r") == nil)
        #expect(try kept(1002, "r") != nil)
    }

    @Test(arguments: StoreKind.allCases)
    func emptyAnswerIsAnAnswer(_ kind: StoreKind) throws {
        let store = try kind.make()
        let answer = StoredAnswer(payloadHash: [UInt8](repeating: 3, count: 32), answer: [])
        try store.write([.answer(answer, user: 0, requestID: "", at: StoreRows.now)])
        #expect(try store.look { try $0.answer(user: 0, requestID: "") }?.answer == [])
    }
}

extension RequestsConformance {
    static let refused: [Refused] = [
        Refused(
            "a request answered before",
            .answer(StoreRows.answer(9), user: 1001, requestID: "r", at: StoreRows.now)),
        Refused(
            "a payload's hash that is none",
            .answer(
                StoredAnswer(payloadHash: [1], answer: []), user: 1001, requestID: "s",
                at: StoreRows.now)),
    ]

    @Test(arguments: StoreKind.allCases)
    func whatCannotBeIsRefused(_ kind: StoreKind) throws {
        try Refused.check(RequestsConformance.refused, kind)
    }
}
