package com.cielo24.camel;

import java.io.File;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.StreamCachingStrategy;

import static com.cielo24.camel.Cielo24Camel.JOB;

/**
 * One route and one exchange, for a process of their own.
 */
final class LowMemoryProgram {

    /** How a route keeps a large stream off the heap. Camel caches it there unless told otherwise. */
    enum Way {
        /** No caching: the endpoint spools the stream itself. */
        UNCACHED,
        /** No caching, and a length: nothing waits anywhere. */
        DECLARED,
        /** Camel caches on disk. */
        CACHED_ON_DISK
    }

    private LowMemoryProgram() {}

    /**
     * @param arguments base URL, token, a {@link Way} or the path of a file, size in bytes, a folder for spools
     */
    public static void main(String[] arguments) throws Exception {
        String what = arguments[2];
        boolean isStream =
                Arrays.stream(Way.values()).anyMatch(way -> way.name().equals(what));
        Object body = isStream ? new Zeros(Long.parseLong(arguments[3])) : new File(what);
        try (CamelContext context = new DefaultCamelContext()) {
            if (what.equals(Way.CACHED_ON_DISK.name())) {
                StreamCachingStrategy caching = context.getStreamCachingStrategy();
                caching.setSpoolEnabled(true);
                caching.setSpoolDirectory(Path.of(arguments[4]).toFile());
            }
            Cielo24Component component = new Cielo24Component();
            component.getConfiguration().setBaseUrl(arguments[0]);
            component.getConfiguration().setApiToken(arguments[1]);
            component.getConfiguration().setSpoolDirectory(arguments[4]);
            context.addComponent("cielo24", component);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    RouteDefinition route = from("direct:in");
                    if (what.equals(Way.UNCACHED.name()) || what.equals(Way.DECLARED.name())) {
                        route.streamCache("false");
                    }
                    route.to("cielo24:addMedia?jobId=" + JOB);
                }
            });
            context.start();
            context.createProducerTemplate()
                    .sendBodyAndHeaders(
                            "direct:in",
                            body,
                            what.equals(Way.DECLARED.name())
                                    ? Map.of(Cielo24Constants.CONTENT_LENGTH, arguments[3])
                                    : Map.of());
        }
    }

    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long size) {
            left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int read = (int) Math.min(length, left);
            left -= read;
            return read;
        }
    }
}
