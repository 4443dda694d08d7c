// SPDX-License-Identifier: Apache-2.0
package import CaseProto
package import GRPCCore

/// Tells clients that have no .proto files what there is to call: the standard server reflection.
///
/// It is asked under its present name and under the earlier one, whose messages are the same. It tells what
/// is published anyway, so anybody may ask.
package struct ReflectionService: ServerReflectionServing {
    private static let earlier = ServiceDescriptor(
        fullyQualifiedService: "grpc.reflection.v1alpha.ServerReflection")
    /// The services that tell about themselves and the daemon to whoever asks.
    static let services = [ServerReflectionMethods.service, ReflectionService.earlier]

    private let files: [String: ProtoDescriptor]
    private let fileOfSymbol: [String: String]
    private let served: [String]

    /// Tells of the services with these methods, and of itself.
    package init(telling methods: [[MethodDescriptor]]) {
        let all = ProtoDescriptors.all
        self.files = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
        self.fileOfSymbol = Dictionary(
            all.flatMap { file in file.symbols.map { ($0, file.name) } }
        ) { first, _ in first }
        self.served =
            (methods.compactMap { $0.first?.service } + ReflectionService.services)
            .map(\.fullyQualifiedService).sorted()
    }

    package func registerMethods<Transport: ServerTransport>(
        with router: inout RPCRouter<Transport>
    ) {
        for service in ReflectionService.services {
            let method = MethodDescriptor(
                service: service, method: ServerReflectionMethods.serverReflectionInfo.method,
                type: .bidirectionalStreaming)
            router.serve(bidirectionalStreaming: method) {
                try await self.serverReflectionInfo($0, context: $1)
            }
        }
    }

    package func serverReflectionInfo(
        _ request: StreamingServerRequest<ReflectionV1.ServerReflectionRequest>,
        context: ServerContext
    ) async throws -> StreamingServerResponse<ReflectionV1.ServerReflectionResponse> {
        StreamingServerResponse(of: ReflectionV1.ServerReflectionResponse.self) { writer in
            for try await question in request.messages {
                try await writer.write(
                    ReflectionV1.ServerReflectionResponse(
                        validHost: question.host, originalRequest: question,
                        messageResponse: self.answer(question.messageRequest)))
            }
            return [:]
        }
    }

    private typealias Question = ReflectionV1.ServerReflectionRequest.MessageRequest
    private typealias Answer = ReflectionV1.ServerReflectionResponse.MessageResponse

    private func answer(_ question: Question?) -> Answer {
        switch question {
        case .listServices:
            return .listServicesResponse(
                .init(service: self.served.map { .init(name: $0) }))
        case .fileByFilename(let name):
            return self.file(name, or: "there is no file \(name)")
        case .fileContainingSymbol(let symbol):
            let name = symbol.hasPrefix(".") ? String(symbol.dropFirst()) : symbol
            return self.file(self.fileOfSymbol[name], or: "there is no symbol \(symbol)")
        case .fileContainingExtension(let asked):
            return ReflectionService.error(.notFound, "\(asked.containingType) has no extensions")
        case .allExtensionNumbersOfType(let type):
            guard self.fileOfSymbol[type] != nil else {
                return ReflectionService.error(.notFound, "there is no message \(type)")
            }
            return .allExtensionNumbersResponse(.init(baseTypeName: type))
        case nil:
            return ReflectionService.error(.invalidArgument, "the request asks for nothing")
        }
    }

    /// A file with all that it needs, what is needed first.
    private func file(_ name: String?, or missing: String) -> Answer {
        guard let name, let file = self.files[name] else {
            return ReflectionService.error(.notFound, missing)
        }
        var (found, seen): ([ProtoDescriptor], Set<String>) = ([], [])
        func add(_ file: ProtoDescriptor) {
            guard seen.insert(file.name).inserted else { return }
            for needed in file.needs { self.files[needed].map(add) }
            found.append(file)
        }
        add(file)
        // Who asks for a file wants it first.
        return .fileDescriptorResponse(
            .init(fileDescriptorProto: found.reversed().map(\.bytes)))
    }

    private static func error(_ code: Status.Code, _ message: String) -> Answer {
        .errorResponse(.init(errorCode: Int32(code.rawValue), errorMessage: message))
    }
}
