package com.cielo24.camel;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.cielo24.ledger.JdbcMediaLedger;
import com.cielo24.ledger.LedgerException;
import com.cielo24.ledger.MediaLedger;
import com.cielo24.ledger.TestDatabase;
import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;

/** One exchange with a ledger, for a process of its own, which may die at a step. */
final class LedgerProgram {

    /** Where it dies. Elsewhere it is killed by its test. */
    enum Step {
        BEFORE_CLAIM,
        AFTER_CLAIM,
        BEFORE_SETTLEMENT,
        AFTER_SETTLEMENT,
        /** It waits for a file before it settles, and lives. */
        WAITS,
        NONE
    }

    private LedgerProgram() {}

    /**
     * @param arguments base URL, token, JDBC URL, file, {@link Step}, job id or {@code -} for a job of its own, the file
     *                  for which it waits, the endpoint. It prints how the exchange ended.
     */
    public static void main(String[] arguments) throws Exception {
        Step step = Step.valueOf(arguments[4]);
        try (CamelContext context = new DefaultCamelContext();
                JdbcMediaLedger ledger =
                        new JdbcMediaLedger(TestDatabase.connect(arguments[2]), Duration.ofSeconds(1))) {
            Cielo24Component component = new Cielo24Component();
            component.getConfiguration().setBaseUrl(arguments[0]);
            component.getConfiguration().setApiToken(arguments[1]);
            component.getConfiguration().setLedger(new Mortal(ledger, step, Path.of(arguments[6])));
            context.addComponent("cielo24", component);
            context.start();
            Exchange exchange = context.createProducerTemplate().send(arguments[7], sent -> {
                sent.getMessage().setBody(new File(arguments[3]));
                if (!arguments[5].equals("-")) {
                    sent.getMessage().setHeader(Cielo24Constants.JOB_ID, arguments[5]);
                }
            });
            print(exchange);
        }
    }

    /** A process of it, to be started. */
    static ProcessBuilder process(
            Cielo24Simulator service, String jdbcUrl, String file, Step step, String job, Path release, String uri) {
        return JavaProcess.of(
                List.of("-XX:TieredStopAtLevel=1"),
                LedgerProgram.class,
                service.baseUrl().toString(),
                service.apiToken(),
                jdbcUrl,
                file,
                step.name(),
                job,
                release.toString(),
                uri);
    }

    private static void print(Exchange exchange) {
        Object added = exchange.getMessage().getHeader(Cielo24Constants.ADDED_BEFORE);
        Object before = exchange.getMessage().getHeader(Cielo24Constants.ORDERED_BEFORE, added);
        String outcome = exchange.getException() != null
                ? exchange.getException().getClass().getSimpleName()
                : before == null ? "added" : "added before";
        System.out.println("OUTCOME " + Map.of("outcome", outcome));
    }

    private static final class Mortal extends ForwardingLedger {

        private final Step step;
        private final Path release;

        Mortal(MediaLedger ledger, Step step, Path release) {
            super(ledger);
            this.step = step;
            this.release = release;
        }

        @Override
        public Result claim(String jobId, String mediaKey) throws LedgerException {
            dieAt(Step.BEFORE_CLAIM);
            Result result = super.claim(jobId, mediaKey);
            dieAt(Step.AFTER_CLAIM);
            return result;
        }

        @Override
        public void added(Claim claim, String taskId, long bytes) throws LedgerException {
            dieAt(Step.BEFORE_SETTLEMENT);
            if (step == Step.WAITS) {
                await();
            }
            super.added(claim, taskId, bytes);
            dieAt(Step.AFTER_SETTLEMENT);
        }

        private void dieAt(Step here) {
            if (step == here) {
                Runtime.getRuntime().halt(137);
            }
        }

        private void await() {
            try {
                while (!Files.exists(release)) {
                    Thread.sleep(20);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
