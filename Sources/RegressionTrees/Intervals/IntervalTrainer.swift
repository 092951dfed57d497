/// Fits a median and an interval of wanted coverage.
package struct IntervalTrainer: Sendable {
    package struct Progress: Sendable, Equatable {
        /// The quantile that is being fitted.
        package let level: Double
        package let training: TrainingProgress
    }

    package let coverage: Double
    private let trainers: [(level: Double, trainer: TreeTrainer)]

    /// - Parameters:
    ///   - settings: for each of the three ensembles; their objective is replaced.
    ///   - coverage: the share of answers inside the interval, within 0.5...0.98.
    package init(_ settings: TrainingSettings, coverage: Double = 0.8) throws(RegressionTreesError) {
        guard (0.5...0.98).contains(coverage) else {
            throw .settingOutOfRange(name: "coverage", value: "\(coverage)", range: "within 0.5...0.98")
        }
        self.coverage = coverage
        var trainers: [(level: Double, trainer: TreeTrainer)] = []
        for level in [(1 - coverage) / 2, 0.5, (1 + coverage) / 2] {
            var own = settings
            own.objective = .quantile(level: level)
            trainers.append((level, try TreeTrainer(own)))
        }
        self.trainers = trainers
    }

    /// Blocks its thread; see `TreeTrainer.train`.
    ///
    /// - Parameters:
    ///   - validation: when to stop growing; not the calibration rows, which no decision may have seen.
    ///   - calibration: rows as new ones will be, say the latest before today. 1,000 rows hold the coverage to within
    ///     about 2.5 points in 19 of 20 fits.
    package func train(
        _ data: TrainingData,
        validation: TrainingData? = nil,
        calibration: TrainingData,
        progress: (Progress) throws -> Void = { _ in }
    ) throws -> QuantileIntervals {
        try calibration.features.requireNames(data.features.names)
        let fitted = try trainers.map { level, trainer in
            try trainer.train(data, validation: validation) { try progress(Progress(level: level, training: $0)) }
                .ensemble
        }
        let widening = try ConformalCalibration.widening(
            lower: fitted[0].predict(calibration.features),
            upper: fitted[2].predict(calibration.features),
            labels: calibration.labels,
            coverage: coverage
        )
        return try QuantileIntervals(
            lower: fitted[0],
            median: fitted[1],
            upper: fitted[2],
            widening: widening,
            coverage: coverage
        )
    }
}
