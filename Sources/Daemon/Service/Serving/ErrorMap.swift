// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import CaseProto
internal import Casework
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
        let brief = ErrorMap.whole(error).shortened(to: ServiceLimits.textCharacters)
        let text = "\(brief.zh) / \(brief.en)"
        let details = V1.StatusDetails(
            code: Int32(code.rawValue), message: text,
            details: [
                V1.StatusDetail(
                    typeUrl: ErrorMap.refusalType,
                    value: ErrorMap.fitting(ErrorMap.refusal(error)))
            ])
        var metadata = Metadata()
        if let bytes = try? details.bytes() {
            metadata.addBinary(bytes, forKey: ErrorMap.detailsKey)
        }
        return RPCError(code: code, message: text, metadata: metadata)
    }

    /// For clients that read no details: the sentence, with what would mend it.
    private static func whole(_ error: CaseworkError) -> Label {
        let isOneField = error.code == .invalid && error.unmet.count == 1
        let remedy = error.remedy ?? (isOneField ? error.unmet[0].remedies.first : nil)
        return error.sentence.with(remedy?.sentence)
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

    /// As much of a refusal as a trailer holds: what is left out is counted in the last line.
    private static func fitting(_ refusal: V1.Refusal) -> [UInt8] {
        var short = refusal
        short.sentence = refusal.sentence.map(ErrorMap.shortened)
        short.mend = refusal.mend.map(ErrorMap.shortened)
        if let remedy = short.remedy, ErrorMap.size(remedy) > ServiceLimits.remedyBytes {
            short.remedy = nil
        }
        short.unmet = [ErrorMap.more(refusal.unmet.count)]
        var room = ServiceLimits.refusalBytes - ErrorMap.size(short)
        var kept: [V1.Unmet] = []
        for unmet in refusal.unmet {
            var unmet = unmet
            unmet.sentence = unmet.sentence.map(ErrorMap.shortened)
            unmet.mend = unmet.mend.map(ErrorMap.shortened)
            let remedies = unmet.remedies.reduce(0) { $0 + ErrorMap.size($1) }
            if remedies > ServiceLimits.remedyBytes { unmet.remedies = [] }
            // A tag and a length of two bytes stand before each.
            room -= ErrorMap.size(unmet) + 3
            guard room >= 0 else { break }
            kept.append(unmet)
        }
        let left = refusal.unmet.count - kept.count
        short.unmet = left == 0 ? kept : kept + [ErrorMap.more(left)]
        return (try? short.bytes()) ?? []
    }

    private static func more(_ count: Int) -> V1.Unmet {
        V1.Unmet(
            code: "more",
            sentence: Render.label(Label("……另有\(count)项", "… and \(count) more")))
    }

    private static func size(_ message: some ProtoMessage) -> Int {
        (try? message.bytes().count) ?? 0
    }

    private static func shortened(_ label: V1.Label) -> V1.Label {
        Render.label(Label(label.zh, label.en).shortened(to: ServiceLimits.sentenceCharacters))
    }

    /// The refusal as a message: also the inline outcome on streams.
    static func refusal(_ error: CaseworkError) -> V1.Refusal {
        let render = Render(laws: error.laws, day: error.day ?? Day(number: 0))
        return V1.Refusal(
            code: error.code.rawValue, sentence: Render.label(error.sentence),
            unmet: error.unmet.map(render.unmet), possible: error.possible,
            mend: error.remedy.map { Render.label($0.sentence) },
            remedy: error.remedy.flatMap(Render.remedy))
    }
}

extension Label {
    /// The beginning of each text, if it is longer.
    fileprivate func shortened(to count: Int) -> Label {
        func short(_ text: String) -> String {
            text.count > count ? text.prefix(count - 1) + "…" : text
        }
        return Label(short(self.zh), short(self.en))
    }
}

extension ErrorMap {
    /// Runs what answers a call; the engine's errors become statuses.
    static func statuses<Answer>(_ body: () async throws -> Answer) async throws -> Answer {
        do {
            return try await body()
        } catch let error as CaseworkError {
            throw ErrorMap.rpcError(error)
        } catch StoreError.full {
            throw ErrorMap.rpcError(
                CaseworkError(.busy, Label("磁盘已满,未写入任何内容", "the disk is full; nothing was written"))
            )
        }
    }
}
