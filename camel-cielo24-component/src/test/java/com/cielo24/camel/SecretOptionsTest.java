package com.cielo24.camel;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.apache.camel.CamelContext;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Endpoints that cannot be created, because an option is wrong: the reason shows no secret. */
class SecretOptionsTest {

    /** Stands for every secret. */
    private static final String SECRET = "5ec0e1d3adbeef";

    private final CamelContext context = new DefaultCamelContext();
    private WholeLog log;

    @BeforeEach
    void start() {
        log = new WholeLog();
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        log.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "username=u&securekey=SECRET&jobbId=1",
                "username=u&password=SECRET&jobbId=1",
                "apiToken=SECRET&jobbId=1",
                "apiToken=RAW(SECRET)&jobbId=1",
                "mediaUrl=RAW(https://media.example.com/a.mp4?e=1&sig=SECRET)&jobbId=1",
                "mediaUrl=RAW{https://media.example.com/a(1).mp4?sig=SECRET}&jobbId=1",
                "mediaUrl=RAW(https://media.example.com/a(1).mp4?sig=SECRET)&jobbId=1",
                "mediaUrl=https%3A%2F%2Fmedia.example.com%2Fa.mp4%3Fsig%3DSECRET&jobbId=1",
                "mediaUrl=https://media.example.com/a.mp4?sig=SECRET&jobbId=1",
                "apiToken=SECRET&mediaUrl=RAW(https://media.example.com/a.mp4?sig=SECRET)&jobbId=1",
                "username=u&securekey=SECRET&mediaUrl=RAW(https://media.example.com/a.mp4?sig=SECRET)&jobbId=1",
                "username=u&securekey=SECRET&mode=upload&mediaUrl=RAW(https://media.example.com/a.mp4?sig=SECRET)",
                "username=u&securekey=SECRET&mediaUrl=RAW(https://media.example.com/a.mp4?sig=SECRET)&stallTimeout=abc",
                "username=u&secureKeyy=SECRET",
                "username=u&securkey=SECRET",
                "username=u&secure-keyy=SECRET",
                "username=u&key=SECRET",
                "username=u&pasword=SECRET",
                "username=u&pwd=SECRET",
                "api-tokenn=SECRET",
                "api_tokn=SECRET",
                "tokn=RAW(SECRET)",
                "mediaUri=RAW(https://media.example.com/a.mp4?sig=SECRET)",
                "url=RAW(https://media.example.com/a.mp4?sig=SECRET)",
                "username=u&securekey=SECRET&pasword=SECRET",
                "username=u&securekey=SECRET&password=SECRET",
                "securekey=SECRET",
                "apiToken=SECRET&stallTimeout=abc",
                "apiToken=SECRET&username=u",
                "mediaUrl=RAW(https://media.example.com/a.mp4?sig=SECRET)&securekey=SECRET&jobbId=1&username=u",
            })
    void showsNoSecretOfAnEndpointThatCannotBeCreated(String options) throws Exception {
        String uri = "cielo24:addMedia?" + options.replace("SECRET", SECRET);

        Throwable thrown = catchThrowable(() -> context.getEndpoint(uri));
        assertThat(thrown).isInstanceOfAny(ResolveEndpointFailedException.class, NoSuchEndpointException.class);
        assertThat(trace(thrown)).doesNotContain(SECRET);

        assertThat(log.lines().stream().filter(line -> line.contains(SECRET))).isEmpty();
    }

    private static RouteBuilder to(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(uri);
            }
        };
    }

    static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
