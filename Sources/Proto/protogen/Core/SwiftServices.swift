// SPDX-License-Identifier: Apache-2.0

/// Writes methods, server protocol and client of each service: `cases.grpc.swift`.
struct SwiftServices {
    let types: SwiftTypes

    func file(_ file: SchemaFile) -> String {
        var out = SwiftText(source: file.name, imports: ["public import GRPCCore"])
        for service in file.services {
            writeMethods(service, to: &out)
            writeServing(service, to: &out)
            writeClient(service, to: &out)
        }
        return out.text
    }

    private func writeMethods(_ service: Service, to out: inout SwiftText) {
        out.line()
        out.line("/// The methods of `\(service.fullName)`.")
        out.block("public enum \(service.name)Methods") { out in
            out.line("/// The service.")
            out.line("public static let service = ServiceDescriptor(")
            out.line("    fullyQualifiedService: \"\(service.fullName)\")")
            for method in service.methods {
                out.doc(method.comment, otherwise: "The method `\(method.name)`.")
                out.line("public static let \(Names.method(method.name)) = MethodDescriptor(")
                out.line("    service: service, method: \"\(method.name)\", type: .\(method.kind))")
            }
            let names = service.methods.map { Names.method($0.name) }.joined(separator: ", ")
            out.line("/// All of them, in the order of the file.")
            out.line("public static let all: [MethodDescriptor] = [\(names)]")
        }
    }

    private func writeServing(_ service: Service, to out: inout SwiftText) {
        out.line()
        out.doc(service.comment, otherwise: "What serves `\(service.fullName)`.")
        out.block("public protocol \(service.name)Serving: RegistrableRPCService") { out in
            for method in service.methods {
                let request = method.clientStreams ? "StreamingServerRequest" : "ServerRequest"
                let response = method.serverStreams ? "StreamingServerResponse" : "ServerResponse"
                out.doc(method.comment, otherwise: "Serves `\(method.name)`.")
                out.line("func \(Names.method(method.name))(")
                out.line("    _ request: \(request)<\(types.name(method.input))>,")
                out.line("    context: ServerContext")
                out.line(") async throws -> \(response)<\(types.name(method.output))>")
            }
        }
        out.line()
        out.block("extension \(service.name)Serving") { out in
            out.line("/// Registers every method of the service.")
            out.line("public func registerMethods<Transport: ServerTransport>(")
            out.block("    with router: inout RPCRouter<Transport>\n    )") { out in
                for method in service.methods {
                    let name = Names.method(method.name)
                    let target = "\(service.name)Methods.\(name)"
                    out.block("router.serve(\(method.kind): \(target))") { out in
                        out.line("try await self.\(name)($0, context: $1)")
                    }
                }
            }
        }
    }

    private func writeClient(_ service: Service, to out: inout SwiftText) {
        out.line()
        out.line("/// Calls `\(service.fullName)`.")
        out.block("public struct \(service.name)Client<Transport: ClientTransport>: Sendable") {
            out in
            out.line("private let client: GRPCClient<Transport>")
            out.line()
            out.line("/// Calls over this client, which the caller runs and closes.")
            out.line("public init(_ client: GRPCClient<Transport>) { self.client = client }")
            for method in service.methods {
                out.line()
                out.doc(method.comment, otherwise: "Calls `\(method.name)`.")
                writeCall(method, of: service, to: &out)
            }
        }
    }

    private func writeCall(_ method: Method, of service: Service, to out: inout SwiftText) {
        let input = types.name(method.input)
        let output = types.name(method.output)
        let target = "\(service.name)Methods.\(Names.method(method.name))"
        let generic = method.serverStreams ? "<Result: Sendable>" : ""
        out.line("public func \(Names.method(method.name))\(generic)(")
        if !method.clientStreams { out.line("    _ request: \(input),") }
        out.line("    metadata: Metadata = [:],")
        let comma = method.clientStreams || method.serverStreams ? "," : ""
        out.line("    options: CallOptions = .defaults\(comma)")
        if method.clientStreams {
            let comma = method.serverStreams ? "," : ""
            out.line("    _ producer: @Sendable @escaping (RPCWriter<\(input)>)")
            out.line("        async throws -> Void\(comma)")
        }
        if method.serverStreams {
            out.line("    onResponse: @Sendable @escaping (")
            out.line("        RPCAsyncSequence<\(output), any Error>")
            out.line("    ) async throws -> Result")
        }
        let result = method.serverStreams ? "Result" : output
        out.block(") async throws -> \(result)") { out in
            out.line("try await self.client.call(")
            out.line("    \(method.kind): \(target),")
            let request = method.clientStreams ? "producer" : "request"
            let last = method.serverStreams ? ", onResponse" : ""
            out.line("    \(request), metadata, options\(last))")
        }
    }
}

extension Method {
    /// The case of `MethodDescriptor.RPCType`.
    fileprivate var kind: String {
        switch (clientStreams, serverStreams) {
        case (false, false): "unary"
        case (true, false): "clientStreaming"
        case (false, true): "serverStreaming"
        case (true, true): "bidirectionalStreaming"
        }
    }
}
