package com.cielo24.examples.support;

import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.client.ErrorResponse;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailureTest {

    private static final String JOB = "64bea283eff6475ea6596027a6ba0929";
    private static final Cielo24ServiceException REFUSAL =
            Cielo24ServiceException.of(JOB, new ErrorResponse(400, "ITEM_NOT_FOUND", "There is no such job", null));

    @Test
    void aRefusalIsCertain() {
        Failure failure = Failure.of(REFUSAL);

        assertThat(failure.isInDoubt()).isFalse();
        assertThat(failure.httpStatus()).isEqualTo(400);
        assertThat(failure.errorType()).isEqualTo("ITEM_NOT_FOUND");
        assertThat(failure.why()).contains("There is no such job").doesNotContain(JOB);
        assertThat(failure.whatToDo()).contains("The job has no media from this");
    }

    @Test
    void soIsAnInvalidRequest() {
        assertThat(Failure.of(new Cielo24InvalidRequestException(JOB, "the file is empty"))
                        .isInDoubt())
                .isFalse();
    }

    /** The first attempt may have worked. */
    @Test
    void aRefusalAfterAnUnknownOutcomeIsInDoubt() {
        Failure failure = Failure.of(Cielo24UnknownOutcomeException.toReview(JOB, "refused now", REFUSAL));

        assertThat(failure.isInDoubt()).isTrue();
        assertThat(failure.what()).isEqualTo("refused by the service after an attempt of unknown outcome");
        assertThat(failure.httpStatus()).isEqualTo(400);
        assertThat(failure.whatToDo()).contains("Check at the service");
    }

    @Test
    void soIsWhatNobodyExpected() {
        Failure failure = Failure.of(new IllegalStateException("what?"));

        assertThat(failure.isInDoubt()).isTrue();
        assertThat(failure.why()).contains("IllegalStateException", "what?");
        assertThat(failure.httpStatus()).isNull();
    }
}
