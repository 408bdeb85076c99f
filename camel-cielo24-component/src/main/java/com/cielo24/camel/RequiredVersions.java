package com.cielo24.camel;

import java.lang.module.ModuleDescriptor.Version;

import org.apache.camel.CamelContext;
import org.apache.hc.core5.util.VersionInfo;

/**
 * Refuses a Camel or an HttpClient that is too old, by name and at start. It would otherwise end in a
 * {@code NoSuchMethodError} at the first upload.
 */
final class RequiredVersions {

    private static final String CAMEL = "4.17";
    private static final String HTTP_CLIENT = "5.5";

    private RequiredVersions() {}

    /**
     * @throws IllegalStateException if one of them is too old
     */
    static void check(CamelContext context) {
        require("Apache Camel", context.getVersion(), CAMEL, "camel.version or the Camel BOM");
        VersionInfo client =
                VersionInfo.loadVersionInfo("org.apache.hc.client5", RequiredVersions.class.getClassLoader());
        if (client != null) {
            require(
                    "Apache HttpClient (httpclient5)",
                    client.getRelease(),
                    HTTP_CLIENT,
                    "the version that your build manages, such as httpclient5.version of Spring Boot");
        }
    }

    static void require(String what, String version, String least, String where) {
        try {
            // a snapshot or a milestone counts as the release
            if (Version.parse(version.replaceFirst("-.*", "")).compareTo(Version.parse(least)) < 0) {
                throw new IllegalStateException("camel-cielo24 needs " + what + " " + least
                        + " or later, but the application has " + version + "; change " + where);
            }
        } catch (IllegalArgumentException | NullPointerException e) {
            // a build without a version: nothing is known of it
        }
    }
}
