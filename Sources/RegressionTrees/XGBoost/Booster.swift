import CXGBoost

/// XGBoost's growing trees. XGBoost keeps random numbers and settings by thread: use a booster on one thread.
final class Booster {
    private let handle: BoosterHandle

    /// - Parameter cache: the data whose predictions XGBoost should keep up to date between rounds.
    init(caching cache: [DataMatrix], parameters: [(name: String, value: String)]) throws(RegressionTreesError) {
        var created: BoosterHandle?
        let handles = cache.map { Optional($0.handle) }
        try Library.keepSilent()
        try Library.check("XGBoosterCreate") { XGBoosterCreate(handles, UInt64(handles.count), &created) }
        guard let created else { throw .library(call: "XGBoosterCreate", message: "no booster came back") }
        handle = created
        for (name, value) in parameters { try set(name, value) }
    }

    private init(owning handle: BoosterHandle) { self.handle = handle }

    deinit { XGBoosterFree(handle) }

    func set(_ name: String, _ value: String) throws(RegressionTreesError) {
        try Library.check("XGBoosterSetParam") { XGBoosterSetParam(handle, name, value) }
    }

    /// Gives a round's sampling of rows random numbers of its own, whatever else this thread has trained.
    func seed(_ seed: UInt32, round: Int) throws(RegressionTreesError) {
        try set("seed", "\((UInt64(seed) &+ UInt64(round)) & 0x7FFF_FFFF)")
    }

    /// Grows one tree by the booster's own objective.
    func update(round: Int, _ data: DataMatrix) throws(RegressionTreesError) {
        try Library.check("XGBoosterUpdateOneIter") {
            XGBoosterUpdateOneIter(handle, CInt(round), data.handle)
        }
    }

    /// Grows one tree for the given first and second derivatives of a loss, one a row.
    func boost(
        _ data: DataMatrix,
        gradients: inout [Float],
        hessians: inout [Float]
    ) throws(RegressionTreesError) {
        let count = UInt64(gradients.count)
        try Library.check("XGBoosterBoostOneIter") {
            XGBoosterBoostOneIter(handle, data.handle, &gradients, &hessians, count)
        }
    }

    /// The booster's own metric on `data`.
    func score(round: Int, _ data: DataMatrix) throws(RegressionTreesError) -> Double {
        var matrices: [DMatrixHandle?] = [data.handle]
        var text: UnsafePointer<CChar>?
        try "validation".utf8CString.withUnsafeBufferPointer { name throws(RegressionTreesError) in
            var names = [name.baseAddress]
            try Library.check("XGBoosterEvalOneIter") {
                XGBoosterEvalOneIter(handle, CInt(round), &matrices, &names, 1, &text)
            }
        }
        // "[3]\tvalidation-rmse:0.25"
        let report = text.map { String(cString: $0) } ?? ""
        guard let score = report.split(separator: ":").last.flatMap({ Double($0) }) else {
            throw .library(call: "XGBoosterEvalOneIter", message: "its answer \(report.debugDescription) has no score")
        }
        return score
    }

    /// The trees of one round alone.
    func slice(round: Int) throws(RegressionTreesError) -> Booster {
        var created: BoosterHandle?
        try Library.check("XGBoosterSlice") {
            XGBoosterSlice(handle, CInt(round), CInt(round + 1), 1, &created)
        }
        guard let created else { throw .library(call: "XGBoosterSlice", message: "no booster came back") }
        return Booster(owning: created)
    }

    /// For a booster of one tree: the number of the leaf that each row falls into.
    func leaves(_ data: DataMatrix) throws(RegressionTreesError) -> [Int] {
        try predict(data, type: 6).map(Int.init)
    }

    /// - Parameter type: as in XGBoost's `XGBoosterPredictFromDMatrix`: 0 prediction, 1 margin, 2 contributions, 6 leaf.
    func predict(_ data: DataMatrix, type: Int) throws(RegressionTreesError) -> [Float] {
        let range = #""iteration_begin": 0, "iteration_end": 0"#
        let config = #"{"type": \#(type), "training": false, \#(range), "strict_shape": false}"#
        var shape: UnsafePointer<bst_ulong>?
        var dimension: bst_ulong = 0
        var values: UnsafePointer<Float>?
        try Library.check("XGBoosterPredictFromDMatrix") {
            XGBoosterPredictFromDMatrix(handle, data.handle, config, &shape, &dimension, &values)
        }
        let count = (0..<Int(dimension)).reduce(1) { $0 * Int(shape?[$1] ?? 0) }
        return Array(UnsafeBufferPointer(start: values, count: values == nil ? 0 : count))
    }

    /// The whole model as XGBoost's JSON.
    func json() throws(RegressionTreesError) -> [UInt8] {
        var length: bst_ulong = 0
        var bytes: UnsafePointer<CChar>?
        try Library.check("XGBoosterSaveModelToBuffer") {
            XGBoosterSaveModelToBuffer(handle, #"{"format": "json"}"#, &length, &bytes)
        }
        return UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : Int(length)).map { $0 }
    }
}
