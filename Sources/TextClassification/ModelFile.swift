import BinaryCoding

/// The binary file of a `TextClassifier`, version 2.
///
/// All numbers are little-endian; a string is a u32 count of UTF-8 bytes and the bytes; an array is a u32 count and its
/// elements.
///
/// ```
/// "XRTEXTCL"                       8 bytes
/// version                          u32
/// length of what follows           u64, checksum included
/// identity                         string, chosen by whoever trained it
/// labels                           array of strings
/// outside label                    string, empty for none
/// n-gram buckets                   array of u32, ascending
/// document frequencies             array of u32, one a bucket
/// number of training texts         u32
/// embedding mean                   array of f32, empty without embeddings
/// embedding scale                  f32
/// reference embeddings             array of f32, rows of the mean's count
/// context channels                 u32
/// weight of their n-grams          f32
/// context spaces                   u32 count, 0 without embeddings or context, then for each
///     mean                         array of f32
///     scale                        f32
/// forms                            u32 count, then for each
///     features                     u32, 1 n-grams + 2 embedding
///     temperature                  f32
///     boundary                     array of f32, weights and bias; empty for none
///     parameters                   array of f32, see MultinomialRegression
/// CRC-32 of all bytes before it    u32
/// ```
package enum ModelFile {
    package static let version: UInt32 = 2
    static let magic: [UInt8] = Array("XRTEXTCL".utf8)
    static let headerSize = 20

    /// - Parameter identity: what tells this model from others, such as a hash of its examples.
    package static func encode(_ classifier: TextClassifier, identity: String) -> [UInt8] {
        var body = LittleEndianWriter()
        body.write(identity)
        body.write(classifier.labels.count)
        for label in classifier.labels { body.write(label) }
        body.write(classifier.outsideLabel ?? "")
        body.write(classifier.encoder.vocabulary.buckets)
        body.write(classifier.encoder.vocabulary.documentFrequencies)
        body.write(classifier.encoder.vocabulary.textCount)
        body.write(classifier.encoder.space?.mean ?? [])
        body.write(classifier.encoder.space?.scale ?? 0)
        body.write(classifier.encoder.space?.references ?? [])
        body.write(classifier.encoder.channelCount)
        body.write(classifier.encoder.contextWeight)
        body.write(classifier.encoder.contextSpaces.count)
        for space in classifier.encoder.contextSpaces {
            body.write(space.mean)
            body.write(space.scale)
        }
        body.write(classifier.forms.count)
        for form in classifier.forms {
            body.write(form.features.rawValue)
            body.write(form.temperature)
            body.write(form.boundary.map { $0.weights + [$0.bias] } ?? [])
            body.write(form.regression.parameters)
        }
        var file = LittleEndianWriter()
        file.bytes = magic
        file.write(version)
        file.write(UInt64(body.bytes.count + 4))
        file.bytes += body.bytes
        file.write(CRC32.of(file.bytes))
        return file.bytes
    }

    package static func decode(
        _ bytes: [UInt8]
    ) throws(TextClassificationError) -> (classifier: TextClassifier, identity: String) {
        guard bytes.starts(with: magic) else {
            throw .notAModelFile(found: String(decoding: bytes.prefix(8), as: UTF8.self).debugDescription)
        }
        guard bytes.count >= headerSize else {
            throw .truncatedModel(expectedBytes: headerSize, actualBytes: bytes.count)
        }
        var reader = Self.reader(bytes, from: magic.count, to: headerSize)
        let foundVersion = try reader.readUInt32()
        guard foundVersion == version else {
            throw .unsupportedModelVersion(found: foundVersion, supported: version)
        }
        let (expected, isTooLong) = Int(clamping: try reader.readUInt64()).addingReportingOverflow(headerSize)
        guard !isTooLong, bytes.count == expected, expected >= headerSize + 4 else {
            throw .truncatedModel(expectedBytes: expected, actualBytes: bytes.count)
        }
        let bodyEnd = bytes.count - 4
        var checksumReader = Self.reader(bytes, from: bodyEnd, to: bytes.count)
        let recorded = try checksumReader.readUInt32()
        let actual = CRC32.of(bytes[..<bodyEnd])
        guard recorded == actual else {
            throw .damagedModel(expectedChecksum: recorded, actualChecksum: actual)
        }
        reader.end = bodyEnd
        let identity = try reader.readString()
        return (try decodeBody(&reader), identity)
    }

    private typealias ModelReader = LittleEndianReader<TextClassificationError>

    private static func reader(_ bytes: [UInt8], from start: Int, to end: Int) -> ModelReader {
        ModelReader(bytes, from: start, to: end) { .truncatedModel(expectedBytes: $0, actualBytes: $1) }
    }

    private static func decodeBody(_ reader: inout ModelReader) throws(TextClassificationError) -> TextClassifier {
        var labels: [String] = []
        for _ in 0..<(try reader.readCount(elementSize: 4)) { labels.append(try reader.readString()) }
        let outsideLabel = try reader.readString()
        let buckets = try reader.readUInt32Array()
        let frequencies = try reader.readUInt32Array()
        let textCount = Int(try reader.readUInt32())
        guard labels.count >= 2, buckets.count == frequencies.count,
            buckets.allSatisfy({ $0 < NgramExtractor.bucketCount })
        else { throw .inconsistentModel(reason: "its n-gram table is not whole") }
        let encoder = try decodeEncoder(
            &reader,
            vocabulary: Vocabulary(buckets: buckets, documentFrequencies: frequencies, textCount: textCount)
        )
        var forms: [FittedForm] = []
        for _ in 0..<(try reader.readCount(elementSize: 16)) {
            forms.append(try decodeForm(&reader, encoder: encoder, classCount: labels.count))
        }
        return TextClassifier(
            labels: labels,
            encoder: encoder,
            forms: forms,
            outsideLabel: outsideLabel.isEmpty ? nil : outsideLabel
        )
    }

    /// A model with more channels than any history has is not one of ours.
    private static let channelsMax = 8

    private static func decodeEncoder(
        _ reader: inout ModelReader,
        vocabulary: Vocabulary
    ) throws(TextClassificationError) -> FeatureEncoder {
        let space = try decodeSpace(&reader)
        let channelCount = Int(try reader.readUInt32())
        let contextWeight = try reader.readFloat()
        var contextSpaces: [EmbeddingSpace] = []
        for _ in 0..<(try reader.readCount(elementSize: 8)) {
            let mean = try reader.readFloatArray()
            let scale = try reader.readFloat()
            guard let space, mean.count == space.dimension else {
                throw .inconsistentModel(reason: "its context embeddings have another dimension than its embeddings")
            }
            contextSpaces.append(EmbeddingSpace(mean: mean, scale: scale, references: []))
        }
        guard channelCount <= channelsMax, contextSpaces.isEmpty || contextSpaces.count == channelCount else {
            throw .inconsistentModel(reason: "it has \(channelCount) context channels")
        }
        return FeatureEncoder(
            vocabulary: vocabulary,
            space: space,
            contextSpaces: contextSpaces,
            channelCount: channelCount,
            contextWeight: contextWeight
        )
    }

    private static func decodeSpace(_ reader: inout ModelReader) throws(TextClassificationError) -> EmbeddingSpace? {
        let mean = try reader.readFloatArray()
        let scale = try reader.readFloat()
        let references = try reader.readFloatArray()
        guard !mean.isEmpty else { return nil }
        guard references.count % mean.count == 0 else {
            throw .inconsistentModel(reason: "its reference embeddings are not whole rows")
        }
        return EmbeddingSpace(mean: mean, scale: scale, references: references)
    }

    private static func decodeForm(
        _ reader: inout ModelReader,
        encoder: FeatureEncoder,
        classCount: Int
    ) throws(TextClassificationError) -> FittedForm {
        let features = FeatureSet(rawValue: try reader.readUInt32())
        let temperature = try reader.readFloat()
        let boundary = try reader.readFloatArray()
        let parameters = try reader.readFloatArray()
        let formFeatures = features.contains(.ngrams) ? encoder.vocabulary.buckets.count : 0
        let formDimension = features.contains(.embedding) ? encoder.dimension : 0
        let expected = (formFeatures + formDimension + 1) * DesignMatrix.stride(classCount: classCount)
        guard parameters.count == expected, temperature > 0,
            boundary.isEmpty || boundary.count == BoundaryModel.weightCount + 1
        else { throw .inconsistentModel(reason: "a form has \(parameters.count) parameters instead of \(expected)") }
        return FittedForm(
            features: features,
            regression: MultinomialRegression(
                featureCount: formFeatures,
                dimension: formDimension,
                classCount: classCount,
                parameters: parameters
            ),
            temperature: temperature,
            boundary: boundary.last.map { BoundaryModel(weights: Array(boundary.dropLast()), bias: $0) }
        )
    }
}
