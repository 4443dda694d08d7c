// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing

/// What every store must do with the words that find cases.
@Suite struct MarksConformance {
    @Test(arguments: StoreKind.allCases)
    func caseIsFoundByItsWordsUntilTheyAreTaken(_ kind: StoreKind) throws {
        let store = try kind.filled()
        let title = CaseMark(.likeness, "proposal 养老", of: "A")
        let other = CaseMark(.likeness, "proposal 养老", of: "B")
        let number = CaseMark(.documentNumber, "o1 示函〔2025〕1号", of: "A")
        try store.write([title, other, number].map { .mark($0, isHeld: true) })
        // The same again changes nothing.
        try store.write([.mark(title, isHeld: true)])
        try store.look { reader throws in
            #expect(try reader.caseIDs(marked: .likeness, "proposal 养老") == ["A", "B"])
            #expect(try reader.caseIDs(marked: .documentNumber, "o1 示函〔2025〕1号") == ["A"])
            #expect(try reader.caseIDs(marked: .documentNumber, "proposal 养老").isEmpty)
        }
        try store.write([.mark(title, isHeld: false)])
        try store.look { reader throws in
            #expect(try reader.caseIDs(marked: .likeness, "proposal 养老") == ["B"])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func wordsOfNoCaseAreRefused(_ kind: StoreKind) throws {
        let store = try kind.filled()
        #expect(throws: (any Error).self) {
            try store.write([.mark(CaseMark(.likeness, "x", of: "none"), isHeld: true)])
        }
        #expect(throws: (any Error).self) {
            try store.write([.mark(CaseMark(.likeness, "", of: "A"), isHeld: true)])
        }
    }
}
