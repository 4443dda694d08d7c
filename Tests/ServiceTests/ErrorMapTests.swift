// SPDX-License-Identifier: Apache-2.0
import CaseProto
import CaseworkCore
import GRPCCore
import Testing
import Workflow

@testable import Service

/// The one map from errors to statuses, and what fits into its trailer.
@Suite struct ErrorMapTests {
    /// gRPC's soft limit for all trailers of a call.
    private static let trailerBytes = 8_192

    private static func detail(_ error: RPCError) throws -> [UInt8] {
        try #require(error.metadata[binaryValues: ErrorMap.detailsKey].first { _ in true })
    }

    private static func refusal(_ error: RPCError) throws -> V1.Refusal {
        let status = try V1.StatusDetails(bytes: try Self.detail(error))
        #expect(status.message == error.message)
        let only = try #require(status.details.first)
        #expect(status.details.count == 1 && only.typeUrl == ErrorMap.refusalType)
        return try V1.Refusal(bytes: only.value)
    }

    private static func error(_ unmet: Int, characters: Int) -> CaseworkError {
        CaseworkError(
            .refused, Label("不能办理", "cannot be done"),
            unmet: (0..<unmet).map { number in
                Unmet(
                    code: "condition_\(number)", parameters: [:],
                    sentence: Label(
                        String(repeating: "条", count: characters),
                        String(repeating: "c", count: characters)),
                    remedy: .text(Label(same: String(repeating: "办", count: characters))))
            })
    }

    @Test(arguments: [
        (CaseworkError.Code.refused, RPCError.Code.failedPrecondition),
        (.invalid, .invalidArgument), (.notFound, .notFound), (.exists, .alreadyExists),
        (.version, .aborted), (.permission, .permissionDenied), (.busy, .resourceExhausted),
        (.readOnly, .resourceExhausted),
        (.stopping, .unavailable), (.internal, .internalError),
    ])
    func codeHasItsStatus(_ code: CaseworkError.Code, _ status: RPCError.Code) throws {
        let error = ErrorMap.rpcError(CaseworkError(code, Label("甲", "a")))
        #expect(error.code == status)
        #expect(error.message == "甲 / a")
        #expect(try Self.refusal(error).code == code.rawValue)
    }

    @Test func shortRefusalIsWhole() throws {
        let refusal = try Self.refusal(ErrorMap.rpcError(Self.error(3, characters: 20)))
        #expect(refusal.unmet.map(\.code) == ["condition_0", "condition_1", "condition_2"])
        #expect(refusal.unmet.allSatisfy { $0.sentence?.zh.count == 20 })
    }

    @Test(arguments: [(1, 5_000), (40, 100), (300, 30), (5_000, 400), (2, 1)])
    func refusalFitsIntoATrailer(_ unmet: Int, _ characters: Int) throws {
        let error = ErrorMap.rpcError(Self.error(unmet, characters: characters))
        let bytes = try Self.detail(error).count
        // On the wire details are base64, and each byte of the text but ASCII is three.
        let text = error.message.utf8.reduce(0) { $0 + ($1 < 0x80 ? 1 : 3) }
        #expect((bytes + 2) / 3 * 4 + text < Self.trailerBytes)
        let refusal = try Self.refusal(error)
        #expect(try refusal.bytes().count <= ServiceLimits.refusalBytes)
        let kept = refusal.unmet.filter { $0.code != "more" }
        guard kept.count < unmet else { return }
        #expect(refusal.unmet.last?.code == "more")
        #expect(refusal.unmet.last?.sentence?.en == "… and \(unmet - kept.count) more")
        #expect(kept.map(\.code) == (0..<kept.count).map { "condition_\($0)" })
    }

    /// Every unmet condition is named, however many there are.
    @Test func fortyConditionsAreAllNamed() throws {
        let refusal = try Self.refusal(ErrorMap.rpcError(Self.error(40, characters: 100)))
        #expect(refusal.unmet.map(\.code) == (0..<40).map { "condition_\($0)" })
        // The first are told in full.
        #expect(refusal.unmet[0].sentence?.zh.count == 100)
    }

    @Test func longSentenceIsCutInStatusAndDetail() throws {
        let long = String(repeating: "长", count: 2_000)
        let error = ErrorMap.rpcError(CaseworkError(.invalid, Label(long, "x")))
        #expect(error.message == String(repeating: "长", count: 119) + "… / x")
        #expect(try Self.refusal(error).sentence?.zh.count == ServiceLimits.sentenceCharacters)
    }
}
