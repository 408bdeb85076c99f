package com.cielo24.examples.outcome;

import java.time.Duration;

import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FailureTest {

    private static final String JOB = "64bea283eff6475ea6596027a6ba0929";
    private static final Exception REFUSED =
            Cielo24ServiceException.of(JOB, 400, "ITEM_NOT_FOUND", "There is no such job", null);

    @Test
    void failsWhatIsWrongOrRefused() {
        assertThat(Failure.of(new BadInputException("no job"), false).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(Failure.of(new Cielo24InvalidRequestException(JOB, "empty"), false)
                        .verdict())
                .isEqualTo(Verdict.FAILED);
        assertThat(Failure.of(REFUSED, false).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(Failure.of(Cielo24ServiceException.of(JOB, 404, null, null, null), false)
                        .verdict())
                .isEqualTo(Verdict.FAILED);
    }

    @Test
    void retriesWhatMayPass() {
        assertThat(Failure.of(new Cielo24TransportException(JOB, "refused", null), false)
                        .verdict())
                .isEqualTo(Verdict.RETRY);
        assertThat(Failure.of(new Cielo24UnknownOutcomeException(JOB, "no answer", null), true)
                        .verdict())
                .isEqualTo(Verdict.RETRY);
        for (int status : new int[] {408, 425, 429}) {
            assertThat(Failure.of(Cielo24ServiceException.of(JOB, status, null, null, Duration.ZERO), true)
                            .verdict())
                    .isEqualTo(Verdict.RETRY);
        }
        assertThat(Failure.of(new IllegalStateException("what?"), false).verdict())
                .isEqualTo(Verdict.RETRY);
    }

    /** Nothing is wrong with the media, and whoever puts the account right starts anew. */
    @ParameterizedTest
    @ValueSource(strings = {"BAD_API_TOKEN", "LOGIN_INVALID", "ACCOUNT_UNPRIVILEGED"})
    void leavesForLaterWhatAnAccountThatIsNotLetInKeptBack(String errorType) {
        Failure failure = Failure.of(Cielo24ServiceException.of(JOB, 400, errorType, "wrong", null), false);

        assertThat(failure.verdict()).isEqualTo(Verdict.RETRY);
        assertThat(failure.isAboutTheAccount()).isTrue();
        assertThat(Failure.of(REFUSED, false).isAboutTheAccount()).isFalse();
    }

    @Test
    void letsAPersonReviewWhatFailedAfterAnUnknownOutcome() {
        assertThat(Failure.of(REFUSED, true).verdict()).isEqualTo(Verdict.REVIEW);
        assertThat(Failure.of(new Cielo24InvalidRequestException(JOB, "empty"), true)
                        .verdict())
                .isEqualTo(Verdict.REVIEW);
    }

    @Test
    void saysWhatTheServiceSaidAndLeavesTheJobToItsOwnField() {
        Failure failure = Failure.of(REFUSED, false);

        assertThat(failure.httpStatus()).isEqualTo(400);
        assertThat(failure.errorType()).isEqualTo("ITEM_NOT_FOUND");
        assertThat(failure.why()).contains("There is no such job").doesNotContain(JOB);
    }
}
