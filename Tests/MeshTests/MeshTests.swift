import Testing

/// The whole mesh as its users meet it: processes, sockets, signals. The suites inside share one mesh, in turn.
@Suite(.serialized, .mesh) enum MeshTests {}

/// The mesh of the running suite.
func runningMesh() throws -> RunningMesh {
    try #require(RunningMesh.current, "the suite has the trait .mesh")
}
