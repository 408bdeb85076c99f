package com.cielo24.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FaultsTest {
    private static final Fault DROP = new Fault.DropBeforeBody();
    private static final Fault NEVER = new Fault.NeverAnswer();
    private static final Fault GARBAGE = Fault.garbage();

    private final Faults faults = new Faults(Set.of("/api/account/login"), job -> true);

    @Test
    void behavesUnlessTold() {
        assertThat(faults.take("abc")).isEmpty();
    }

    @Test
    void takesQueuedFaultsInOrderAndOnce() {
        faults.next(DROP);
        faults.next(NEVER, 2);

        assertThat(take(null, 4))
                .containsExactly(Optional.of(DROP), Optional.of(NEVER), Optional.of(NEVER), Optional.empty());
    }

    @Test
    void prefersTheFaultOfAJobToTheNextAndThatToTheOneForAlways() {
        faults.always(GARBAGE);
        faults.next(NEVER);
        faults.forJob("ABC", DROP, 1);

        assertThat(take("abc", 4))
                .containsExactly(Optional.of(DROP), Optional.of(NEVER), Optional.of(GARBAGE), Optional.of(GARBAGE));
    }

    @Test
    void sparesOtherJobs() {
        faults.forJob("abc", DROP, 1);

        assertThat(faults.take("abd")).isEmpty();
        assertThat(faults.take(null)).isEmpty();
        assertThat(faults.take("ABC")).contains(DROP);
    }

    @Test
    void misbehavesAsOftenAsItsProbabilitySays() {
        faults.sometimes(0.25, 42, DROP, NEVER);

        List<Optional<Fault>> taken = take(null, 10_000);

        assertThat(taken.stream().filter(Optional::isPresent).count()).isBetween(2_300L, 2_700L);
        assertThat(taken).contains(Optional.of(DROP), Optional.of(NEVER));
    }

    @Test
    void repeatsTheSameFaultsForTheSameSeed() {
        faults.sometimes(0.5, 7, DROP, NEVER);
        List<Optional<Fault>> once = take(null, 100);
        faults.sometimes(0.5, 7, DROP, NEVER);
        List<Optional<Fault>> again = take(null, 100);
        faults.sometimes(0.5, 8, DROP, NEVER);

        assertThat(again).isEqualTo(once).isNotEqualTo(take(null, 100));
    }

    @Test
    void refusesAProbabilityOutOfRange() {
        assertThatThrownBy(() -> faults.sometimes(1.1, 1, DROP)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.sometimes(-0.1, 1, DROP)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.sometimes(0.5, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void behavesAgainOnceCleared() {
        faults.always(GARBAGE);
        faults.next(NEVER);
        faults.forJob("abc", DROP, 1);

        faults.clear();

        assertThat(faults.take("abc")).isEmpty();
    }

    private List<Optional<Fault>> take(String jobId, int times) {
        List<Optional<Fault>> taken = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            taken.add(faults.take(jobId));
        }
        return taken;
    }
}
