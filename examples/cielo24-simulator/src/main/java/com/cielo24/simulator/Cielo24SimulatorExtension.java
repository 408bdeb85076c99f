package com.cielo24.simulator;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A simulator for the tests of a class: started once, {@link Cielo24Simulator#reset() reset} before each test, closed after
 * the last. Either register it in a static field, with settings or without, or name it in {@code @ExtendWith} and let the
 * tests have a parameter of type {@link Cielo24Simulator}.
 *
 * <pre>{@code
 * @RegisterExtension
 * static Cielo24SimulatorExtension cielo24 = new Cielo24SimulatorExtension(Cielo24Simulator.builder());
 * }</pre>
 */
public final class Cielo24SimulatorExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback, ParameterResolver {
    private final SimulatorBuilder settings;
    private Cielo24Simulator simulator;

    /** Nested test classes begin and end within that of their outermost class. */
    private int depth;

    /** A simulator as it is by default. */
    public Cielo24SimulatorExtension() {
        this(Cielo24Simulator.builder());
    }

    public Cielo24SimulatorExtension(SimulatorBuilder settings) {
        this.settings = settings;
    }

    /**
     * The simulator.
     *
     * @throws IllegalStateException outside of tests, and where the field of the extension is not static
     */
    public synchronized Cielo24Simulator simulator() {
        if (simulator == null) {
            throw new IllegalStateException("no test is running; the field of the extension must be static");
        }
        return simulator;
    }

    @Override
    public synchronized void beforeAll(ExtensionContext context) {
        if (depth++ == 0) {
            simulator = settings.start();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        simulator().reset();
    }

    @Override
    public synchronized void afterAll(ExtensionContext context) {
        if (--depth == 0) {
            simulator.close();
            simulator = null;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cielo24Simulator.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return simulator();
    }
}
