import Testing
import TextClassification

@Suite struct LimitedMemoryBFGSTests {
    private static func quadratic(_ point: [Float], _ gradient: inout [Float]) -> Double {
        var value = 0.0
        for index in point.indices {
            let scale = Float(index + 1)
            let offset = point[index] - scale
            gradient[index] = scale * offset
            value += Double(scale * offset * offset) / 2
        }
        return value
    }

    private static func rosenbrock(_ point: [Float], _ gradient: inout [Float]) -> Double {
        let (x, y) = (point[0], point[1])
        gradient[0] = -400 * x * (y - x * x) - 2 * (1 - x)
        gradient[1] = 200 * (y - x * x)
        return Double(100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x))
    }

    @Test func aQuadraticIsSolvedToItsMinimum() {
        var point = [Float](repeating: 0, count: 20)
        var optimizer = LimitedMemoryBFGS()
        optimizer.gradientTolerance = 1e-6
        optimizer.valueTolerance = 0
        let outcome = optimizer.minimize(&point, objective: Self.quadratic)
        #expect(outcome.isConverged)
        for index in point.indices { #expect(abs(point[index] - Float(index + 1)) < 1e-3) }
    }

    @Test func aCurvedValleyIsFollowed() {
        var point: [Float] = [-1.2, 1]
        var optimizer = LimitedMemoryBFGS()
        optimizer.gradientTolerance = 1e-6
        optimizer.valueTolerance = 0
        _ = optimizer.minimize(&point, objective: Self.rosenbrock)
        #expect(abs(point[0] - 1) < 1e-2 && abs(point[1] - 1) < 1e-2)
    }

    @Test func aPointAtTheMinimumStays() {
        var point: [Float] = [1, 2, 3]
        let outcome = LimitedMemoryBFGS().minimize(&point, objective: Self.quadratic)
        #expect(point == [1, 2, 3])
        #expect(outcome.iterations == 0 && outcome.isConverged)
    }

    @Test func theLimitOfIterationsHolds() {
        var point: [Float] = [-1.2, 1]
        var optimizer = LimitedMemoryBFGS()
        optimizer.maximumIterations = 3
        #expect(optimizer.minimize(&point, objective: Self.rosenbrock).iterations == 3)
    }
}
