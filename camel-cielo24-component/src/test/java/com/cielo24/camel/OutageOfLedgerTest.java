package com.cielo24.camel;

import java.util.List;
import java.util.stream.IntStream;

import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.client.ErrorResponse;
import com.cielo24.ledger.JdbcMediaLedger;
import com.cielo24.ledger.TestDatabase;
import com.cielo24.ledger.Watched;
import com.cielo24.simulator.ReceivedMedia;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An outage of the database in which the ledger is. */
class OutageOfLedgerTest extends Outage {

    @Test
    void pausesUntilTheDatabaseIsBack() throws Exception {
        Watched database = new Watched();
        database.away = true;
        try (JdbcMediaLedger ledger =
                new JdbcMediaLedger(database.of(TestDatabase.connect(TestDatabase.SQLITE.create(folder))))) {
            context.getRegistry().bind("ledger", ledger);
            List<String> jobs = IntStream.range(0, 10)
                    .mapToObj(i -> write(service.newJob()))
                    .toList();
            start(inbox(""));

            awaitPause("inbox");

            assertThat(policy.getPausedRoutes())
                    .singleElement()
                    .asString()
                    .contains("nothing was sent", "the ledger's database cannot be used")
                    .doesNotContain("SECRET");
            database.away = false;
            pass(MINUTE);
            await().until(() -> files(inbox()) == 0);
            assertThat(service.media()).extracting(ReceivedMedia::jobId).containsExactlyInAnyOrderElementsOf(jobs);
            assertThat(service.requestCount()).isEqualTo(jobs.size());
        }
    }

    @Test
    void aRefusalThatNeedsAReviewIsNoOutage() {
        Cielo24ServiceException refusal =
                new Cielo24ServiceException("1", "refused", new ErrorResponse(400, "INVALID_QUERY", "has media", null));

        assertThat(Cielo24UnknownOutcomeException.toReview("1", "check it", refusal)
                        .isOutage())
                .isFalse();
        assertThat(new Cielo24UnknownOutcomeException("1", "no answer", null).isOutage())
                .isTrue();
    }
}
