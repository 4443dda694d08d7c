// SPDX-License-Identifier: Apache-2.0
import Testing

/// The shape of functions: how long they are, and how they are called.
@Suite struct FunctionTests {
    /// Where a call must say what it gives; more folders join as they are rewritten.
    private static let labelled = ["Workflow", "Rulebook", "Calendar", "Letters", "Jobs"].map {
        "Sources/Daemon/\($0)/"
    }
    /// From this number on a reader of a call has to count.
    private static let mostUnlabelled = 2
    /// Beyond this a function does more than one thing.
    private static let longestBody = 70

    private static func functions(
        in folders: [String]
    ) -> [(path: String, function: SwiftSource.Function)] {
        TidyTests.files.filter { file in folders.contains { file.path.hasPrefix($0) } }.flatMap {
            file in SwiftSource(file.lines).functions.map { (file.path, $0) }
        }
    }

    @Test func noFunctionHasThreeUnlabelledParameters() {
        let functions = Self.functions(in: Self.labelled)
        #expect(functions.count > 500)
        let found = functions.filter { $0.function.unlabelled > Self.mostUnlabelled }.map {
            "\($0.path):\($0.function.line) \($0.function.name)"
        }
        #expect(found.isEmpty, "give labels that read as English at the call: \(found)")
    }

    @Test func noFunctionIsLong() {
        let functions = Self.functions(in: ["Sources/"])
        #expect(functions.count > 1_000)
        let found = functions.filter { $0.function.length > Self.longestBody }.map {
            "\($0.path):\($0.function.line) \($0.function.name): \($0.function.length) lines"
        }
        #expect(found.isEmpty, "split: \(found)")
    }

    @Test func declarationsAreFoundOverSeveralLines() {
        let source = SwiftSource([
            "struct S {",
            "    // func no(_ a: Int, _ b: Int, _ c: Int) {}",
            "    let text = \"func \\(self.no(\"x\")) (_ a: Int, _ b: Int, _ c: Int)\"",
            "    func three<T>(",
            "        _ a: [String: T], _ b: (Int, Int) -> Int, of c: Int,",
            "        _ d: T = .init(1, 2, 3)",
            "    ) -> T {",
            "        self.init(a, b, c)",
            "    }",
            "    init?(_ a: Int) { nil }",
            "    static func < (a: S, b: S) -> Bool { true }",
            "}",
            "protocol P {",
            "    func one(_ a: Int)",
            "    var two: Int { get }",
            "}",
        ])
        let functions = source.functions
        #expect(functions.map(\.name) == ["three", "init", "<", "one"])
        #expect(functions.map(\.unlabelled) == [3, 1, 0, 1])
        #expect(functions.map(\.length) == [3, 1, 1, 0])
        #expect(functions.map(\.line) == [4, 10, 11, 14])
    }
}
