import Foundation

/// The protoc plugin: a CodeGeneratorRequest on standard input, a CodeGeneratorResponse on standard output.
@main
enum ProtocGenXiaoer {
    static func main() {
        let input = FileHandle.standardInput.readDataToEndOfFile()
        let response: CodeGeneratorResponse
        do {
            response = .files(try generate(from: [UInt8](input)))
        } catch let error as GeneratorError {
            response = .error(error.description)
        } catch {
            response = .error("protoc-gen-xiaoer: \(error)")
        }
        FileHandle.standardOutput.write(Data(response.serializedBytes()))
    }

    static func generate(from bytes: [UInt8]) throws -> [GeneratedFile] {
        let request = try CodeGeneratorRequest(bytes)
        let options = try GeneratorOptions(parameter: request.parameter)
        return try Generator(request: request, options: options).files()
    }
}
