/// A protobuf service as a server mounts it. The generated server protocols refine it and supply all of it.
public protocol MeshService: Sendable {
    /// The service's full protobuf name, such as `xiaoer.orders.v1.Orders`.
    static var serviceName: String { get }
    /// A serialized `google.protobuf.FileDescriptorSet` of the file that declares the service and all it imports.
    static var fileDescriptorSet: [UInt8] { get }
    /// Adds each method to the router.
    func register(on router: inout Router)
}
