package com.cielo24.simulator;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A simulator for the tests of a class: started once, {@link Cielo24Simulator#reset() reset} before each test, closed
 * after the last. Register it in a static field, with or without settings, or name it in {@code @ExtendWith} and give
 * the tests a parameter of type {@link Cielo24Simulator}. In a field that is not static, or at a single test, it starts a
 * simulator for each test.
 *
 * <pre>{@code
 * @RegisterExtension
 * static Cielo24SimulatorExtension cielo24 = new Cielo24SimulatorExtension(Cielo24Simulator.builder());
 * }</pre>
 *
 * <p>What a {@code @BeforeAll} method does to the simulator, such as to create jobs, is gone in the first test: do it
 * in a {@code @BeforeEach} method, or by {@link SimulatorBuilder#jobs}. One test at a time uses the simulator: a second
 * one fails, as each would reset the other. Where tests run in parallel, those of such a class need {@code
 * @Execution(ExecutionMode.SAME_THREAD)}, and classes that share a static field of a base class the same {@code
 * @ResourceLock}.
 */
public final class Cielo24SimulatorExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private final SimulatorBuilder settings;
    private Cielo24Simulator simulator;

    /**
     * Nested test classes begin and end within that of their outermost class; 0 where it is registered for a test
     * alone.
     */
    private int depth;

    /** The test that uses the simulator, or null. */
    private ExtensionContext running;

    /** A simulator as it is by default. */
    public Cielo24SimulatorExtension() {
        this(Cielo24Simulator.builder());
    }

    /** A simulator with these settings. */
    public Cielo24SimulatorExtension(SimulatorBuilder settings) {
        this.settings = settings;
    }

    /**
     * The simulator.
     *
     * @throws IllegalStateException outside of tests
     */
    public synchronized Cielo24Simulator simulator() {
        if (simulator == null) {
            throw new IllegalStateException("no test is running: there is a simulator from @BeforeAll to @AfterAll");
        }
        return simulator;
    }

    @Override
    public synchronized void beforeAll(ExtensionContext context) {
        depth++;
        start();
    }

    @Override
    public synchronized void beforeEach(ExtensionContext context) {
        if (running != null) {
            throw new IllegalStateException(
                    context.getDisplayName() + " would reset the simulator while "
                            + running.getDisplayName() + " uses it: run the tests of a class one after the other by"
                            + " @Execution(ExecutionMode.SAME_THREAD), and classes that share the extension by a @ResourceLock");
        }
        running = context;
        start();
        simulator.reset();
    }

    @Override
    public synchronized void afterEach(ExtensionContext context) {
        // JUnit calls this also for a test that was refused above
        if (running == null || !running.getUniqueId().equals(context.getUniqueId())) {
            return;
        }
        running = null;
        if (depth == 0) {
            close();
        }
    }

    @Override
    public synchronized void afterAll(ExtensionContext context) {
        depth = Math.max(0, depth - 1);
        if (depth == 0) {
            close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cielo24Simulator.class;
    }

    /** A class with one instance for all of its tests is constructed before {@link #beforeAll}. */
    @Override
    public synchronized Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        start();
        return simulator;
    }

    private void start() {
        if (simulator == null) {
            simulator = settings.start();
        }
    }

    private void close() {
        if (simulator != null) {
            simulator.close();
            simulator = null;
        }
    }
}
