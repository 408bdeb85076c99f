package com.cielo24.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The key and the certificate that a simulator serves https with, from a file. */
final class Keystore {
    private Keystore() {}

    /**
     * @param  passwordFile             null for the empty password
     * @throws IllegalArgumentException if there is no key that can be used
     */
    static SSLContext sslContext(Path file, Path passwordFile) {
        char[] password = password(passwordFile).toCharArray();
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("the keystore " + file + " cannot be used: " + e, e);
        }
    }

    private static String password(Path file) {
        try {
            List<String> lines = file == null ? List.of() : Files.readAllLines(file);
            return lines.isEmpty() ? "" : lines.get(0);
        } catch (IOException e) {
            throw new IllegalArgumentException("the password file " + file + " cannot be read: " + e, e);
        }
    }
}
