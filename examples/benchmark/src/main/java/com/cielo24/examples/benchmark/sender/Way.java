package com.cielo24.examples.benchmark.sender;

import java.net.URI;
import java.nio.file.Path;

/** A way to the service. Both methods return when the service has said that the job has its media. */
public interface Way extends AutoCloseable {

    /** The ways there are, apart from curl. */
    enum Name {
        COMPONENT,
        OPERATED,
        CAMEL_HTTP,
        TRANSFER_TO
    }

    /** As good as any. */
    String JOB = "64bea283eff6475ea6596027a6ba0929";

    /** Of no worth: the receiver takes any. */
    String TOKEN = "7ca5dc5c7cce449fb0fff719307e8f5f";

    /**
     * @param keyStore with the service's certificate, or {@code null} where there is no TLS
     */
    static Way of(Name name, URI service, Path keyStore) throws Exception {
        return switch (name) {
            case COMPONENT -> new CamelWay(new ComponentRoute(service, keyStore), false);
            case OPERATED -> new CamelWay(new OperatedRoute(service), true);
            case CAMEL_HTTP -> new CamelWay(new CamelHttpRoute(service), false);
            case TRANSFER_TO -> new TransferTo(service);
        };
    }

    void upload(Path file) throws Exception;

    void addUrl(String url) throws Exception;
}
