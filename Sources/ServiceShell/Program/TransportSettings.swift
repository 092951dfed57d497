import MeshTLS

/// The TLS that the settings ask for.
enum TransportSettings {
    private static let fileKeys = ["tls.certificate_file", "tls.key_file", "tls.roots_file"]

    /// Nil for plain TCP. Throws `SettingsError` when the settings or the files are wrong.
    static func security(_ values: SettingValues, _ folders: ServiceFolders) throws(SettingsError) -> MeshTLS? {
        let paths = fileKeys.map { values.optionalText($0) }
        guard paths.contains(where: { $0 != nil }) else { return nil }
        let files = paths.compactMap { $0 }.map { ServiceFolders.path($0, from: folders.home) }
        guard files.count == fileKeys.count else {
            throw SettingsError([.conflict(keys: fileKeys, reason: "all three must be set for TLS, or none")])
        }
        do {
            return try MeshTLS(
                TLSFiles(
                    certificate: files[0],
                    key: files[1],
                    roots: files[2],
                    requiresClientCertificate: values.text("tls.client_certificate") == "required"
                )
            )
        } catch {
            throw SettingsError([.conflict(keys: fileKeys, reason: "\(error)")])
        }
    }
}
