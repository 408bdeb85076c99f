package com.cielo24.simulator;

import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** When the simulator of an extension is there, however the extension is registered. */
class ExtensionLifecycleTest {
    private final Cielo24SimulatorExtension extension = new Cielo24SimulatorExtension();

    @AfterEach
    void close() {
        extension.afterAll(context("class"));
    }

    @Nested
    @ExtendWith(Cielo24SimulatorExtension.class)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OneInstanceOfTheClass {
        private final Cielo24Simulator simulator;

        OneInstanceOfTheClass(Cielo24Simulator simulator) {
            this.simulator = simulator;
        }

        @Test
        void hasASimulatorInItsConstructor(Cielo24Simulator ofTheTest) {
            assertThat(ofTheTest).isSameAs(simulator);
            assertThat(ofTheTest.newJob()).isNotEmpty();
        }
    }

    @Test
    @ExtendWith(Cielo24SimulatorExtension.class)
    void belongsToOneTestWhereOnlyThatNamesIt(Cielo24Simulator simulator) {
        assertThat(simulator.newJob()).isNotEmpty();
    }

    @Nested
    class InAFieldThatIsNotStatic {
        @RegisterExtension
        final Cielo24SimulatorExtension own = new Cielo24SimulatorExtension();

        @Test
        void belongsToTheTest() {
            assertThat(own.simulator().newJob()).isNotEmpty();
        }
    }

    @Test
    void isClosedAfterTheTestThatItBelongsTo() throws Exception {
        extension.beforeEach(context("test"));
        Cielo24Simulator simulator = extension.simulator();
        new Socket("127.0.0.1", simulator.port()).close();

        extension.afterEach(context("test"));

        assertThatThrownBy(() -> new Socket("127.0.0.1", simulator.port()).close())
                .isInstanceOf(ConnectException.class);
        assertThatThrownBy(extension::simulator)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no test is running");
    }

    @Test
    void failsASecondTestThatRunsAtTheSameTimeAndSparesTheFirst() {
        extension.beforeAll(context("class"));
        extension.beforeEach(context("first"));
        String job = extension.simulator().newJob();

        assertThatThrownBy(() -> extension.beforeEach(context("second")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("second")
                .hasMessageContaining("first")
                .hasMessageContaining("@Execution(ExecutionMode.SAME_THREAD)")
                .hasMessageContaining("@ResourceLock");
        // as JUnit does also after a beforeEach that failed
        extension.afterEach(context("second"));

        assertThat(extension.simulator().jobs()).extracting(CreatedJob::jobId).containsExactly(job);
        assertThatThrownBy(() -> extension.beforeEach(context("third"))).isInstanceOf(IllegalStateException.class);
        extension.afterEach(context("third"));
        extension.afterEach(context("first"));
        extension.beforeEach(context("fourth"));
        extension.afterEach(context("fourth"));
    }

    @Test
    void addsNoFailureToAStartThatFailed(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Cielo24SimulatorExtension broken =
                new Cielo24SimulatorExtension(Cielo24Simulator.builder().mediaFolder(file));
        assertThatThrownBy(() -> broken.beforeAll(context("class"))).isInstanceOf(UncheckedIOException.class);

        broken.afterAll(context("class"));
    }

    private static ExtensionContext context(String id) {
        return (ExtensionContext) Proxy.newProxyInstance(
                ExtensionContext.class.getClassLoader(),
                new Class<?>[] {ExtensionContext.class},
                (proxy, method, arguments) -> method.getName().equals("getDisplayName") ? id : id + "/unique");
    }
}
