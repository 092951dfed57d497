import Testing

/// Faults on real sockets and in real time, one after the other, since they would be each other's noise.
@Suite(.serialized, .timeLimit(.minutes(1))) enum FaultTests {}
