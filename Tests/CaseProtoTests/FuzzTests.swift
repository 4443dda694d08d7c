// SPDX-License-Identifier: Apache-2.0
@testable import CaseProto
import ProtogenCore
import Testing

@Suite("Fuzz")
struct FuzzTests {
    static let seed: UInt64 = 20_251_121
    static let rounds = 15_000

    static let types: [any CMessage.Type] = [
        V1.Case.self, V1.OpenRequest.self, V1.Command.self, V1.Outcome.self, V1.WhyResponse.self,
        V1.CheckRequest.self, V1.ExplainResponse.self, V1.HistoryLine.self, V1.Workflow.self,
        V1.AckDeliveryRequest.self, V1.StatusDetails.self,
    ]

    struct Tally {
        var accepted = 0
        var malformed = 0
        var notText = 0
        var other = 0
    }

    /// Every mutated input is either refused with a reason, or accepted; what is accepted must
    /// write and read back as the same; memory stays within the input's own allowance.
    @Test("mutated inputs are refused or survive, within their memory", .timeLimit(.minutes(60)))
    func mutatedInputsAreRefusedOrSurvive() throws {
        print("fuzz seed \(Self.seed), \(Self.types.count * Self.rounds) inputs")
        let schema = try Protoc.schema()
        var tally = Tally()
        for (index, type) in Self.types.enumerated() {
            let seed = Self.seed &+ UInt64(index)
            var factory = WireFactory(schema: schema, seed: seed)
            var mutator = Mutator(random: SeededGenerator(seed: seed))
            var corpus = (0..<40).map { _ in factory.bytes(type.protoName) }
            corpus.append([])
            for _ in 0..<Self.rounds {
                let input = mutator.mutate(corpus)
                if !attempt(type, input, &tally) {
                    Issue.record("\(type.protoName), seed \(seed): \(input)")
                    return
                }
            }
        }
        print("fuzz: \(tally)")
        // Each way out must have been taken, or the mutations are not worth much.
        #expect(tally.accepted > 10_000)
        #expect(tally.malformed > 10_000)
        #expect(tally.notText > 1_000)
        #expect(tally.other == 0)
    }

    private func attempt<M: CMessage>(_ type: M.Type, _ input: [UInt8], _ tally: inout Tally)
        -> Bool
    {
        let limits = ProtoLimits.standard
        var used = 0
        do throws(ProtoError) {
            let message = try input.withUnsafeBufferPointer { buffer throws(ProtoError) in
                try M.read(UnsafeRawBufferPointer(buffer), limits: limits) { used = $0 }
            }
            tally.accepted += 1
            let written = try message.bytes()
            let again = try M(bytes: written)
            // A message that holds NaN differs from itself; its bytes do not.
            guard again == message || message != message else { return false }
            guard try again.bytes() == written else { return false }
        } catch {
            switch error {
            case .malformed: tally.malformed += 1
            case .notUTF8, .nul: tally.notText += 1
            case .tooDeep, .tooLarge, .outOfMemory: tally.other += 1
            }
        }
        return used > 0 && used <= limits.arena(input.count)
    }
}

/// Changes valid bytes in ways that readers trip over.
struct Mutator {
    var random: SeededGenerator
    private static let nasty: [[UInt8]] = [
        [0xFF], [0x80], [0], [0xFF, 0xFF, 0xFF, 0xFF, 7], [0xFF, 0xFF, 0xFF, 0xFF, 15],
        [0x80, 0x80, 0x80, 0x80, 0x80, 1], [0xC0, 0x80], [0xED, 0xA0, 0x80],
        [0xF4, 0x90, 0x80, 0x80],
        [10, 0], [18, 0], [26, 0], [10, 2, 10, 0], [8, 1], [0x0B], [0x0C], [0xFA, 1, 0],
    ]

    init(random: SeededGenerator) { self.random = random }

    mutating func mutate(_ corpus: [[UInt8]]) -> [UInt8] {
        var bytes = corpus.randomElement(using: &random) ?? []
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let start = Int.random(in: 0...bytes.count, using: &random)
            let end = min(bytes.count, start + Int.random(in: 0...12, using: &random))
            switch Int.random(in: 0..<8, using: &random) {
            case 0 where start < bytes.count:
                bytes[start] = UInt8.random(in: 0...255, using: &random)
            case 1 where start < bytes.count:
                bytes[start] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: bytes.removeSubrange(start..<end)
            case 3: bytes.insert(contentsOf: Array(bytes[start..<end]), at: start)
            case 4: bytes.replaceSubrange(start..<end, with: Self.pick(&random))
            case 5: bytes.insert(contentsOf: Self.pick(&random), at: start)
            case 6: bytes.removeLast(bytes.count - start)
            default: bytes += corpus.randomElement(using: &random) ?? []
            }
        }
        return bytes
    }

    private static func pick(_ random: inout SeededGenerator) -> [UInt8] {
        nasty.randomElement(using: &random) ?? []
    }
}
