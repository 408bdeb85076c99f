package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.cielo24.examples.benchmark.receiver.Tls;

/**
 * A key for one run and the certificate for 127.0.0.1 that goes with it, made by the JDK's own keytool.
 *
 * @param keyStore with both, PKCS12
 * @param pem      with the certificate, for curl
 */
record Certificate(Path keyStore, Path pem) {

    static Certificate make(Path folder) throws IOException, InterruptedException {
        Path keyStore = folder.resolve("receiver.p12");
        Path pem = folder.resolve("receiver.pem");
        keytool(
                keyStore,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2");
        keytool(keyStore, "-exportcert", "-rfc", "-file", pem.toString());
        return new Certificate(keyStore, pem);
    }

    private static void keytool(Path keyStore, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Jdk.running().program("keytool")));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-alias",
                "receiver",
                "-storetype",
                "PKCS12",
                "-keystore",
                keyStore.toString(),
                "-storepass",
                Tls.PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException("keytool ended with " + process.exitValue() + ": " + output.trim());
        }
    }
}
