// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
package import Casework
package import GRPCCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// The one map from the engine's errors to gRPC's statuses.
///
/// Refusals travel as status details, so that every language's client reads them.
package enum ErrorMap {
    /// The trailer in which gRPC clients look for details.
    static let detailsKey = "grpc-status-details-bin"
    /// The type of the detail.
    static let refusalType = "type.googleapis.com/cased.v1.Refusal"

    /// The status for an error.
    package static func rpcError(_ error: CaseworkError) -> RPCError {
        let code = ErrorMap.status(error.code)
        let text = "\(error.sentence.zh) / \(error.sentence.en)"
        let details = V1.StatusDetails(
            code: Int32(code.rawValue), message: text,
            details: [
                V1.StatusDetail(
                    typeUrl: ErrorMap.refusalType,
                    value: (try? ErrorMap.refusal(error).bytes()) ?? [])
            ])
        var metadata = Metadata()
        if let bytes = try? details.bytes() {
            metadata.addBinary(bytes, forKey: ErrorMap.detailsKey)
        }
        return RPCError(code: code, message: text, metadata: metadata)
    }

    private static func status(_ code: CaseworkError.Code) -> RPCError.Code {
        switch code {
        case .refused: .failedPrecondition
        case .invalid: .invalidArgument
        case .notFound: .notFound
        case .exists: .alreadyExists
        case .version: .aborted
        case .permission: .permissionDenied
        case .busy: .resourceExhausted
        case .stopping: .unavailable
        case .internal: .internalError
        }
    }

    /// The refusal as a message: also the inline outcome on streams.
    static func refusal(_ error: CaseworkError) -> V1.Refusal {
        let render = Render(laws: error.laws, day: error.day ?? Day(number: 0))
        return V1.Refusal(
            code: error.code.rawValue, sentence: Render.label(error.sentence),
            unmet: error.unmet.map(render.unmet), possible: error.possible)
    }
}

extension ErrorMap {
    /// Runs a method's body; the engine's errors become statuses.
    static func answer<Output: Sendable>(
        _ body: () async throws -> Output
    ) async throws -> ServerResponse<Output> {
        do {
            return ServerResponse(message: try await body())
        } catch let error as CaseworkError {
            throw ErrorMap.rpcError(error)
        } catch StoreError.full {
            throw ErrorMap.rpcError(
                CaseworkError(.busy, Label("磁盘已满,未写入任何内容", "the disk is full; nothing was written"))
            )
        }
    }
}
